"""The column mapping: what cannot be guessed about a file of answers, settled by the person who holds it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments.model import MODE, ROUND, VIEWPOINT, Scale
from greenshoots.tabular import personal
from greenshoots.tabular.codes import RefusalCode, refusal
from greenshoots.tabular.headers import Meaning
from greenshoots.tabular.names import Names
from greenshoots.tabular.wording import clean

GROUP = "group:"
WORDS = ".words"
IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What columns and cells of a file mean, as a person settled it. Nothing in it has been checked.

    Arguments:
        columns: By header: the id of an enabler or statement, an id with ``.words``, ``group:NAME``, ``round``,
            ``viewpoint``, ``mode`` or ``ignore``.
        values: By cell: a score, ``unsure`` or ``skipped``.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A column mapping that fits a file and an instrument.

    Arguments:
        columns: The meaning of columns, by header as `table.name_columns` names it.
        values: What cells mean: a score, *unsure* or *skipped*.
    """

    columns: Mapping[str, Meaning] = field(default_factory=dict)
    values: Mapping[str, int | str] = field(default_factory=dict)


def resolve(mapping: ColumnMapping, names: Names, headers: Sequence[str]) -> Resolved:
    """Check a column mapping against a file.

    Arguments:
        mapping: What the person settled.
        names: The enablers that it may name.
        headers: The headers of the file of answers, each once.

    Raises:
        AnswersError: an entry names no column or has no meaning, with its key.
    """
    columns: dict[str, Meaning] = {}
    for entry, text in mapping.columns.items():
        header = _header(entry, headers)
        if header in columns:
            raise AnswersError(refusal(RefusalCode.MAPPED_TWICE, header=header), key=("columns", entry))
        columns[header] = _meaning(entry, text.strip(), names, header)
    return Resolved(
        columns, {entry: _value(entry, value, names.instrument.scale) for entry, value in mapping.values.items()}
    )


def _header(entry: str, headers: Sequence[str]) -> str:
    wanted = clean(entry)
    if wanted in headers:
        return wanted
    alike = [header for header in headers if header.casefold() == wanted.casefold()]
    if len(alike) == 1:
        return alike[0]
    close = difflib.get_close_matches(wanted, headers, 1, cutoff=0.5)
    missing = refusal(RefusalCode.MAPPED_COLUMN_MISSING, header=wanted, close=close[0] if close else "")
    raise AnswersError(missing, key=("columns", entry))


def _meaning(entry: str, text: str, names: Names, header: str) -> Meaning:
    if question := names.id(text):
        return Meaning("score", question, settled=True)
    if text.endswith(WORDS) and (question := names.id(text.removesuffix(WORDS))):
        return Meaning("words", enabler=question.enabler, settled=True)
    if text == IGNORE:
        return Meaning("ignored", settled=True)
    group = text.removeprefix(GROUP).strip() if text.startswith(GROUP) else ""
    if text in (ROUND, VIEWPOINT, MODE) or group:
        # Refused even where the person asks for it. A mapping brings back only what was dropped by a guess.
        if personal.certainly(header) or personal.names_an_address(header):
            raise AnswersError(refusal(RefusalCode.COLUMN_IDENTIFIES), key=("columns", entry))
        return Meaning("group", name=group or text, settled=True)
    unknown = refusal(RefusalCode.MEANING_UNKNOWN, meaning=text, enabler=names.instrument.enablers[0].id)
    raise AnswersError(unknown, key=("columns", entry))


def _value(entry: str, value: Any, scale: Scale) -> int | str:
    if value in ("unsure", "skipped"):
        return str(value)
    # True is a whole number to Python, and no score to a person.
    if isinstance(value, int) and not isinstance(value, bool) and scale.minimum <= value <= scale.maximum:
        return value
    unknown = refusal(RefusalCode.VALUE_UNKNOWN, lowest=scale.minimum, highest=scale.maximum)
    raise AnswersError(unknown, key=("values", entry))
