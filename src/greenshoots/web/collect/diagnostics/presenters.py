"""Saying where a diagnostic stands, what comes next, and what would be lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenshoots.web.base.places.access import MAY
from greenshoots.web.base.places.models import Place, Role
from greenshoots.web.collect.diagnostics import expected, mapping, queries, steps
from greenshoots.web.collect.diagnostics.models import (
    Afterwards,
    Audience,
    Diagnostic,
    Protection,
    Round,
    RoundState,
    Viewpoint,
)

__all__ = ["about", "lines", "lost", "missing", "rows", "warnings"]

SAFE_K = 10
"""The smallest group that bears an open link: a link to anybody can be answered often by one person."""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round as a list shows it."""

    round: Round
    tag: str
    state: str
    address: str
    results: str


@dataclass(frozen=True, slots=True)
class Line:
    """One diagnostic as the list of a place shows it."""

    diagnostic: Diagnostic
    address: str
    told: str
    rounds: tuple[RoundLine, ...]

    @property
    def with_results(self) -> tuple[RoundLine, ...]:
        """Give the rounds whose results this person may open."""
        return tuple(one for one in self.rounds if one.results)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the check page."""

    step: steps.Step
    values: tuple[str | Promise, ...]
    locked: bool


def lines(place: Place, *, role: str) -> list[Line]:
    """Give the diagnostics of a place as somebody with this role may see them."""
    found = []
    for diagnostic in queries.of_place(place):
        rounds = round_lines(diagnostic.rounds.all(), role=role)
        if role == Role.VIEWER and not rounds:
            continue
        going_on = bool(diagnostic.step) and role in MAY["run"]
        address = _where_left(diagnostic) if going_on else reverse("diagnostics:diagnostic", args=[diagnostic.code])
        told = _("Being set up: go on where you left.") if going_on else rounds[-1].state if rounds else ""
        found.append(Line(diagnostic, address, told, rounds))
    return found


def _where_left(diagnostic: Diagnostic) -> str:
    """Give the page on which the set-up goes on."""
    if diagnostic.step == steps.CHECK:
        return reverse("diagnostics:check", args=[diagnostic.code])
    step = diagnostic.step if diagnostic.step in steps.NAMES else steps.NAMES[0]
    return reverse("diagnostics:set_up", args=[diagnostic.code, step])


def round_lines(rounds: Iterable[Round], *, role: str) -> tuple[RoundLine, ...]:
    """Give rounds, oldest first; people who only see results get those that are published."""
    shown = sorted(rounds, key=lambda one: one.number)
    if role == Role.VIEWER:
        shown = [one for one in shown if one.revealed and one.published != Audience.TEAM]
    elif role == Role.ANALYST:
        shown = [one for one in shown if one.revealed]
    return tuple(_line(one, role) for one in shown)


def _line(round_: Round, role: str) -> RoundLine:
    state = queries.state(round_, timezone.now())
    place = [round_.diagnostic.code, round_.number]
    address = reverse("releases:round", args=place) if role in MAY["run"] else ""
    results = reverse("results:spider", args=place) if round_.revealed else ""
    return RoundLine(round_, str(state), _state(round_, state), address, results)


def _state(round_: Round, state: RoundState) -> str:
    number = {"number": round_.number}
    if state == RoundState.OPEN and round_.closes:
        facts = number | {"day": formats.date_format(timezone.localtime(round_.closes), "DATETIME_FORMAT")}
        return _("Round %(number)s is open until %(day)s.") % facts
    if state == RoundState.OPEN:
        return _("Round %(number)s is open.") % number
    if state == RoundState.DRAFT and round_.opens:
        facts = number | {"day": formats.date_format(timezone.localtime(round_.opens), "DATETIME_FORMAT")}
        return _("Round %(number)s opens on %(day)s.") % facts
    if state == RoundState.DRAFT:
        return _("Round %(number)s is not open yet.") % number
    return _("Round %(number)s is closed.") % number


def about(diagnostic: Diagnostic, *, role: str) -> dict[str, Any]:
    """Give what the page of a diagnostic shows, and the one thing to do next."""
    may_run = role in MAY["run"]
    rounds = round_lines(diagnostic.rounds.all(), role=role)
    latest = queries.latest_round(diagnostic)
    return {
        "rounds": rounds,
        "latest": latest,
        "may_run": may_run,
        "may_analyse": role in MAY["analyse"],
        "next": _next(diagnostic, latest) if may_run and latest else None,
        "may_go_on": may_run and latest is not None and queries.may_go_on(diagnostic) and not diagnostic.step,
        "rows": rows(diagnostic, latest) if may_run and latest else (),
    }


def _next(diagnostic: Diagnostic, latest: Round) -> tuple[str, str]:
    """Give the next thing to do: what it is called, and where it is done."""
    place = [diagnostic.code, latest.number]
    if diagnostic.step:
        return _("Go on with the set-up"), _where_left(diagnostic)
    if queries.state(latest, timezone.now()) == RoundState.DRAFT:
        return _("Check and open it"), reverse("diagnostics:check", args=[diagnostic.code])
    if latest.revealed:
        return _("See the results"), reverse("results:spider", args=place)
    return _("Go to the round"), reverse("releases:round", args=place)


def missing(diagnostic: Diagnostic) -> list[str]:
    """Say what has to be there before a round opens."""
    return [] if diagnostic.asking.strip() else [_("Say who is asking, and why: it is the first thing people read.")]


def warnings(diagnostic: Diagnostic, round_: Round) -> list[str]:
    """Say what was set up that protects or shows less than somebody may think."""
    found: list[str] = []
    if diagnostic.protection != Protection.PROTECTED or not mapping.shown_groups(diagnostic):
        return found
    if diagnostic.k < SAFE_K and not round_.personal_only:
        found.append(
            _(
                "Anybody who has the open link can answer more than once, and so could find out what one person in a "
                "small group said. Choose 10 as the smallest group, or ask by personal links only."
            )
        )
    if hidden := expected.hidden(diagnostic, round_):
        told = _(
            "If as many people answer as you ask, little would be shown by: %(groups)s. Ask fewer such questions, or "
            "put what matters most first."
        )
        found.append(told % {"groups": ", ".join(hidden)})
    return found


def rows(diagnostic: Diagnostic, round_: Round) -> tuple[Row, ...]:
    """Give everything that was set up, one line a step."""
    values = _values(diagnostic, round_)
    return tuple(Row(step, values[step.name], steps.is_locked(step, diagnostic)) for step in steps.STEPS)


def _values(diagnostic: Diagnostic, round_: Round) -> dict[str, tuple[str | Promise, ...]]:
    version = diagnostic.instrument
    groups = [_group(group) for group in diagnostic.groups.prefetch_related("choices")]
    order = mapping.shown_groups(diagnostic)
    way = {
        Protection.PROTECTED: _("Protected, in groups of at least %(k)s") % {"k": diagnostic.k},
        Protection.OPEN: _("Open room, from 3 answers"),
        Protection.NAMED: _("Named: people sign"),
    }[Protection(diagnostic.protection)]
    shown = _("Shown by: %(groups)s") % {"groups": _(", then ").join(order)} if order else _("No results by group")
    words = _("Yes, shown once %(n)s people have answered") % {"n": diagnostic.k_words}
    return {
        "subject": tuple(text for text in (diagnostic.subject, diagnostic.asking, diagnostic.contact) if text),
        "viewpoint": tuple(Viewpoint(view).label for view in diagnostic.viewpoints),
        "instrument": (f"{version.title} · {version.version}",) if version else (_("Nothing yet"),),
        "language": _languages(diagnostic),
        "groups": tuple(groups) or (_("Nothing is asked about them"),),
        "asked": (str(round_.asked) if round_.asked else _("Not said"), *_asked(round_)),
        "protection": (way, shown),
        "words": (words if diagnostic.words else _("No"),),
        "afterwards": (Afterwards(diagnostic.afterwards).label,),
        "dates": _dates(round_),
    }


def _languages(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Give the language people meet first, and the others that are offered."""
    offered = mapping.languages(diagnostic.instrument) if diagnostic.instrument else ()
    others = [mapping.name_of(code) for code in offered if code != diagnostic.language]
    also = (_("Also offered: %(languages)s") % {"languages": ", ".join(others)},) if others else ()
    return (mapping.name_of(diagnostic.language), *also)


