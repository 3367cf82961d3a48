"""Which bodies are one text with changes, and which are two reports of one happening."""

from __future__ import annotations

import numpy as np
import pytest

from tasks.extract.signature import PERMUTATIONS, body_hash, fold_words, minhash
from tasks.link.resemblance import RESEMBLANCE, buckets, groups, resemblance, unpack

REPORT = """
Rescue teams pulled four hikers from a ravine above Val Torrente on Sunday after a night of heavy rain, the mountain
service said. The four, all in their thirties, had set out on Saturday morning and lost the path in fog at about
2,100 metres. One of them broke a leg; the others were cold but unhurt. "They did the right thing and stayed where
they were," said Paola Ricci, who led the search. A helicopter could not fly before dawn because of the wind. Last
year the service was called out 312 times in the valley, more often than ever before, and most calls came in autumn.
"""
OTHER_REPORT = """
Four people who had been missing since Saturday were found alive in a ravine near Val Torrente, rescuers said. The
hikers lost their way in fog and spent the night in the open. Paola Ricci of the mountain service told the radio that
one had a broken leg. "They did the right thing and stayed where they were," she said. Wind and rain had kept a
helicopter on the ground until the morning. The mayor thanked the forty volunteers who joined the search.
"""


def alike(left: str, right: str) -> float:
    signatures = [unpack([minhash(fold_words([text]))]) for text in (left, right)]
    return float(resemblance(*signatures)[0])


@pytest.mark.parametrize(
    "copy",
    [
        REPORT + " This story has been updated.",
        "(Alpine Wire) - " + REPORT,
        REPORT.replace("four hikers", "4 hikers").replace("at about", "around"),
        "THE VALLEY COURIER\n\nBy our own staff\n\n" + REPORT + "\n(c) The Valley Courier. All rights reserved.",
        REPORT.upper(),
    ],
)
def test_a_text_with_changes_resembles(copy: str) -> None:
    assert alike(REPORT, copy) >= RESEMBLANCE


@pytest.mark.parametrize("other", [OTHER_REPORT, REPORT[:300], "Quite another matter altogether, told in few words."])
def test_another_report_does_not(other: str) -> None:
    assert alike(REPORT, other) < RESEMBLANCE


def test_the_estimate_is_near_the_truth() -> None:
    words = [f"w{i}" for i in range(400)]
    left, right = words[:300], words[100:]
    truth = 197 / 397  # shingles of four: 297 each, 197 in both
    signatures = [unpack([minhash(one)]) for one in (left, right)]
    assert abs(float(resemblance(*signatures)[0]) - truth) < 4 * 0.044


def test_copies_meet_in_a_bucket_and_strangers_seldom() -> None:
    texts = [REPORT, REPORT + " This story has been updated.", OTHER_REPORT]
    bucket = buckets(unpack([minhash(fold_words([text])) for text in texts]))
    assert np.any(bucket[0] == bucket[1])
    assert np.count_nonzero(bucket[0] == bucket[2]) == 0


def test_a_signature_has_one_length_however_short_the_text() -> None:
    assert {len(minhash(words)) for words in ([], ["a"], ["a", "b"], fold_words([REPORT]))} == {4 * PERMUTATIONS}


def test_case_and_punctuation_do_not_change_the_body() -> None:
    assert body_hash(fold_words(["He said: “No.”"])) == body_hash(fold_words(["he said", "no"]))


def test_groups_are_what_pairs_connect() -> None:
    pairs = [("d", "c"), ("b", "a"), ("c", "b"), ("x", "y")]
    assert groups(pairs) == {"a": "a", "b": "a", "c": "a", "d": "a", "x": "x", "y": "x"}
    assert groups(reversed(pairs)) == groups(pairs)
    assert groups([]) == {}


def test_a_long_chain_needs_no_recursion() -> None:
    names = [f"{i:06d}" for i in range(50_000)]
    assert set(groups(zip(names[1:], names, strict=False)).values()) == {"000000"}
