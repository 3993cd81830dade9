"""Which comes first when results are shown, everyone or the groups. Decided by counts of people, never by scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from greenshoots.core.answers import NOT_GIVEN
from greenshoots.core.disclosure import layers, typed_in, whole_first
from greenshoots.core.disclosure import release as core
from greenshoots.core.disclosure.layers import Layers
from greenshoots.core.disclosure.policy import Arrangement, Policy
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round
from greenshoots.web.collect.releases import mapping
from greenshoots.web.collect.releases.models import Release
from greenshoots.web.collect.responses import mapping as responses
from greenshoots.web.collect.responses import queries as responses_queries


@dataclass(frozen=True, slots=True)
class ArrangementChoice:
    """How the responses that wait would be arranged.

    Arguments:
        recommended: By the numbers of people, or as the first results of the diagnostic were.
        free: True where a facilitator may choose the other one.
    """

    recommended: Arrangement
    free: bool


def choice(round_: Round, policy: Policy) -> ArrangementChoice:
    """Return how the responses that wait would be arranged, and whether that may still be chosen.

    It may not where results of the diagnostic have been shown before: the same people's answers in both arrangements
    would tell more than either. Nor where the team has entered forms: who entered them knows scores, and a choice made
    by scores could tell them to others.
    """
    if not policy.protected or not policy.groups:
        return ArrangementChoice(Arrangement.BY_GROUP, free=False)
    first = first_release(round_.diagnostic)
    if first is not None:
        return ArrangementChoice(first.policy.arrangement, free=False)
    by_typist = responses_queries.by_typist(round_)
    entered = any(typist != typed_in.BY_THEMSELVES for typist in by_typist)
    columns, accounts = responses.waiting_columns(round_, policy, among=by_typist)
    sizes = core.arrange(columns, len(accounts), policy).sizes
    # One block is the same in both arrangements, so there is nothing to choose.
    return ArrangementChoice(whole_first.recommended(len(accounts), sizes), free=not entered and len(sizes) > 1)


def first_release(diagnostic: Diagnostic) -> core.Release | None:
    """Return the first results of a diagnostic that were shown by group; None where there are none."""
    return next(_releases(diagnostic), None)


def cuts(diagnostic: Diagnostic) -> Mapping[str, frozenset[int] | None]:
    """Return where the scale may be cut into runs, by question: where it was the first time; None where it never was.

    A question that the first round did not ask is held to the round that first counted groups in runs.
    """
    found: dict[str, frozenset[int] | None] = {}
    for released in _releases(diagnostic):
        for question, cells in zip(released.questions, released.cells, strict=True):
            if isinstance(cells, Layers) and found.get(question.id) is None:
                found[question.id] = layers.cuts(cells)
    return found


def _releases(diagnostic: Diagnostic) -> Iterator[core.Release]:
    """Yield what was shown of a diagnostic by group, oldest first.

    What a workshop brought in is left out: its room is one block without groups, the same in either arrangement.
    """
    rows = Release.objects.filter(round__diagnostic=diagnostic).order_by("round__number", "number")
    for row in rows.select_related("round__diagnostic__instrument"):
        released = mapping.released(row)
        if len(released.sizes) > 1 or bool((released.members.choices != NOT_GIVEN).any()):
            yield released
