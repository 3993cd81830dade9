"""Versions of the program, in their order."""

from __future__ import annotations

import re


def order(version: str) -> tuple[int, ...]:
    """Return what sorts versions: the numbers at their beginning.

    >>> order("0.10.1") > order("0.9")
    True
    >>> order("") < order("0.1")
    True
    """
    match = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in match[0].split(".")) if match else ()
