"""Sentences about the reading of a file, for the command line: advice names options and the map file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from greenshoots.cli.options import listed
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import MODE, ROUND, VIEWPOINT
from greenshoots.core.refusals import Fact, Note, Refusal
from greenshoots.tabular.codes import CELLS, DropReason, NoteCode, RefusalCode
from greenshoots.tabular.reading import ColumnRead

Plural = tuple[str, str, str]
"""A sentence for 1 and for more, and the fact that counts."""

_SCALE = "{lowest} ({lowest_label}) to {highest} ({highest_label})"
_WHAT_TO_ENTER = (
    f"Enter {_SCALE}, “{{unsure}}”, or leave the cell empty. If the value means something else, say what in a map file "
    "(--map), under [values]."
)

_WHICH_IS_WHICH = (
    'Say which is which in a map file (--map), with lines such as "{first}" = "{enabler}" under [columns].'
)
_STRAY_CELLS = "Look for a stray separator, or a column without a name."

REFUSALS: Mapping[RefusalCode, str | Plural] = {
    RefusalCode.EMPTY_FILE: "The file is empty. It needs a row with the column names and the responses below it.",
    RefusalCode.OLD_EXCEL_FILE: (
        "This is an old Excel file, or it is protected by a password. Save it as .xlsx without a password."
    ),
    RefusalCode.NOT_A_WORKBOOK: "Only a workbook has sheets, and this file is not a workbook. Leave out --sheet.",
    RefusalCode.NOT_TEXT: "This is not a text file or a workbook. Save the responses as CSV or XLSX.",
    RefusalCode.TOO_MANY_COLUMNS: (
        "The file has {columns} columns; the limit is {most}. Look for stray cells far to the right."
    ),
    RefusalCode.LONG_LINE: (
        "The line has more than {most} characters. Save the responses as CSV or XLSX, with one row for each person."
    ),
    RefusalCode.LONG_CELL: (
        "A cell has more than {most} characters. Look for a quotation mark that is not closed, or not doubled inside a "
        "cell."
    ),
    RefusalCode.CELLS_RUN_TOGETHER: (
        "It is not clear where one cell ends and the next begins. Look for a quotation mark that is not closed, or not "
        "doubled inside a cell."
    ),
    RefusalCode.DAMAGED_TEXT: "The text is damaged after this row. Save the file as CSV UTF-8.",
    RefusalCode.NO_SUCH_SHEET: "There is no sheet “{sheet}”. The workbook has {sheets}.",
    RefusalCode.SEVERAL_SHEETS: (
        "The sheets {sheets} all contain responses. Choose one with --sheet, or put all the rows on one sheet."
    ),
    RefusalCode.EMPTY_WORKBOOK: "The workbook is empty.",
    RefusalCode.OVERSIZE_WORKBOOK: (
        "The workbook contains far more than its file size suggests, so it was not read. Copy the rows with the "
        "responses into a new workbook, or save them as CSV."
    ),
    RefusalCode.DAMAGED_WORKBOOK: (
        "The workbook is damaged, protected by a password, or not an .xlsx file. Open it, save it as .xlsx and try "
        "again."
    ),
    RefusalCode.UNCLEAR_HEADERS: (
        "The column name “{first}” is only a number or code, and it does not number the {enablers} enablers or their "
        "statements. " + _WHICH_IS_WHICH,
        "The column names from “{first}” to “{last}” are only numbers or codes, and they do not number the {enablers} "
        "enablers or their statements from first to last. " + _WHICH_IS_WHICH,
        "headers",
    ),
    RefusalCode.HEADER_FURTHER_DOWN: "The column names seem to be in row {header_row}. Delete the rows above it.",
    RefusalCode.NO_SCORES: (
        "No column has scores for “{questionnaire}”. Name the columns {enabler}, … or {title}, …, or say what each "
        "column means in a map file (--map)."
    ),
    RefusalCode.TWO_ENABLERS: (
        "The number is for “{by_number}” but the name is for “{by_name}”. Say which it is in a map file (--map), such "
        'as "{header}" = "{by_name}" under [columns].'
    ),
    RefusalCode.SAME_MEANING: (
        "This column and “{other}” both seem to be “{meaning}”. Say which is which in a map file (--map), such as "
        '"{header}" = "ignore" under [columns].'
    ),
    RefusalCode.SCORES_AS_GROUP: (
        "The values look like scores, but the column name is not the name of an enabler, and there is no column for "
        "{missing}. Say what the column means in a map file (--map), such as “{first_missing}” or “group:{group}”."
    ),
    RefusalCode.SCORES_AS_COMMENTS: (
        "The values look like scores, but the column name asks for comments. Say what the column means in a map file "
        "(--map): “{enabler}” or “{enabler}.words”."
    ),
    RefusalCode.WIDE_ROW: (
        "The row has {cells} cells, but there is only {columns} column name. " + _STRAY_CELLS,
        "The row has {cells} cells, but there are only {columns} column names. " + _STRAY_CELLS,
        "columns",
    ),
    RefusalCode.NO_ROWS: "The file has column names but no responses below them.",
    RefusalCode.NO_RESPONSES: "The file has rows, but none of them has an answer in it.",
    RefusalCode.NOT_A_SCORE: f"This is not a score. {_WHAT_TO_ENTER}",
    RefusalCode.OFF_THE_SCALE: f"This score is not on the scale. {_WHAT_TO_ENTER}",
    RefusalCode.NUMBER_AND_LABEL_DIFFER: f"The number and the label do not match. The scale is {_SCALE}.",
    RefusalCode.TWO_ANSWERS: "The cell has two different answers. Keep only one of them.",
    RefusalCode.LABEL_OF_TWO_POINTS: "More than one point of the scale has this label. Enter the number instead.",
    RefusalCode.CODE_OF_TWO_POINTS: (
        "On a scale that starts at {lowest}, this code could mean two different points. Export full answers, or say "
        "what each code means in a map file (--map), under [values]."
    ),
    RefusalCode.MAPPED_COLUMN_MISSING: "The file has no column with this name. {suggestion}",
    RefusalCode.MAPPED_TWICE: "The column “{header}” is in the map file twice. Name it once.",
    RefusalCode.MEANING_UNKNOWN: (
        "“{meaning}” is not a meaning that a column can have. Use the id of an enabler, such as {enabler}, its id "
        "with .words, group:NAME, round, viewpoint, mode or ignore."
    ),
    RefusalCode.COLUMN_IDENTIFIES: (
        "This column could identify the person who answered. It is always left out, whatever the map file says."
    ),
    RefusalCode.VALUE_UNKNOWN: "Use a score from {lowest} to {highest}, “unsure” or “skipped”.",
}

NOTES: Mapping[NoteCode, str | Plural] = {
    NoteCode.READ_AS_WINDOWS_1252: (
        "The file is not UTF-8, so it was read as Windows-1252. Check that letters with accents are right."
    ),
    NoteCode.SHEET_CHOSEN: "The sheet “{sheet}” was read. Use --sheet to choose another.",
    NoteCode.IDENTIFYING_DROPPED: "Left out, because they could identify the person who answered: {columns}.",
    NoteCode.COMMENTS_DROPPED: (
        "Left out, because they contain comments that are not about one enabler: {columns}. To keep one, say in a map "
        'file (--map) which enabler it is about: "{first_columns}" = "ENABLER.words" under [columns].'
    ),
    NoteCode.VALUES_BLANKED: (
        ("In “{column}”, {cells} value looks like a personal detail, such as an e-mail address, a phone number or the "
        "time someone answered. It was treated as no answer."),
        ("In “{column}”, {cells} values look like personal details, such as an e-mail address, a phone number or the "
        "time someone answered. They were treated as no answer."),
        "cells",
    ),
    NoteCode.UNNAMED_COLUMNS: "Left out, because they have no column name: {columns}.",
    NoteCode.EMPTY_ROWS: (
        "{rows} row without an answer was left out.", "{rows} rows without an answer were left out.", "rows",
    ),
    NoteCode.ALL_BY_STATEMENT: "All enablers were scored by statement.",
    NoteCode.SOME_BY_STATEMENT: "Scored by statement: {enablers}.",
    NoteCode.ENABLERS_MISSING: "Not in the file, so not in the results: {enablers}.",
    NoteCode.STATEMENTS_MISSING: "Statements that are not in the file: {statements}.",
}  # fmt: skip

REASONS: Mapping[DropReason, str] = {
    DropReason.WHO: "shows who answered",
    DropReason.WHEN: "shows when a person answered",
    DropReason.HOW: "shows how a person reached the form",
    DropReason.PERSONAL_VALUES: "values look like personal details, such as e-mail addresses, phone numbers or times",
    DropReason.MOSTLY_DIFFERENT: "nearly every value is different, so it could identify people",
    DropReason.TOO_MANY_VALUES: "more than 1,000 different values",
    DropReason.FREE_TEXT: "comments that are not about one enabler",
}

KINDS: Mapping[str, Callable[[str], str]] = {
    "score": lambda about: f"score: {about}",
    "words": lambda about: f"comments about {about}",
    "group": lambda about: about if about in (ROUND, VIEWPOINT, MODE) else f"group question: {about}",
    "ignored": lambda _about: "left out",
    "unclear": lambda _about: "unclear",
}


def error(refused: AnswersError) -> str:
    """Return where a file is wrong, what is wrong and what to do, in one line."""
    where = [refused.file] if refused.file else []
    if refused.line is not None:
        where.append(f"line {refused.line}")
    if refused.key is not None:
        where.append(".".join(refused.key))
    if refused.row is not None:
        where.append(f"row {refused.row:,}")
    if refused.column is not None:
        where.append(f"column “{refused.column}”")
    if refused.value is not None:
        where.append(f"value “{refused.value}”")
    return f"{', '.join(where)}: {refusal(refused.refusal)}"


def refusal(refused: Refusal) -> str:
    """Return what is wrong and what to do."""
    code, facts = RefusalCode(refused.code), refused.facts
    sentences = [_filled(REFUSALS[code], facts)]
    if code in CELLS:
        sentences += _cell_hints(facts)
    more = facts.get("more", 0)
    if isinstance(more, int) and more:
        sentences.append(_more(code, more))
    return " ".join(sentences)


def note(noted: Note) -> str:
    """Return what a person should know about how the file was read."""
    return _filled(NOTES[NoteCode(noted.code)], noted.facts)


def column(read: ColumnRead) -> str:
    """Return how a column was understood."""
    if read.reason is not None:
        return f"left out: {REASONS[read.reason]}"
    return KINDS[read.kind](read.about)


def _cell_hints(facts: Mapping[str, Fact]) -> list[str]:
    hints = []
    if facts["long_text"]:
        hints.append(f"If the column contains comments, say under [columns] that it is “{facts['enabler']}.words”.")
    if facts["second_header"]:
        hints.append("If row 2 is a second row of column names, delete it.")
    if facts["hidden"]:
        hints.append(
            "The value is not shown here, because it looks like a personal detail, such as an address or a phone "
            "number."
        )
    return hints


def _more(code: RefusalCode, more: int) -> str:
    if code is RefusalCode.WIDE_ROW:
        return "There is 1 more row like this." if more == 1 else f"There are {more:,} more rows like this."
    return f"There {'is 1 more cell' if more == 1 else f'are {more:,} more cells'} that cannot be read."


def _filled(template: str | Plural, facts: Mapping[str, Fact]) -> str:
    if not isinstance(template, str):
        singular, plural, counter = template
        template = singular if facts[counter] == 1 else plural
    shown: dict[str, Any] = {name: _shown(fact) for name, fact in facts.items()}
    shown |= {f"first_{name}": fact[0] for name, fact in facts.items() if isinstance(fact, Sequence) and fact}
    if "kind" in facts:
        shown["meaning"] = KINDS[str(facts["kind"])](str(facts["about"]))
    if "close" in facts:
        copy = "Copy the column name as greenshoots check prints it."
        shown["suggestion"] = f"Did you mean “{facts['close']}”?" if facts["close"] else copy
    return template.format_map(shown)


def _shown(fact: Fact) -> str:
    if isinstance(fact, tuple):
        return listed([f"“{name}”" for name in fact])
    return f"{fact:,}" if isinstance(fact, int) else fact
