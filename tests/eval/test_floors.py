"""A quick part of the dev sets stays above its floors; the whole is for `make eval`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.annotate.folder import SHIPPED
from tasks.annotate.model import load_model
from tests.eval.figures import CORPORA, measure
from tests.eval.floors import FLOORS, Floors, find_fallen, raise_floors, read_floors, write_floors

SHARED = Path(__file__).resolve().parents[3] / "shared"


def test_what_is_under_its_floor_is_found() -> None:
    assert find_fallen({"a/x": 80.0, "b/x": 70.0, "c/x": 1.0}, {"a/x": 80.0, "b/x": 69.9}) == ["b/x", "c/x"]


def test_floors_only_rise() -> None:
    floors = Floors({"a": 1}, {"a/x": 80.0}, {"a/x": 80.0, "a/y": 50.0})
    raised = raise_floors(floors, {"a/x": 70.0}, {"a/x": 90.04, "a/y": 50.1, "a/z": 10.0})
    assert raised.part == {"a/x": 80.0}
    assert raised.whole == {"a/x": 89.7, "a/y": 50.0, "a/z": 9.7}


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    floors = Floors({"a": 1}, {"a/x": 80.5}, {"a/las full": 80.0})
    write_floors(floors, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == floors
    write_floors(read_floors(), tmp_path / "again.toml")
    assert (tmp_path / "again.toml").read_text("utf-8") == FLOORS.read_text("utf-8")


def test_the_parts_are_of_known_corpora() -> None:
    assert set(read_floors().sizes) <= set(CORPORA)


@pytest.mark.skipif(not (SHIPPED / "encoder.onnx").is_file(), reason="the model is not here (data/model)")
@pytest.mark.skipif(
    not (SHARED / "corpora" / "polnear").is_dir(), reason="the corpora are not here (../shared/corpora)"
)
@pytest.mark.skipif(not (SHARED / "bench").is_dir(), reason="the scorers are not here (../shared/bench)")
def test_no_figure_of_the_part_is_under_its_floor() -> None:
    floors = read_floors()
    figures = measure(load_model(SHIPPED), SHARED / "corpora", floors.sizes)
    fallen = find_fallen(floors.part, figures)
    assert not fallen, {name: (figures.get(name), floors.part[name]) for name in fallen}
