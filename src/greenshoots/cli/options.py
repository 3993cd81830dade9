"""Options that several verbs share, and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.results import Study

Command = TypeVar("Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path)
BUILT_IN = "enabling-conditions"
WAYS = (Protection.PROTECTED, Protection.OPEN, Protection.NONE)
"""The ways for a file of answers; nobody in a file has signed a score knowing who will see it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the answers are and how they are to be read."""

    file: Path
    instrument: str
    language: str | None
    mapping: Path | None
    sheet: str | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What is to be shown of the answers, and of whom.

    Arguments:
        policy: What people are promised.
        study: Where the answers came from.
        rounds: The rounds to report.
        given: The fields of the policy that were named on the command line.
        release: Where to keep what was published; None for beside the answers.
    """

    policy: Policy
    study: Study
    rounds: tuple[str, ...]
    given: frozenset[str]
    release: Path | None


def _stack(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def apply(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return apply


instrument = _stack(
    click.option(
        "--instrument",
        default=BUILT_IN,
        show_default=True,
        metavar="ID|FILE",
        help="The questionnaire: one that comes with Greenshoots, or your own TOML file.",
    ),
    click.option(
        "--language", metavar="CODE", help="Language of the questionnaire and of what is written, such as cy."
    ),
)

reading = _stack(
    click.argument("file", type=FILE),
    instrument,
    click.option("--map", "mapping", type=FILE, metavar="FILE", help="A TOML file that says what columns mean."),
    click.option("--sheet", metavar="NAME", help="The sheet of a workbook to read."),
)

showing = _stack(
    click.option(
        "--group",
        "groups",
        multiple=True,
        metavar="NAME",
        help="A respondent group to compare; repeat it, most important first.",
    ),
    click.option(
        "--round",
        "rounds",
        multiple=True,
        metavar="NAME",
        help="A round to report; repeat it, oldest first. All rounds in their order unless you say.",
    ),
    click.option(
        "--protection",
        type=click.Choice([way.value for way in WAYS]),
        default=Protection.PROTECTED.value,
        show_default=True,
        help="protected: groups of at least k, never fewer. open: the whole room only. "
        "none: the counts of the file, for groups of any size.",
    ),
    click.option("--k", type=int, default=5, show_default=True, help="The fewest people in a group that is shown."),
    click.option(
        "--c", type=int, default=1, show_default=True, help="The most people who might pool their own answers."
    ),
    click.option(
        "--release",
        type=FILE,
        metavar="FILE",
        help="Where to keep what is published of the answers. Beside them unless you say.",
    ),
    click.option("--place", default="", help="Who asked, such as “Northvale Council”."),
    click.option("--subject", default="", help="What was looked at, such as “Adult social care”."),
    click.option("--viewpoint", default="", help="Whose eyes, such as “our organisation”."),
    click.option("--dates", default="", help="When, in words, such as “1 to 14 November 2026”."),
    click.option("--asked", type=click.IntRange(min=1), metavar="N", help="How many people were asked."),
    click.option(
        "--asked-of",
        "asked_of",
        multiple=True,
        metavar="GROUP:CHOICE=N",
        help="How many of one choice or round were asked, such as role:Frontline=40; repeat it.",
    ),
)


def choices(values: dict[str, Any]) -> Choices:
    """Put the options of `showing` together; takes them out of `values`."""
    given = frozenset(name for name in ("protection", "k", "c", "groups") if _was_given(name))
    by_group: dict[str, dict[str, int]] = {}
    for text in values.pop("asked_of"):
        group, choice, number = _asked_of(text)
        by_group.setdefault(group, {})[choice] = number
    policy = Policy(
        protection=Protection(values.pop("protection")),
        k=values.pop("k"),
        c=values.pop("c"),
        groups=values.pop("groups"),
    )
    study = Study(
        subject=values.pop("subject"),
        place=values.pop("place"),
        viewpoint=values.pop("viewpoint"),
        dates=values.pop("dates"),
        asked=values.pop("asked"),
        asked_by_round=by_group.pop("round", {}),
        asked_by_group=by_group,
    )
    return Choices(policy, study, values.pop("rounds"), given, values.pop("release"))


def _was_given(name: str) -> bool:
    return click.get_current_context().get_parameter_source(name) is not ParameterSource.DEFAULT


def source(values: dict[str, Any]) -> Source:
    """Put the options of `reading` together; takes them out of `values`."""
    return Source(*(values.pop(name) for name in ("file", "instrument", "language", "mapping", "sheet")))


def _asked_of(text: str) -> tuple[str, str, int]:
    group, colon, rest = text.partition(":")
    choice, equals, number = rest.rpartition("=")
    if not (colon and equals and group.strip() and choice.strip() and number.strip().isdecimal()):
        raise click.BadParameter(f"“{text}” should look like role:Frontline=40.", param_hint="'--asked-of'")
    return group.strip(), choice.strip(), int(number)


def listed(items: Sequence[str]) -> str:
    """Write items as running text: *a, b and c*."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "none"
