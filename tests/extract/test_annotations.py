"""The notation for annotations written by hand."""

from __future__ import annotations

import pytest

from tasks.annotate.annotation import Attribution, Name
from tests.extract.annotations import annotate

TWO = """
“      PUNCT `` 2 punct t1
Rain   NOUN NN 6 obj t1
+,     PUNCT , 2 punct t1
+”     PUNCT '' 2 punct t1
Ada    PROPN NNP 6 nsubj B-PERSON s1
said   VERB VBD 0 root c1 event
+.     PUNCT . 6 punct
¶
Bo     PROPN NNP 2 nsubj B-PERSON
left   VERB VBD 0 root
"""


def test_reads_words_and_marks() -> None:
    text, found = annotate(TWO)
    assert text == "“ Rain,” Ada said.\nBo left"
    assert [text[w.start : w.end] for w in found.words] == ["“", "Rain", ",", "”", "Ada", "said", ".", "Bo", "left"]
    assert found.sentences == [(0, 7), (7, 9)]
    assert [w.head for w in found.words] == [1, 5, 1, 1, 5, -1, 5, 8, -1]
    assert [w.sentence for w in found.words] == [0] * 7 + [1] * 2
    assert found.names == [Name((4, 5), "PERSON"), Name((7, 8), "PERSON")]
    assert found.attributions == [Attribution((5, 6), ((4, 5),), ((0, 4),))]
    assert [t.word for t in found.triggers] == [5]


def test_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="B-THING"):
        annotate("Ada PROPN NNP 0 root B-THING")
