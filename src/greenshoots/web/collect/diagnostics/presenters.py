"""Present the status of a diagnostic, the next step, its settings and what deleting it removes."""

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

__all__ = ["about", "advice", "lines", "lost", "missing", "rows"]


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list."""

    round: Round
    tag: str
    state: str
    address: str
    results: str


@dataclass(frozen=True, slots=True)
class DiagnosticLine:
    """A diagnostic in the list of a place."""

    diagnostic: Diagnostic
    address: str
    status: str
    rounds: tuple[RoundLine, ...]

    @property
    def with_results(self) -> tuple[RoundLine, ...]:
        """Return the rounds whose results this person can open."""
        return tuple(line for line in self.rounds if line.results)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """The settings of a step on the check page."""

    step: steps.SetUpStep
    values: tuple[str | Promise, ...]
    locked: bool


def lines(place: Place, *, role: str) -> list[DiagnosticLine]:
    """Return the diagnostics of a place that a person with this role can see."""
    listed = []
    for diagnostic in queries.of_place(place):
        rounds = round_lines(diagnostic.rounds.all(), role=role)
        # Viewers see a diagnostic only once it has published results.
        if role == Role.VIEWER and not rounds:
            continue
        is_draft = bool(diagnostic.step) and role in MAY["run"]
        address = (
            _next_step_address(diagnostic) if is_draft else reverse("diagnostics:diagnostic", args=[diagnostic.code])
        )
        status = _("Draft: continue setting up") if is_draft else rounds[-1].state if rounds else ""
        listed.append(DiagnosticLine(diagnostic, address, status, rounds))
    return listed


def _next_step_address(diagnostic: Diagnostic) -> str:
    """Return the address at which the set-up continues."""
    if diagnostic.step == steps.CHECK:
        return reverse("diagnostics:check", args=[diagnostic.code])
    step = diagnostic.step if diagnostic.step in steps.NAMES else steps.NAMES[0]
    return reverse("diagnostics:set_up", args=[diagnostic.code, step])


def round_lines(rounds: Iterable[Round], *, role: str) -> tuple[RoundLine, ...]:
    """Return rounds, oldest first; viewers get only those with published results."""
    shown = sorted(rounds, key=lambda round_: round_.number)
    if role == Role.VIEWER:
        shown = [round_ for round_ in shown if round_.revealed and round_.published != Audience.TEAM]
    elif role == Role.ANALYST:
        shown = [round_ for round_ in shown if round_.revealed]
    return tuple(_line(round_, role) for round_ in shown)


def _line(round_: Round, role: str) -> RoundLine:
    state = queries.state(round_, timezone.now())
    key = [round_.diagnostic.code, round_.number]
    address = reverse("releases:round", args=key) if role in MAY["run"] else ""
    results = reverse("results:spider", args=key) if round_.revealed else ""
    return RoundLine(round_, str(state), _state(round_, state), address, results)


def _state(round_: Round, state: RoundState) -> str:
    number = {"number": round_.number}
    if state == RoundState.OPEN and round_.closes:
        values = number | {"day": formats.date_format(timezone.localtime(round_.closes), "DATETIME_FORMAT")}
        return _("Round %(number)s is open until %(day)s.") % values
    if state == RoundState.OPEN:
        return _("Round %(number)s is open.") % number
    if state == RoundState.DRAFT and round_.opens:
        values = number | {"day": formats.date_format(timezone.localtime(round_.opens), "DATETIME_FORMAT")}
        return _("Round %(number)s opens on %(day)s.") % values
    if state == RoundState.DRAFT:
        return _("Round %(number)s is not open yet.") % number
    return _("Round %(number)s is closed.") % number


def about(diagnostic: Diagnostic, *, role: str) -> dict[str, Any]:
    """Return what the page of a diagnostic shows, with the next thing to do."""
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
    """Return the label and the address of the next thing to do."""
    key = [diagnostic.code, latest.number]
    if diagnostic.step:
        return _("Continue setting up"), _next_step_address(diagnostic)
    if queries.state(latest, timezone.now()) == RoundState.DRAFT:
        return _("Check and open"), reverse("diagnostics:check", args=[diagnostic.code])
    if latest.revealed:
        return _("View results"), reverse("results:spider", args=key)
    return _("Go to the round"), reverse("releases:round", args=key)


def missing(diagnostic: Diagnostic) -> list[str]:
    """Return what a facilitator has to add before a round can open."""
    return [] if diagnostic.asking.strip() else [_("Say who is asking, and why. People read this first.")]


def advice(diagnostic: Diagnostic, round_: Round) -> list[str]:
    """Return quiet notes on settings that protect less, or show less, than a facilitator may expect.

    They are advice, not warnings: a small team that compares groups is right to keep the smallest group at 5.
    """
    sentences: list[str] = []
    if diagnostic.protection != Protection.PROTECTED or not mapping.shown_groups(diagnostic):
        return sentences
    if diagnostic.k < expected.SAFE_K and not round_.personal_only:
        sentences.append(
            _(
                "Anyone with the shared link can answer more than once, and could use this to work out how someone in "
                "a small group answered. To make this harder, set the smallest group to 10 or use personal links only."
            )
        )
    if hidden := expected.hidden(diagnostic, round_):
        sentence = _(
            "With the number of people you expect, many groups would have too few people to show. Group questions "
            "affected: %(groups)s. You can ask fewer group questions, or put the most important one first."
        )
        sentences.append(sentence % {"groups": ", ".join(hidden)})
    return sentences


def rows(diagnostic: Diagnostic, round_: Round) -> tuple[SettingRow, ...]:
    """Return all settings, one row for each step."""
    values = _values(diagnostic, round_)
    return tuple(SettingRow(step, values[step.name], steps.is_locked(step, diagnostic)) for step in steps.STEPS)


def _values(diagnostic: Diagnostic, round_: Round) -> dict[str, tuple[str | Promise, ...]]:
    version = diagnostic.instrument
    groups = [_group(group) for group in diagnostic.groups.prefetch_related("choices")]
    order = mapping.shown_groups(diagnostic)
    protection = {
        Protection.PROTECTED: _("Protected: results only for groups of at least %(k)s people") % {"k": diagnostic.k},
        Protection.OPEN: _("Open room: results from 3 responses"),
        Protection.NAMED: _("Named: people sign their scores"),
    }[Protection(diagnostic.protection)]
    shown = (
        _("Results by group: %(groups)s") % {"groups": _(", then ").join(order)} if order else _("No results by group")
    )
    comments = _("Yes, shown once %(n)s people have answered") % {"n": diagnostic.k_words}
    return {
        "subject": tuple(text for text in (diagnostic.subject, diagnostic.asking, diagnostic.contact) if text),
        "viewpoint": tuple(Viewpoint(view).label for view in diagnostic.viewpoints),
        "instrument": (f"{version.title} · {version.version}",) if version else (_("Not chosen yet"),),
        "language": _languages(diagnostic),
        "groups": tuple(groups) or (_("No group questions"),),
        "asked": (str(round_.asked) if round_.asked else _("Not entered"), *_asked(round_)),
        "protection": (protection, shown),
        "words": (comments if diagnostic.words else _("No"),),
        "afterwards": (Afterwards(diagnostic.afterwards).label,),
        "dates": _dates(round_),
    }


def _languages(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return the language people see first, and the others on offer."""
    offered = mapping.languages(diagnostic.instrument) if diagnostic.instrument else ()
    others = [mapping.name_of(code) for code in offered if code != diagnostic.language]
    also = (_("Also offered: %(languages)s") % {"languages": ", ".join(others)},) if others else ()
    return (mapping.name_of(diagnostic.language), *also)


