"""Mentions as the shipped model gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.extract.mentions import find_mentions

MODEL = Path(__file__).resolve().parents[2] / "data" / "model"
TEXT = (
    "Foreign Minister Amara Diallo said on Monday that the talks in Geneva had failed.\n"
    "Diallo told reporters that she would resign."
)


@pytest.mark.skipif(not (MODEL / "encoder.onnx").exists(), reason="no model in data/model")
def test_minister_is_one_person() -> None:
    from tasks.annotate.model import load_model

    end = TEXT.index("\n")
    annotation = load_model(MODEL).annotate(TEXT, [(0, end), (end + 1, len(TEXT))], [0, end + 1])
    rows = find_mentions("d", TEXT, annotation)
    minister = next(one for one in rows.entities if one.name == "Amara Diallo")
    assert (minister.type, minister.role) == ("PERSON", "Foreign Minister")
    of = [one.text for one in rows.mentions if one.entity_id == minister.entity_id]
    assert of[:2] == ["Amara Diallo", "Diallo"]
    assert "Geneva" in [one.text for one in rows.mentions if one.type == "PLACE"]
