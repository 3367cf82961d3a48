"""What the columns of a statement tell of its cue, its source and its clause."""

from __future__ import annotations

import pytest

from tasks.tables.statements import Statement
from tests.extract.statement_cases import Who, found

LIND: list[Who] = [("Vera Lind", "PERSON", "name", "e1")]


def one(marked: str, **given: object) -> Statement:
    (row,) = found(marked, **given)  # type: ignore[arg-type]
    return row


@pytest.mark.parametrize(
    ("cue", "lemma", "act", "certainty", "polarity"),
    [
        ("said", "say", "say", "certain", "positive"),
        ("has repeatedly said", "say", "say", "certain", "positive"),
        ("went on to say", "go on to say", "say", "certain", "positive"),
        ("issued a statement saying", "issue a statement", "say", "certain", "positive"),
        ("according to", "according to", "report", "certain", "positive"),
        ("called for", "call for", "urge", "unknown", "positive"),
        ("made it clear", "make it clear", "say", "certain", "positive"),
        ("claimed", "claim", "claim", "certain", "positive"),
        ("confirmed", "confirm", "confirm", "certain", "positive"),
        ("could not confirm", "confirm", "confirm", "unknown", "negative"),
        ("didn't say", "say", "say", "unknown", "negative"),
        ("denied", "deny", "deny", "certain", "negative"),
        ("did not deny", "deny", "deny", "certain", "positive"),
        ("did not rule out", "rule out", "deny", "certain", "positive"),
        ("rejected", "reject", "deny", "certain", "negative"),
        ("refused to say", "refuse to say", "deny", "unknown", "negative"),
        ("doubted", "doubt", "deny", "possible", "negative"),
        ("not only said", "say", "say", "certain", "positive"),
        ("admitted", "admit", "acknowledge", "certain", "positive"),
        ("warned", "warn", "warn", "probable", "positive"),
        ("vowed", "vow", "promise", "certain", "positive"),
        ("estimated", "estimate", "estimate", "probable", "positive"),
        ("reportedly said", "say", "say", "possible", "positive"),
        ("believes", "believe", "believe", "probable", "positive"),
        ("fears", "fear", "believe", "possible", "positive"),
        ("hopes", "hope", "believe", "unknown", "positive"),
        ("asked", "ask", "ask", "unknown", "positive"),
        ("slammed", "slam", "criticize", "unknown", "positive"),
        ("praised", "praise", "praise", "unknown", "positive"),
        ("blorked", "blork", "other", "unknown", "positive"),
    ],
)
def test_cue(cue: str, lemma: str, act: str, certainty: str, polarity: str) -> None:
    row = one(f"[s1 Vera Lind] [c1 {cue}] [t1 that the port closed].")
    assert (row.cue_lemma, row.act, row.certainty, row.polarity) == (lemma, act, certainty, polarity)


@pytest.mark.parametrize(
    ("content", "certainty"),
    [
        ("that the port closed", "certain"),
        ("that the port may close", "possible"),
        ("that the port will probably close", "probable"),
        ("that the port is likely to close", "probable"),
        ("that the port closed in May", "certain"),
        ("that the port closed because it might rain", "certain"),
        ("that the port may well, and probably will, close", "possible"),
    ],
)
def test_hedges_of_the_main_clause(content: str, certainty: str) -> None:
    assert one(f"[s1 Vera Lind] [c1 said] [t1 {content}].").certainty == certainty


def test_no_hedge_makes_a_question_an_assertion() -> None:
    assert one("[s1 Vera Lind] [c1 asked] [t1 whether it might close].").certainty == "unknown"


def test_a_hedge_below_the_main_verb_does_not_count() -> None:
    row = one(
        "[s1 Lind] [c1 said] [t1 ships that may leak sank].",
        tags={"ships": "NOUN/NNS", "may": "AUX/MD", "leak": "VERB/VB", "sank": "VERB/VBD"},
        heads={
            "ships": ("sank", "nsubj"),
            "that": ("leak", "nsubj"),
            "may": ("leak", "aux"),
            "leak": ("ships", "acl:relcl"),
            "sank": ("said", "ccomp"),
        },
    )
    assert row.certainty == "certain"


# --- sources ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "who", "kind"),
    [
        ("Vera Lind", LIND, "named"),
        ("Oslo", [("Oslo", "PLACE", "name", "e2")], "named"),
        ("Danes", [("Danes", "GROUP", "name", "e3")], "collective"),
        ("The White Paper", [("White Paper", "WORK", "name", "e4")], "document"),
        ("He", [("He", "PERSON", "pronoun", "e1"), *LIND], "named"),
        ("He", [], "anonymous"),
        ("They", [], "collective"),
        ("The government", [], "collective"),
        ("Officials", [], "collective"),
        ("Experts", [], "collective"),
        ("A source", [], "anonymous"),
        ("Sources", [], "anonymous"),
        ("An official who asked not to be named", [], "anonymous"),
        ("People familiar with the matter", [], "anonymous"),
        ("A farmer", [], "anonymous"),
        ("The report", [], "document"),
        ("Two studies", [], "document"),
        ("A letter from the court", [], "document"),
    ],
)
def test_source_kind(source: str, who: list[Who], kind: str) -> None:
    known = " Vera Lind left." if ("He", "PERSON", "pronoun", "e1") in who else ""
    assert one(f"[s1 {source}] [c1 said] [t1 that it closes].{known}", who=who).source_kind == kind


