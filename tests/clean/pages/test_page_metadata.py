"""Headline, authors, date and outlet of pages written for these tests."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime

import pytest

from tasks.clean.pages.byline import find_authors, split_names
from tasks.clean.pages.dates import day_in_url, find_published
from tasks.clean.pages.jsonld import Description, describe
from tasks.clean.pages.markup import parse_page
from tasks.clean.pages.metadata import find_outlet, find_title, read_head, site_names

URL = "https://www.courier.example/news/old-bridge"


def html(head: str = "", body: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}<p>Some text of the page stands here.</p></body></html>"


def title_of(page: str) -> str | None:
    head = read_head(parse_page(page))
    described = describe(head.scripts, URL)
    return find_title(head, described, site_names(head, described, URL))


def authors_of(page: str) -> tuple[str, ...]:
    tree = parse_page(page)
    head = read_head(tree)
    described = describe(head.scripts, URL)
    return find_authors(tree, head, described, site_names(head, described, URL))


def published_of(page: str, url: str | None = URL) -> tuple[datetime, date, str] | None:
    tree = parse_page(page)
    head = read_head(tree)
    published = find_published(tree, head, describe(head.scripts, url), url)
    return None if published is None else (published.at, published.on, published.source)


def outlet_of(page: str, url: str | None = URL) -> str | None:
    head = read_head(parse_page(page))
    return find_outlet(head, describe(head.scripts, url), url)


def ld(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Old bridge closed", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def described(script: str, url: str | None = URL) -> Description:
    description = describe([script], url)
    assert description is not None
    return description


@pytest.mark.parametrize(
    "page",
    [
        html(body="<h1>Old bridge closed</h1>"),
        html("<title>Old bridge closed | The Courier</title>", "<h1>Old bridge closed</h1>"),
        html("<title>Old bridge closed - News - The Courier</title>", "<h1>Old <em>bridge</em> closed</h1>"),
        html("<title>Old bridge closed | Courier</title><meta property='og:site_name' content='Courier'>"),
        html("<title>Courier: Old bridge closed</title>"),
        html("<title>Old bridge closed - www.courier.example</title>"),
        html("<meta property='og:title' content='Old bridge closed'>"),
        html(ld()),
        html(ld(headline="Old bridge closed - The Courier", publisher={"name": "The Courier"})),
        html(ld(), "<h1>Courier</h1>"),
        html(ld() + "<meta property='og:title' content='You will not believe what this bridge did'>"),
        html("<title>Old bridge closed</title>", "<h1>Log in</h1><h1>Old bridge closed</h1><h1>More news</h1>"),
        html("<title>Bridge closed: what we know | Courier</title>", "<h1>Old bridge closed</h1>"),
    ],
)
def test_headline(page: str) -> None:
    assert title_of(page) == "Old bridge closed"


def test_headline_keeps_its_own_colons_and_dashes() -> None:
    title = "Harbour news: old bridge closed - for good, says mayor"
    assert title_of(html(f"<title>{title} | Courier</title>", f"<h1>{title}</h1>")) == title


def test_headline_that_one_place_cuts_short_is_taken_whole() -> None:
    whole = "The old bridge over the river stays closed until the spring, says its master"
    assert title_of(html(ld(headline=whole), f"<h1>{whole[:52]}</h1>")) == whole


def test_entities_in_json_are_resolved() -> None:
    assert title_of(html(ld(headline="&quot;Old&quot; bridge &amp;amp; ferry closed"))) == '"Old" bridge & ferry closed'


def test_no_headline_is_none() -> None:
    assert title_of(html()) is None


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "name": "Ana Marin"}, ("Ana Marin",)),
        ([{"@type": "Person", "name": "Ana Marin"}, {"@type": "Person", "name": "Jo Hill"}], ("Ana Marin", "Jo Hill")),
        ("Ana Marin", ("Ana Marin",)),
        (["Ana Marin", "Jo Hill"], ("Ana Marin", "Jo Hill")),
        ({"name": ["Ana Marin", "Jo Hill"]}, ("Ana Marin", "Jo Hill")),
        ({"name": {"name": "Ana Marin"}}, ("Ana Marin",)),
        ({"givenName": "Ana", "familyName": "Marin"}, ("Ana Marin",)),
        ({"@type": "Person", "byline": "Ana Marin"}, ("Ana Marin",)),
        ({"@type": "Organization", "name": "Harbour Press Agency"}, ("Harbour Press Agency",)),
        ({"name": "By Ana Marin and Jo Hill"}, ("Ana Marin", "Jo Hill")),
        ({"name": "Ana Marin, Jo Hill and Kim Lee"}, ("Ana Marin", "Jo Hill", "Kim Lee")),
        ({"name": "Ana Marin, senior political reporter"}, ("Ana Marin",)),
        ([{"name": "Ana Marin"}, {"name": "ana marin"}], ("Ana Marin",)),
        ({"name": "Ana Mar&iacute;n"}, ("Ana Marín",)),
        ({"name": "https://courier.example/ana"}, ()),
        ({"name": "admin"}, ()),
        ({"name": ""}, ()),
        ([], ()),
        (None, ()),
        (7, ()),
    ],
)
def test_authors_of_json(author: object, names: tuple[str, ...]) -> None:
    assert authors_of(html(ld(author=author))) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Marin", ["Ana Marin"]),
        ("BY ANA MARIN", ["ANA MARIN"]),
        ("ByAna Marin", ["Ana Marin"]),
        ("Written by: Ana Marin", ["Ana Marin"]),
        ("Von Ana Weiss und Jo Berg", ["Ana Weiss", "Jo Berg"]),
        ("Ana Marin & Jo Hill", ["Ana Marin", "Jo Hill"]),
        ("Ana Marin; Jo Hill", ["Ana Marin", "Jo Hill"]),
        ("Ana Marin for Courier Online", ["Ana Marin"]),
        ("Ana Marin in Lima", ["Ana Marin"]),
        ("Ana Marin (Lima)", ["Ana Marin"]),
        ("Ana Marin, Courier News", ["Ana Marin"]),
        ("Ana Marin, Editor at large", ["Ana Marin"]),
        ("Ana Marin Published 3:05 p.m.", ["Ana Marin"]),
        ("Associated Press", ["Associated Press"]),
        ("Diana Ross", ["Diana Ross"]),
        ("Byron Hill", ["Byron Hill"]),
        ("November 18, 2024", []),
        ("a.marin@courier.example", []),
        ("", []),
        ("word " * 200, []),
    ],
)
def test_names_in_a_byline(byline: str, names: list[str]) -> None:
    assert list(split_names([byline])) == names


@pytest.mark.parametrize(
    "page",
    [
        html("<meta name='author' content='Ana Marin'>"),
        html("<meta property='article:author' content='https://a.example'><meta name='author' content='Ana Marin'>"),
        html("<meta name='author' content='a.marin@courier.example'><meta name='sailthru.author' content='Ana Marin'>"),
        html("<meta name='author' content='Courier'><meta name='dc.creator' content='Ana Marin'>"),
        html(body="<h1>Old bridge closed</h1><a rel='author' href='/ana'>Ana Marin</a>"),
        html(body="<h1>Old bridge closed</h1><span itemprop='author'><span itemprop='name'>Ana Marin</span></span>"),
        html(body="<h1>T</h1><div class='byline'>By <a href='/ana'>Ana Marin</a>, staff reporter</div>"),
        html(body="<h1>T</h1><p class='article__author'>Ana Marin</p><div class='teaser byline'>By Jo Hill</div>"),
        html(body="<div class='author-bio'>Jo Hill writes.</div><h1>T</h1><div class='author'>Ana Marin</div>"),
        html("<meta name='citation_author' content='Marin, Ana'>"),
        html("<meta name='author' content='Courier Publishing GmbH'><meta name='byl' content='By Ana Marin'>"),
        html("<meta name='author' content='Courier https://a.example'><meta name='author' content='Ana Marin'>"),
        html(body="<h1>T</h1><p>News <a href='/authors/ana-marin'>Ana Marin</a></p><p>Text.</p>"),
        html(body="<h1>T</h1><div class='byline'><b>News</b><i>By</i><b>Ana Marin</b><i>Harbour Desk</i></div>"),
        html(body="<h1>T</h1><div class='author'>Ana Marin<p>She has written of Old Bridge.</p>Jo Hill</div>"),
        html(body="<h1>T</h1><a rel='author'>Ana Marin</a>" + "<p>x</p>" * 30 + "<a rel='author'>Jo Hill</a>"),
        html(body="<h1>T</h1><div class='[grid-area:authors]'>By Jo Hill</div><div class='byline'>By Ana Marin</div>"),
        html(body="<h1>T</h1><p class='quote__author'>Jo Hill</p><div class='byline'>By Ana Marin</div>"),
    ],
)  # fmt: skip
def test_authors_without_json(page: str) -> None:
    assert authors_of(page) == ("Ana Marin",)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Marin and Jo Hill", ("Ana Marin", "Jo Hill")),
        ("By <a>Ana Marin</a>, <a>Jo Hill</a> and <a>Kim Lee</a>", ("Ana Marin", "Jo Hill", "Kim Lee")),
        ("By <b>Ana</b> Marin", ("Ana Marin",)),
        ("By Ana de la Cruz", ("Ana de la Cruz",)),
        ("By Reuters", ("Reuters",)),
        ("김하나", ("김하나",)),
        ("Latest news", ()),
        ("Share", ()),
        ("3 min read", ()),
    ],
)
def test_names_in_a_byline_on_the_page(byline: str, names: tuple[str, ...]) -> None:
    assert authors_of(html(body=f"<h1>T</h1><div class='byline'>{byline}</div>")) == names


def test_nobody_named_is_no_author() -> None:
    assert authors_of(html(body="<h1>Old bridge closed</h1><p>By the river, people waited.</p>")) == ()


@pytest.mark.parametrize(
    ("value", "at", "on"),
    [
        ("2024-10-27T03:00:00Z", datetime(2024, 10, 27, 3, tzinfo=UTC), date(2024, 10, 27)),
        ("2024-10-27T23:30:00-04:00", datetime(2024, 10, 28, 3, 30, tzinfo=UTC), date(2024, 10, 27)),
        ("2024-10-27", datetime(2024, 10, 27, tzinfo=UTC), date(2024, 10, 27)),
        ("2024-10-27 10:15", datetime(2024, 10, 27, 10, 15, tzinfo=UTC), date(2024, 10, 27)),
        ("27 October 2024", datetime(2024, 10, 27, tzinfo=UTC), date(2024, 10, 27)),
    ],
)
def test_dates_of_json_and_meta(value: str, at: datetime, on: date) -> None:
    assert published_of(html(ld(datePublished=value))) == (at, on, "metadata")
    assert published_of(html(f"<meta property='article:published_time' content='{value}'>")) == (at, on, "metadata")


def test_json_is_believed_before_meta() -> None:
    meta = "<meta property='article:published_time' content='2024-10-28T09:00:00Z'>"
    assert published_of(html(meta + ld(datePublished="2024-10-27T03:00:00Z"))) == (
        datetime(2024, 10, 27, 3, tzinfo=UTC),
        date(2024, 10, 27),
        "metadata",
    )


def test_bare_day_takes_the_time_of_another_place() -> None:
    meta = "<meta property='article:published_time' content='2024-10-27T09:00:00Z'>"
    assert published_of(html(meta + ld(datePublished="2024-10-27"))) == (
        datetime(2024, 10, 27, 9, tzinfo=UTC),
        date(2024, 10, 27),
        "metadata",
    )


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ("<h1>T</h1><time datetime='2024-10-27T09:00:00Z'>today</time>", datetime(2024, 10, 27, 9, tzinfo=UTC)),
        ("<time datetime='2024-10-01'>old</time><h1>T</h1><time datetime='2024-10-27T09:00:00Z'>new</time>",
         datetime(2024, 10, 27, 9, tzinfo=UTC)),
        ("<h1>T</h1><time class='updated' datetime='2024-10-29'>x</time><time datetime='2024-10-27'>y</time>",
         datetime(2024, 10, 27, tzinfo=UTC)),
        ("<h1>T</h1><span itemprop='datePublished' content='2024-10-27T09:00:00Z'>x</span>",
         datetime(2024, 10, 27, 9, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_dates_of_time_elements(body: str, at: datetime) -> None:
    assert published_of(html(body=body)) == (at, at.date(), "metadata")


def test_date_below_the_headline() -> None:
    body = "<h1>Old bridge closed</h1><div>By Ana Marin</div><span>Published: October 27, 2024, 9:02 AM</span>"
    assert published_of(html(body=body)) == (datetime(2024, 10, 27, 9, 2, tzinfo=UTC), date(2024, 10, 27), "text")


@pytest.mark.parametrize(
    "body",
    [
        "<h1>T</h1><p>The treaty was signed on October 27, 1998, and no one has read it since then.</p>",
        "<h1>T</h1><p>" + "A long first paragraph of the article. " * 10 + "</p><p>October 27, 2024</p>",
        "<h1>T</h1><span>Updated: October 27, 2024</span>",
        "<h1>T</h1><span>12/11/10</span>",
        "<span>October 27, 2024</span>",
        "<footer>Copyright 2024</footer>",
    ],
)
def test_dates_of_other_things_are_not_taken(body: str) -> None:
    assert published_of(html(body=body)) is None


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00Z", "2024-13-45", "yesterday", "", "2024", "9" * 300])
def test_impossible_dates_are_none(value: str) -> None:
    assert published_of(html(ld(datePublished=value))) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://courier.example/2024/10/27/old-bridge", date(2024, 10, 27)),
        ("https://courier.example/news/2024-10-27-old-bridge/", date(2024, 10, 27)),
        ("https://courier.example/stories/2019/nov/19/old-bridge", date(2019, 11, 19)),
        ("https://courier.example/news/20241027/old-bridge", date(2024, 10, 27)),
        ("https://courier.example/old-bridge-20241027.html", date(2024, 10, 27)),
        ("https://courier.example/2024/10/old-bridge", None),
        ("https://courier.example/2024/13/45/old-bridge", None),
        ("https://courier.example/article-12024102755", None),
        ("https://courier.example/news?from=2024/10/27", None),
        ("https://courier.example/" + "1/1/1/" * 30_000, None),
    ],
)
def test_day_in_an_address(url: str, day: date | None) -> None:
    assert day_in_url(url) == day


def test_day_in_the_address_is_the_last_resort_but_one() -> None:
    url = "https://courier.example/2024/10/27/old-bridge"
    assert published_of(html(), url) == (datetime(2024, 10, 27, tzinfo=UTC), date(2024, 10, 27), "url")
    assert published_of(html(), None) is None


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        (ld(publisher={"@type": "Organization", "name": "The Courier"}), "The Courier"),
        ("<meta property='og:site_name' content='The Courier'>", "The Courier"),
        ("<meta property='og:site_name' content='The Courier | Harbour news'>", "The Courier"),
        (ld(publisher={"name": "Wire Agency"}) + "<meta property='og:site_name' content='The Courier'>", "The Courier"),
        (ld(publisher={"name": "Harbour Holding"}), "Harbour Holding"),
        ("<meta property='og:site_name' content='https://courier.example'>", None),
        ("", None),
    ],
)
def test_outlet(head: str, outlet: str | None) -> None:
    assert outlet_of(html(head)) == outlet


ARTICLE = '{"@type": "NewsArticle", "headline": "Old bridge closed"}'


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@graph": [{{"@type": "WebPage", "name": "x"}}, {ARTICLE}]}}',
        f'{{"@type": "WebPage", "name": "x", "mainEntity": {ARTICLE}}}',
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        f"{ARTICLE};",
        f'{{"@type": "WebSite", "name": "x"}}\n{ARTICLE}',
        '{"@type": "NewsArticle", "headline": "Old bridge closed",}',
        '{"@type": "NewsArticle", "headline": "Old\nbridge closed"}',
        '{"@type": ["Article", "ReportageNewsArticle"], "headline": "Old bridge closed"}',
        '{"@type": "http://schema.org/NewsArticle", "headline": "Old bridge closed"}',
        '{"@type": "NewsArticle", "headline": "Old bridge closed", "text": "broken " here"}',
        '{"@type": "LiveBlogPosting", "headline": "Old bridge closed", "liveBlogUpdate": [{"headline": "Bus late"}]}',
    ],
)
def test_article_is_found_in_json(script: str) -> None:
    assert described(script).headline == "Old bridge closed"


def test_article_of_the_page_is_told_from_others() -> None:
    other = '{"@type": "NewsArticle", "headline": "Ferry sold", "url": "https://www.courier.example/news/ferry"}'
    own = '{"@type": "NewsArticle", "headline": "Old bridge closed", "url": "http://www.courier.example/news/old-bridge/?a=1"}'
    assert described(f"[{other}, {own}]").headline == "Old bridge closed"
    assert described(f"[{other}, {own}]", None).headline == "Ferry sold"


def test_people_are_found_by_their_id() -> None:
    script = """{"@graph": [
      {"@type": "NewsArticle", "headline": "x", "author": [{"@id": "#ana"}], "publisher": {"@id": "#courier"}},
      {"@type": "Person", "@id": "#ana", "name": "Ana Marin"},
      {"@type": "Organization", "@id": "#courier", "name": "The Courier"}]}"""
    assert (described(script).authors, described(script).outlet) == (("Ana Marin",), "The Courier")


def test_person_that_refers_to_itself_ends() -> None:
    script = '{"@type": "NewsArticle", "headline": "x", "author": {"@id": "#a", "name": {"@id": "#a"}}}'
    assert described(script).authors == ()


def test_article_body_loses_its_markup() -> None:
    script = json.dumps({"@type": "NewsArticle", "articleBody": "<p>One &amp; two.</p><p>Three <b>four</b>.</p>"})
    assert (described(script).body or "").split("\n") == ["One & two.", "Three four.", ""]


@pytest.mark.parametrize("script", ["", "{", "null", "7", '"x"', "[]", "{}", '{"@type": "Product", "name": "x"}', "}{"])
def test_json_without_an_article_is_none(script: str) -> None:
    assert describe([script], URL) is None


@pytest.mark.parametrize(
    "script",
    [
        "[" * 300_000,
        '{"a":' * 100_000,
        '{"@type":"NewsArticle","headline":"' + "\\\\" * 300_000,
        f"{ARTICLE}," * 20_000,
        '"headline":' * 50_000,
        '"headline" : "x' * 50_000,
        "<!--" * 200_000,
        "," * 500_000,
        '{"@type": "NewsArticle", "author": ' + "[" * 900 + '"x"' + "]" * 900 + "}",
        '{"@type": "NewsArticle", "headline": ' + "9" * 500_000 + "}",
    ],
    ids=lambda script: script[:20],
)
def test_hostile_json_takes_little_time(script: str) -> None:
    begin = time.process_time()
    describe([script], URL)
    # The slowest takes a fifth of a second here; what is quadratic takes a minute.
    assert time.process_time() - begin < 5
