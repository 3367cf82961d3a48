"""Whatever comes in, clean and extract give rows that show their words, or one reject that is no crash."""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tasks.clean.document import Cleaned, Rejected, clean_record
from tasks.clean.inputs.record import Given, Record
from tasks.clean.inputs.slices import plan_slices
from tasks.clean.inputs.tree import find_source
from tasks.clean.job import CleanJob
from tasks.clean.shard import clean_shard
from tasks.extract.job import ExtractJob
from tasks.extract.shard import Parts, extract_document, extract_shard
from tasks.storage import read_rows, to_arrow
from tasks.tables import DRAFTS, QUANTITIES, SEGMENTS, SENTENCES, TIMES
from tasks.tables.documents import Draft
from tasks.tables.quantities import Quantity
from tasks.tables.rejects import Reject, Withdrawal
from tasks.tables.segments import Segment
from tasks.tables.sentences import Sentence
from tasks.tables.times import Time
from tests.inline import SETTINGS, model

# The same examples each time: a test that fails by chance is no news about a change.
quick = settings(deadline=None, derandomize=True, max_examples=60, suppress_health_check=list(HealthCheck))

# --- What is held -----------------------------------------------------------------------------------------------------


def hold(record: Record) -> Cleaned | None:
    """Clean and extract a record and hold every rule about words; None if it was rejected. Nothing else may be raised.

    Raises AssertionError.
    """
    try:
        cleaned = clean_record(record)
    except Rejected:
        return None
    draft, segments, sentences = cleaned.draft, cleaned.segments, cleaned.sentences
    assert draft.text == unicodedata.normalize("NFC", draft.text)
    assert [segment.segment_no for segment in segments] == list(range(len(segments)))
    assert [sentence.sentence_no for sentence in sentences] == list(range(len(sentences)))
    _hold_segments(draft.text, segments)
    for segment in segments:
        _hold_sentences(draft.text, segment, [one for one in sentences if one.segment_no == segment.segment_no])
    parts = extract_document(draft, list(segments), list(sentences), model())
    _hold_parts(draft.text, sentences, parts)
    rows = {DRAFTS: [draft], SEGMENTS: segments, SENTENCES: sentences, QUANTITIES: parts.quantities, TIMES: parts.times}
    for table, found in rows.items():
        to_arrow(table, found)
    return cleaned


def _hold_segments(text: str, segments: Sequence[Segment]) -> None:
    """Segments are the lines of the text: all of it, in order, and none of them blank."""
    assert "\n".join(text[one.start : one.end] for one in segments) == text
    at = 0
    for one in segments:
        assert one.start == at
        assert text[one.start : one.end].strip()
        assert "\n" not in text[one.start : one.end]
        at = one.end + 1


def _hold_sentences(text: str, segment: Segment, sentences: Sequence[Sentence]) -> None:
    """Between the sentences of a segment are blanks at most."""
    at = segment.start
    for one in sentences:
        assert at <= one.start < one.end <= segment.end
        assert not text[at : one.start].strip()
        assert not text[one.start].isspace()
        assert not text[one.end - 1].isspace()
        at = one.end
    assert not text[at : segment.end].strip()


def _hold_parts(text: str, sentences: Sequence[Sentence], parts: Parts) -> None:
    quantities, times = parts.quantities, parts.times
    for rows in (quantities, times):
        for row in rows:
            sentence = sentences[row.sentence_no]
            assert sentence.start <= row.start < row.end <= sentence.end
            assert text[row.start : row.end] == row.text
        at = sorted((row.start, row.end) for row in rows)
        assert all(one[1] <= other[0] for one, other in pairwise(at)), "two rows share words"
    assert len({row.quantity_id for row in quantities}) == len(quantities)
    assert len({row.time_id for row in times}) == len(times)
    for quantity in quantities:
        _hold_bounds(quantity)
    for time in times:
        assert (time.earliest is None) == (time.latest is None)
        assert time.earliest is None or time.earliest <= time.latest  # type: ignore[operator]


def _hold_bounds(row: Quantity) -> None:
    """The bounds that go with a comparator."""
    has = (row.low is not None, row.high is not None)
    match row.comparator:
        case "exact" | "about":
            assert has == (True, True)
            assert row.low == row.high
        case "at_least" | "more_than":
            assert has == (True, False)
        case "at_most" | "less_than":
            assert has == (False, True)
        case "between":
            assert row.low is not None
            assert row.high is not None
            assert row.low <= row.high
        case "vague":
            assert row.high is None


def words(text: str) -> list[str]:
    """Runs of letters and digits."""
    return "".join(ch if ch.isalnum() else " " for ch in text).split()


def text_record(body: str | bytes, title: str | None = None, published: str | int | None = None) -> Record:
    return Record("a.txt", "a.txt", "default", "text", body, given=Given(title=title, published_at=published))


def page_record(body: str | bytes, title: str | None = None) -> Record:
    return Record("a.html", "a.html", "default", "html", body, given=Given(title=title))


# --- What comes in ----------------------------------------------------------------------------------------------------

