"""Importing a file of answers into a round: read, checked by a person, then imported whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from django.utils.translation import gettext as _

from greenshoots import tabular, uploads
from greenshoots.core.answers import NOT_GIVEN, SKIPPED, Answers, Column
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import MODE, ROUND, VIEWPOINT
from greenshoots.tabular import ColumnMapping
from greenshoots.uploads import answers as answers_file
from greenshoots.web.base.site import codes
from greenshoots.web.base.site.errors import BusyError
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round, Viewpoint
from greenshoots.web.collect.responses import column_mapping, import_wording
from greenshoots.web.collect.responses.errors import FileRefusedError
from greenshoots.web.collect.responses.models import Mode
from greenshoots.web.collect.responses.response import Response

if TYPE_CHECKING:
    from greenshoots.core.instruments.model import Instrument
    from greenshoots.tabular import Reading
    from greenshoots.web.collect.diagnostics.models import InstrumentVersion

BLANK = 255


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What a file holds, before any of it is kept.

    Attributes:
        responses: The responses.
        columns: Each column's header, and how it was understood.
        dropped: Each column whose content was not kept, and why.
        notes: Sentences for the person.
    """

    responses: tuple[Response, ...]
    columns: tuple[tuple[str, str], ...]
    dropped: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    @property
    def read(self) -> tuple[tuple[str, str], ...]:
        """Return the columns that were kept, without those that were dropped."""
        left_out = {header for header, _reason in self.dropped}
        return tuple((header, meaning) for header, meaning in self.columns if header not in left_out)

    @property
    def headers(self) -> tuple[str, ...]:
        """Return every header, each once."""
        return tuple(dict.fromkeys(header for header, _meaning in (*self.columns, *self.dropped)))


def read(
    content: bytes, name: str, round_: Round, *, chosen_round: str = "", settled: Mapping[str, str] | None = None
) -> FilePreview:
    """Read a file that a member of the team uploaded.

    Arguments:
        content: The file. A process of its own reads a copy in a private temporary folder, and both end with it.
        name: Its name, as the person knows it.
        round_: The round that the responses are for.
        chosen_round: The round in the file that is meant, where the file has several.
        settled: What columns mean, by header, where the person settled it.

    Raises:
        FileRefusedError: the file cannot be read, or does not fit the round.
        BusyError: too many other files are being read.
    """
    instrument, files = _instruments(round_)
    with _refusals(name):
        # The page may send the columns of a file that was chosen before this one. A header that this file lacks would
        # be refused (`MAPPED_COLUMN_MISSING`).
        known = set(answers_file.read_header(content, files)) if settled else set()
        columns = {header: meaning for header, meaning in (settled or {}).items() if header in known}
        reading = answers_file.read(content, files, instrument, mapping=ColumnMapping(columns))
    answers = _one_round(reading.answers, name, chosen_round)
    names = {question.id: column_mapping.named(question) for question in instrument.questions}
    names |= {enabler.id: f"{enabler.number}. {enabler.axis}" for enabler in instrument.enablers}
    return FilePreview(
        responses(answers, round_.diagnostic, file=name),
        tuple((column.header, import_wording.column(column, names)) for column in reading.columns),
        tuple((column.header, import_wording.reason(column.reason)) for column in reading.dropped),
        (*map(import_wording.note, reading.notes), *_notes(reading, round_.diagnostic)),
    )


def header(content: bytes, name: str, round_: Round) -> tuple[str, ...]:
    """Read the headers of a file, so that the person can settle its columns; none where it cannot be read."""
    _instrument, files = _instruments(round_)
    try:
        with _refusals(name):
            return answers_file.read_header(content, files)
    # The refusal is on the page already. Without headers the page only has no questions about columns.
    except FileRefusedError:
        return ()


def _instruments(round_: Round) -> tuple[Instrument, list[tuple[str, str, str]]]:
    """Return the instrument, and the texts from which the reading process makes it and its translations."""
    # A round takes answers only once its instrument is chosen.
    version = cast("InstrumentVersion", round_.diagnostic.instrument)
    others = [(version.text, version.translations[code], code) for code in mapping.languages(version)[1:]]
    return mapping.instrument(version), [(version.text, "", ""), *others]


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """Word a refusal for the page, under the file's own name; also where its reading had to be stopped."""
    try:
        yield
    except AnswersError as error:
        raise FileRefusedError(import_wording.error(error, name), in_one_row=error.row is not None) from error
    except uploads.UnreadableError as error:
        # Others are being read and nothing is wrong with this file, so the person is asked to come back (decision 23).
        if error.why == uploads.BUSY:
            raise BusyError from error
        raise FileRefusedError(
            _(
                "%(file)s: Reading this file took too much memory or time, so it was stopped. Nothing was kept. Copy "
                "the rows with the responses into a new file, or save them as CSV."
            )
            % {"file": name}
        ) from error


def _one_round(answers: Answers, name: str, chosen: str) -> Answers:
    column = answers.columns.get(ROUND)
    if column is None or len(column.choices) < 2:
        return answers
    if chosen not in column.choices:
        raise FileRefusedError(
            _("%(file)s: The file has several rounds: %(rounds)s. Enter the one to import under “Round in the file”.")
            % {"file": name, "rounds": ", ".join(column.choices)}
        )
    return answers.take(column.codes == column.choices.index(chosen))


