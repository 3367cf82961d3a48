"""The encoder of a model: one window of word pieces in, the vectors and logits of its words out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tasks.annotate.pieces import Window

Floats = NDArray[np.float32]


class Outputs(NamedTuple):
    """What the encoder says of the words of one window, by the names in the graph; one row a word."""

    tags: Floats  # the logits of all layers side by side
    arc_dep: Floats
    arc_head: Floats
    rel_dep: Floats
    rel_head: Floats
    link_word: Floats
    link_cue: Floats


# Adding and normalising in one kernel makes the whole take 1.3 times as long (onnxruntime 1.31, 302 and 508 pieces).
_SLOW = ["SkipLayerNormFusion"]

Encoder = Callable[[Window], Outputs]


def open_encoder(graph: Path) -> Encoder:
    """The encoder in an ONNX file, on one core. Raises what onnxruntime raises.

    It reads one window at a time: the scales of an int8 product are found for each input, so that a neighbour in a
    batch would change what is read, and one core gains nothing by it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # there is a worker for each core
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.use_deterministic_compute = True
    options.log_severity_level = 3  # errors; they are raised too
    session = onnxruntime.InferenceSession(
        str(graph), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
    )
    names = list(Outputs._fields)

    def read(window: Window) -> Outputs:
        given = {"ids": window.ids[None], "shapes": window.shapes[None], "first": window.first}
        return Outputs(*session.run(names, given))

    return read
