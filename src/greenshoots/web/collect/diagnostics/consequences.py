"""Report which choices of other steps changed when a step was saved: no choice changes unnoticed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from greenshoots.web.collect.diagnostics import mapping, presenters, steps
from greenshoots.web.collect.diagnostics.models import Diagnostic, Protection, Round


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices made so far.

    Attributes:
        values: The choices as the check page words them, by step; steps still to come are left out.
        asked: The names of the group questions.
        not_shown: The names of groups that results are not shown by, although an order was chosen.
    """

    values: Mapping[str, tuple[str, ...]]
    asked: frozenset[str]
    not_shown: tuple[str, ...]


def chosen(diagnostic: Diagnostic, round_: Round) -> Chosen:
    """Return the choices made so far."""
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
    """Return a sentence for each other step whose choice changed when a step was saved."""
    sentences = [
        _differs(name, values, after.values[name])
        for name, values in before.values.items()
        if name != saved and after.values[name] != values
    ]
    new = [name for name in after.not_shown if name not in before.asked]
    if new:
        sentences.append(
            _("You will not see results by group for: %(groups)s. You can change this under Protection.")
            % {"groups": ", ".join(new)}
        )
    return sentences


def _differs(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    step = steps.named(name)
    lost = [value for value in before if value not in after]
    new = [value for value in after if value not in before]
    values = {"step": step.title if step else name, "before": "; ".join(lost), "after": "; ".join(new)}
    if lost and new:
        return _("This also changed “%(step)s”. Before: %(before)s. Now: %(after)s.") % values
    if lost:
        return _("This also changed “%(step)s”. Removed: %(before)s.") % values
    return _("This also changed “%(step)s”. Added: %(after)s.") % values