def _asked(round_: Round) -> list[str]:
    """Give how many people of each choice are asked, a line for each group."""
    lines: dict[str, list[str]] = {}
    entries = round_.asked_by_choice.select_related("choice__group")
    for entry in entries.order_by("choice__group__position", "choice__number"):
        lines.setdefault(entry.choice.group.name, []).append(f"{entry.choice.label} {entry.number}")
    return [f"{name}: {', '.join(numbers)}" for name, numbers in lines.items()]


def _group(group: Any) -> str:
    return f"{group.name}: {', '.join(choice.label for choice in group.choices.all())}"


def _dates(round_: Round) -> tuple[str, ...]:
    opens, closes = (
        formats.date_format(timezone.localtime(day), "DATETIME_FORMAT") if day else ""
        for day in (round_.opens, round_.closes)
    )
    return (
        _("Opens on %(day)s") % {"day": opens} if opens else _("You open it yourself"),
        _("Closes on %(day)s") % {"day": closes} if closes else _("You close it yourself"),
    )


def lost(diagnostic: Diagnostic) -> list[str]:
    """Say in numbers what deleting a diagnostic takes away."""

    def count(model: str, **where: object) -> int:
        # Later rooms are named, not imported: rooms depend one way.
        return int(apps.get_model(model)._default_manager.filter(**where).count())

    inside = {"round__diagnostic": diagnostic}
    rounds, workshops = diagnostic.rounds.count(), count("workshops.Workshop", diagnostic=diagnostic)
    waiting, links = count("responses.PendingResponse", **inside), count("invitations.PersonalLink", **inside)
    releases, notes = count("releases.Release", **inside), count("results.Note", **inside)
    chosen, pages = count("plans.Priority", **inside), count("plans.PlanPage", shown=True, **inside)
    found = [
        (rounds, ngettext("%(n)s round", "%(n)s rounds", rounds)),
        (waiting, ngettext("%(n)s answer that waits", "%(n)s answers that wait to be revealed", waiting)),
        (releases, ngettext("%(n)s release of results", "%(n)s releases of results", releases)),
        (notes, ngettext("%(n)s note of a conversation", "%(n)s notes of conversations", notes)),
        (workshops, ngettext("%(n)s workshop", "%(n)s workshops", workshops)),
        (chosen, ngettext("%(n)s priority; its actions stay", "%(n)s priorities; their actions stay", chosen)),
        (pages, ngettext("%(n)s public page", "%(n)s public pages", pages)),
        (links, ngettext("%(n)s person on a list of people asked", "%(n)s people on lists of people asked", links)),
    ]
    told = [text % {"n": n} for n, text in found if n]
    return [*told, _("words people wrote")] if releases or waiting else told
