"""How much a function decides: every if, loop, case, *and* and *or* counts. ruff's own rule counts neither word."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import lizard

ROOT = Path(__file__).resolve().parent.parent
MOST = 15

WORSE = {
    "_cards": 16,
    "_charts": 17,
    "_explained": 17,
    "_flow": 19,
    "_join": 16,
    "_questions": 18,
    "clean": 18,
    "read": 19,
}
"""Functions that decide more than they should, by name. A number may fall; when it reaches `MOST`, its line goes."""


def worst() -> dict[str, int]:
    """Return the most that a function of each name decides; names, for modules move."""
    found: dict[str, int] = defaultdict(int)
    for path in (ROOT / "src").rglob("*.py"):
        for function in lizard.analyze_file(str(path)).function_list:
            found[function.name] = max(found[function.name], function.cyclomatic_complexity)
    return found


def test_no_function_decides_more_than_it_should_or_than_it_did() -> None:
    found = worst()
    assert len(found) > 1000
    assert {name: most for name, most in found.items() if most > WORSE.get(name, MOST)} == {}


def test_the_list_of_exceptions_names_what_is_still_one() -> None:
    found = worst()
    assert {name: found.get(name, 0) for name in WORSE if found.get(name, 0) <= MOST} == {}


def test_and_and_or_count(tmp_path: Path) -> None:
    path = tmp_path / "one.py"
    path.write_text("def one(a, b, c):\n    return (a and b) or (b and c) or (a and c)\n", encoding="utf-8")
    (function,) = lizard.analyze_file(str(path)).function_list
    assert function.cyclomatic_complexity == 6
