"""The page of what failed: cells stay text, and it loads nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tasks.check import page
from tasks.check.candidate import CheckJob, CheckReport, Failure, check_candidate
from tests.check import example
from tests.check.example import change

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</li></style><svg/onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "<!--<base href=//example.org>",
    "line\nbreak\u2028and\u202e reversed\x00\x1b[31m",
]


class Reader(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def report(*failures: Failure) -> CheckReport:
    critical = sum(one.severity == "critical" for one in failures)
    return CheckReport(not critical, critical, len(failures) - critical, 200, failures)


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_cells_stay_text(attack: str):
    failure = Failure("critical", "documents", f"a rule {attack}", f"why {attack}", 1, (attack, f"id: {attack!r}"))
    found = read(page.render(report(failure), {"documents": 1}, 1))
    plain = read(page.render(report(Failure("critical", "documents", "a", "b", 1, ("c", "d"))), {"documents": 1}, 1))
    assert found.tags == plain.tags
    assert found.attributes == plain.attributes
    assert page.show(attack) in found.text
    assert not re.search("[\x00-\x09\x0b-\x1f\u2028\u202e]", found.text)


def test_nothing_is_loaded_and_nothing_runs():
    found = read(page.render(report(Failure("critical", "documents", "a", "b", 1, ("c",))), {"documents": 1}, 1))
    assert found.tags.isdisjoint({"script", "img", "link", "iframe", "a", "form", "object", "base", "svg"})
    assert {name for name, _ in found.attributes}.isdisjoint({"src", "href", "style", "onload", "onclick"})
    [policy] = [value for name, value in found.attributes if name == "content" and "default-src" in (value or "")]
    assert "default-src 'none'" in str(policy)
    assert "script-src" not in str(policy)


def test_it_says_first_what_failed_first():
    html = page.render(
        report(
            Failure("critical", "events", "a reference is a key", "joins", 12_345, ("one", "two")),
            Failure("warning", "rejects", "few are rejected", "sources change", 1, ()),
        ),
        {"events": 9, "rejects": 3},
        4,
    )
    text = read(html).text
    order = [
        "nothing was published",
        "a reference is a key",
        "12,345",
        "What to do next",
        "few are",
        "What was checked",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_only_warnings_are_no_failure():
    text = read(page.render(report(Failure("warning", "rejects", "a", "b", 1, ())), {"rejects": 1}, 1)).text
    assert "The check passed with 1 warning" in text
    assert "failed" not in text.split("}")[-1]


def test_a_bad_candidate_leaves_a_page_and_a_good_one_removes_it(candidate: Path, good: Path, tmp_path: Path):
    change(candidate, "documents", lambda rows: rows[0].update(language="<script>alert(1)</script>"))
    folder = tmp_path / "work" / "check"
    assert not check_candidate(CheckJob(candidate, folder, example.RECORDS)).passed
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert [path.name for path in folder.iterdir()] == ["index.html"]
    assert check_candidate(CheckJob(good, folder, example.RECORDS)).passed
    assert list(folder.iterdir()) == []
