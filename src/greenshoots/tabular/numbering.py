"""Headers that are nothing but numbers or codes: ``1``, ``Q1``, ``G01Q01``, ``Q1[SQ001]``, ``Q1_1``, ``1.2``.

Such a header says which question of the *form* it was, and that need not be the enabler of that number. So a number
counts only where all of them together leave no doubt:

- ``1`` to ``11``, each enabler's number once: the enablers;
- ``1`` to ``33``, with 33 statements in all: the statements in their order;
- one array with a subquestion for each enabler: the enablers; for each statement: the statements in their order;
- an array for each enabler with a subquestion for each of its statements: the statements;
- an array whose code is an enabler's id or name, such as ``systemsmindset[SQ002]``: that statement.

All other such headers are unclear. Where no column names an enabler in words they are refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from greenshoots.core.instruments.model import Question
from greenshoots.tabular.names import Names, every_question

_BARE = re.compile(r"(?P<style>(?:G\d{1,3})?Q|question|)\s*0*(?P<number>\d{1,3})\s*[.:)]?", re.IGNORECASE)
_SUBQUESTION = re.compile(
    r"(?P<array>[\w -]*?\w)\s*(?:\[(?:SQ)?0*(?P<boxed>\d{1,3})\]|[._]\s*0*(?P<dotted>\d{1,3}))\.?", re.IGNORECASE
)
_ARRAY_NUMBER = re.compile(r"(?:G\d{1,3})?Q?\s*0*(?P<number>\d{1,3})", re.IGNORECASE)

Columns = Mapping[int, Question | None]


def settle(headers: Sequence[str], names: Names) -> dict[int, Question | None]:
    """Return what headers that are only numbers mean, all of them together.

    Returns:
        For the place of each such header, its question, or None where it is unclear. Other headers are left out.
    """
    bare: dict[str, dict[int, int]] = defaultdict(dict)
    arrays: dict[str, dict[int, int]] = defaultdict(dict)
    for place, header in enumerate(headers):
        text = header.strip()
        if match := _BARE.fullmatch(text):
            bare["".join(char for char in match["style"].casefold() if char.isalpha())][place] = int(match["number"])
        elif match := _SUBQUESTION.fullmatch(text):
            arrays[match["array"].casefold()][place] = int(match["boxed"] or match["dotted"])
    settled: dict[int, Question | None] = {}
    for numbers in bare.values():
        settled |= _as_a_whole(numbers, names)
    return settled | _arrays(arrays, names)


def _as_a_whole(numbers: Mapping[int, int], names: Names) -> dict[int, Question | None]:
    """Read numbers that must be those of all enablers, or those of all statements."""
    statements = [question for question in every_question(names.instrument) if question.number is not None]
    # All numbers or none: question 3 of a form need not be enabler 3.
    if sorted(numbers.values()) == sorted(names.by_number):
        return {place: names.number(number) for place, number in numbers.items()}
    if sorted(numbers.values()) == list(range(1, len(statements) + 1)):
        return {place: statements[number - 1] for place, number in numbers.items()}
    return dict.fromkeys(numbers)


def _arrays(arrays: Mapping[str, Mapping[int, int]], names: Names) -> dict[int, Question | None]:
    settled: dict[int, Question | None] = {}
    rest = {}
    for array, numbers in arrays.items():
        if (named := names.code(array)) and named.number is None:
            settled |= {place: names.number(named.enabler.number, number) for place, number in numbers.items()}
        else:
            rest[array] = numbers
    if by_enabler := _array_for_each_enabler(rest, names):
        return settled | by_enabler
    for array, numbers in rest.items():
        whole = _as_a_whole(numbers, names)
        numbered = _ARRAY_NUMBER.fullmatch(array) is not None
        # “Site_2” is a column of the form's author; “Q4[SQ002]” can only be a code.
        settled |= whole if numbered or all(whole.values()) else {}
    return settled


def _array_for_each_enabler(arrays: Mapping[str, Mapping[int, int]], names: Names) -> dict[int, Question | None]:
    """Read an array for each enabler with a subquestion for each of its statements."""
    by_number = {int(match["number"]): array for array in arrays if (match := _ARRAY_NUMBER.fullmatch(array))}
    if set(by_number) != set(names.by_number) or len(by_number) < 2:
        return {}
    settled: dict[int, Question | None] = {}
    for number, array in by_number.items():
        for place, statement in arrays[array].items():
            settled[place] = names.number(number, statement)
    return settled if all(settled.values()) else {}
