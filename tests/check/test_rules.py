"""Every rule blocks, or warns of, what breaks it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pyarrow as pa
import pytest

import expectations.across
from expectations import files, keys, quantities, rejects, statements, words
from expectations.engine import Suite
from tasks.check import views
from tasks.check.candidate import CheckJob, CheckReport, Failure, check_candidate
from tasks.link.dataset import LinkJob, link_dataset
from tasks.tables import TABLES
from tests.check import example
from tests.check.breaks import BREAKS, WARNINGS, Break
from tests.check.breaks_of_speech import SPEECH_BREAKS
from tests.check.example import Row, change, path_of, write
from tests.rows import Shard, draft

SUITES, ACROSS = expectations.across.suites(), expectations.across.suite()


def check(candidate: Path, records: int = example.RECORDS) -> CheckReport:
    return check_candidate(CheckJob(candidate, candidate.with_name("check"), records))


def failure(report: CheckReport, table: str, rule: str) -> Failure:
    """The failure of a rule, which must be there."""
    found = [one for one in report.failures if (one.table, one.rule) == (table, rule)]
    assert len(found) == 1, [(one.table, one.rule, one.examples) for one in report.failures]
    return found[0]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch):
    """Have only the expectations of one rule checked: a hundred whole checks would take minutes."""

    def only(suite: Suite, rule: str) -> Suite:
        return Suite(name=suite.name, expectations=[one for one in suite.expectations if one.meta["rule"] == rule])

    def narrow(rule: str) -> None:
        narrowed = {name: only(one, rule) for name, one in SUITES.items()}
        monkeypatch.setattr(expectations.across, "suites", lambda: narrowed)
        monkeypatch.setattr(expectations.across, "suite", lambda: only(ACROSS, rule))
        monkeypatch.setattr(views, "RULES", tuple(one for one in expectations.across.RULES if one.name == rule))

    return narrow


def test_a_good_candidate_passes(good: Path, tmp_path: Path):
    report = check_candidate(CheckJob(good, tmp_path / "check", example.RECORDS))
    assert report.failures == ()
    assert report.passed
    assert (report.critical, report.warnings) == (0, 0)
    assert report.expectations > 190
    assert list((tmp_path / "check").iterdir()) == []


@pytest.mark.parametrize("broken", [*BREAKS, *SPEECH_BREAKS], ids=str)
def test_a_broken_rule_blocks(broken: Break, candidate: Path, narrow):
    broken.apply(candidate)
    narrow(broken.rule)
    report = check(candidate)
    found = failure(report, broken.table, broken.rule)
    assert not report.passed
    assert found.severity == "critical"
    assert found.found >= 1
    assert 1 <= len(found.examples) <= 5
    assert any(broken.shows in example for example in found.examples), found.examples
    assert found.why.endswith(".")


@pytest.mark.parametrize("broken", WARNINGS, ids=str)
def test_a_warning_does_not_block(broken: Break, candidate: Path, narrow):
    broken.apply(candidate)
    narrow(broken.rule)
    report = check(candidate)
    found = failure(report, broken.table, broken.rule)
    assert report.passed
    assert (found.severity, report.warnings) == ("warning", 1)
    assert broken.shows in found.examples[0]


def test_null_is_found_in_every_column_that_must_have_a_value(candidate: Path):
    for table in TABLES:

        def blank(rows: list[Row], table=table) -> None:
            for column in table.columns:
                if not column.nullable:
                    rows[-1][column.name] = None

        change(candidate, table.name, blank)
    report = check(candidate)
    for table in TABLES:
        for column in table.columns:
            if not column.nullable:
                found = failure(report, table.name, f"{column.name} is never null")
                assert (found.severity, found.found) == ("critical", 1)


def test_values_outside_a_closed_set_are_found(candidate: Path):
    closed = [(table, column.name) for table in TABLES for column in table.columns if column.values is not None]
    for table in {table.name for table, _ in closed}:
        names = [name for one, name in closed if one.name == table]
        change(candidate, table, lambda rows, names=names: rows[0].update(dict.fromkeys(names, "made up")))
    report = check(candidate)
    for table, name in closed:
        found = failure(report, table.name, f"{name} is one of its declared values")
        assert found.found == 1
        assert "'made up'" in found.examples[0]


@pytest.mark.parametrize("table", ["documents", "segments", "sentences"])
def test_tables_that_every_release_needs_have_rows(table: str, candidate: Path, narrow):
    change(candidate, table, list.clear)
    narrow(f"there are {table}")
    assert failure(check(candidate), table, f"there are {table}").severity == "critical"


def test_a_sentence_that_swallows_a_text_is_found(candidate: Path, narrow):
    text = "Wet weather\n" + " ".join(["It rained all over the wide harbour on that day."] * 24)
    shard = Shard([draft(text, "rain")]).write(candidate.with_name("work"), "0")
    whole = candidate.with_name("whole")
    link_dataset(LinkJob((shard,), whole))
    narrow(words.SHORT.name)
    found = failure(check(whole, 1), "sentences", words.SHORT.name)
    assert found.severity == "warning"
    assert "240 words" in found.examples[0]


def test_an_extractor_that_finds_nothing_is_told(tmp_path: Path, narrow):
    texts = [f"Report number {number}\nNothing of note happened in ward {number}." for number in range(100)]
    shard = Shard([draft(text, f"d{at}", day=1) for at, text in enumerate(texts)]).write(tmp_path / "work", "0")
    link_dataset(LinkJob((shard,), tmp_path / "candidate"))
    narrow(quantities.FOUND.name)
    report = check(tmp_path / "candidate", 100)
    assert report.passed
    assert {one.table for one in report.failures} == {"quantities", "times"}
    assert failure(report, "times", quantities.FOUND.name).severity == "warning"


def test_a_block_quotation_needs_no_mark(candidate: Path, narrow):
    narrow(words.QUOTED.name)
    change(candidate, "statements", lambda rows: [row.update(mode="direct") for row in rows])
    assert failure(check(candidate), "statements", words.QUOTED.name).found == 1
    change(candidate, "segments", lambda rows: [row.update(role="quotation") for row in rows])
    assert check(candidate).failures == ()


def test_a_failure_counts_all_and_shows_five(candidate: Path, narrow):
    change(candidate, "segments", lambda rows: [row.update(document_id=f"nobody {at}") for at, row in enumerate(rows)])
    narrow(keys.RESOLVE.name)
    found = failure(check(candidate), "segments", keys.RESOLVE.name)
    assert (found.found, len(found.examples)) == (12, 5)


def test_a_long_hostile_text_takes_no_time(tmp_path: Path, narrow):
    """Every offset into a long text is found at once, and no pattern goes over it again and again."""
    text = "\n".join(["🌉 It was so. '''\"  (( 1,000,1,000 " * 2_000 + "It was. Then"] * 8 + ["It was so."] * 4_000)
    shard = Shard([draft(text, "long")]).write(tmp_path / "work", "0")
    link_dataset(LinkJob((shard,), tmp_path / "candidate"))
    narrow(words.SHORT.name)
    began = time.process_time()
    assert failure(check(tmp_path / "candidate", 1), "sentences", words.SHORT.name).found == 8
    assert time.process_time() - began < 5


# ---------------------------------------------------------------- files


def test_a_flipped_bit_is_found(candidate: Path):
    path = path_of(candidate, "sentences")
    data = bytearray(path.read_bytes())
    data[60] ^= 1
    path.write_bytes(data)
    report = check(candidate)
    assert report.failures[0] == failure(report, "sentences", files.READABLE.name)
    assert report.failures[0].examples[0].startswith("part-00000.parquet: ")


@pytest.mark.parametrize("keep", [0, 7, 400])
def test_a_file_that_is_cut_is_found(keep: int, candidate: Path, narrow):
    path = path_of(candidate, "documents")
    path.write_bytes(path.read_bytes()[:keep])
    narrow(files.READABLE.name)
    assert failure(check(candidate), "documents", files.READABLE.name).severity == "critical"


@pytest.mark.parametrize("table", ["documents", "claims"])
def test_a_missing_table_is_found(table: str, candidate: Path, narrow):
    path_of(candidate, table).unlink()
    narrow(files.PRESENT.name)
    assert failure(check(candidate), table, files.PRESENT.name).severity == "critical"


@pytest.mark.parametrize("name", ["notes.txt", "documents/part-00000.parquet.tmp", "drafts/part-00000.parquet", "."])
def test_an_undeclared_file_is_found(name: str, candidate: Path, narrow):
    if name == ".":
        (candidate / "documents" / "part-00001.parquet").symlink_to(path_of(candidate, "documents"))
    else:
        (candidate / name).parent.mkdir(exist_ok=True)
        (candidate / name).write_bytes(b"")
    narrow(files.EXPECTED.name)
    assert failure(check(candidate), "release", files.EXPECTED.name).severity == "critical"


def _cast(name: str, kind: pa.DataType):
    def edit(rows: pa.Table) -> pa.Table:
        at = rows.schema.get_field_index(name)
        return rows.set_column(at, rows.schema.field(at).with_type(kind), rows.column(at).cast(kind))

    return edit


@pytest.mark.parametrize(
    ("table", "edit", "shows"),
    [
        ("documents", lambda rows: rows.drop_columns(["n_words"]), "n_words is missing"),
        ("documents", lambda rows: rows.append_column("score", pa.nulls(5)), "score is not declared"),
        ("documents", _cast("n_words", pa.int64()), "n_words is int64"),
        ("documents", _cast("published_at", pa.timestamp("us")), "published_at is timestamp"),
        ("documents", _cast("text", pa.large_string()), "text is large_string"),
        ("mentions", _cast("form", pa.string()), "form is string"),
        ("mentions", lambda rows: rows.append_column("text", rows.column("text")), "text is there twice"),
        ("stories", lambda rows: rows.select(rows.column_names[::-1]), "another order"),
        ("times", lambda rows: rows.replace_schema_metadata({}), "another description"),
        ("times", lambda rows: rows.cast(pa.schema([field.remove_metadata() for field in rows.schema])), "time_id has"),
        (
            "statements",
            lambda rows: rows.set_column(
                rows.schema.get_field_index("content"), "content", pa.array([1] * len(rows), pa.int32())
            ),
            "content is int32",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_schema_is_found(table: str, edit, shows: str, candidate: Path, narrow):
    write(candidate, table, edit(example.read_table(path_of(candidate, table))))
    narrow(files.SCHEMA.name)
    found = failure(check(candidate), table, files.SCHEMA.name)
    assert found.severity == "critical"
    assert any(shows in one for one in found.examples), found.examples


def test_a_missing_column_fails_its_expectations_and_nothing_crashes(candidate: Path):
    for table in TABLES:
        rows = example.read_table(path_of(candidate, table.name))
        write(candidate, table.name, rows.select([table.columns[-1].name]))
    report = check(candidate)
    found = failure(report, "documents", "document_id is never null")
    assert found.found == 5
    assert "document_id" in found.examples[0]
    assert report.failures[0].rule == files.SCHEMA.name


def test_an_empty_folder_fails(tmp_path: Path):
    (tmp_path / "candidate").mkdir()
    report = check(tmp_path / "candidate", 3)
    assert {one.table for one in report.failures if one.rule == files.PRESENT.name} == {one.name for one in TABLES}
    assert failure(report, "release", "every input record is one document or one reject").severity == "critical"


@pytest.mark.parametrize("name", ["it's [a-c]", "*", "what?", "{a,b}", "a\\b%s \u202e"])
def test_a_folder_may_have_any_name(name: str, good: Path, tmp_path: Path, narrow):
    shutil.copytree(good, tmp_path / name / "candidate")
    narrow(rejects.NOTHING_LOST.name)
    assert check(tmp_path / name / "candidate").failures == ()


def test_parts_are_checked_together(candidate: Path, narrow):
    """A part without a row is nothing bad where another has some."""
    example.write_rows(candidate / "documents" / "part-00001.parquet", example.BY_NAME["documents"], [])
    narrow("there are documents")
    assert check(candidate).failures == ()


def test_a_long_chain_is_no_circle(candidate: Path, narrow):
    def lengthen(rows: list[Row]) -> None:
        for number in range(30):
            rows.append({**rows[0], "statement_id": f"step {number:02}", "via_statement_id": rows[-1]["statement_id"]})

    change(candidate, "statements", lengthen)
    narrow(statements.ENDS.name)
    assert check(candidate).failures == ()


def test_a_key_in_two_parts_is_found(candidate: Path, narrow):
    path = path_of(candidate, "entities")
    path.with_name("part-00001.parquet").write_bytes(path.read_bytes())
    narrow(keys.UNIQUE.name)
    assert failure(check(candidate), "entities", keys.UNIQUE.name).found == 2


def test_every_rule_is_broken_by_a_test():
    broken = {(one.table, one.rule) for one in (*BREAKS, *SPEECH_BREAKS, *WARNINGS)}
    elsewhere = {rule.name for rule in (*files.RULES, words.SHORT, quantities.FOUND)}
    for rule in expectations.across.RULES:
        if rule.name not in elsewhere:
            assert {table for table, name in broken if name == rule.name} == set(rule.tables), rule.name
    for table, suite in SUITES.items():
        for one in suite.expectations:
            rule = one.meta["rule"]
            declared = rule.endswith(("is never null", "is one of its declared values"))
            assert declared or rule == f"there are {table}" or (table, rule) in broken, (table, rule)
