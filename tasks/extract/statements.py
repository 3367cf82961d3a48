"""Statements: who said (wrote, thought, estimated, denied) what, out of the attributions that the model finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.annotate.annotation import Annotation, Attribution
from tasks.extract.mentions import MentionRows
from tasks.extract.statement.chains import find_chains
from tasks.extract.statement.clausal import find_clausal
from tasks.extract.statement.clauses import Calendar, clause_of, read_time
from tasks.extract.statement.cues import Meaning, read_cue
from tasks.extract.statement.division import divide_contents
from tasks.extract.statement.hedges import read_certainty
from tasks.extract.statement.media import read_medium
from tasks.extract.statement.modes import Blocks, read_mode
from tasks.extract.statement.patterns import find_missed
from tasks.extract.statement.quotations import continue_quotations
from tasks.extract.statement.reading import Reading, read
from tasks.extract.statement.repair import merge_cues, repair
from tasks.extract.statement.sources import Cast, read_cast, read_source
from tasks.extract.statement.spans import mend
from tasks.tables.column import Piece
from tasks.tables.ids import content_id
from tasks.tables.segments import Segment
from tasks.tables.statements import Statement
from tasks.tables.times import Time

_COMPLEMENTISERS = frozenset(("that", "whether", "if", "how", "why"))


def settle_attributions(text: str, annotation: Annotation) -> Annotation:
    """The annotation with its attributions as statements have them.

    Spans are made whole, quotations go on over sentences and paragraphs, fixed forms that the model missed are added,
    and what has no content is left out. Each has at most one range of source; no two cues overlap. To be called before
    mentions are found, so that each source becomes one.
    """
    return replace(annotation, attributions=_settled(read(text, annotation.words, annotation.sentences), annotation))


def find_statements(
    document_id: str,
    text: str,
    annotation: Annotation,
    mentions: MentionRows,
    times: Sequence[Time],
    segments: Sequence[Segment],
) -> list[Statement]:
    """The statements of a document, in order of their cues.

    `annotation` is that of `text` as `settle_attributions` gives it, the number of a sentence there is its
    `sentence_no`; mentions, times and segments are those of the document. Of attributions that are alike one becomes a
    statement. Without a tree (each head -1) fewer sources are told apart and hedges are found by position. Runs in
    time linear in the number of words and attributions.
    """
    reading = read(text, annotation.words, annotation.sentences)
    attributions = list(dict.fromkeys(one for one in annotation.attributions if one.content))
    meanings = [read_cue(reading, attribution.cue) for attribution in attributions]
    cast, calendar, blocks = read_cast(mentions), Calendar(times), Blocks(segments)
    rows = [
        _row(document_id, reading, attribution, meaning, cast, calendar, blocks)
        for attribution, meaning in zip(attributions, meanings, strict=True)
    ]
    chains = find_chains(reading, attributions)
    return [
        replace(row, via_statement_id=rows[chains[number]].statement_id) if number in chains else row
        for number, row in enumerate(rows)
    ]


def _settled(reading: Reading, annotation: Annotation) -> list[Attribution]:
    """The attributions repaired and completed, in order of their cues, no two of which overlap."""
    found = _mended(reading, merge_cues([repair(reading, one) for one in annotation.attributions]))
    found = _mended(reading, divide_contents(reading, found))
    found = _mended(reading, continue_quotations(reading, found))
    found += _mended(reading, find_missed(reading, annotation, found))
    found += _mended(reading, [repair(reading, one) for one in find_clausal(reading, found)])
    return [one for one in merge_cues(found) if _is_said(reading, one)]


def _is_said(reading: Reading, attribution: Attribution) -> bool:
    """Whether the lexicon has the cue; one that it lacks needs a content that is plainly said: quoted, or a clause."""
    return read_cue(reading, attribution.cue).known or any(
        reading.quotation[first] >= 0 or reading.lower[first] in _COMPLEMENTISERS for first, _ in attribution.content
    )


def _mended(reading: Reading, attributions: Sequence[Attribution]) -> list[Attribution]:
    return [mended for mended in (mend(reading, one) for one in attributions) if mended is not None]


def _row(
    document_id: str,
    reading: Reading,
    attribution: Attribution,
    meaning: Meaning,
    cast: Cast,
    calendar: Calendar,
    blocks: Blocks,
) -> Statement:
    given = attribution.source[0] if attribution.source else None
    source = read_source(reading, given, cast)
    source_start, source_end = reading.span(given) if given else (None, None)
    cue_start, cue_end = reading.span(attribution.cue)
    pieces = [Piece(*reading.span(piece)) for piece in attribution.content]
    clause = clause_of(reading, attribution)
    return Statement(
        statement_id=content_id(
            "statement",
            document_id,
            cue_start,
            cue_end,
            source_start,
            source_end,
            *(edge for piece in pieces for edge in (piece.start, piece.end)),
        ),
        document_id=document_id,
        sentence_no=reading.words[attribution.cue[0]].sentence,
        source_start=source_start,
        source_end=source_end,
        source_text=reading.says(given) if given else None,
        source_entity_id=source.entity_id,
        source_kind=source.kind,
        source_role=source.role,
        cue_start=cue_start,
        cue_end=cue_end,
        cue_text=reading.says(attribution.cue),
        cue_lemma=meaning.lemma,
        act=meaning.act,
        content=pieces,
        content_text=" ... ".join(reading.says(piece) for piece in attribution.content),
        mode=read_mode(reading, attribution, blocks),
        certainty=read_certainty(reading, meaning.certainty, attribution.cue, attribution.content),
        polarity=meaning.polarity,
        medium=read_medium(reading, attribution, clause, meaning.lemma),
        said_at_time_id=read_time(reading, attribution, clause, calendar),
        via_statement_id=None,
    )
