"""The record of what was published of a file of answers, so that every later command shows the same blocks."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from greenshoots import instruments, tabular
from greenshoots.cli.options import ShowingOptions
from greenshoots.core.analysis import findings
from greenshoots.core.disclosure import file_release, free_text, release_document
from greenshoots.core.disclosure.file_release import FORMAT, FileRelease
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.errors import PolicyError, ReleaseError
from greenshoots.core.instruments.model import Question
from greenshoots.core.results import Results

ENDING = ".release.json"
ABOUT = (
    "The record of what Greenshoots published of the responses in this folder: blocks of people, and the protection "
    "they were promised. All later commands show these blocks. Keep it as private as the responses, and delete it "
    "together with them."
)


def path_of(file: Path, chosen: Path | None) -> Path:
    """Return the path of the record for a file: in the folder of the file itself, also if it was given as a link."""
    if chosen is not None:
        return chosen
    file = file.resolve()
    return file.with_name(file.name + ENDING)


def shown(path: Path) -> str:
    """Return a path as a person would type it: short if it is below the current folder."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)


def results(reading: tabular.Reading, file: Path, choices: ShowingOptions) -> Results:
    """Compute the results of a file, from the blocks that were published first.

    Raises:
        PolicyError: the options differ from what was promised, rows that were published have changed, or the record
            cannot be written.
    """
    answers = reading.answers
    if choices.policy.protection is Protection.NONE:
        # For the owner of the file, who can read all answers anyway; every page says so.
        return findings.analyse(answers, choices.policy, choices.study, rounds=choices.rounds)
    record = ReleaseFile(path_of(file, choices.release))
    reading = _in_published_version(reading, record.read())
    answers = reading.answers
    tables = findings.by_round(answers, choices.rounds)
    # Two commands may come first at the same moment. The one that did not get to write reads what the other promised.
    while True:
        before = record.read()
        frozen = _frozen(before, reading, choices, record.path)
        every = {**findings.every_round(answers), **tables}
        frozen = frozen.extended(every, list(tables))
        after = _with_sheet(before, reading, frozen) if frozen.rounds else before
        if after == before or record.write(after):
            break
    _print_changes(record.path, before, after, {name: frozen.waiting(name, table) for name, table in tables.items()})
    name, last = list(tables.items())[-1]
    return findings.summarise(
        {round_: frozen.released(round_, table) for round_, table in tables.items()},
        choices.study,
        words=free_text.choose(frozen.with_words(name, last), frozen.policy),
        viewpoints=findings.viewpoints_of(last),
    )


def promised(policy: Policy) -> str:
    """Return what was promised, as options."""
    if policy.protection is Protection.OPEN:
        return "--protection open"
    groups = " ".join(f"--group {json.dumps(name, ensure_ascii=False)}" for name in policy.groups)
    return f"{groups or 'no --group'} --k {policy.k} --c {policy.c}"


def forget(file: Path) -> None:
    """Delete the record of a file that is replaced: the answers it was about are gone."""
    path_of(file, None).unlink(missing_ok=True)


def promised_before(file: Path) -> str:
    """Return what was promised for a file whose results were already shown; empty if they were not."""
    sheets = ReleaseFile(path_of(file, None)).read()["sheets"]
    policies = dict.fromkeys(promised(release_document.policy_of(sheet["policy"])) for sheet in sheets)
    return "; ".join(policies)