NAMES = (
    "Mara Lund",
    "Dr. O'Shea",
    "the U.N.",
    "Zoë",
    "Ko\u0308ln",
    "𝔐𝔞𝔯𝔱𝔞",
    "Ｔｏｋｙｏ",
    "İzmir",
    "ﬁre brigade",
    "J. K. Vo",
)
COUNTS = (
    "3",
    "1,200",
    "some 40",
    "at least 1.5 million",
    "between 3 and 7",
    "$2.5bn",
    "１２",
    "٣",
    "½",
    "12%",
    "-6",
    "two-thirds",
)
COUNTED = (
    "people",
    "tonnes of apples",
    "km",
    "homes",
    "°C",
    "euros an hour",
    "👷 workers",
    "years old",
    "nai\u0308ve voters",
)
DAYS = (
    "Monday",
    "last week",
    "in May",
    "on 3 May 2019",
    "at 6 p.m.",
    "since 1998",
    "next year",
    "two days ago",
    "1/2/2020",
    "in the 1990s",
)
QUOTED = ('"{}"', "“{}”", "‘{}’", "«{}»", "“{}", '{}"', "“‘{}’”", "({})", "{}[12]")
STOPS = (".", "!", "?", "...", "…", ".”", " .", "?!", "")
BREAKS = ("\n\n", "\n", "\r\n\r\n", "\r", "\u2028", "\x85\x85", "\n \n", "\v\n", "\f")
BLANKS = (" ", " ", " ", "  ", "\u00a0", "\t", "\u202f", " \u200b", "\u3000")


@st.composite
def sentence(draw: Callable[..., Any]) -> str:
    """One sentence in the manner of news, with something odd in it."""
    pick = lambda options: draw(st.sampled_from(options))  # noqa: E731
    said = pick(("{who} said {what}", "{what}, {who} said", "According to {who}, {what}", "{what}"))
    what = pick(("about {n} {c} were lost {d}", "{d} the {c} rose by {n}", "he saw {n} {c}", "it ends {d}"))
    told = what.format(n=pick(COUNTS), c=pick(COUNTED), d=pick(DAYS))
    if draw(st.booleans()):
        told = pick(QUOTED).format(told)
    return pick(BLANKS).join(said.format(who=pick(NAMES), what=told).split(" ")) + pick(STOPS)


paragraph = st.lists(sentence(), min_size=1, max_size=4).map(" ".join)
paragraphs = st.lists(paragraph, min_size=1, max_size=6)
# Letters of many scripts, what stands in news, what breaks programs: marks, surrogates, controls, directions.
odd = st.text(
    st.one_of(
        st.characters(),
        st.characters(codec=None, categories=("Cs", "Cc", "Cf", "Mn", "Zs", "Zl")),
        st.sampled_from("0123456789.,-/%$€\"'“”‘’()\n\r\t <>&#; "),
    ),
    max_size=120,
)
mixed = st.lists(st.one_of(odd, sentence(), st.sampled_from(BREAKS)), max_size=8).map(" ".join)
moments = st.one_of(
    st.none(), st.sampled_from(("2024-02-29", "0001-01-01T00:00+14:00", "9999-12-31", "2020-13-01", 2**70)), odd
)


@st.composite
def page(draw: Callable[..., Any]) -> str:
    """A page made of such paragraphs, with headings, lists, quotations, captions, scripts, and tags left open."""
    boxes = (
        "<p>{}</p>",
        "<p>{}",
        "<h2>{}</h2>",
        "<ul><li>{}</li></ul>",
        "<blockquote><p>{}</p></blockquote>",
        "<div>{}</div>",
    )
    more = (
        "<figure><figcaption>{}</figcaption></figure>",
        "{}<br>",
        "<script>{}</script>",
        "<b>{}",
        "<!-- {} -->",
        "<td>{}",
    )
    body = "".join(
        draw(st.sampled_from(boxes * 2 + more)).format(html.escape(text) if draw(st.integers(0, 5)) else text)
        for text in draw(paragraphs)
    )
    known = json.dumps({"@type": "NewsArticle", "headline": draw(odd), "datePublished": draw(odd), "author": draw(odd)})
    head = f"<title>{draw(odd)}</title><script type='application/ld+json'>{known}</script>"
    return f"<html><head>{head}</head><body><article><h1>{draw(odd)}</h1>{body}</article></body></html>"


soup = st.lists(
    st.one_of(
        odd,
        sentence(),
        st.sampled_from(
            (
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<!--",
                "-->",
                "<![CDATA[",
                "<script>",
                "</",
                "<br/>",
                "&#x110000;",
                "<p\0>",
                "<h1>",
                "<article>",
                "<li>",
                "&nbsp;",
            )
        ),
    ),
    max_size=20,
).map("".join)

# --- The properties ---------------------------------------------------------------------------------------------------


@quick
@given(mixed, st.one_of(st.none(), odd), moments)
@example("“" * 50 + " said he.", None, None)
@example("a\u0301" * 40 + " three people said on Monday", "a\u0301", "2024-10-27T23:30:00-11:00")
def test_any_text(body: str, title: str | None, published: Any) -> None:
    hold(text_record(body, title, published))