def test_an_anonymous_source_by_what_stands_behind() -> None:
    marked = (
        "[s1 An official] [c1 said] [t1 it closes]. [s2 A man], who spoke on condition of anonymity, [c2 said] [t2 so]."
    )
    assert [row.source_kind for row in found(marked)] == ["anonymous", "anonymous"]
    assert one("[s1 Officials], who asked not to be named, [c1 said] [t1 it closes].").source_kind == "anonymous"


def test_without_source_all_of_it_is_null() -> None:
    row = one("[t1 The port] [c1 is expected] [t1 to close].", who=LIND)
    assert (row.source_kind, row.source_start, row.source_text, row.source_entity_id, row.source_role) == (
        "unstated",
        None,
        None,
        None,
        None,
    )


def test_entity_of_the_source() -> None:
    assert one("[s1 Vera Lind] [c1 said] [t1 it closes].", who=LIND).source_entity_id == "e1"
    assert one("[s1 Nobody] [c1 said] [t1 that Vera Lind left].", who=LIND).source_entity_id is None


def test_several_sources_have_no_entity() -> None:
    row = one(
        "[s1 Vera Lind and Oslo] [c1 said] [t1 it closes].",
        tags={"Lind": "PROPN/NNP", "Vera": "PROPN/NNP", "Oslo": "PROPN/NNP", "and": "CCONJ/CC"},
        heads={
            "Vera": ("Lind", "compound"),
            "Lind": ("said", "nsubj"),
            "and": ("Oslo", "cc"),
            "Oslo": ("Lind", "conj"),
        },
        who=[*LIND, ("Oslo", "PLACE", "name", "e2")],
    )
    assert (row.source_kind, row.source_entity_id, row.source_role) == ("collective", None, None)


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("Harbour minister Vera Lind", "Harbour minister"),
        ("Sen. Vera Lind", "Sen."),
        ("Vera Lind", "port director"),
        ("Vera Lind, a pilot", "pilot"),
        ("Vera Lind, the head of the port", "head of the port"),
    ],
)
def test_role(source: str, role: str) -> None:
    tags = {"pilot": "NOUN/NN", "head": "NOUN/NN", "port": "NOUN/NN"}
    row = one(f"[s1 {source}], [c1 said] [t1 it closes].", tags=tags, who=LIND, roles={"e1": "port director"})
    assert row.source_role == role


# --- where and when -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "medium"),
    [
        ("[s1 Vera Lind] [c1 said] on Telegram [t1 that it closes].", "Telegram"),
        ("In a video address on Sunday, [s1 Vera Lind] [c1 said] [t1 that it closes].", "video address"),
        ("[t1 “It closes,”] [s1 she] [c1 said in a statement].", "statement"),
        ("[s1 Vera Lind] [c1 told] the Evening Herald [t1 that it closes].", "Evening Herald"),
        ("[s1 Vera Lind] [c1 told] the BBC [t1 that it closes].", "BBC"),
        ("[s1 Vera Lind] [c1 tweeted] [t1 that it closes].", "Twitter"),
        ("[s1 Vera Lind] [c1 said] [t1 that it was on Telegram].", None),
        ("[s1 Vera Lind] [c1 said] in Oslo [t1 that it closes].", None),
    ],
)
def test_medium(marked: str, medium: str | None) -> None:
    assert one(marked).medium == medium


@pytest.mark.parametrize(
    ("marked", "time"),
    [
        ("[s1 Vera Lind] [c1 said] on Tuesday [t1 that it closes].", "Tuesday"),
        ("[s1 Vera Lind] [c1 said Tuesday] [t1 that it closes].", "Tuesday"),
        ("On Tuesday, [s1 Vera Lind] [c1 said] [t1 that it closes].", "Tuesday"),
        ("[t1 “It closes,”] [s1 Vera Lind] [c1 said] on Tuesday.", "Tuesday"),
        ("[s1 Vera Lind] [c1 said] [t1 that it closes on Tuesday].", None),
        ("[s1 Vera Lind] [c1 said] [t1 it closes]; nobody came on Tuesday.", None),
    ],
)
def test_time_of_saying(marked: str, time: str | None) -> None:
    assert one(marked, times=["Tuesday"]).said_at_time_id == time


def test_a_time_that_the_tree_hangs_on_the_source_is_not_of_saying() -> None:
    row = one(
        "[s1 Leaders elected] Tuesday [c1 said] [t1 it closes].",
        heads={"Leaders": ("said", "nsubj"), "elected": ("Leaders", "acl"), "Tuesday": ("elected", "obl")},
        times=["Tuesday"],
    )
    assert row.said_at_time_id is None
