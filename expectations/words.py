"""Rules about spans: every row shows its words, and segments and sentences leave none out."""

from __future__ import annotations

from expectations.rule import Rule, row_name
from tasks.tables import EVENTS, MENTIONS, QUANTITIES, STATEMENTS, TIMES, Table

_SPANS = tuple(table.name for table in (MENTIONS, QUANTITIES, TIMES, EVENTS, STATEMENTS))


def _outside_sentence(table: Table, start: str) -> str:
    return f"""
        SELECT {row_name(table, "span")} || ': begins at ' || span.{start}
        FROM {table.name} AS span JOIN sentences USING (document_id, sentence_no)
        WHERE NOT (sentences."start" <= span.{start} AND span.{start} < sentences."end")
    """


IN_TEXT = Rule(
    "a span has words and lies in its text",
    "An offset outside the text, or an empty span, shows nobody what is meant.",
    read=("segments", "sentences", *_SPANS),
)
SHOWN = Rule(
    "text[start:end] is what the row says",
    "Every row shows its words: this is what makes a release worth trusting.",
    read=_SPANS,
)
IN_ORDER = Rule(
    "spans are in order and do not overlap",
    "Who walks through a document by number reads every word once, in the order of the text.",
    read=("segments", "sentences", "statements"),
)
COMPLETE = Rule(
    "no word of the text is left out",
    "A word outside all segments or sentences is one that no later stage ever sees.",
    read=("segments", "sentences"),
)
ONE_LINE = Rule(
    "a segment is one line",
    "The lines of a text are its blocks; a segment over two lines glues a heading to a paragraph.",
    read=("segments",),
)
HASHED = Rule(
    "content_sha256 is the hash of text",
    "Analysts compare versions and find copies by it.",
    read=("documents",),
)
COUNTED = Rule(
    "n_words is the number of words in text",
    "Rates per thousand words are computed with it.",
    read=("documents",),
)
IN_SENTENCE = Rule(
    "a span begins in its sentence",
    "sentence_no is how rows are joined with the sentence they stand in.",
    {
        **{table.name: _outside_sentence(table, '"start"') for table in (MENTIONS, QUANTITIES, TIMES, EVENTS)},
        "statements": f"""
            SELECT {row_name(STATEMENTS, "span")} || ': cue at ' || span.cue_start || ' to ' || span.cue_end
            FROM statements AS span JOIN sentences USING (document_id, sentence_no)
            WHERE NOT (sentences."start" <= span.cue_start AND span.cue_end <= sentences."end")
        """,
    },
)
IN_SEGMENT = Rule(
    "a sentence lies in its segment",
    "The role of the segment (title, quotation, caption) is the role of all its sentences.",
    {
        "sentences": """
            SELECT concat_ws('/', sentences.document_id, sentences.sentence_no)
            FROM sentences JOIN segments USING (document_id, segment_no)
            WHERE NOT (segments."start" <= sentences."start" AND sentences."end" <= segments."end")
        """
    },
)
SHORT = Rule(
    "a sentence of more than 150 words holds no end of a sentence",
    "One sentence over a whole paragraph means that splitting has failed, and every reading of it with that.",
    read=("sentences",),
    # What ends a sentence is a guess ("p.m. EDT"); one odd document must not hold back a night.
    severity="warning",
)
QUOTED = Rule(
    "direct and mixed statements have a quotation mark",
    "direct says: these are the source's own words; without a mark, or a quotation block, nobody can tell.",
    read=("statements",),
)

RULES = (
    IN_TEXT,
    SHOWN,
    IN_ORDER,
    COMPLETE,
    ONE_LINE,
    HASHED,
    COUNTED,
    IN_SENTENCE,
    IN_SEGMENT,
    SHORT,
    QUOTED,
)
