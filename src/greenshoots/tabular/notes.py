"""What the person should know about how a file was read."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core.answers import Answers
from greenshoots.core.instruments.model import ScoreEach
from greenshoots.core.refusals import Note
from greenshoots.tabular.codes import DropReason, NoteCode, note
from greenshoots.tabular.columns import Columns
from greenshoots.tabular.headers import Meaning
from greenshoots.tabular.names import every_question


def about(
    answers: Answers, columns: Columns, named: Sequence[str], meanings: Sequence[Meaning], empty_rows: int
) -> list[Note]:
    """Return notes on what was dropped, left out or otherwise than expected."""
    notes = [*_dropped(named, meanings), *_blanked(columns)]
    unnamed = tuple(each.header for each in columns.unnamed.values() if each.filled)
    if unnamed:
        notes.append(note(NoteCode.UNNAMED_COLUMNS, columns=unnamed))
    if empty_rows:
        notes.append(note(NoteCode.EMPTY_ROWS, rows=empty_rows))
    return [*notes, *_questions(answers)]


def _dropped(named: Sequence[str], meanings: Sequence[Meaning]) -> list[Note]:
    identifying: list[str] = []
    comments: list[str] = []
    for header, meaning in zip(named, meanings, strict=True):
        if meaning.kind == "dropped":
            (comments if meaning.reason is DropReason.FREE_TEXT else identifying).append(header)
    notes = []
    if identifying:
        notes.append(note(NoteCode.IDENTIFYING_DROPPED, columns=tuple(identifying)))
    if comments:
        notes.append(note(NoteCode.COMMENTS_DROPPED, columns=tuple(comments)))
    return notes


def _blanked(columns: Columns) -> list[Note]:
    return [
        note(NoteCode.VALUES_BLANKED, column=group.header, cells=group.blanked)
        for group in columns.groups.values()
        if group.blanked
    ]


def _questions(answers: Answers) -> list[Note]:
    """Compare the questions in the file with those of the instrument."""
    notes = []
    instrument = answers.instrument
    asked = {question.id for question in answers.questions}
    scored = {question.enabler.id for question in answers.questions}
    whole = {question.enabler.id for question in answers.questions if question.number is None}
    if instrument.score_each is ScoreEach.ENABLER and (by_statement := scored - whole):
        if len(by_statement) == len(scored):
            notes.append(note(NoteCode.ALL_BY_STATEMENT))
        else:
            notes.append(note(NoteCode.SOME_BY_STATEMENT, enablers=_axes(answers, by_statement)))
    missing = {enabler.id for enabler in instrument.enablers} - scored
    if missing:
        notes.append(note(NoteCode.ENABLERS_MISSING, enablers=_axes(answers, missing)))
    statements = {
        question.id
        for question in every_question(instrument)
        if question.number is not None
        and question.id not in asked
        and any(each.number for each in answers.questions_of(question.enabler))
    }
    if statements:
        notes.append(note(NoteCode.STATEMENTS_MISSING, statements=tuple(sorted(statements))))
    return notes


def _axes(answers: Answers, ids: set[str]) -> tuple[str, ...]:
    return tuple(enabler.axis for enabler in answers.instrument.enablers if enabler.id in ids)
