"""On which line of a TOML file a key begins, found with the standard parser alone."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

Path = Sequence[str | int]


def line_of(text: str, path: Path) -> int | None:
    r"""Give the line on which the value at a path begins, counted from 1.

    A file cut off after some line either parses or stops in the middle of a value. Among the cuts that parse,
    those that hold the path come after those that do not; the value begins on the line after the last that does
    not.

    Arguments:
        text: The whole file, which must parse.
        path: Keys and positions, such as ``("enablers", 3, "title")``.

    Returns:
        None where the path is not in the file.

    >>> line_of('a = 1\nb = [\n  2,\n]', ("b",))
    2
    """
    # Lines as TOML knows them: str.splitlines would also break at form feeds and Unicode separators.
    lines = text.replace("\r\n", "\n").split("\n")
    if not _holds("\n".join(lines), path):
        return None
    without, having = 0, len(lines)
    while having - without > 1:
        middle = (without + having) // 2
        probe = middle
        while probe > without and not _parses(lines[:probe]):
            probe -= 1
        if probe == without:
            # Nothing between parses: the value spans up to the middle or further.
            probe = _next_that_parses(lines, middle + 1, having)
            if probe == having:
                break
        if _holds("\n".join(lines[:probe]), path):
            having = probe
        else:
            without = probe
    return _first_with_text(lines, without)


def _next_that_parses(lines: Sequence[str], start: int, stop: int) -> int:
    for probe in range(start, stop):
        if _parses(lines[:probe]):
            return probe
    return stop


def _first_with_text(lines: Sequence[str], index: int) -> int:
    while index < len(lines) - 1 and (not lines[index].strip() or lines[index].lstrip().startswith("#")):
        index += 1
    return index + 1


def _parses(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _holds(text: str, path: Path) -> bool:
    found: object = tomllib.loads(text)
    for step in path:
        if (isinstance(found, dict) and step in found) or (
            isinstance(found, list) and isinstance(step, int) and step < len(found)
        ):
            found = found[step]  # type: ignore[index] # a key of the dict or a place in the list, as just checked
        else:
            return False
    return True
