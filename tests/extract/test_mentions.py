"""Mentions and entities of sentences annotated by hand."""

from __future__ import annotations

from tasks.extract.mentions import MentionRows, find_mentions
from tests.extract.annotations import annotate

SPEECH = """
White  PROPN NNP 3 compound B-ORG s1
House  PROPN NNP 3 compound I-ORG s1
spokesperson NOUN NN 6 nsubj s1
Ada    PROPN NNP 3 appos B-PERSON s1
Marsh  PROPN NNP 4 flat I-PERSON s1
warned VERB VBD 0 root c1
that   SCONJ IN 9 mark t1
officials NOUN NNS 9 nsubj t1
lied   VERB VBD 6 ccomp t1
+.     PUNCT . 6 punct
¶
“      PUNCT `` 4 punct
I      PRON PRP 4 nsubj t2
+’m    AUX VBP 4 aux t2
leaving VERB VBG 9 ccomp t2
him    PRON PRP 4 obj t2
+,     PUNCT , 4 punct
+”     PUNCT '' 4 punct
Marsh  PROPN NNP 9 nsubj B-PERSON s2
said   VERB VBD 0 root c2
+.     PUNCT . 9 punct

She    PRON PRP 2 nsubj s3
added  VERB VBD 0 root c3
that   SCONJ IN 6 mark t3
the    DET DT 5 det t3
spokesman NOUN NN 6 nsubj t3
left   VERB VBD 2 ccomp t3
+.     PUNCT . 2 punct
"""


def rows_of(notation: str) -> MentionRows:
    text, annotation = annotate(notation)
    rows = find_mentions("d", text, annotation)
    spans = [(one.start, one.end) for one in rows.mentions]
    assert len(set(spans)) == len(spans)
    assert len(set(rows.heads)) == len(rows.heads)
    assert [text[start:end] for start, end in spans] == [one.text for one in rows.mentions]
    assert {one.entity_id for one in rows.mentions} - {None} == {one.entity_id for one in rows.entities}
    for entity in rows.entities:
        assert entity.n_mentions == sum(one.entity_id == entity.entity_id for one in rows.mentions)
    return rows


def chains(rows: MentionRows) -> list[list[str]]:
    """The words of each entity's mentions, in order; only entities with several."""
    of = [[one.text for one in rows.mentions if one.entity_id == entity.entity_id] for entity in rows.entities]
    return [texts for texts in of if len(texts) > 1]


def test_speaker_is_named_once_and_meant_by_she_and_i() -> None:
    rows = rows_of(SPEECH)
    assert chains(rows) == [["Ada Marsh", "I", "Marsh", "She"]]
    ada = next(one for one in rows.entities if one.name == "Ada Marsh")
    assert (ada.type, ada.aliases, ada.role) == ("PERSON", ["Marsh"], "White House spokesperson")
    assert rows.roles == {ada.entity_id: "White House spokesperson"}
    assert [[one.text for one in of] for of in rows.sources] == [["Ada Marsh"], ["Marsh"], ["She"]]


def test_unknown_people_in_statements_are_mentions_without_entity() -> None:
    rows = rows_of(SPEECH)
    found = {one.text: one for one in rows.mentions}
    assert found["officials"].form == "nominal"
    assert found["officials"].entity_id is None
    assert "him" not in found  # nobody else is there


def test_look_up_by_words() -> None:
    rows = rows_of(SPEECH)
    assert (found := rows.at(3)) is not None
    assert found.text == "Ada Marsh"
    assert rows.at(5) is None
    assert [one.text for one in rows.inside((0, 10))] == ["White House", "Ada Marsh", "officials"]
    assert rows.inside((4, 5)) == []


def test_several_sources_are_a_mention_each() -> None:
    rows = rows_of("""
        Chad   PROPN NNP 6 nsubj B-PLACE s1
        +,     PUNCT , 3 punct s1
        Niger  PROPN NNP 1 conj B-PLACE s1
        and    CCONJ CC 5 cc s1
        Mali   PROPN NNP 1 conj B-PLACE s1
        protested VERB VBD 0 root c1
    """)
    assert [one.text for one in rows.sources[0]] == ["Chad", "Niger", "Mali"]


def test_noun_phrase_keeps_complements_and_leaves_clauses() -> None:
    rows = rows_of("""
        A      DET DT 3 det s1
        senior ADJ JJ 3 amod s1
        aide   NOUN NN 12 nsubj s1
        to     ADP IN 6 case s1
        the    DET DT 6 det s1
        minister NOUN NN 3 nmod s1
        +,     PUNCT , 9 punct s1
        who    PRON WP 9 nsubj s1
        refused VERB VBD 3 acl:relcl s1
        names  NOUN NNS 9 obj s1
        +,     PUNCT , 9 punct s1
        said   VERB VBD 0 root c1
        so     ADV RB 12 advmod t1
    """)
    (source,) = rows.sources[0]
    assert (source.text, source.type, source.form) == ("A senior aide to the minister", "PERSON", "nominal")
    assert source.entity_id is not None
    assert next(one for one in rows.entities if one.entity_id == source.entity_id).name == source.text


