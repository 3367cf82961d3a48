"""Whole pages, written for these tests."""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime

import pytest

from tasks.clean.article import Article, Published
from tasks.clean.pages.page import clean_page

URL = "https://www.courier.example/news/bridge"
LEAD = (
    "The council of Ostrava Harbour said on Monday that the old bridge over the river would stay closed for two weeks."
)
SECOND = "Engineers found cracks in three of its eleven piers, Mayor Ana Marin told reporters, and more may be found."
THIRD = "Buses will run every ten minutes across the northern bridge until the work is done, the council said."


def page(body: str, head: str = "", title: str = "Old bridge closed") -> str:
    """A page around an article's markup."""
    return (
        f"<!doctype html><html><head><title>{title} | The Courier</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        f"<main><article><h1>{title}</h1>{body}</article></main>"
        "<footer><p>Copyright 2024 The Courier. All rights reserved.</p></footer></body></html>"
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts or (LEAD, SECOND, THIRD))


def cleaned(html: str, url: str | None = URL) -> Article:
    article = clean_page(html, url)
    assert article is not None
    return article


def texts(article: Article, role: str | None = None) -> list[str]:
    return [block.text for block in article.blocks if role in (None, block.role)]


def test_title_stands_first_and_once() -> None:
    article = cleaned(page(paragraphs()))
    assert [(block.role, block.text) for block in article.blocks] == [
        ("title", "Old bridge closed"),
        ("paragraph", LEAD),
        ("paragraph", SECOND),
        ("paragraph", THIRD),
    ]
    assert article.title == "Old bridge closed"
    assert article.url == URL


def test_page_without_metadata_leaves_all_unknown() -> None:
    article = cleaned(f"<html><body><div>{paragraphs()}</div></body></html>", None)
    assert (article.title, article.deck, article.authors, article.published, article.outlet) == (
        None,
        None,
        (),
        None,
        None,
    )
    assert texts(article) == [LEAD, SECOND, THIRD]


@pytest.mark.parametrize(
    ("markup", "role", "text"),
    [
        ("<h2>What comes next</h2>", "subheading", "What comes next"),
        ("<p><strong>What comes next</strong></p>", "subheading", "What comes next"),
        ("<blockquote><p>We will not wait for a collapse, and nobody should.</p></blockquote>", "quotation",
         "We will not wait for a collapse, and nobody should."),
        ("<ul><li>The bridge was opened in the year 1931.</li><li>It was last repaired in 1998.</li></ul>", "list_item",
         "It was last repaired in 1998."),
        ("<blockquote><p>First thought of hers, in full.</p><blockquote><p>And one within it, in full.</p></blockquote>"
         "</blockquote>", "quotation", "And one within it, in full."),
    ],
)  # fmt: skip
def test_blocks_keep_their_roles(markup: str, role: str, text: str) -> None:
    article = cleaned(page(paragraphs(LEAD, SECOND) + markup + paragraphs(THIRD)))
    assert text in texts(article, role)
    assert texts(article)[-1] == THIRD


@pytest.mark.parametrize(
    "line",
    [
        "<p>Read more: <a href='/a'>Ten other bridges to fear</a></p>",
        "<p><a href='/a'>Ten other bridges to fear this winter</a></p>",
        "<ul><li><a href='/a'>Ten other bridges to fear</a></li><li><a href='/b'>Harbour fees rise again</a></li></ul>",
        "<p>Sign up for <a href='/n'>our newsletter</a> and never miss a story.</p>",
        "<p>Follow Ana Weiss on Twitter: @anaweiss</p>",
        "<p>Email the reporter at ana.weiss@courier.example or write to us.</p>",
        "<p>Reporting by Ana Weiss; Editing by Jo Hill</p>",
        "<p>Jo Hill contributed to this report.</p>",
        "<p>[button link='/x' type='big']Order our calendar[/button]</p>",
        "<p>ana.weiss@courier.example</p>",
        "<p>* * *</p>",
        "<div class='related-stories'><h3>Related</h3><p>A harbour waits for its ferry to come in spring.</p></div>",
        "<div class='newsletter-box'><p>All that moved the harbour this week, in one letter for you.</p></div>",
        "<p class='visually-hidden'>Text that only a screen reader was ever meant to find here.</p>",
        "<h3>More stories</h3>",
    ],
)
def test_furniture_is_left_out(line: str) -> None:
    head = '<meta name="author" content="Ana Weiss">'
    assert texts(cleaned(page(paragraphs() + line, head)), None)[1:] == [LEAD, SECOND, THIRD]


