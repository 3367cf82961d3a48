"""The network as a model directory: an int8 ONNX graph, the small matrices of the second step, labels, tokenizer."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from tasks.annotate.encoder import Outputs
from tasks.annotate.folder import FILES, FORMAT, LABELS
from tasks.train.encoder import Layer, Network
from tasks.train.labels import Labels

# The longest window of training (longest_window in config.toml) with the marks of its begin and end.
MOST_PIECES = 508


class Graph(nn.Module):
    """The network as it runs: one window, no mask, word vectors in one byte a number, heads side by side."""

    def __init__(self, network: Network, whole: bool) -> None:
        super().__init__()
        self.network = network
        self.whole = whole
        table = network.encoder.word.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("words", (table / scale).round().to(torch.int8))
        self.register_buffer("scales", scale)
        side = [network.arc_dep, network.arc_head, network.rel_dep, network.rel_head, network.link_word]
        side += [network.link_cue, network.tags]
        self.weight = nn.Parameter(torch.cat([one.weight.detach() for one in side]).T.contiguous())
        self.bias = nn.Parameter(torch.cat([one.bias.detach() for one in side]))
        self.widths = [one.out_features for one in side]

    def embed(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """ids, shapes [1, n] to [1, n, width]."""
        encoder = self.network.encoder
        words = encoder.word(ids) if self.whole else self.words[ids].float() * self.scales[ids]
        where = torch.arange(ids.shape[1], device=ids.device)
        return encoder.norm(words + encoder.position(where) + encoder.shape(shapes))

    def layer(self, layer: Layer, x: Tensor) -> Tensor:
        """One layer with its attention written out, so that the graph holds plain products."""
        _, n, width = x.shape
        q, k, v = layer.qkv(x).split(width, dim=2)
        seen = torch.onnx.ops.symbolic(
            "com.microsoft::MultiHeadAttention",
            (q, k, v),
            {"num_heads": layer.heads},
            dtype=x.dtype,
            shape=(1, n, width),
            version=1,
        )
        x = layer.norm_out(x + layer.out(seen))
        return layer.norm_down(x + layer.down(F.gelu(layer.up(x))))

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """ids, shapes [1, n], first [w] to what Outputs names, in its order, each [w, its width]."""
        x = self.embed(ids, shapes)
        for layer in self.network.encoder.layers:
            x = self.layer(layer, x)
        parts = (x[0][first] @ self.weight + self.bias).split(self.widths, dim=1)
        arc_dep, arc_head, rel_dep, rel_head, link_word, link_cue, tags = parts
        arc = self.network.arc
        return (
            tags,
            F.relu(arc_dep) @ arc[:-1] + arc[-1],
            F.relu(arc_head),
            rel_dep,
            rel_head,
            link_word,
            link_cue,
        )


def export(network: Network, labels: Labels, tokenizer: Tokenizer, folder: Path, quantize: bool = True) -> None:
    """Write the model directory; with `quantize` off in 32 bits, to compare with."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "encoder.onnx"
    _write_graph(Graph(network.eval(), whole=not quantize), whole)
    if quantize:
        small = folder / "encoder.int8.onnx"
        quantize_dynamic(
            whole,
            small,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=_heads(whole),
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
        small.replace(whole)
    network.requires_grad_(False)
    arrays = {
        "rel_out": network.rel_out.weight.T,
        "rel_bias": network.rel_out.bias,
        "link_distance": network.link_distance.weight,
        "link_sentence": network.link_sentence.weight,
        "link_mix": network.link_mix,
        "link_out": network.link_out.weight.T,
        "link_bias": network.link_out.bias,
    }
    np.savez(folder / "heads.npz", **{name: value.numpy() for name, value in arrays.items()})
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    about = {
        "format": FORMAT,
        "name": "onrecord-minilm-l6",
        "max_pieces": MOST_PIECES,
        **labels.as_json(),
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
    }
    (folder / LABELS).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _heads(graph: Path) -> list[str]:
    """The product that makes the heads; in 8 bits it alone would cost half a point of names and sources."""
    return [node.name for node in onnx.load(graph).graph.node if node.op_type == "MatMul" and "weight" in node.input]


def _write_graph(graph: Graph, path: Path) -> None:
    ids = torch.randint(1000, 2000, (1, 30))
    first = torch.arange(1, 21)
    program = torch.onnx.export(
        graph.eval(),
        (ids, torch.zeros_like(ids), first),
        input_names=["ids", "shapes", "first"],
        output_names=list(Outputs._fields),
        dynamic_shapes={"ids": {1: "n"}, "shapes": {1: "n"}, "first": {0: "w"}},
        dynamo=True,
        verbose=False,
    )
    assert program is not None
    program.save(str(path))
    onnx.checker.check_model(str(path))
