"""How one value of a row is written as JSON, and read back with every doubt."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

EARLIEST, LATEST = 1970, 2200
"""Years that a date may have: those far off break calendars and time zones."""


def write(value: Any) -> Any:
    """Give a value of a row as JSON holds it: days and times as ISO 8601 in UTC, bytes as a list of numbers."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return list(bytes(value))
    return value


def read(field: models.Field[Any, Any], value: Any) -> Any:
    """Give a value of JSON as a field keeps it.

    Raises:
        ValueError: the field cannot hold it; the text says why and is for the log of a test, not for a page.
    """
    if value is None:
        if field.null:
            return None
        raise ValueError("nothing stands there")
    found = next(read for kind, read in _READ.items() if isinstance(field, kind))(value)
    known = [choice for choice, _label in field.flatchoices]
    if known and found not in known and not (field.blank and found == ""):
        raise ValueError("not one of the choices")
    try:
        field.run_validators(found)
    except ValidationError as wrong:
        raise ValueError(" ".join(wrong.messages)) from wrong
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    _writable(value)
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not a whole number")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def _time(value: Any) -> dt.datetime:
    found = dt.datetime.fromisoformat(_text(value))
    if found.tzinfo is None:
        raise ValueError("a time without a time zone")
    _near(found.year)
    return found


def _day(value: Any) -> dt.date:
    found = dt.date.fromisoformat(_text(value))
    _near(found.year)
    return found


def _near(year: int) -> None:
    if not EARLIEST <= year <= LATEST:
        raise ValueError("a year that is far away")


def _bytes(value: Any) -> bytes:
    if not isinstance(value, list) or any(isinstance(one, bool) for one in value):
        raise ValueError("not a list of numbers")
    try:
        return bytes(value)
    except TypeError as wrong:
        raise ValueError("not a list of numbers") from wrong


def _json(value: Any) -> Any:
    for one in _leaves(value):
        if isinstance(one, str):
            _writable(one)
        elif isinstance(one, float) and not math.isfinite(one):
            raise ValueError("a number without end")
    return value


def _leaves(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        else:
            yield one


def _writable(text: str) -> None:
    # Databases refuse the null character, and half a character pair is no text.
    if "\x00" in text:
        raise ValueError("a character that is none")
    text.encode()


# The first class that fits: a time is a day too, for Django.
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