@pytest.mark.parametrize(
    "text",
    [
        "Writing by hand helps children to remember what they learn, a study of two schools in the harbour found.",
        "Swipe cards were stolen from the office of the bridge master on Sunday night, the police said.",
        "Users must sign up for an account before they can order parts, the company said in a statement.",
        "Originally published in 1851, the novel is set on the very bridge that is closed now.",
        "“Follow us on our way,” he wrote to ana@harbour.example, “and you will see what we have seen.”",
        "The company changed its privacy policy after the breach, according to two people who know it.",
    ],
)
def test_sentences_like_furniture_stay(text: str) -> None:
    assert text in texts(cleaned(page(paragraphs(LEAD, SECOND, text))))


def test_text_hidden_on_small_screens_only_stays() -> None:
    article = cleaned(page(paragraphs(LEAD, SECOND) + f"<p class='hidden md:block'>{THIRD}</p>"))
    assert texts(article)[-1] == THIRD


def test_deck_is_told_by_its_class() -> None:
    deck = "Cracks in three piers, and nobody knows how long they have been there"
    article = cleaned(page(f"<div><p class='article-standfirst'>{deck}</p></div>{paragraphs()}"))
    assert article.deck == deck
    assert [block.role for block in article.blocks[:3]] == ["title", "deck", "paragraph"]
    assert texts(article).count(deck) == 1


def test_deck_is_told_by_the_description() -> None:
    deck = "Cracks in three piers, and nobody knows how long they have been there"
    head = f'<meta property="og:description" content="{deck}">'
    article = cleaned(
        page(f"<div class='x1'><div class='y2'>{deck}</div></div><div class='z'>{paragraphs()}</div>", head)
    )
    assert article.deck == deck


def test_description_that_is_not_on_the_page_is_no_deck() -> None:
    head = '<meta name="description" content="All about the bridge, its history, its piers and its future.">'
    article = cleaned(page(paragraphs(), head))
    assert article.deck is None
    assert len(article.blocks) == 4


def test_lead_that_is_the_description_stays_a_paragraph() -> None:
    article = cleaned(page(paragraphs(), f'<meta name="description" content="{LEAD}">'))
    assert article.deck is None
    assert texts(article, "paragraph")[0] == LEAD


def test_dateline_and_byline_above_the_text_are_no_text() -> None:
    above = "<p>By Ana Weiss</p><p>UPDATED: Tue., Nov. 19, 2019, 3:05 p.m. ET</p>"
    head = '<meta name="author" content="Ana Weiss">'
    assert texts(cleaned(page(above + paragraphs(), head)))[1:] == [LEAD, SECOND, THIRD]


def test_biography_at_the_end_is_no_text() -> None:
    head = '<meta name="author" content="Ana Weiss">'
    article = cleaned(
        page(paragraphs() + "<p>Ana Weiss is a reporter who covers the harbour and its bridges.</p>", head)
    )
    assert texts(article)[-1] == THIRD


def test_article_in_several_boxes_of_one_look_is_whole() -> None:
    box = "<div class='chunk'>{}</div><aside><p>Advert</p></aside>"
    first = [f"{LEAD} Part {n}." for n in "abcd"]
    second = [f"{SECOND} Part {n}." for n in "abcd"]
    body = box.format(paragraphs(*first)) + box.format(paragraphs(*second))
    assert texts(cleaned(page(body)))[1:] == first + second


def test_post_quoted_between_paragraphs_is_a_quotation() -> None:
    post = (
        "<div><blockquote class='post'><p>My ferry is full and my bus is late.</p>&mdash; Jo (@jo)</blockquote></div>"
    )
    article = cleaned(page(f"<div class='text'>{paragraphs(LEAD, SECOND)}{post}{paragraphs(THIRD)}</div>"))
    assert "My ferry is full and my bus is late." in texts(article, "quotation")


def test_line_breaks_part_paragraphs() -> None:
    article = cleaned(
        f"<html><body><h1>Bridge</h1><div class='article-body'>{LEAD}<br><br>{SECOND}<br>{THIRD}</div></body>"
    )
    assert texts(article)[1:] == [LEAD, SECOND, THIRD]


