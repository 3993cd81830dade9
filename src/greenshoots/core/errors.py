"""All errors of the program, as one tree; each message is a full sentence that says what to do.

`AnswersError` holds a value instead of a sentence, and each surface words it.

    GreenshootsError
    ├── InstrumentError    an instrument file is wrong: file, line, key
    ├── AnswersError       a file of answers is wrong: file, row, column, value
    ├── EntryError         an entry of the library lacks something
    ├── RecordError        the record of a workshop cannot be read
    ├── PolicyError        a choice about protection cannot be kept
    │   └── StaleError     another person changed it first
    ├── ReleaseError       stored blocks cannot be read, or were not made for this questionnaire
    ├── SettingError       a setting is wrong, or names a database that cannot be reached
    ├── FolderError        the data folder, or a copy of it, cannot be used
    │   └── FolderInUseError   another process holds it
    └── MissingToolError   a program outside Greenshoots is needed and is not installed

The command line prints the sentence and leaves with status 2; the web turns each class into a status.
"""

from __future__ import annotations

from greenshoots.core.refusals import Refusal


class GreenshootsError(Exception):
    """A fault that the person at the screen can fix."""


class InstrumentError(GreenshootsError):
    """An instrument file is wrong.

    Arguments:
        reason: What is wrong and what to do, as a sentence.
        file: The file's name, as the person entered it.
        line: The line on which the fault begins, counted from 1, if known.
        key: The key as it is written in the file, such as ``enablers[3].title``.
    """

    def __init__(self, reason: str, *, file: str, line: int | None = None, key: str | None = None) -> None:
        self.reason, self.file, self.line, self.key = reason, file, line, key
        place = [file]
        if line is not None:
            place.append(f"line {line}")
        if key:
            place.append(key)
        super().__init__(f"{', '.join(place)}: {reason}")


class AnswersError(GreenshootsError):
    """A file of answers is wrong; nothing of it was kept.

    It holds no sentence. The command line and the page each word the refusal, and say where the fault is.

    Arguments:
        refusal: What is wrong.
        file: The file's name, as the person entered it; empty where only the caller knows it.
        row: The row in the file, the header being row 1, if the fault is in one row.
        column: The column's header as it is in the file.
        value: The value that could not be read, as it is in the file.
        line: The line of a map file on which the fault begins, counted from 1, if the fault is there.
        key: The entry of a column mapping, as its table and the name in it, if the fault is there.
    """

    def __init__(
        self,
        refusal: Refusal,
        *,
        file: str = "",
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        line: int | None = None,
        key: tuple[str, str] | None = None,
    ) -> None:
        self.refusal = refusal
        self.file, self.row, self.column, self.value = file, row, column, value
        self.line, self.key = line, key
        super().__init__(refusal.code)


class PolicyError(GreenshootsError):
    """A choice about protection cannot be kept."""


class StaleError(PolicyError):
    """A change was meant for a state that has passed: another person changed it first."""


class EntryError(GreenshootsError):
    """An entry of the library lacks something or says something unknown."""


class RecordError(GreenshootsError):
    """The record of a workshop is damaged, or holds something that this version does not know."""


class ReleaseError(GreenshootsError):
    """Stored blocks cannot be read, or were not made for this questionnaire."""


class SettingError(GreenshootsError):
    """A setting of this installation is wrong, or names something that cannot be reached."""


class FolderError(GreenshootsError):
    """The data folder or a copy of it cannot be used: damaged, full, not ours, or made by a newer version."""


class FolderInUseError(FolderError):
    """Another process holds the data folder."""


class MissingToolError(GreenshootsError):
    """A program outside Greenshoots is needed and is not installed."""
