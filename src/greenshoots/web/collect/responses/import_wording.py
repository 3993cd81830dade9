"""Sentences about the reading of a file, for the import pages: advice names what the pages offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import MODE, ROUND, VIEWPOINT
from greenshoots.core.refusals import Fact, Note, Refusal
from greenshoots.tabular import ColumnRead, DropReason, NoteCode, RefusalCode
from greenshoots.tabular.codes import CELLS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The texts are lazy, so that each page words them in its own language. `%(x_shown)s` is the number x as people read it.
# Once the command line's sentences were shown here, with the part about --map cut out. Now each surface has its own
# (decision 28), and a test fails for advice here that only the command line can follow.
REFUSALS: Mapping[RefusalCode, _StrPromise] = {
    RefusalCode.EMPTY_FILE: gettext_lazy(
        "The file is empty. It needs a row with the column names and the responses below it."
    ),
    RefusalCode.OLD_EXCEL_FILE: gettext_lazy(
        "This is an old Excel file, or it is protected by a password. Save it as .xlsx without a password."
    ),
    RefusalCode.NOT_A_WORKBOOK: gettext_lazy("Only a workbook has sheets, and this file is not a workbook."),
    RefusalCode.NOT_TEXT: gettext_lazy("This is not a text file or a workbook. Save the responses as CSV or XLSX."),
    RefusalCode.TOO_MANY_COLUMNS: gettext_lazy(
        "The file has %(columns_shown)s columns; the limit is %(most_shown)s. Look for stray cells far to the right."
    ),
    RefusalCode.LONG_LINE: gettext_lazy(
        "The line has more than %(most_shown)s characters. Save the responses as CSV or XLSX, with one row for each "
        "person."
    ),
    RefusalCode.LONG_CELL: gettext_lazy(
        "A cell has more than %(most_shown)s characters. Look for a quotation mark that is not closed, or not doubled "
        "inside a cell."
    ),
    RefusalCode.CELLS_RUN_TOGETHER: gettext_lazy(
        "It is not clear where one cell ends and the next begins. Look for a quotation mark that is not closed, or not "
        "doubled inside a cell."
    ),
    RefusalCode.DAMAGED_TEXT: gettext_lazy("The text is damaged after this row. Save the file as CSV UTF-8."),
    RefusalCode.NO_SUCH_SHEET: gettext_lazy("There is no sheet “%(sheet)s”. The workbook has: %(sheets)s."),
    RefusalCode.SEVERAL_SHEETS: gettext_lazy(
        "Several sheets contain responses: %(sheets)s. Put all the rows on one sheet, or save each sheet as its own "
        "file."
    ),
    RefusalCode.EMPTY_WORKBOOK: gettext_lazy("The workbook is empty."),
    RefusalCode.OVERSIZE_WORKBOOK: gettext_lazy(
        "The workbook contains far more than its file size suggests, so it was not read. Copy the rows with the "
        "responses into a new workbook, or save them as CSV."
    ),
    RefusalCode.DAMAGED_WORKBOOK: gettext_lazy(
        "The workbook is damaged, protected by a password, or not an .xlsx file. Open it, save it as .xlsx and try "
        "again."
    ),
    RefusalCode.UNCLEAR_HEADERS: ngettext_lazy(
        "The column name “%(first)s” is only a number or code, so it is not clear what the column means. Choose below "
        "what it means.",
        "The column names from “%(first)s” to “%(last)s” are only numbers or codes, so it is not clear which column is "
        "which. Choose below what each column means.",
        "headers",
    ),
    RefusalCode.HEADER_FURTHER_DOWN: gettext_lazy(
        "The column names seem to be in row %(header_row_shown)s. Delete the rows above it."
    ),
    RefusalCode.NO_SCORES: gettext_lazy(
        "No column has scores for “%(questionnaire)s”. Choose below what each column means, or name the columns after "
        "the enablers, such as “%(title)s”."
    ),
    RefusalCode.TWO_ENABLERS: gettext_lazy(
        "The number and the name in this column name are for two different enablers. Choose below which one it is."
    ),
    RefusalCode.SAME_MEANING: gettext_lazy(
        "This column and “%(other)s” seem to mean the same. Choose below what each of them means, or leave one out."
    ),
    RefusalCode.SCORES_AS_GROUP: gettext_lazy(
        "The values look like scores, but the column name is not the name of an enabler. Choose below what the column "
        "means."
    ),
    RefusalCode.SCORES_AS_COMMENTS: gettext_lazy(
        "The values look like scores, but the column name asks for comments. Choose below what the column means."
    ),
    RefusalCode.WIDE_ROW: ngettext_lazy(
        "The row has %(cells_shown)s cells, but there is only %(columns_shown)s column name. Look for a stray "
        "separator, or a column without a name.",
        "The row has %(cells_shown)s cells, but there are only %(columns_shown)s column names. Look for a stray "
        "separator, or a column without a name.",
        "columns",
    ),
    RefusalCode.NO_ROWS: gettext_lazy("The file has column names but no responses below them."),
    RefusalCode.NO_RESPONSES: gettext_lazy("The file has rows, but none of them has an answer in it."),
    RefusalCode.NOT_A_SCORE: gettext_lazy(
        "This is not a score. Enter %(lowest)s (%(lowest_label)s) to %(highest)s (%(highest_label)s), “%(unsure)s”, or "
        "leave the cell empty."
    ),
    RefusalCode.OFF_THE_SCALE: gettext_lazy(
        "This score is not on the scale. Enter %(lowest)s (%(lowest_label)s) to %(highest)s (%(highest_label)s), "
        "“%(unsure)s”, or leave the cell empty."
    ),
    RefusalCode.NUMBER_AND_LABEL_DIFFER: gettext_lazy(
        "The number and the label do not match. The scale is %(lowest)s (%(lowest_label)s) to %(highest)s "
        "(%(highest_label)s)."
    ),
    RefusalCode.TWO_ANSWERS: gettext_lazy("The cell has two different answers. Keep only one of them."),
    RefusalCode.LABEL_OF_TWO_POINTS: gettext_lazy(
        "More than one point of the scale has this label. Enter the number instead."
    ),
    RefusalCode.CODE_OF_TWO_POINTS: gettext_lazy(
        "On a scale that starts at %(lowest)s, this code could mean two different points. Export full answers instead "
        "of codes."
    ),
    RefusalCode.MAPPED_COLUMN_MISSING: gettext_lazy(
        "The file has no column “%(header)s”. Choose again below what the columns mean."
    ),
    RefusalCode.MAPPED_TWICE: gettext_lazy("The column “%(header)s” was given two meanings. Choose one of them below."),
    RefusalCode.MEANING_UNKNOWN: gettext_lazy(
        "“%(meaning)s” is not in the list of meanings. Choose one from the list below."
    ),
    RefusalCode.COLUMN_IDENTIFIES: gettext_lazy(
        "This column could identify the person who answered. It is always left out."
    ),
    RefusalCode.VALUE_UNKNOWN: gettext_lazy("A value can only mean a score from %(lowest)s to %(highest)s."),
}

NOTES: Mapping[NoteCode, _StrPromise] = {
    NoteCode.READ_AS_WINDOWS_1252: gettext_lazy(
        "The file is not UTF-8, so it was read as Windows-1252. Check that letters with accents are right."
    ),
    NoteCode.SHEET_CHOSEN: gettext_lazy(
        "The sheet “%(sheet)s” was read. To import another sheet, save it as its own file."
    ),
    NoteCode.IDENTIFYING_DROPPED: gettext_lazy(
        "Left out, because they could identify the person who answered: %(columns)s."
    ),
    NoteCode.COMMENTS_DROPPED: gettext_lazy(
        "Left out, because they contain comments that are not about one enabler: %(columns)s. To keep one, choose "
        "which enabler it is about under “Change what the columns mean”."
    ),
    NoteCode.VALUES_BLANKED: ngettext_lazy(
        "In “%(column)s”, %(cells_shown)s value looks like a personal detail, such as an e-mail address, a phone "
        "number or the time someone answered. It was treated as no answer.",
        "In “%(column)s”, %(cells_shown)s values look like personal details, such as an e-mail address, a phone "
        "number or the time someone answered. They were treated as no answer.",
        "cells",
    ),
    NoteCode.UNNAMED_COLUMNS: gettext_lazy("Left out, because they have no column name: %(columns)s."),
    NoteCode.EMPTY_ROWS: ngettext_lazy(
        "%(rows_shown)s row without an answer was left out.",
        "%(rows_shown)s rows without an answer were left out.",
        "rows",
    ),
    NoteCode.ALL_BY_STATEMENT: gettext_lazy("All enablers were scored by statement."),
    NoteCode.SOME_BY_STATEMENT: gettext_lazy("Scored by statement: %(enablers)s."),
    NoteCode.ENABLERS_MISSING: gettext_lazy("Not in the file, so not in the results: %(enablers)s."),
    NoteCode.STATEMENTS_MISSING: gettext_lazy("Statements that are not in the file: %(statements)s."),
}

REASONS: Mapping[DropReason, _StrPromise] = {
    DropReason.WHO: gettext_lazy("It shows who answered."),
    DropReason.WHEN: gettext_lazy("It shows when a person answered."),
    DropReason.HOW: gettext_lazy("It shows how a person reached the form."),
    DropReason.PERSONAL_VALUES: gettext_lazy(
        "Its values look like personal details, such as e-mail addresses, phone numbers or times."
    ),
    DropReason.MOSTLY_DIFFERENT: gettext_lazy("Nearly every value is different, so it could identify people."),
    DropReason.TOO_MANY_VALUES: gettext_lazy("It has more than 1,000 different values."),
    DropReason.FREE_TEXT: gettext_lazy("It contains comments that are not about one enabler."),
}

KINDS: Mapping[str, _StrPromise] = {
    "score": gettext_lazy("Score: %(about)s"),
    "words": gettext_lazy("Comments about %(about)s"),
    "group": gettext_lazy("Group question: %(about)s"),
    "ignored": gettext_lazy("Left out"),
    "unclear": gettext_lazy("Unclear"),
}

OWN: Mapping[str, _StrPromise] = {
    ROUND: gettext_lazy("Round"),
    VIEWPOINT: gettext_lazy("Viewpoint"),
    MODE: gettext_lazy("How people answered"),
}


def error(refused: AnswersError, file: str) -> str:
    """Return where a file is wrong, what is wrong and what to do."""
    where = [file]
    if refused.row is not None:
        where.append(_("row %(row)s") % {"row": _number(refused.row)})
    if refused.column is not None:
        where.append(_("column “%(column)s”") % {"column": refused.column})
    if refused.value is not None:
        where.append(_("value “%(value)s”") % {"value": refused.value})
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


def column(read: ColumnRead, names: Mapping[str, str]) -> str:
    """Return how a column was understood, with enablers by the names that people read."""
    if read.reason is not None:
        return reason(read.reason)
    if read.kind == "group" and read.about in OWN:
        return str(OWN[read.about])
    return _filled(KINDS[read.kind], {"about": names.get(read.about, read.about)})


def reason(dropped: DropReason) -> str:
    """Return why a column is left out."""
    return str(REASONS[dropped])


def _cell_hints(facts: Mapping[str, Fact]) -> list[str]:
    hints = []
    if facts["long_text"]:
        hints.append(_("If the column contains comments, choose that under “What the columns mean”."))
    if facts["second_header"]:
        hints.append(_("If row 2 is a second row of column names, delete it."))
    if facts["hidden"]:
        hints.append(
            _(
                "The value is not shown here, because it looks like a personal detail, such as an address or a phone "
                "number."
            )
        )
    return hints


def _more(code: RefusalCode, more: int) -> str:
    if code is RefusalCode.WIDE_ROW:
        text = ngettext("There is %(n)s more row like this.", "There are %(n)s more rows like this.", more)
    else:
        text = ngettext(
            "There is %(n)s more cell that cannot be read.", "There are %(n)s more cells that cannot be read.", more
        )
    return text % {"n": _number(more)}


def _filled(template: _StrPromise, facts: Mapping[str, Fact]) -> str:
    shown: dict[str, Any] = {}
    for name, fact in facts.items():
        # A plural is chosen by the number itself, and written with its separators.
        shown[name] = ", ".join(f"“{item}”" for item in fact) if isinstance(fact, tuple) else fact
        if isinstance(fact, int):
            shown[f"{name}_shown"] = _number(fact)
    return str(template % shown)


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)
