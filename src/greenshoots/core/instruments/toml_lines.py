"""Find the line of a TOML file on which a key begins, with the standard parser alone."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

Path = Sequence[str | int]

CLOSINGS = ("", "]", "]]", "]]]")
"""Brackets that a cut within an array lacks, so that each item of a list is found on its own line."""


def line_of(text: str, path: Path) -> int | None:
    r"""Return the line on which the value at a path begins, counted from 1.

    A file cut off after some line either parses, once the arrays it stops in are closed, or stops in the middle of a
    value. Among the cuts that parse, those that hold the path come after those that do not; the value begins on the
    line after the last that does not.

    Arguments:
        text: The whole file, which must parse.
        path: Keys and positions, such as ``("enablers", 3, "title")``; none for the file as a whole.

    Returns:
        None where the path is not in the file.

    >>> line_of('a = 1\nb = [\n  2,\n]', ("b",))
    2
    >>> line_of('a = 1\nb = [\n  2,\n]', ("b", 0))
    3
    """
    # Lines as TOML knows them: str.splitlines would also break at form feeds and Unicode separators.
    lines = text.replace("\r\n", "\n").split("\n")
    if not _holds(lines, len(lines), path):
        return None
    without, having = 0, len(lines)
    while having - without > 1:
        probe = _cut(lines, without, having)
        if probe is None:
            break
        if _holds(lines, probe, path):
            having = probe
        else:
            without = probe
    return _first_with_text(lines, without) if path else 1


def _cut(lines: Sequence[str], low: int, high: int) -> int | None:
    """Return a cut between two others that parses, near the middle; None if all stop within one value."""
    middle = (low + high) // 2
    return next((end for end in (*range(middle, low, -1), *range(middle + 1, high)) if _parsed(lines, end)), None)


def _first_with_text(lines: Sequence[str], index: int) -> int:
    while index < len(lines) - 1 and (not lines[index].strip() or lines[index].lstrip().startswith("#")):
        index += 1
    return index + 1


def _parsed(lines: Sequence[str], end: int) -> tuple[dict[str, Any]] | None:
    """Parse the first lines. The result is a tuple, because an empty table is a result too."""
    for closing in CLOSINGS:
        try:
            return (tomllib.loads("\n".join([*lines[:end], closing])),)
        except tomllib.TOMLDecodeError:
            continue
    return None


def _holds(lines: Sequence[str], end: int, path: Path) -> bool:
    parsed = _parsed(lines, end)
    value: Any = parsed[0] if parsed else {}
    for step in path:
        known = step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))
        if not known:
            return False
        value = value[step]
    return True