def test_acronym_and_kind_join_the_long_name() -> None:
    rows = rows_of("""
        The    DET DT 4 det
        Harbor PROPN NNP 4 compound B-ORG
        Safety PROPN NNP 4 compound I-ORG
        Agency PROPN NNP 8 nsubj I-ORG
        (      PUNCT -LRB- 6 punct
        +HSA   PROPN NNP 4 appos B-ORG
        +)     PUNCT -RRB- 6 punct
        closed VERB VBD 0 root
        piers  NOUN NNS 8 obj
        +.     PUNCT . 8 punct

        The    DET DT 2 det s1
        agency NOUN NN 3 nsubj s1
        said   VERB VBD 0 root c1
        it     PRON PRP 5 nsubj t1
        waited VERB VBD 3 ccomp t1
        +.     PUNCT . 3 punct

        HSA    PROPN NNP 2 compound B-ORG
        boats  NOUN NNS 3 nsubj
        left   VERB VBD 0 root
    """)
    assert chains(rows) == [["Harbor Safety Agency", "HSA", "The agency", "it", "HSA"]]
    assert rows.entities[0].aliases == ["HSA"]


def test_two_of_one_surname_stay_apart_and_gender_decides() -> None:
    rows = rows_of("""
        John   PROPN NNP 3 nsubj B-PERSON
        Doe    PROPN NNP 1 flat I-PERSON
        married VERB VBD 0 root
        Mary   PROPN NNP 3 obj B-PERSON
        Doe    PROPN NNP 4 flat I-PERSON
        +.     PUNCT . 3 punct

        She    PRON PRP 2 nsubj
        sings  VERB VBZ 0 root
        +.     PUNCT . 2 punct

        Mr     PROPN NNP 2 compound
        Doe    PROPN NNP 3 nsubj B-PERSON
        paints VERB VBZ 0 root
    """)
    assert chains(rows) == [["John Doe", "Doe"], ["Mary Doe", "She"]]


def test_who_does_it_is_whose_it_is() -> None:
    rows = rows_of("""
        Ann    PROPN NNP 3 nsubj B-PERSON
        Lee    PROPN NNP 1 flat I-PERSON
        urged  VERB VBD 0 root
        Paul   PROPN NNP 3 obj B-PERSON
        Roe    PROPN NNP 4 flat I-PERSON
        to     PART TO 7 mark
        end    VERB VB 3 xcomp
        his    PRON PRP$ 9 nmod:poss
        strike NOUN NN 7 obj
        +.     PUNCT . 3 punct
    """)
    assert chains(rows) == [["Paul Roe", "his"]]


def test_two_as_likely_are_none() -> None:
    rows = rows_of("""
        Tom    PROPN NNP 3 nsubj B-PERSON
        Poe    PROPN NNP 1 flat I-PERSON
        and    CCONJ CC 4 cc
        Jim    PROPN NNP 1 conj B-PERSON
        Fay    PROPN NNP 4 flat I-PERSON
        met    VERB VBD 0 root
        +.     PUNCT . 6 punct

        He     PRON PRP 2 nsubj s1
        said   VERB VBD 0 root c1
        so     ADV RB 2 advmod t1
    """)
    assert chains(rows) == []
    assert rows.sources[0][0].text == "He"
    assert rows.sources[0][0].entity_id is None


def test_his_or_her_is_nobodys() -> None:
    rows = rows_of("""
        Ann    PROPN NNP 3 nsubj B-PERSON
        Lee    PROPN NNP 1 flat I-PERSON
        praised VERB VBD 0 root
        his    PRON PRP$ 7 nmod:poss
        or     CCONJ CC 6 cc
        her    PRON PRP$ 4 conj
        work   NOUN NN 3 obj
    """)
    assert chains(rows) == []


def test_ids_do_not_depend_on_what_follows() -> None:
    one, two = rows_of(SPEECH), rows_of(SPEECH + "\n\nRain PROPN NNP 0 root B-MISC\n")
    assert [m.mention_id for m in two.mentions][: len(one.mentions)] == [m.mention_id for m in one.mentions]
    assert [e.entity_id for e in two.entities][: len(one.entities)] == [e.entity_id for e in one.entities]


def test_a_document_without_words_has_no_rows() -> None:
    text, annotation = annotate("")
    rows = find_mentions("d", text, annotation)
    assert (list(rows.mentions), list(rows.entities), list(rows.sources)) == ([], [], [])
