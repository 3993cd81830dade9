"""The instruments and the files that these tests read."""

import csv
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from greenshoots import instruments, tabular
from greenshoots.core.errors import AnswersError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import Instrument

SMALL = """
id = "small"
version = "1"
title = "Three things"
language = "en"
score_each = "enabler"

[scale]
minimum = 1
maximum = 5
labels = { 1 = "Strongly disagree", 2 = "Disagree", 3 = "Neither/nor", 4 = "Agree", 5 = "Strongly agree" }
unsure = "Not sure"

[[groups]]
id = "all"
title = "All"

[[enablers]]
id = "trust"
number = 1
group = "all"
title = "Trust that carries weight"
axis = "Trust"
statements = ["We are honest with each other.", { text = "We hide mistakes.", reverse = true }]

[[enablers]]
id = "shared-purpose"
number = 2
group = "all"
title = "A purpose that is shared by everyone"
axis = "Shared purpose"
statements = ["We reply to e-mails within a day.", "Everybody can name our purpose."]

[[enablers]]
id = "time-to-change"
number = 3
group = "all"
title = "Time to change"
axis = "Time"
statements = ["We have time.", "We stop things."]
"""

Write = Callable[[Sequence[Sequence[object]]], Path]
Read = Callable[..., tabular.Reading]
Refuse = Callable[..., AnswersError]


@pytest.fixture(scope="session")
def built_in() -> Instrument:
    return instruments.load("enabling-conditions")


@pytest.fixture(scope="session")
def small() -> Instrument:
    return parsing.parse(SMALL, file="small.toml")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows as a CSV file."""

    def write_rows(rows: Sequence[Sequence[object]]) -> Path:
        path = tmp_path / "answers.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write_rows


@pytest.fixture
def read(write: Write, small: Instrument) -> Read:
    """Read rows as answers to the small instrument; `mapping` is the text of a map file."""

    def read_rows(rows: Sequence[Sequence[object]], mapping: str | None = None, **options: object) -> tabular.Reading:
        settled = None if mapping is None else tabular.ColumnMapping(**tomllib.loads(mapping))
        return tabular.read_file(write(rows), options.pop("instrument", small), mapping=settled, **options)

    return read_rows


@pytest.fixture
def refuse(read: Read) -> Refuse:
    """Read rows that must be refused, and give the error."""

    def refused(rows: Sequence[Sequence[object]], mapping: str | None = None, **options: object) -> AnswersError:
        with pytest.raises(AnswersError) as caught:
            read(rows, mapping, **options)
        return caught.value

    return refused


def written_out(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(written_out(item) for pair in value.items() for item in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join(map(written_out, value))
    fields = getattr(value, "__dataclass_fields__", None)
    return " ".join(written_out(getattr(value, name)) for name in fields) if fields else repr(value)


@pytest.fixture(scope="session")
def everything() -> Callable[[object], str]:
    """Write out all that a value holds, to look for what must not be in it."""
    return written_out
