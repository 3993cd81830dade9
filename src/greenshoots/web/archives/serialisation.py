"""Writing a value of a row as JSON, and reading it back without trust."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

EARLIEST, LATEST = 1970, 2200
"""Years that a date may have; years far away break calendars and time zones."""


def write(value: Any) -> Any:
    """Return a value as JSON: days and times as ISO 8601 in UTC, bytes as a list of numbers."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return list(bytes(value))
    return value


def read(field: models.Field[Any, Any], value: Any) -> Any:
    """Return a JSON value as a field stores it.

    Raises:
        ValueError: the field cannot hold it. The text is for the log of a test, not for a page.
    """
    if value is None:
        if field.null:
            return None
        raise ValueError("a value is missing")
    result = next(read for kind, read in _READ.items() if isinstance(field, kind))(value)
    known = [choice for choice, _label in field.flatchoices]
    if known and result not in known and not (field.blank and result == ""):
        raise ValueError("not one of the choices")
    try:
        field.run_validators(result)
    except ValidationError as wrong:
        raise ValueError(" ".join(wrong.messages)) from wrong
    return result


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    _writable(value)
    return value


def _number(value: Any) -> int:
    # To Python, true is a whole number: it would be stored as 1.
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not a whole number")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def _time(value: Any) -> dt.datetime:
    moment = dt.datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone")
    _near(moment.year)
    return moment


def _day(value: Any) -> dt.date:
    day = dt.date.fromisoformat(_text(value))
    _near(day.year)
    return day


def _near(year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise ValueError("a year that is far away")


def _bytes(value: Any) -> bytes:
    if not isinstance(value, list) or any(isinstance(byte, bool) for byte in value):
        raise ValueError("not a list of numbers")
    try:
        return bytes(value)
    except TypeError as wrong:
        raise ValueError("not a list of numbers") from wrong


def _json(value: Any) -> Any:
    for leaf in _leaves(value):
        if isinstance(leaf, str):
            _writable(leaf)
        elif isinstance(leaf, float) and not math.isfinite(leaf):
            raise ValueError("a number without end")
    return value


def _leaves(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += [*node, *node.values()]
        elif isinstance(node, list):
            waiting += node
        else:
            yield node


def _writable(text: str) -> None:
    # Databases refuse the null character, and half of a surrogate pair is not text.
    if "\x00" in text:
        raise ValueError("a null character")
    text.encode()


# The first class that fits counts: in Django, a time is a day too.
_READ: Mapping[type[models.Field[Any, Any]], Callable[[Any], Any]] = {
    models.BooleanField: _yes_or_no,
    models.IntegerField: _number,
    models.DateTimeField: _time,
    models.DateField: _day,
    models.CharField: _text,
    models.TextField: _text,
    models.JSONField: _json,
    models.BinaryField: _bytes,
}