def test_break_inside_a_sentence_is_a_blank() -> None:
    article = cleaned(
        page(paragraphs("The council of the harbour said on Monday<br>that the bridge would stay closed.", SECOND))
    )
    assert "The council of the harbour said on Monday that the bridge would stay closed." in texts(article)


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><body></body></html>",
        "<!-- nothing -->",
        "<html><body><p>Page not found.</p></body></html>",
        "<html><body><script>var a = 1;</script></body></html>",
        "<ul>" + "".join(f"<li><a href='/{n}'>A headline of some words, {n}</a></li>" for n in range(30)) + "</ul>",
        "<html><head><meta http-equiv='refresh' content='0;url=file:///etc/passwd'></head><body></body></html>",
    ],
)  # fmt: skip
def test_page_without_an_article_is_none(html: str) -> None:
    assert clean_page(html, URL) is None


def test_overview_of_articles_is_none() -> None:
    teaser = "<div><h3><a href='/{0}'>Council closes bridge number {0}</a></h3><p>{1} It is number {0}.</p></div>"
    assert (
        clean_page(f"<html><body><main>{''.join(teaser.format(n, LEAD) for n in range(20))}</main></body></html>", URL)
        is None
    )


def test_article_that_is_in_json_only_is_read() -> None:
    script = f"""<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Old bridge closed",
        "articleBody": "{LEAD}{SECOND}"}}</script>"""
    article = cleaned(f"<html><head>{script}</head><body><div id='root'></div></body></html>")
    assert texts(article) == ["Old bridge closed", LEAD, SECOND]


def test_paragraphs_that_the_page_s_json_lacks_are_left_out() -> None:
    body = " ".join((LEAD, SECOND, THIRD))
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    advert = (
        "<p>A box of oranges from the harbour market makes every winter brighter, and it costs next to nothing.</p>"
    )
    assert texts(cleaned(page(paragraphs(LEAD, SECOND) + advert + paragraphs(THIRD), head)))[1:] == [
        LEAD,
        SECOND,
        THIRD,
    ]


def test_linked_headings_of_a_list_of_things_stay() -> None:
    things = "".join(f"<h3><a href='/{n}'>Thing number {n}</a></h3>{paragraphs(LEAD, SECOND, THIRD)}" for n in range(4))
    assert texts(cleaned(page(f"<p>{LEAD} Here are four.</p>{things}")), "subheading") == [
        f"Thing number {n}" for n in range(4)
    ]


def test_text_without_tags_is_read_as_plain_text() -> None:
    article = cleaned(f"Old bridge closed\n\n{LEAD}\n\n{SECOND}\n")
    assert LEAD in texts(article)
    assert SECOND in texts(article)


def test_comparison_signs_are_no_tags() -> None:
    article = cleaned(f"{LEAD} It carries 3 < 5 tons.\n\n{SECOND}")
    assert any("3 < 5 tons" in text for text in texts(article))


def test_empty_text_is_none() -> None:
    assert clean_page("", URL) is None
    assert clean_page("  \n ", URL) is None


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert('x')</script>",
        "<style>p { color: red }</style>",
        "<img src=x onerror=\"alert('x')\">",
        "<svg onload=\"alert('x')\"><text>alert</text></svg>",
        "<iframe srcdoc=\"<p>alert('x')</p>\"></iframe>",
        "<template><p>alert('x') in a template that is never shown</p></template>",
    ],
)
def test_markup_that_acts_is_no_text(payload: str) -> None:
    article = cleaned(page(paragraphs(LEAD, SECOND) + payload + paragraphs(THIRD)))
    assert "alert" not in "\n".join(texts(article))
    assert "color" not in "\n".join(texts(article))


def test_visible_payload_stays_text() -> None:
    line = "The message said &lt;script&gt;alert(1)&lt;/script&gt; and was sent to all of the harbour's offices."
    assert "The message said <script>alert(1)</script> and was sent to all of the harbour's offices." in texts(
        cleaned(page(paragraphs(LEAD, line, THIRD)))
    )


def test_base_and_links_change_nothing() -> None:
    head = "<base href='file:///etc/'><link rel=stylesheet href='file:///etc/passwd'>"
    assert cleaned(page(paragraphs(), head)).blocks == cleaned(page(paragraphs())).blocks