def responses(answers: Answers, diagnostic: Diagnostic, *, file: str) -> tuple[Response, ...]:
    """Return a table of answers as responses of a diagnostic.

    Raises:
        FileRefusedError: the diagnostic does not have a choice that is in the file.
    """
    scores = _scores(answers, mapping.instrument(cast("InstrumentVersion", diagnostic.instrument)))
    groups = [_codes(answers, group.name, labels, file) for group, labels in _labels(diagnostic)]
    choices = np.vstack(groups).astype(np.uint8) if groups else np.zeros((0, len(answers)), np.uint8)
    views = _viewpoints(answers, diagnostic, file)
    written: list[dict[str, str]] = [{} for _row in range(len(answers))]
    if diagnostic.words:
        for enabler, remarks in answers.words.items():
            for remark in remarks:
                written[remark.row][enabler] = remark.text
    return tuple(
        Response(
            scores=scores[:, row].tobytes(),
            choices=choices[:, row].tobytes(),
            viewpoint=views[row],
            words=written[row],
            mode=Mode.FILE,
        )
        for row in range(len(answers))
    )


def _scores(answers: Answers, instrument: Instrument) -> np.ndarray[Any, np.dtype[np.int8]]:
    """Return the scores as people gave them: reversed statements are turned back, as the pool keeps what was sent."""
    place = {question.id: row for row, question in enumerate(answers.questions)}
    scores = np.full((len(instrument.questions), len(answers)), SKIPPED, dtype=np.int8)
    for row, question in enumerate(instrument.questions):
        if question.id in place:
            given = answers.scores[place[question.id]]
            turned = np.where(given >= 0, instrument.scale.size - 1 - given, given)
            scores[row] = turned if question.reverse else given
    return scores


def _labels(diagnostic: Diagnostic) -> list[tuple[Any, dict[str, int]]]:
    return [
        (group, {choice.label.casefold(): choice.number for choice in group.choices.all()})
        for group in diagnostic.groups.all()
    ]


def _column(answers: Answers, name: str) -> Column | None:
    wanted = name.casefold()
    return next((column for column in answers.columns.values() if column.name.casefold() == wanted), None)


def _codes(answers: Answers, name: str, labels: Mapping[str, int], file: str) -> np.ndarray[Any, Any]:
    """Return the number of each person's choice."""
    column = _column(answers, name)
    if column is None:
        return np.full(len(answers), BLANK)
    return _numbers(column, labels, file)


def _numbers(column: Column, labels: Mapping[str, int], file: str) -> np.ndarray[Any, Any]:
    # Only choices in use: where one round of a file is imported, its columns still list the choices of the others.
    used = {int(code) for code in np.unique(column.codes) if code != NOT_GIVEN}
    table = np.full(len(column.choices) + 1, BLANK)  # the last is for a blank, whose code is -1
    for code in used:
        label = column.choices[code]
        if label.casefold() not in labels:
            raise FileRefusedError(
                _(
                    "%(file)s, column “%(column)s”: “%(label)s” is not one of the choices in this diagnostic. Change "
                    "it in the file, or add it to the choices."
                )
                % {"file": file, "column": column.name, "label": label}
            )
        table[code] = labels[label.casefold()]
    return table[column.codes]


def _viewpoints(answers: Answers, diagnostic: Diagnostic, file: str) -> Sequence[int | None]:
    offered = list(diagnostic.viewpoints)
    column = answers.columns.get(VIEWPOINT)
    if len(offered) < 2 or column is None:
        return [0 if len(offered) == 1 else None] * len(answers)
    labels = {view.casefold(): place for place, view in enumerate(offered)}
    labels |= {str(Viewpoint(view).label).casefold(): place for place, view in enumerate(offered)}
    return [None if number == BLANK else int(number) for number in _numbers(column, labels, file)]


def _notes(reading: Reading, diagnostic: Diagnostic) -> list[str]:
    notes = [
        _("No column is called “%(name)s”, so these responses have no answer to that question.") % {"name": group.name}
        for group in diagnostic.groups.all()
        if _column(reading.answers, group.name) is None
    ]
    if reading.answers.words and not diagnostic.words:
        notes.append(_("This diagnostic does not ask for comments, so the comments in the file are left out."))
    return notes


def empty_file(diagnostic: Diagnostic) -> str:
    """Return the header row of a file for a diagnostic, in our own layout, with a column for each group question."""
    version = cast("InstrumentVersion", diagnostic.instrument)
    header = next(csv.reader([tabular.write_template(mapping.instrument(version))]))
    offered = [
        name
        for name in header
        if name not in {ROUND, VIEWPOINT, MODE} and (diagnostic.words or not name.endswith(".words"))
    ]
    first = [VIEWPOINT] if len(diagnostic.viewpoints) > 1 else []
    out = io.StringIO()
    csv.writer(out).writerow([*first, *(group.name for group in diagnostic.groups.all()), *offered])
    # With a byte order mark: Excel takes a CSV file without one for Windows-1252 and damages accents.
    return "\ufeff" + out.getvalue()


def code_for(nonce: str, place: int) -> str:
    """Return the private code of one response of a file, the same each time, so that a page sent twice counts once.

    Arguments:
        nonce: Random, made when the file was read.
        place: The response's place in the file, counted from 0.
    """
    number = int.from_bytes(hashlib.sha256(f"{nonce}/{place}".encode()).digest()[:8])
    return "".join(codes.ALPHABET[number >> 5 * place & 31] for place in range(12))