@quick
@given(st.one_of(st.binary(max_size=200), mixed.map(lambda text: text.encode("utf-16", "surrogatepass"))))
def test_any_bytes(body: bytes) -> None:
    hold(text_record(body))
    hold(page_record(body))


@quick
@given(paragraphs, st.sampled_from(BREAKS), moments)
def test_news_keeps_its_words(blocks: list[str], gap: str, published: Any) -> None:
    body = gap.join(blocks)
    cleaned = hold(text_record(body, None, published))
    assert cleaned is not None
    assert words(cleaned.draft.text) == words(unicodedata.normalize("NFC", body.replace("\u200b", "")))


@quick
@given(paragraphs, odd)
def test_a_given_title_costs_no_words(blocks: list[str], title: str) -> None:
    body = "\n\n".join(blocks)
    cleaned = hold(text_record(body, title))
    assert cleaned is not None
    found = words(cleaned.draft.text)
    wanted = words(unicodedata.normalize("NFC", body.replace("\u200b", "")))
    assert found[len(found) - len(wanted) :] == wanted


@quick
@given(page(), st.one_of(st.none(), odd))
def test_any_page(markup: str, title: str | None) -> None:
    hold(page_record(markup, title))


@quick
@given(soup)
def test_any_markup(markup: str) -> None:
    hold(page_record(f"<html><body>{markup}</body></html>"))


@quick
@given(paragraphs)
def test_a_page_of_news_has_no_words_but_its_own(blocks: list[str]) -> None:
    body = "".join(f"<p>{html.escape(block)}</p>" for block in blocks)
    cleaned = hold(page_record(f"<html><body><article><h1>Ferry sinks</h1>{body}</article></body></html>"))
    if cleaned is not None:
        known = set(words(unicodedata.normalize("NFC", " ".join(blocks).replace("\u200b", "")))) | {"Ferry", "sinks"}
        assert set(words(cleaned.draft.text)) <= known


# --- The same for shards, on the disk ---------------------------------------------------------------------------------

anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), odd),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=4,
)
line = st.one_of(
    st.fixed_dictionaries(
        {},
        optional={
            "id": st.one_of(st.sampled_from(("a", "b")), anything),
            "text": st.one_of(mixed, anything),
            "html": st.one_of(page(), anything),
            "title": st.one_of(odd, anything),
            "published_at": st.one_of(moments, anything),
            "authors": anything,
            "outlet": anything,
            "url": anything,
            "language": anything,
        },
    ).map(json.dumps),
    anything.map(json.dumps),
    odd.map(lambda text: text.replace("\n", " ")),
)


@settings(quick, max_examples=25)
@given(lines=st.lists(line, max_size=12))
def test_every_record_ends_once(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    place = tmp_path_factory.mktemp("shard")
    content = [line.encode("utf-8", "surrogatepass") for line in lines]
    (place / "a.jsonl").write_bytes(b"\n".join(content) + b"\n")
    n_records = sum(bool(one.strip()) for one in content)
    kept: list[Draft] = []
    for number, piece in enumerate(plan_slices(find_source(str(place / "a.jsonl")))):
        cleaned, extracted = place / f"clean-{number}", place / f"extract-{number}"
        report = clean_shard(CleanJob(place, piece, cleaned, 60.0))
        extract_shard(ExtractJob(cleaned, extracted, 60.0, SETTINGS.model, SETTINGS.model_version))
        drafts = list(read_rows(cleaned / "drafts.parquet", Draft))
        rejects = list(read_rows(cleaned / "rejects.parquet", Reject))
        assert report.records == len(drafts) + len(rejects)
        assert not [reject for reject in rejects if reject.reason in ("crash", "timeout")]
        assert not list(read_rows(extracted / "withdrawals.parquet", Withdrawal))
        _hold_keys(drafts, cleaned, extracted)
        n_records -= report.records
        kept += drafts
    assert n_records == 0


def _hold_keys(drafts: Iterable[Draft], cleaned: Path, extracted: Path) -> None:
    """Keys are unique in a shard, and rows show their words after they have been on the disk."""
    texts = {draft.document_id: draft.text for draft in drafts}
    segments = list(read_rows(cleaned / "segments.parquet", Segment))
    sentences = list(read_rows(cleaned / "sentences.parquet", Sentence))
    assert len({(one.document_id, one.segment_no) for one in segments}) == len(segments)
    assert len({(one.document_id, one.sentence_no) for one in sentences}) == len(sentences)
    assert {one.document_id for one in segments} == {one.document_id for one in sentences} == set(texts)
    quantities = list(read_rows(extracted / "quantities.parquet", Quantity))
    times = list(read_rows(extracted / "times.parquet", Time))
    assert len({one.quantity_id for one in quantities}) == len(quantities)
    assert len({one.time_id for one in times}) == len(times)
    assert all(texts[one.document_id][one.start : one.end] == one.text for one in [*quantities, *times])
