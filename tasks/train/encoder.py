"""The network: a BERT encoder (Devlin et al. 2019; here MiniLM, Wang et al. 2020) and its heads, in torch.

Heads: linear taggers; a biaffine parser (Dozat and Manning 2017) whose labels are scored by a sum instead of a
bilinear form; and a linker that says for a cue and a word whether the word is of its source or its content.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from tasks.annotate.links import STEPS
from tasks.annotate.pieces import N_DISTANCES, N_SHAPES

N_ROLES = 3  # none, source, content
N_STEPS = 2 * STEPS + 1  # sentences before and after the cue's, and its own
MIX = 7  # words that the linker looks at together


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the heads and the label counts they have."""

    tags: int
    relations: int
    arc: int = 192
    relation: int = 128
    link: int = 128


class Layer(nn.Module):
    """One transformer layer, normalised after each part."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm_out = nn.LayerNorm(width, epsilon)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm_down = nn.LayerNorm(width, epsilon)

    def forward(self, x: Tensor, lengths: Sequence[int]) -> Tensor:
        """[batch, n, width] to the same; `lengths` says how many of the n are pieces in each of the batch."""
        batch, n, width = x.shape
        qkv = self.qkv(x).view(batch, n, 3, self.heads, width // self.heads).permute(0, 2, 3, 1, 4).unbind()
        # One window after the other: the scores of one stay in the cache, which halves the time of long windows
        # against torch's own attention (2.13, CPU), and none sees the padding of another.
        seen = torch.stack([_attend(one, k) for one, k in zip(qkv, lengths, strict=True)])
        x = self.norm_out(x + self.out(seen.transpose(1, 2).reshape(batch, n, width)))
        return self.norm_down(x + self.down(F.gelu(self.up(x))))


def _attend(qkv: Tensor, length: int) -> Tensor:
    """Queries, keys and values [3, heads, n, d] of one window, of which `length` are pieces, to [heads, n, d]."""
    q, k, v = (qkv if length == qkv.shape[2] else qkv[:, :, :length]).unbind()
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(1, 2)
    with torch.autocast(scores.device.type, enabled=False):
        weights = torch.softmax(scores, dim=-1)
    return F.pad(weights @ v, (0, 0, 0, qkv.shape[2] - length))


class Encoder(nn.Module):
    """Word pieces and word shapes to vectors."""

    def __init__(self, config: dict[str, int | float]) -> None:
        super().__init__()
        width = int(config["hidden_size"])
        epsilon = float(config.get("layer_norm_eps", 1e-12))
        self.width = width
        self.word = nn.Embedding(int(config["vocab_size"]), width)
        self.position = nn.Embedding(int(config["max_position_embeddings"]), width)
        self.shape = nn.Embedding(N_SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        self.norm = nn.LayerNorm(width, epsilon)
        heads, inner = int(config["num_attention_heads"]), int(config["intermediate_size"])
        self.layers = nn.ModuleList(
            Layer(width, heads, inner, epsilon) for _ in range(int(config["num_hidden_layers"]))
        )

    def forward(self, ids: Tensor, shapes: Tensor, lengths: Sequence[int]) -> Tensor:
        """ids, shapes [batch, n], how many of each row are pieces, to [batch, n, width]."""
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.word(ids) + self.position(where) + self.shape(shapes))
        for layer in self.layers:
            x = layer(x, lengths)
        return x


class Network(nn.Module):
    """The encoder with all heads."""

    def __init__(self, encoder: Encoder, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        width = encoder.width
        self.tags = nn.Linear(width, sizes.tags)
        self.arc_dep = nn.Linear(width, sizes.arc)
        self.arc_head = nn.Linear(width, sizes.arc)
        self.arc = nn.Parameter(torch.empty(sizes.arc + 1, sizes.arc))
        nn.init.xavier_uniform_(self.arc)
        self.rel_dep = nn.Linear(width, sizes.relation)
        self.rel_head = nn.Linear(width, sizes.relation)
        self.rel_out = nn.Linear(sizes.relation, sizes.relations)
        self.link_word = nn.Linear(width, sizes.link)
        self.link_cue = nn.Linear(width, sizes.link)
        self.link_distance = nn.Embedding(N_DISTANCES, sizes.link)
        self.link_sentence = nn.Embedding(N_STEPS, sizes.link)
        self.link_mix = nn.Parameter(torch.zeros(MIX, sizes.link))
        self.link_out = nn.Linear(sizes.link, N_ROLES)
        for table in (self.link_distance, self.link_sentence):
            nn.init.normal_(table.weight, std=0.1)

    def arcs(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Words [..., width] to the vectors whose products are arc scores: dependents, heads [..., arc]."""
        dependents, heads = F.relu(self.arc_dep(x)), F.relu(self.arc_head(x))
        return dependents @ self.arc[:-1] + self.arc[-1], heads

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Vectors [..., relation] of words and of their heads to logits [..., relations]."""
        return self.rel_out(F.relu(dependents + heads))

    def roles(self, words: Tensor, cues: Tensor, distances: Tensor, steps: Tensor) -> Tensor:
        """Words [cues, n, link], cues [cues, link], distances and steps [cues, n] to logits [cues, n, N_ROLES]."""
        x = F.relu(words + cues[:, None] + self.link_distance(distances) + self.link_sentence(steps))
        around = F.pad(x, (0, 0, MIX // 2, MIX // 2))
        n = x.shape[1]
        for shift in range(MIX):
            x = x + self.link_mix[shift] * around[:, shift : shift + n]
        return self.link_out(F.relu(x))


def read_encoder(folder: Path) -> Encoder:
    """A BERT-like encoder from a local folder with config.json and model.safetensors.

    Raises FileNotFoundError, or ValueError if the folder holds another architecture.
    """
    config = json.loads((folder / "config.json").read_text())
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise ValueError(f"{folder} is no BERT encoder with gelu (model_type {config.get('model_type')!r})")
    weights = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
    encoder = Encoder(config)
    own = encoder.state_dict()
    own["word.weight"] = weights["embeddings.word_embeddings.weight"]
    # A second text has another type; ours are all first ones.
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    own["position.weight"] = weights["embeddings.position_embeddings.weight"] + kind
    names = {"norm": "embeddings.LayerNorm"}
    for number in range(len(encoder.layers)):
        theirs = f"encoder.layer.{number}"
        names |= {
            f"layers.{number}.out": f"{theirs}.attention.output.dense",
            f"layers.{number}.norm_out": f"{theirs}.attention.output.LayerNorm",
            f"layers.{number}.up": f"{theirs}.intermediate.dense",
            f"layers.{number}.down": f"{theirs}.output.dense",
            f"layers.{number}.norm_down": f"{theirs}.output.LayerNorm",
        }
        for part in ("weight", "bias"):
            own[f"layers.{number}.qkv.{part}"] = torch.cat(
                [weights[f"{theirs}.attention.self.{which}.{part}"] for which in ("query", "key", "value")]
            )
    for mine, theirs in names.items():
        for part in ("weight", "bias"):
            own[f"{mine}.{part}"] = weights[f"{theirs}.{part}"]
    encoder.load_state_dict(own)
    return encoder
