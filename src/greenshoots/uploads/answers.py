"""A file of answers: read in the process, and rebuilt from numbers and texts outside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import numpy as np

from greenshoots import tabular
from greenshoots.core.answers import NOT_GIVEN, SKIPPED, Answers, Column, Remark
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.instruments.parsing import SideFile
from greenshoots.core.refusals import Fact
from greenshoots.tabular import (
    ColumnMapping,
    ColumnRead,
    DroppedColumn,
    DropReason,
    NoteCode,
    Reading,
    RefusalCode,
)
from greenshoots.tabular import (
    codes as file_codes,
)
from greenshoots.tabular.headers import Kind as ColumnKind
from greenshoots.uploads import running
from greenshoots.uploads.errors import NOT_READ, UnreadableError
from greenshoots.uploads.running import FileKind

FILE = "answers"


def read(
    content: bytes,
    instruments: Sequence[tuple[str, str, str]],
    instrument: Instrument,
    *,
    mapping: ColumnMapping | None = None,
) -> Reading:
    """Read a file of answers in a separate process.

    Arguments:
        content: The file.
        instruments: The text of the instrument's file, and of its translations with their languages, as
            (text, translation, language); the first has no translation.
        instrument: The first of them.
        mapping: What columns and cells mean, where the person settled it.

    Raises:
        AnswersError: with row, column, value and refusal; the file has no name here.
        UnreadableError: it took too much memory or time, or too many others were being read.
    """
    request = {"instruments": list(instruments), "mapping": asdict(mapping or ColumnMapping())}
    with running.run(FileKind.ANSWERS, request, {FILE: content}) as reply:
        _raise(reply.facts)
        return _rebuilt(reply, instrument)


def read_header(content: bytes, instruments: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    """Read the headers of a file of answers in a separate process.

    Raises:
        AnswersError: the file cannot be read.
        UnreadableError: it took too much memory or time, or too many others were being read.
    """
    with running.run(FileKind.HEADER, {"instruments": list(instruments)}, {FILE: content}) as reply:
        _raise(reply.facts)
        return tuple(str(text) for text in reply.facts["header"])


def _raise(facts: Mapping[str, Any]) -> None:
    if "refused" not in facts:
        return
    refused = dict(facts["refused"])
    code, key = RefusalCode(str(refused.pop("code"))), refused.pop("key")
    refusal = file_codes.refusal(code, **_plain_facts(refused.pop("facts")))
    raise AnswersError(refusal, key=(str(key[0]), str(key[1])) if key else None, **refused)


def _plain_facts(facts: Mapping[str, Any]) -> dict[str, Fact]:
    # JSON has no tuples, and what is not a number is a text, whatever the process left.
    return {
        str(name): tuple(map(str, fact)) if isinstance(fact, list) else fact if isinstance(fact, int) else str(fact)
        for name, fact in facts.items()
    }


def _rebuilt(reply: running.ProcessReply, instrument: Instrument) -> Reading:
    """Check everything in a reply: a number that is out of range would be an index of something else."""
    facts = reply.facts
    number, by_id = int(facts["number"]), {question.id: question for question in instrument.questions}
    questions = tuple(by_id[str(question)] for question in facts["questions"])
    scores = np.frombuffer(reply.content("scores"), np.int8).reshape(len(questions), number).copy()
    # A process that a hostile file has taken over could write any reply, so none of it is believed (decision 23).
    _must(bool(((scores >= SKIPPED) & (scores < instrument.scale.size)).all()))
    columns = {}
    for place, (name, choices) in enumerate(facts["columns"]):
        codes = np.frombuffer(reply.content(f"column-{place}"), np.int32).copy()
        _must(codes.shape == (number,) and bool(((codes >= NOT_GIVEN) & (codes < len(choices))).all()))
        columns[str(name)] = Column(str(name), tuple(map(str, choices)), codes)
    words = {str(enabler): [_remark(remark, number) for remark in remarks] for enabler, remarks in facts["words"]}
    return Reading(
        Answers(instrument, questions, scores, columns, words),
        tuple(_column(*column) for column in facts["read"]),
        tuple(DroppedColumn(str(header), DropReason(reason)) for header, reason in facts["dropped"]),
        tuple(file_codes.note(NoteCode(code), **_plain_facts(named)) for code, named in facts["notes"]),
    )


def _column(header: str, kind: ColumnKind, about: str, reason: str | None) -> ColumnRead:
    _must(kind in get_args(ColumnKind))
    return ColumnRead(str(header), kind, str(about), DropReason(reason) if reason else None)


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
    mapping = ColumnMapping(**request["mapping"])
    reading = tabular.read_file(folder / FILE, first, translations=others, mapping=mapping)
    answers = reading.answers
    # Plain numbers and no pickle: reading a pickle runs what is in it (decision 23).
    (folder / "scores").write_bytes(np.ascontiguousarray(answers.scores, np.int8).tobytes())
    for place, column in enumerate(answers.columns.values()):
        (folder / f"column-{place}").write_bytes(np.ascontiguousarray(column.codes, np.int32).tobytes())
    return {
        "number": len(answers),
        "questions": [question.id for question in answers.questions],
        "columns": [[column.name, list(column.choices)] for column in answers.columns.values()],
        "words": [[name, [[remark.row, remark.text] for remark in remarks]] for name, remarks in answers.words.items()],
        "read": [[column.header, column.kind, column.about, column.reason] for column in reading.columns],
        "dropped": [[column.header, column.reason] for column in reading.dropped],
        "notes": [[note.code, dict(note.facts)] for note in reading.notes],
    }


def leave_header(folder: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """Read the headers and return them."""
    first, *others = parsed(request["instruments"])
    with (folder / FILE).open("rb") as file:
        return {"header": list(tabular.read_header(file, first, translations=others))}


def refused(error: AnswersError) -> dict[str, Any]:
    """Return a refusal as a reply."""
    place = {"row": error.row, "column": error.column, "value": error.value, "key": error.key}
    return {"refused": {"code": error.refusal.code, "facts": dict(error.refusal.facts), **place}}
