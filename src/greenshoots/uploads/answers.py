"""A file of answers: read in the process, and put back together from numbers and texts outside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from greenshoots import tabular
from greenshoots.core.answers import NOT_GIVEN, SKIPPED, Answers, Column, Remark
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.instruments.parsing import SideFile
from greenshoots.tabular import ColumnRead, DroppedColumn, Reading
from greenshoots.uploads import running
from greenshoots.uploads.errors import NOT_READ, UnreadableError
from greenshoots.uploads.running import Kind

FILE, MAP = "answers", "map.toml"


def read(
    content: bytes, instruments: Sequence[tuple[str, str, str]], instrument: Instrument, *, mapping: str | None = None
) -> Reading:
    """Read a file of answers in a process of its own.

    Arguments:
        content: The file.
        instruments: What was asked: the text of the instrument's file, and of its translations with their languages,
            as (text, translation, language); the first has no translation.
        instrument: The first of them.
        mapping: A map file.

    Raises:
        AnswersError: with row, column, value and reason.
        UnreadableError: it took too much memory or time, or too many others were being read.
    """
    files = {FILE: content} | ({MAP: mapping.encode()} if mapping is not None else {})
    request = {"instruments": list(instruments), "mapped": mapping is not None}
    with running.run(Kind.ANSWERS, request, files) as reply:
        _raise(reply.facts)
        return _put_together(reply, instrument)


def read_header(content: bytes, instruments: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    """Read the headers of a file of answers in a process of its own.

    Raises:
        AnswersError: the file cannot be read.
        UnreadableError: it took too much memory or time, or too many others were being read.
    """
    with running.run(Kind.HEADER, {"instruments": list(instruments)}, {FILE: content}) as reply:
        _raise(reply.facts)
        return tuple(str(text) for text in reply.facts["header"])


def _raise(facts: Mapping[str, Any]) -> None:
    if "error" in facts:
        raise AnswersError(**facts["error"])


def _put_together(reply: running.Reply, instrument: Instrument) -> Reading:
    """Take nothing for granted: a number that is out of range would be an index of something else."""
    facts = reply.facts
    number, by_id = int(facts["number"]), {question.id: question for question in instrument.questions}
    questions = tuple(by_id[str(one)] for one in facts["questions"])
    scores = np.frombuffer(reply.content("scores"), np.int8).reshape(len(questions), number).copy()
    _must(bool(((scores >= SKIPPED) & (scores < instrument.scale.size)).all()))
    columns = {}
    for place, (name, choices) in enumerate(facts["columns"]):
        codes = np.frombuffer(reply.content(f"column-{place}"), np.int32).copy()
        _must(codes.shape == (number,) and bool(((codes >= NOT_GIVEN) & (codes < len(choices))).all()))
        columns[str(name)] = Column(str(name), tuple(map(str, choices)), codes)
    words = {str(enabler): [_remark(remark, number) for remark in remarks] for enabler, remarks in facts["words"]}
    return Reading(
        Answers(instrument, questions, scores, columns, words),
        tuple(ColumnRead(str(header), str(meaning)) for header, meaning in facts["read"]),
        tuple(DroppedColumn(str(header), str(reason)) for header, reason in facts["dropped"]),
        tuple(map(str, facts["notes"])),
    )


def _remark(remark: Sequence[Any], number: int) -> Remark:
    row, text = int(remark[0]), str(remark[1])
    _must(0 <= row < number)
    return Remark(row, text)


def _must(holds: bool) -> None:
    if not holds:
        raise UnreadableError(NOT_READ)


# --- In the process -----------------------------------------------------------------------------------------------


def parsed(instruments: Sequence[Sequence[str]]) -> list[Instrument]:
    """Parse an instrument and its translations."""
    return [
        parsing.parse(text, file="instrument.toml", translation=SideFile(side, "side.toml", language) if side else None)
        for text, side, language in instruments
    ]


def leave_answers(folder: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """Read the file, leave its numbers in the folder, and return the rest."""
    first, *others = parsed(request["instruments"])
    mapping = folder / MAP if request["mapped"] else None
    reading = tabular.read(folder / FILE, first, translations=others, mapping=mapping)
    answers = reading.answers
    (folder / "scores").write_bytes(np.ascontiguousarray(answers.scores, np.int8).tobytes())
    for place, column in enumerate(answers.columns.values()):
        (folder / f"column-{place}").write_bytes(np.ascontiguousarray(column.codes, np.int32).tobytes())
    return {
        "number": len(answers),
        "questions": [question.id for question in answers.questions],
        "columns": [[column.name, list(column.choices)] for column in answers.columns.values()],
        "words": [[name, [[one.row, one.text] for one in remarks]] for name, remarks in answers.words.items()],
        "read": [[column.header, column.meaning] for column in reading.columns],
        "dropped": [[column.header, column.reason] for column in reading.dropped],
        "notes": list(reading.notes),
    }


def leave_header(folder: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """Read the headers and return them."""
    first, *others = parsed(request["instruments"])
    return {"header": list(tabular.read_header(folder / FILE, first, translations=others))}
