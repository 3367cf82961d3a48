"""All figures of a model on the dev parts of the corpora."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tasks.annotate.annotation import Annotation
from tests.eval.gold import Reader, Record, read_records, read_text, read_trees
from tests.eval.happenings import measure_factuality, measure_triggers
from tests.eval.speech import measure_names, measure_statements
from tests.eval.syntax import measure_syntax

Figures = dict[str, float]
Read = list[tuple[Record, Annotation]]


def measure(model: Reader, corpora: Path, sizes: Mapping[str, int] | None = None) -> Figures:
    """All figures as `corpus/figure`, in percent (correlations times 100); higher is better in each.

    `sizes`, if given, says which corpora are measured and how much of each is read from its beginning: documents, of
    treebanks sentences. Raises FileNotFoundError where a corpus or a scorer is not there.
    """
    figures: Figures = {}
    for name in CORPORA if sizes is None else sizes:
        most = None if sizes is None else sizes[name]
        found = _measure_one(model, corpora, name, most)
        figures |= {f"{name}/{figure}": round(value, 2) for figure, value in found.items()}
    return figures


def _measure_one(model: Reader, corpora: Path, name: str, most: int | None) -> Figures:
    if name in ("ewt", "gum"):
        return measure_syntax(model, read_trees(corpora / "ud" / f"{name}_dev.conllu.gz", most))
    gold = read_records(corpora / name / "dev.jsonl.gz", most)
    read = [(record, read_text(model, record["text"])) for record in gold]
    return _BY_CORPUS[name](read, corpora)


def _uw(read: Read, _: Path) -> Figures:
    return measure_triggers(read, lambda one: one.event) | measure_factuality(read, 0)


def _uds(read: Read, _: Path) -> Figures:
    return measure_triggers(read, lambda one: one.predicate) | measure_factuality(read, 1)


_BY_CORPUS: dict[str, Callable[[Read, Path], Figures]] = {
    "worldwide": measure_names,
    "uner_ewt": measure_names,
    "gum_ner": measure_names,
    "polnear": measure_statements,
    "timex": lambda read, _: measure_triggers(read, lambda one: one.event),
    "factuality_uw": _uw,
    "factuality_uds": _uds,
    # Its triggers are another kind of thing, and the model has no head for them.
    "factuality_meantime": lambda read, _: measure_factuality(read, 2),
}
CORPORA: tuple[str, ...] = ("ewt", "gum", *_BY_CORPUS)