def _asked(round_: Round) -> list[str]:
    """Return how many people of each choice are asked, one line for each group."""
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
        _("Opens on %(day)s") % {"day": opens} if opens else _("You open the round yourself"),
        _("Closes on %(day)s") % {"day": closes} if closes else _("You close the round yourself"),
    )


def lost(diagnostic: Diagnostic) -> list[str]:
    """Return in numbers what deleting a diagnostic removes."""

    def count(model: str, **where: object) -> int:
        # Models of later rooms are looked up by name: rooms import in one direction only.
        return int(apps.get_model(model)._default_manager.filter(**where).count())

    inside = {"round__diagnostic": diagnostic}
    rounds, workshops = diagnostic.rounds.count(), count("workshops.Workshop", diagnostic=diagnostic)
    waiting, links = count("responses.PendingResponse", **inside), count("invitations.PersonalLink", **inside)
    releases, notes = count("releases.Release", **inside), count("results.Note", **inside)
    priorities, pages = count("plans.Priority", **inside), count("plans.PlanPage", shown=True, **inside)
    counts = [
        (rounds, ngettext("%(n)s round", "%(n)s rounds", rounds)),
        (waiting, ngettext("%(n)s response not yet in the results", "%(n)s responses not yet in the results", waiting)),
        (releases, ngettext("%(n)s set of results", "%(n)s sets of results", releases)),
        (notes, ngettext("%(n)s note", "%(n)s notes", notes)),
        (workshops, ngettext("%(n)s workshop", "%(n)s workshops", workshops)),
        (
            priorities,
            ngettext("%(n)s priority (its actions stay)", "%(n)s priorities (their actions stay)", priorities),
        ),
        (pages, ngettext("%(n)s public page", "%(n)s public pages", pages)),
        (links, ngettext("%(n)s personal link", "%(n)s personal links", links)),
    ]
    sentences = [text % {"n": n} for n, text in counts if n]
    return [*sentences, _("any comments")] if releases or waiting else sentences
