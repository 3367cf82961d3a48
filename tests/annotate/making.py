"""A model for tests: a tokenizer of letters, and an encoder that knows each word by its first letter alone."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from tasks.annotate.encoder import Encoder, Outputs
from tasks.annotate.folder import Layer, ModelFolder
from tasks.annotate.links import STEPS
from tasks.annotate.model import Model
from tasks.annotate.pieces import N_DISTANCES, Window

RELATIONS = ("nsubj", "obj", "root")
LABELS: dict[str, tuple[str, ...]] = {
    "upos": ("NOUN", "VERB"),
    "xpos": ("NN", "VB"),
    "name": ("O", "B-ORG", "B-PERSON", "I-ORG", "I-PERSON"),
    "cue": ("O", "B", "I"),
    "event": ("event",),
    "predicate": ("predicate",),
    "fact_uw": ("fact_uw",),
    "fact_uds": ("fact_uds",),
    "fact_meantime": ("fact_meantime",),
    "source": ("O", "B", "I"),  # of no use but in training
}
WIDTH = 6


def letters() -> Tokenizer:
    """A WordPiece tokenizer with a piece for each letter and each mark."""
    signs = string.ascii_lowercase + string.digits
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *string.punctuation]
    vocabulary = {piece: at for at, piece in enumerate([*marks, *signs, *(f"##{sign}" for sign in signs)])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=400))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def layers() -> dict[str, Layer]:
    """The layers of LABELS, side by side."""
    at, out = 0, {}
    for name, labels in LABELS.items():
        out[name] = Layer(at, labels)
        at += len(labels)
    return out


def guesses(seen: list[int] | None = None) -> Encoder:
    """An encoder whose outputs for a word rest on its first piece and shape; `seen` collects lengths of windows."""
    dice = np.random.default_rng(7)
    widths = Outputs(sum(map(len, LABELS.values())), WIDTH, WIDTH, WIDTH, WIDTH, WIDTH, WIDTH)
    tables = [dice.normal(size=(200, width)).astype(np.float32) for width in widths]

    def read(window: Window) -> Outputs:
        if seen is not None:
            seen.append(len(window.ids))
        known = (3 * window.ids[window.first] + window.shapes[window.first]) % 200
        return Outputs(*(table[known] for table in tables))

    return read


def heads() -> dict[str, np.ndarray]:
    """The arrays of the second steps."""
    dice = np.random.default_rng(8)
    shapes = {
        "rel_out": (WIDTH, len(RELATIONS)),
        "rel_bias": (len(RELATIONS),),
        "link_distance": (N_DISTANCES, WIDTH),
        "link_sentence": (2 * STEPS + 1, WIDTH),
        "link_mix": (7, WIDTH),
        "link_out": (WIDTH, 3),
        "link_bias": (3,),
    }
    return {name: dice.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def model(most_pieces: int = 512, encoder: Encoder | None = None) -> Model:
    """A model that guesses."""
    folder = ModelFolder(Path("made"), "made", "0", most_pieces, layers(), RELATIONS)
    return Model(folder, letters(), heads(), encoder or guesses())


def prose(n_sentences: int, longest: int = 20, seed: int = 1) -> Iterator[str]:
    """Sentences of made-up words."""
    dice = np.random.default_rng(seed)
    for _ in range(n_sentences):
        words = ["".join(dice.choice(list("abcdefgh"), dice.integers(1, 8))) for _ in range(dice.integers(1, longest))]
        yield " ".join(words) + "."


def lay_out(sentences: list[str], each: int = 3) -> tuple[str, list[tuple[int, int]], list[int]]:
    """A text with its sentences, and the begin of its paragraphs, of so many sentences each."""
    text, spans, paragraphs = "", [], []
    for number, sentence in enumerate(sentences):
        if number % each == 0:
            text += "\n" if text else ""
            paragraphs.append(len(text))
        else:
            text += " "
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    return text, spans, paragraphs
