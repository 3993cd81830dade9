"""What the person should know about how a file was read, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from greenshoots.core.answers import Answers
from greenshoots.core.instruments.model import ScoreEach
from greenshoots.tabular import personal
from greenshoots.tabular.columns import Columns
from greenshoots.tabular.headers import Meaning
from greenshoots.tabular.names import every_question
from greenshoots.tabular.wording import counted, listed


def sentences(
    answers: Answers, columns: Columns, named: Sequence[str], meanings: Sequence[Meaning], left_out: int
) -> list[str]:
    """Say what was dropped, left out or found otherwise than expected."""
    found = [*_dropped(named, meanings), *_blanked(columns)]
    unnamed = [each.header for each in columns.unnamed.values() if each.filled]
    if unnamed:
        found.append(f"Left out, because the header row does not name it: {listed(unnamed)}.")
    if left_out:
        found.append(f"{counted(left_out, 'row')} without an answer {'was' if left_out == 1 else 'were'} left out.")
    return [*found, *_questions(answers)]


def _dropped(named: Sequence[str], meanings: Sequence[Meaning]) -> list[str]:
    who: list[str] = []
    texts: list[str] = []
    for header, meaning in zip(named, meanings, strict=True):
        if meaning.kind == "dropped":
            (texts if meaning.reason == personal.TEXTS else who).append(header)
    found = []
    if who:
        found.append(f"Dropped, because they could tell who answered: {listed(who)}.")
    if texts:
        found.append(
            f"Dropped, because they hold people's own words and name no enabler: {listed(texts)}. To keep one, say in "
            f'a file for --map what it is about: "{texts[0]}" = "ENABLER.words" under [columns].'
        )
    return found


def _blanked(columns: Columns) -> list[str]:
    return [
        f"In “{group.header}” what stands in {counted(group.blanked, 'row')} counted as left blank, because it looks "
        "like an address, a number or a time of one person."
        for group in columns.groups.values()
        if group.blanked
    ]


def _questions(answers: Answers) -> list[str]:
    """Compare the questions in the file with those of the instrument."""
    found = []
    instrument = answers.instrument
    asked = {question.id for question in answers.questions}
    scored = {question.enabler.id for question in answers.questions}
    whole = {question.enabler.id for question in answers.questions if question.number is None}
    if instrument.score_each is ScoreEach.ENABLER and (each := scored - whole):
        which = "Each enabler" if len(each) == len(scored) else f"{listed(_axes(answers, each))}"
        found.append(f"{which} {'was' if which == 'Each enabler' or len(each) == 1 else 'were'} scored by statement.")
    missing = {enabler.id for enabler in instrument.enablers} - scored
    if missing:
        found.append(f"Not in the file, and so not in the results: {listed(_axes(answers, missing))}.")
    partly = {
        question.id
        for question in every_question(instrument)
        if question.number is not None
        and question.id not in asked
        and any(each.number for each in answers.questions_of(question.enabler))
    }
    if partly:
        found.append(f"Statements that are not in the file: {listed(sorted(partly))}.")
    return found


def _axes(answers: Answers, ids: set[str]) -> list[str]:
    return [enabler.axis for enabler in answers.instrument.enablers if enabler.id in ids]
