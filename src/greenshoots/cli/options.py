"""Options that several verbs share, and the values made of them."""

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
"""The ways for a file of answers; signed scores are not among them, as people in a file have not agreed to them."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file of answers, and how to read it."""

    file: Path
    instrument: str
    language: str | None
    mapping: Path | None
    sheet: str | None


@dataclass(frozen=True, slots=True)
class ShowingOptions:
    """What to show of the answers.

    Arguments:
        policy: The protection that people are promised.
        study: About the answers: who asked, who was asked, and when.
        rounds: The rounds to report.
        given: The fields of the policy that were set on the command line.
        release: The file that records what was published; None for the folder of the answers.
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
        help="The questionnaire: the ID of one that comes with Greenshoots, or a questionnaire file (TOML).",
    ),
    click.option(
        "--language", metavar="CODE", help="The language of the questionnaire and of the results, such as cy."
    ),
)

reading = _stack(
    click.argument("file", type=FILE),
    instrument,
    click.option("--map", "mapping", type=FILE, metavar="FILE", help="A map file (TOML) that says what columns mean."),
    click.option("--sheet", metavar="NAME", help="The sheet of the workbook to read."),
)

showing = _stack(
    click.option(
        "--group",
        "groups",
        multiple=True,
        metavar="NAME",
        help="A group question to compare by. You can repeat it: most important first.",
    ),
    click.option(
        "--round",
        "rounds",
        multiple=True,
        metavar="NAME",
        help="A round to report. You can repeat it: oldest first. By default all rounds, in order.",
    ),
    click.option(
        "--protection",
        type=click.Choice([way.value for way in WAYS]),
        default=Protection.PROTECTED.value,
        show_default=True,
        help="protected: only groups of at least k people. open: only results for everyone together. "
        "none: exact counts, for groups of any size.",
    ),
    click.option("--k", type=int, default=5, show_default=True, help="The smallest group that is shown."),
    click.option(
        "--c",
        type=int,
        default=1,
        show_default=True,
        help="The number of people who might share their answers to work out those of others.",
    ),
    click.option(
        "--release",
        type=FILE,
        metavar="FILE",
        help="The file that records what was published. By default it is in the folder of the answers.",
    ),
    click.option("--place", default="", help="The organisation that asked, such as “Northvale Council”."),
    click.option("--subject", default="", help="The subject, such as “Adult social care”."),
    click.option("--viewpoint", default="", help="The viewpoint, such as “our organisation”."),
    click.option("--dates", default="", help="The dates as text, such as “1 to 14 November 2026”."),
    click.option("--asked", type=click.IntRange(min=1), metavar="N", help="The number of people who were asked."),
    click.option(
        "--asked-of",
        "asked_of",
        multiple=True,
        metavar="GROUP:CHOICE=N",
        help="The number who were asked with one choice or in one round, such as role:Frontline=40. You can repeat it.",
    ),
)


def choices(values: dict[str, Any]) -> ShowingOptions:
    """Return the options of `showing` as one value, removing them from `values`."""
    # A default is no choice: only options that a person gave may contradict what was promised (decision 19).
    given = frozenset(name for name in ("protection", "k", "c", "groups") if _is_set(name))
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
    return ShowingOptions(policy, study, values.pop("rounds"), given, values.pop("release"))


def _is_set(name: str) -> bool:
    return click.get_current_context().get_parameter_source(name) is not ParameterSource.DEFAULT


def source(values: dict[str, Any]) -> Source:
    """Return the options of `reading` as one value, removing them from `values`."""
    return Source(*(values.pop(name) for name in ("file", "instrument", "language", "mapping", "sheet")))


def _asked_of(text: str) -> tuple[str, str, int]:
    group, colon, rest = text.partition(":")
    choice, equals, number = rest.rpartition("=")
    if not (colon and equals and group.strip() and choice.strip() and number.strip().isdecimal()):
        raise click.BadParameter(f"“{text}” should look like role:Frontline=40.", param_hint="'--asked-of'")
    return group.strip(), choice.strip(), int(number)


def listed(items: Sequence[str]) -> str:
    """Return items as running text: *a, b and c*."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "none"
