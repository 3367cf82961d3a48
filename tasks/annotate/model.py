"""The language model at work: a text and its sentences in, an annotation out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tasks.annotate.annotation import Annotation, Attribution, Name, NameType, Range, Trigger, Word
from tasks.annotate.encoder import Encoder, Outputs, open_encoder
from tasks.annotate.folder import NUMBERS, BadModel, ModelFolder, read_folder
from tasks.annotate.links import LinkHead, link
from tasks.annotate.pieces import Pieces, encode, window_of
from tasks.annotate.spans import Spans
from tasks.annotate.trees import decode_heads, decode_relations
from tasks.annotate.windows import place_windows
from tasks.annotate.words import split_words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# A word is a trigger where an event or a predicate is at least as likely as none.
_LIKELY = 0.5
# The relation between stretches of a sentence that is longer than a window, after that of run-on sentences.
_RUN_ON = "parataxis"


class _Read(NamedTuple):
    """A window that was read: its words, those of them it answers for, and the outputs."""

    words: Range
    share: Range
    outputs: Outputs


@dataclass(slots=True)
class _Found:
    """What was found in the windows so far; numbers of words are those of the document."""

    words: list[Word]
    names: list[Name]
    attributions: list[Attribution]
    triggers: list[Trigger]
    root: int = -1  # of the sentence that is not over


class _Laid(NamedTuple):
    """A document in words."""

    spans: list[Range]  # code points
    sentences: list[Range]  # words
    sentence: Ints  # [w] the number of each word's sentence


class Model:
    """A model, loaded."""

    def __init__(
        self, folder: ModelFolder, tokenizer: Tokenizer, heads: Mapping[str, Floats], encoder: Encoder
    ) -> None:
        self.folder = folder
        self._tokenizer, self._encoder = tokenizer, encoder
        self._known = dict[str, list[int]]()
        self._layers, self._relations = folder.layers, folder.relations
        self._rel_out, self._rel_bias = heads["rel_out"], heads["rel_bias"]
        parts = ("distance", "sentence", "mix", "out", "bias")
        self._link = LinkHead(**{part: heads[f"link_{part}"] for part in parts})
        self._spans = {name: Spans(folder.layers[name].labels) for name in ("name", "cue")}

    def fault(self) -> str | None:
        """What does not fit what the labels say, found by reading two words; None if all fits."""
        if any(self._tokenizer.token_to_id(mark) is None for mark in ("[CLS]", "[SEP]", "[UNK]")):
            return "its tokenizer has no [CLS], [SEP] or [UNK]"
        if (fault := self._link.fault()) is not None:
            return fault
        pieces = encode(self._tokenizer, ["It", "works"], [True, False])
        out = self._encoder(window_of(self._tokenizer, pieces, (0, 2)))
        relation, relations = self._rel_out.shape
        right = {
            "tags": out.tags.shape[1] >= max(layer.end for layer in self._layers.values()),
            "arc_head": out.arc_head.shape == out.arc_dep.shape,
            "rel_dep": out.rel_dep.shape[1] == relation,
            "rel_head": out.rel_head.shape[1] == relation,
            "rel_out": relations == len(self._relations) == len(self._rel_bias),
            "link_word": out.link_word.shape[1] == len(self._link.out),
            "link_cue": out.link_cue.shape[1] == len(self._link.out),
        }
        wrong = [name for name, fits in right.items() if not fits]
        wrong += [name for name, found in out._asdict().items() if len(found) != 2 or not np.isfinite(found).all()]
        return f"{wrong[0]} has not the shape or the numbers that its labels ask for" if wrong else None

    def annotate(self, text: str, sentences: Sequence[Range], paragraphs: Sequence[int]) -> Annotation:
        """All layers of a document.

        sentences: spans of `text` in code points, in order, none overlapping; words between them are not read.
        paragraphs: where paragraphs begin, in code points, in order. The sentences of the annotation are those given,
        also those without a word. The same text gives the same annotation, whatever was read before.
        """
        spans, ranges = list[Range](), list[Range]()
        for start, end in sentences:
            begin = len(spans)
            spans += split_words(text, start, end)
            ranges.append((begin, len(spans)))
        if not spans:
            return Annotation([], ranges, [], [], [])
        starts = np.array([start for start, _ in spans])
        begins = np.zeros(len(spans) + 1, bool)
        begins[np.searchsorted(starts, np.asarray(paragraphs, np.int64))] = True
        pieces = encode(self._tokenizer, [text[start:end] for start, end in spans], begins[:-1].tolist(), self._known)
        laid = _Laid(spans, ranges, np.repeat(np.arange(len(ranges)), [end - begin for begin, end in ranges]))
        found = _Found([], [], [], [])
        before: _Read | None = None
        for here, after in _with_next(self._read(pieces, ranges)):
            self._decode(laid, before, here, after, found)
            before = here
        return Annotation(found.words, ranges, found.names, found.attributions, found.triggers)

    def _read(self, pieces: Pieces, sentences: Sequence[Range]) -> Iterator[_Read]:
        begins = [begin for begin, end in sentences if begin < end]
        for place in place_windows(pieces.first, begins, self.folder.most_pieces - 2):
            outputs = self._encoder(window_of(self._tokenizer, pieces, place.words))
            yield _Read(place.words, place.share, outputs)

    def _decode(self, laid: _Laid, before: _Read | None, here: _Read, after: _Read | None, found: _Found) -> None:
        """Add what a window says of its share."""
        (first, end), begin = here.share, here.words[0]
        own = slice(first - begin, end - begin)
        sentence = laid.sentence[first:end]
        edges = np.flatnonzero(np.diff(sentence, prepend=-1, append=-1))
        self._add_words(laid, here, own, edges, found)
        tags = here.outputs.tags[own]
        for (a, b), kind in self._spans["name"].decode(self._logits(tags, "name"), edges):
            found.names.append(Name((first + a, first + b), cast(NameType, kind)))
        self._add_triggers(tags, first, found)
        cues = [(first + a, first + b) for (a, b), _ in self._spans["cue"].decode(self._logits(tags, "cue"), edges)]
        if not cues:
            return
        # Beyond its edges the words of a window are seen with the eyes of its neighbours.
        at, vectors = begin, [here.outputs.link_word]
        if before is not None:
            at = before.words[0]
            vectors.insert(0, before.outputs.link_word[: begin - at])
        if after is not None:
            vectors.append(after.outputs.link_word[here.words[1] - after.words[0] :])
        words = np.concatenate(vectors) if len(vectors) > 1 else vectors[0]
        numbers = laid.sentence[at : at + len(words)]
        for a, b in cues:
            cue = here.outputs.link_cue[a - begin : b - begin].mean(0)
            sides = link(self._link, words, cue, (a - at, b - at), numbers)
            source, content = (tuple((at + c, at + d) for c, d in side) for side in sides)
            found.attributions.append(Attribution((a, b), source, content))

    def _logits(self, tags: Floats, layer: str) -> Floats:
        return tags[:, self._layers[layer].at : self._layers[layer].end]

    def _add_words(self, laid: _Laid, here: _Read, own: slice, edges: Ints, found: _Found) -> None:
        out, (first, end) = here.outputs, here.share
        tree = decode_heads(out.arc_dep[own], out.arc_head[own], edges)
        root = self._relations.index("root")
        relations = decode_relations(out.rel_dep[own], out.rel_head[own], tree, self._rel_out, self._rel_bias, root)
        heads = np.where(tree == np.arange(len(tree)), -1, tree + first).tolist()
        sentence = laid.sentence[first:end].tolist()
        labels = list(self._relations)
        if first > laid.sentences[sentence[0]][0]:  # the share begins inside of a sentence that no window holds
            top = heads.index(-1)
            heads[top], relations[top] = found.root, len(labels)
            labels.append(_RUN_ON)
        upos, xpos = (
            [self._layers[name].labels[at] for at in self._logits(out.tags[own], name).argmax(1).tolist()]
            for name in ("upos", "xpos")
        )
        rows = zip(laid.spans[first:end], sentence, upos, xpos, heads, relations, strict=True)
        found.words += [Word(a, b, number, u, x, head, labels[r]) for (a, b), number, u, x, head, r in rows]
        last = int(edges[-2])
        if -1 in heads[last:]:
            found.root = first + last + heads[last:].index(-1)

    def _add_triggers(self, tags: Floats, first: int, found: _Found) -> None:
        columns = [self._layers[name].at for name in NUMBERS]
        numbers = tags[:, columns].astype(np.float64)
        numbers[:, :2] = 1 / (1 + np.exp(-np.clip(numbers[:, :2], -50, 50)))
        np.clip(numbers[:, 2:], -3, 3, out=numbers[:, 2:])
        likely = np.flatnonzero(numbers[:, :2].max(1) >= _LIKELY)
        for word, (event, predicate, *factuality) in zip(likely.tolist(), numbers[likely].tolist(), strict=True):
            found.triggers.append(
                Trigger(first + word, event, predicate, cast("tuple[float, float, float]", tuple(factuality)))
            )


@lru_cache(maxsize=2)
def load_model(folder: Path, version: str | None = None) -> Model:
    """The model in a folder, loaded once in a process. Raises BadModel, also where it is of another version."""
    found = read_folder(folder)
    if version not in (None, found.version):
        raise BadModel.at(folder, "it was changed after the run had begun")
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        with np.load(folder / "heads.npz") as arrays:
            heads = {name: np.asarray(arrays[name], np.float32) for name in arrays.files}
        model = Model(found, tokenizer, heads, open_encoder(folder / "encoder.onnx"))
        fault = model.fault()
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the libraries raise what is no more than an Exception
        told = (str(error).splitlines() or [""])[0]
        fault = f"it does not load ({type(error).__name__}: {told[:160]})"
    if fault is not None:
        raise BadModel.at(folder, fault)
    return model


def _with_next(reads: Iterable[_Read]) -> Iterator[tuple[_Read, _Read | None]]:
    """Each with the one after it."""
    held: _Read | None = None
    for one in reads:
        if held is not None:
            yield held, one
        held = one
    if held is not None:
        yield held, None
