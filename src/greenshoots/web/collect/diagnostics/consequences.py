"""What saving one step changed in the others: nothing that was chosen changes without being said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from greenshoots.web.collect.diagnostics import mapping, presenters, steps
from greenshoots.web.collect.diagnostics.models import Diagnostic, Protection, Round


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen so far.

    Attributes:
        values: As the check page words it, by step; steps that are still to come are left out.
        asked: The names of the groups people are asked about.
        not_shown: Those of them that results are not shown by, though an order was chosen.
    """

    values: Mapping[str, tuple[str, ...]]
    asked: frozenset[str]
    not_shown: tuple[str, ...]


def chosen(diagnostic: Diagnostic, round_: Round) -> Chosen:
    """Return what was chosen so far."""
    reached = steps.reached(diagnostic)
    rows = presenters.rows(diagnostic, round_)
    asked = [group.name for group in diagnostic.groups.all()]
    shown = mapping.shown_groups(diagnostic)
    may_be_shown = "protection" in reached and diagnostic.protection != Protection.OPEN
    return Chosen(
        {row.step.name: tuple(map(str, row.values)) for row in rows if row.step.name in reached},
        frozenset(asked),
        tuple(name for name in asked if name not in shown) if may_be_shown else (),
    )


def changes(saved: str, before: Chosen, after: Chosen) -> list[str]:
    """Return a sentence for every other step whose choice is another one after a step was saved."""
    told = [
        _differs(name, values, after.values[name])
        for name, values in before.values.items()
        if name != saved and after.values[name] != values
    ]
    new = [name for name in after.not_shown if name not in before.asked]
    if new:
        told.append(
            _("No results are shown by: %(groups)s. You can change this under Protection.") % {"groups": ", ".join(new)}
        )
    return told


def _differs(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    step = steps.named(name)
    lost = [value for value in before if value not in after]
    new = [value for value in after if value not in before]
    facts = {"step": step.title if step else name, "before": "; ".join(lost), "after": "; ".join(new)}
    if lost and new:
        return _("This also changed “%(step)s”. Before: %(before)s. Now: %(after)s.") % facts
    if lost:
        return _("This also changed “%(step)s”. Removed: %(before)s.") % facts
    return _("This also changed “%(step)s”. Added: %(after)s.") % facts