def test_entities_of_a_bomb_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    article = cleaned(bomb + page(paragraphs() + "<p>&b;&b;&b;</p>"))
    assert "aaaaaaaaaaaaaaaaaaaa" not in "\n".join(texts(article))
    assert LEAD in texts(article)


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\ud800", "\ufffe", "\u200b", "&#0;", "&#x1b;"])
def test_characters_that_cannot_be_printed_are_gone(character: str) -> None:
    article = cleaned(page(f"<p>The{character} bridge is closed, and {LEAD}</p>" + paragraphs(SECOND, THIRD)))
    text = "\n".join(texts(article))
    text.encode("utf-8")
    assert text.replace("\n", "").isprintable()


def test_letters_are_composed() -> None:
    article = cleaned(
        page(paragraphs("Cafe\u0301 owners near the bridge said that they would stay open, whatever comes.", SECOND))
    )
    assert any(text.startswith("Caf\u00e9 owners") for text in texts(article))


def test_deeply_nested_page_is_read() -> None:
    for depth in (300, 5_000):
        article = cleaned(page("<div>" * depth + paragraphs() + "</div>" * depth))
        assert any(LEAD in text for text in texts(article))


def test_same_page_gives_the_same_article_in_any_order() -> None:
    one, other = page(paragraphs()), page(paragraphs(SECOND, THIRD, LEAD), title="Another bridge closed")
    first = [clean_page(one, URL) for _ in range(3)]
    clean_page(other, URL)
    assert {clean_page(one, URL), *first} == {first[0]}


def test_everything_together() -> None:
    head = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
      "headline": "Old bridge closed", "datePublished": "2024-10-27T23:30:00-04:00",
      "author": [{"@type": "Person", "name": "Ana Weiss"}], "publisher": {"name": "The Courier"}}
      </script>"""
    article = cleaned(page(paragraphs(), head))
    assert article.authors == ("Ana Weiss",)
    assert article.outlet == "The Courier"
    assert article.published == Published(datetime(2024, 10, 28, 3, 30, tzinfo=UTC), date(2024, 10, 27), "metadata")


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000 + LEAD,
        "<p " + " ".join(f'a{n}="1"' for n in range(100_000)) + f">{LEAD}</p>",
        "<p " + " ".join(f'a{n}=">"' for n in range(50_000)) + f">{LEAD}</p>",
        f"<p>{LEAD}<b><i>" * 2_000,
        "<p>" + '"' * 100_000 + "</p>",
        "<p>" + "1,000," * 20_000 + "</p>",
        "<p>" + "Monday " * 30_000 + "</p>",
        "<p>" + "1/1/1/" * 30_000 + "</p>",
        "<p>" + " " * 500_000 + "</p>",
        "<p>" + "a" * 1_000_000 + "</p>",
        "<p>" + "a@" * 100_000 + "</p>",
        "<p>" + "[a " * 100_000 + "</p>",
        "<p>" + "&amp;" * 200_000 + "</p>",
        "<script type='application/ld+json'>" + "[" * 200_000 + "</script>",
        "<script type='application/ld+json'>" + '{"@type":"NewsArticle","headline":"x"},' * 10_000 + "</script>",
        "<script type='application/ld+json'>" + '"headline" :"\\\\' * 30_000 + "</script>",
        "<span class='author byline'>x y</span>" * 10_000,
        "<!--" * 100_000,
    ],
    ids=lambda body: body[:24],
)  # fmt: skip
def test_hostile_page_takes_little_time(body: str) -> None:
    begin = time.process_time()
    clean_page(page(paragraphs() + body), URL)
    # The slowest takes a second here; what is quadratic takes a minute.
    assert time.process_time() - begin < 10


def test_what_never_ends_does_not_swallow_the_article() -> None:
    whole = (
        f"<html><head><title>Old bridge closed</title></head><body><header><nav><a href='/'>Home</a></nav></header>"
        f"<main><article><h1>Old bridge closed</h1>{paragraphs()}</article></main></body></html>"
    )
    article = cleaned(re.sub(r"</[a-z0-9]+>", "", whole))
    assert [text for text in texts(article) if text != "Old bridge closed"] == [LEAD, SECOND, THIRD]