class ReleaseFile:
    """The file that records what was published.

    Arguments:
        path: Its path.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._content: bytes | None = None

    def read(self) -> dict[str, Any]:
        """Return its content; without sheets if the file does not exist yet.

        Raises:
            ReleaseError: it is damaged, or was written by a newer version.
        """
        try:
            self._content = self.path.read_bytes()
        except FileNotFoundError:
            self._content = None
            return {"format": FORMAT, "about": ABOUT, "sheets": []}
        try:
            document = json.loads(self._content)
            written_as, sheets = document["format"], list(document["sheets"])
        except (ValueError, TypeError, KeyError) as wrong:
            raise ReleaseError(
                f"{shown(self.path)} records what was published of these responses, and it is damaged. Restore it from "
                "a backup."
            ) from wrong
        if written_as != FORMAT:
            raise ReleaseError(
                f"{shown(self.path)} has the format “{written_as}”, but this version of Greenshoots reads “{FORMAT}”. "
                "Use the version that wrote it, or a newer one."
            )
        return {**document, "sheets": sheets}

    def write(self, document: Mapping[str, Any]) -> bool:
        """Write the file whole, readable by its owner only; False if another command wrote it since it was read.

        Raises:
            PolicyError: nothing can be written there.
        """
        text = json.dumps(document, ensure_ascii=False) + "\n"
        try:
            # A temporary file is readable by its owner only, from its first byte on.
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(text)
                return self._put(Path(name))
            finally:
                Path(name).unlink(missing_ok=True)
        except OSError as error:
            raise PolicyError(
                "Greenshoots records what it publishes of these responses, so that later commands publish nothing "
                f"else. The record cannot be written to {shown(self.path)} ({error.strerror or error}). Choose another "
                "file with --release FILE, and use the same one every time. Nothing was shown."
            ) from error

    def _put(self, written: Path) -> bool:
        if self._content is None:
            try:
                # A link fails where the file exists, so of two first commands only one decides; a rename would replace
                # the other's.
                os.link(written, self.path)
            except FileExistsError:
                return False
            except OSError:
                # Some file systems have no links; there the last of two commands at the same moment wins.
                if self.path.exists():
                    return False
                written.replace(self.path)
            return True
        with contextlib.suppress(FileNotFoundError):
            # Another command may have published rows meanwhile, and writing over its record would forget them.
            if self.path.read_bytes() != self._content:
                return False
        written.replace(self.path)
        return True


def _in_published_version(reading: tabular.Reading, document: Mapping[str, Any]) -> tabular.Reading:
    """Return the reading in the version of the built-in questionnaire that its results were first published with.

    Later versions say the same in other words. What was published keeps the questions that people read, and rows that
    were published are known again after an update.
    """
    answers = reading.answers
    version = _published_version(document, reading.sheet, answers.instrument.id)
    asked, wordings = answers.instrument, instruments.wordings(answers.instrument)
    same_language = (wording for wording in wordings if wording.language == asked.language)
    earlier = next((wording for wording in same_language if wording.version == version), asked)
    # A person's own file may have the same id and is then another questionnaire, which is refused later.
    if earlier is asked or asked not in wordings:
        return reading
    questions = tuple(Question(earlier.enabler(each.enabler.id), each.number) for each in answers.questions)
    return replace(reading, answers=replace(answers, instrument=earlier, questions=questions))


def _published_version(document: Mapping[str, Any], sheet: str, instrument: str) -> str:
    """Return the version that a sheet was published with; of a new sheet, the version of another one in the file."""
    versions: dict[str, str] = {}
    # A damaged document is reported where it is read in full.
    with contextlib.suppress(LookupError, TypeError, AttributeError):
        for published in document["sheets"]:
            made_for = published["rounds"][0]["batches"][0]["release"]["instrument"]
            if made_for["id"] == instrument:
                versions[published.get("sheet", "")] = made_for["version"]
    return versions.get(sheet) or next(iter(versions.values()), "")


def _frozen(document: Mapping[str, Any], reading: tabular.Reading, choices: ShowingOptions, path: Path) -> FileRelease:
    """Return what was published of a sheet, or a new release with the options of this command."""
    instrument = reading.answers.instrument
    sheets = {published.get("sheet", ""): published for published in document["sheets"]}
    published_sheet = sheets.get(reading.sheet)
    if published_sheet is not None:
        frozen = _parsed(published_sheet, reading, path)
    else:
        # A sheet that was renamed, or copied into another one, holds the same people.
        every = findings.every_round(reading.answers)
        fitting = (sheet for sheet in sheets.values() if _is_for(sheet, instrument.id, instrument.version))
        others = (_parsed(sheet, reading, path) for sheet in fitting)
        same = next((other for other in others if other.holds(every)), None)
        frozen = same or FileRelease.new(choices.policy, secrets.token_hex(16))
    _must_agree(frozen.policy, choices, path)
    return frozen


def _is_for(sheet: Mapping[str, Any], instrument: str, version: str) -> bool:
    made_for = sheet["rounds"][0]["batches"][0]["release"]["instrument"]
    return (made_for["id"], made_for["version"]) == (instrument, version)


def _parsed(sheet: Mapping[str, Any], reading: tabular.Reading, path: Path) -> FileRelease:
    try:
        return file_release.from_document(sheet, reading.answers.instrument)
    except ReleaseError as error:
        raise ReleaseError(f"{shown(path)}: {error}") from error


def _must_agree(policy: Policy, choices: ShowingOptions, path: Path) -> None:
    """Refuse options that differ from what was promised; options that are left out are as promised."""
    # Leaving all groups out the first time is a promise too: a picture without roles after a report by role gave exact
    # scores away in 15 to 25% of simulated files (decision 19).
    differs = [name for name in sorted(choices.given) if getattr(policy, name) != getattr(choices.policy, name)]
    if not differs:
        return
    options = " and ".join("--group" if name == "groups" else f"--{name}" for name in differs)
    raise PolicyError(
        f"Results of these responses were already published, with {promised(policy)}. With different settings as well, "
        f"people could work out what one person answered, so the settings cannot change. Leave out {options}. If no "
        f"one has seen any results yet, you can delete {shown(path)} and choose again."
    )


def _with_sheet(before: Mapping[str, Any], reading: tabular.Reading, frozen: FileRelease) -> dict[str, Any]:
    mine = {"sheet": reading.sheet, **file_release.to_document(frozen)}
    others = [sheet for sheet in before["sheets"] if sheet.get("sheet", "") != reading.sheet]
    return {**before, "sheets": sorted([*others, mine], key=lambda sheet: str(sheet.get("sheet", "")))}


def _print_changes(path: Path, before: Mapping[str, Any], after: Mapping[str, Any], waiting: Mapping[str, int]) -> None:
    """Print what was published now, and how many rows wait for more."""
    if after != before:
        click.echo(
            f"{shown(path)} records what was published of these responses. All later commands show the same.", err=True
        )
    for name, number in waiting.items():
        in_round = f" in round {name}" if name else ""
        if number and after["sheets"]:
            rows = "1 new response is" if number == 1 else f"{number} new responses are"
            click.echo(f"{rows} not shown yet{in_round}: too few. They are added once there are enough.", err=True)
