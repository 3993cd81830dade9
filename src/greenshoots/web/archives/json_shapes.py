"""The shapes of JSON fields: pages rely on them, so an archive must keep to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from greenshoots.web.act.priorities.models import Because
from greenshoots.web.collect.diagnostics.models import Viewpoint


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _some_of(known: list[str]) -> Callable[[Any], bool]:
    return lambda value: _texts(value) and len(set(value)) == len(value) and set(value) <= set(known)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 31


def _numbers(value: Any) -> bool:
    return isinstance(value, list) and all(map(_number, value))


def _counts(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_number, value.values()))


def _translations(value: Any) -> bool:
    return isinstance(value, dict) and _texts(list(value.values()))


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _finding(value: Any) -> bool:
    if value == {}:
        return True
    if not isinstance(value, dict) or set(value) != {"sentences", "language", "on"}:
        return False
    return _texts(value["sentences"]) and _texts([value["language"], value["on"]]) and _is_day(value["on"])


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).year > 0
    except ValueError:
        return False


def _facts(value: Any) -> bool:
    return isinstance(value, dict) and not any(isinstance(fact, dict) for fact in value.values())


SHAPES: Mapping[tuple[str, str], Callable[[Any], bool]] = {
    ("instruments", "translations"): _translations,
    ("diagnostics", "viewpoints"): _some_of(Viewpoint.values),
    ("releases", "document"): _object,
    ("workshops", "agenda"): _texts,
    ("workshops", "minutes"): _numbers,
    ("workshops", "dots"): _counts,
    ("presses", "event"): _object,
    ("votes", "document"): _object,
    ("priorities", "because"): _some_of(Because.values),
    ("priorities", "finding"): _finding,
    ("trail", "facts"): _facts,
}
"""The shape of each JSON field, by table and field."""


def fits(table: str, field: str, value: Any) -> bool:
    """Return whether a JSON field may hold a value."""
    shape = SHAPES.get((table, field))
    return value is None or shape is None or shape(value)
