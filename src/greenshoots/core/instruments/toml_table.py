"""A table of a TOML file that knows its position, so that every fault names its line and key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from greenshoots.core.errors import GreenshootsError, InstrumentError
from greenshoots.core.instruments import toml_lines


def parse(text: str, *, file: str) -> TomlTable:
    """Read the text of a TOML file.

    Raises:
        InstrumentError: the text is not TOML; the error names the line.
    """
    try:
        return TomlTable(tomllib.loads(text), text=text, file=file)
    except tomllib.TOMLDecodeError as error:
        position = re.search(r"\(at (?:line (\d+).*|end of document)\)", str(error))
        line = int(position[1]) if position and position[1] else text.count("\n") + 1
        reason = re.sub(r"\s*\(at .*\)", "", str(error))
        raise InstrumentError(f"This is not valid TOML: {reason}. Correct this line.", file=file, line=line) from error
    # After TOMLDecodeError, which is a ValueError too: what is left are nesting and numbers of thousands of digits.
    except (RecursionError, ValueError) as error:
        raise InstrumentError("The file is nested too deeply, or a number in it is too long.", file=file) from error


class TomlTable:
    """A table of a file.

    Arguments:
        values: The values that the parser returned.
        text: The whole file, to find lines in.
        file: Its name, for messages.
        path: The position of the table in the file.
    """

    def __init__(self, values: Mapping[str, Any], *, text: str, file: str, path: toml_lines.Path = ()) -> None:
        self._values, self._text, self._file, self._path = values, text, file, tuple(path)

    def names(self) -> list[str]:
        """Return the keys in the order of the file."""
        return list(self._values)

    def wrong(self, key: str | Sequence[str | int] | None, reason: str) -> GreenshootsError:
        """Return the error for a fault at a key of this table, or in the table as a whole."""
        steps = () if key is None else (key,) if isinstance(key, str) else tuple(key)
        path = (*self._path, *steps)
        known: tuple[str | int, ...] = tuple(path)
        # A missing key is reported at the table it belongs to, or else at the top of the file.
        while (line := toml_lines.line_of(self._text, known)) is None:
            known = known[:-1]
        return InstrumentError(reason, file=self._file, line=line, key=_written(path) or None)

    def only(self, allowed: Collection[str]) -> None:
        """Refuse keys that are not among the allowed ones."""
        for key in self._values:
            if key not in allowed:
                close = difflib.get_close_matches(key, list(allowed), 1)
                hint = f"Did you mean “{close[0]}”?" if close else f"Choose from: {', '.join(allowed)}."
                raise self.wrong(key, f"“{key}” is not recognised here. {hint}")

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a text that is not empty."""
        if key not in self._values:
            if default is not None:
                return default
            raise self._missing(key)
        value = self._values[key]
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, f"Write {key} as text in quotation marks. It cannot be empty.")
        return value.strip()

    def raw(self, key: str) -> Any:
        """Return the raw value of a key that exists."""
        return self._values[key]

    def whole(self, key: str) -> int:
        """Return a whole number."""
        if key not in self._values:
            raise self._missing(key)
        value = self._values[key]
        # True is a whole number to Python, and no number to the person who wrote the file.
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 1_000_000:
            raise self.wrong(key, f"Write {key} as a whole number without quotation marks.")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false if the key is left out."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, f"Write {key} as true or false.")
        return value

    def choice(self, key: str, choices: Sequence[str], *, default: str) -> str:
        """Return one of a few texts."""
        value = self.text(key, default=default)
        if value not in choices:
            raise self.wrong(key, f"“{value}” is not an option for {key}. Choose one of: {', '.join(choices)}.")
        return value

    def table(self, key: str) -> TomlTable:
        """Return a table within this one."""
        if key not in self._values:
            raise self._missing(key)
        value = self._values[key]
        if not isinstance(value, dict):
            raise self.wrong(key, f"Write {key} as a table, such as [{_written((*self._path, key))}].")
        return self._within(value, key)

    def tables(self, key: str) -> list[TomlTable]:
        """Return a list of tables, at least one."""
        if key not in self._values:
            raise self._missing(key)
        value = self._values[key]
        if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, f"Start each of the {key} with its own [[{key}]] line.")
        return [self._within(item, key, index) for index, item in enumerate(value)]

    def length(self, key: str) -> int:
        """Return the number of items in a list, at least one."""
        if key not in self._values:
            raise self._missing(key)
        value = self._values[key]
        if not isinstance(value, list) or not value:
            raise self.wrong(key, f"Write {key} as a list with at least one item: [“…”, “…”].")
        return len(value)

    def item(self, key: str, index: int) -> Any:
        """Return an item of a list; tables are wrapped."""
        value = self._values[key][index]
        return self._within(value, key, index) if isinstance(value, dict) else value

    def _within(self, values: Mapping[str, Any], *steps: str | int) -> TomlTable:
        return TomlTable(values, text=self._text, file=self._file, path=(*self._path, *steps))

    def _missing(self, key: str) -> GreenshootsError:
        return self.wrong(key, f"{key} is missing. Add it here.")


def _written(path: toml_lines.Path) -> str:
    """Return a path as people read it: ``enablers[3].title``, counted from 1."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts[-1] += f"[{step + 1}]"
        else:
            parts.append(step)
    return ".".join(parts)
