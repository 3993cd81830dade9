"""Why a file of answers is refused, what a person should know about its reading, and why a column is left out.

No sentence is written here. The command line words each code in `cli.file_wording`, the import pages in
`web.collect.responses.import_wording`, and `tests/test_file_wording.py` finds a code that either of them forgets.
"""

from __future__ import annotations

from enum import StrEnum

from greenshoots.core.refusals import Fact, Note, Refusal


class DropReason(StrEnum):
    """Why the content of a column is not kept."""

    WHO = "who"
    WHEN = "when"
    HOW = "how"
    PERSONAL_VALUES = "personal_values"
    MOSTLY_DIFFERENT = "mostly_different"
    TOO_MANY_VALUES = "too_many_values"
    FREE_TEXT = "free_text"


class RefusalCode(StrEnum):
    """Why a file of answers is refused."""

    EMPTY_FILE = "empty_file"
    OLD_EXCEL_FILE = "old_excel_file"
    NOT_A_WORKBOOK = "not_a_workbook"
    NOT_TEXT = "not_text"
    TOO_MANY_COLUMNS = "too_many_columns"
    LONG_LINE = "long_line"
    LONG_CELL = "long_cell"
    CELLS_RUN_TOGETHER = "cells_run_together"
    DAMAGED_TEXT = "damaged_text"
    NO_SUCH_SHEET = "no_such_sheet"
    SEVERAL_SHEETS = "several_sheets"
    EMPTY_WORKBOOK = "empty_workbook"
    OVERSIZE_WORKBOOK = "oversize_workbook"
    DAMAGED_WORKBOOK = "damaged_workbook"

    UNCLEAR_HEADERS = "unclear_headers"
    HEADER_FURTHER_DOWN = "header_further_down"
    NO_SCORES = "no_scores"
    TWO_ENABLERS = "two_enablers"
    SAME_MEANING = "same_meaning"
    SCORES_AS_GROUP = "scores_as_group"
    SCORES_AS_COMMENTS = "scores_as_comments"
    WIDE_ROW = "wide_row"
    NO_ROWS = "no_rows"
    NO_RESPONSES = "no_responses"

    NOT_A_SCORE = "not_a_score"
    OFF_THE_SCALE = "off_the_scale"
    NUMBER_AND_LABEL_DIFFER = "number_and_label_differ"
    TWO_ANSWERS = "two_answers"
    LABEL_OF_TWO_POINTS = "label_of_two_points"
    CODE_OF_TWO_POINTS = "code_of_two_points"

    MAPPED_COLUMN_MISSING = "mapped_column_missing"
    MAPPED_TWICE = "mapped_twice"
    MEANING_UNKNOWN = "meaning_unknown"
    COLUMN_IDENTIFIES = "column_identifies"
    VALUE_UNKNOWN = "value_unknown"


class NoteCode(StrEnum):
    """What a person should know about how a file was read."""

    READ_AS_WINDOWS_1252 = "read_as_windows_1252"
    SHEET_CHOSEN = "sheet_chosen"
    IDENTIFYING_DROPPED = "identifying_dropped"
    COMMENTS_DROPPED = "comments_dropped"
    VALUES_BLANKED = "values_blanked"
    UNNAMED_COLUMNS = "unnamed_columns"
    EMPTY_ROWS = "empty_rows"
    ALL_BY_STATEMENT = "all_by_statement"
    SOME_BY_STATEMENT = "some_by_statement"
    ENABLERS_MISSING = "enablers_missing"
    STATEMENTS_MISSING = "statements_missing"


CELLS = frozenset(
    {
        RefusalCode.NOT_A_SCORE, RefusalCode.OFF_THE_SCALE, RefusalCode.NUMBER_AND_LABEL_DIFFER,
        RefusalCode.TWO_ANSWERS, RefusalCode.LABEL_OF_TWO_POINTS, RefusalCode.CODE_OF_TWO_POINTS,
    }
)  # fmt: skip
"""The refusals of one cell in a column of scores. They share their facts."""

_CELL_FACTS = (
    "lowest", "lowest_label", "highest", "highest_label", "unsure",
    # Hints that follow the reason, and the number of further cells that cannot be read.
    "enabler", "long_text", "second_header", "hidden", "more",
)  # fmt: skip

FACTS: dict[str, tuple[str, ...]] = {
    RefusalCode.TOO_MANY_COLUMNS: ("columns", "most"),
    RefusalCode.LONG_LINE: ("most",),
    RefusalCode.LONG_CELL: ("most",),
    RefusalCode.NO_SUCH_SHEET: ("sheet", "sheets"),
    RefusalCode.SEVERAL_SHEETS: ("sheets",),
    RefusalCode.UNCLEAR_HEADERS: ("headers", "first", "last", "enablers", "enabler"),
    RefusalCode.HEADER_FURTHER_DOWN: ("header_row",),
    RefusalCode.NO_SCORES: ("questionnaire", "enabler", "title"),
    RefusalCode.TWO_ENABLERS: ("header", "by_number", "by_name"),
    RefusalCode.SAME_MEANING: ("header", "other", "kind", "about"),
    RefusalCode.SCORES_AS_GROUP: ("missing", "group"),
    RefusalCode.SCORES_AS_COMMENTS: ("enabler",),
    RefusalCode.WIDE_ROW: ("cells", "columns", "more"),
    **dict.fromkeys(CELLS, _CELL_FACTS),
    RefusalCode.MAPPED_COLUMN_MISSING: ("header", "close"),
    RefusalCode.MAPPED_TWICE: ("header",),
    RefusalCode.MEANING_UNKNOWN: ("meaning", "enabler"),
    RefusalCode.VALUE_UNKNOWN: ("lowest", "highest"),
    NoteCode.SHEET_CHOSEN: ("sheet",),
    NoteCode.IDENTIFYING_DROPPED: ("columns",),
    NoteCode.COMMENTS_DROPPED: ("columns",),
    NoteCode.VALUES_BLANKED: ("column", "cells"),
    NoteCode.UNNAMED_COLUMNS: ("columns",),
    NoteCode.EMPTY_ROWS: ("rows",),
    NoteCode.SOME_BY_STATEMENT: ("enablers",),
    NoteCode.ENABLERS_MISSING: ("enablers",),
    NoteCode.STATEMENTS_MISSING: ("statements",),
}
"""The facts that go with each code; a code that is not listed has none."""


def refusal(code: RefusalCode, **facts: Fact) -> Refusal:
    """Return a refusal with exactly the facts that its sentences name."""
    _check(code, facts)
    return Refusal(code, facts)


def note(code: NoteCode, **facts: Fact) -> Note:
    """Return a note with exactly the facts that its sentences name."""
    _check(code, facts)
    return Note(code, facts)


def _check(code: RefusalCode | NoteCode, facts: dict[str, Fact]) -> None:
    # A fact that is missing would otherwise show only when a person meets this very refusal.
    if facts.keys() != set(FACTS.get(code, ())):
        raise TypeError(f"{code} goes with {FACTS.get(code, ())}, not with {tuple(facts)}.")
