"""Choosing what to strengthen: first which enablers, then why; from results or from a workshop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from greenshoots.web.act.actions import actions as action_actions
from greenshoots.web.act.priorities import finding_snapshot
from greenshoots.web.act.priorities.forms import WhyForm
from greenshoots.web.act.priorities.models import Priority
from greenshoots.web.act.priorities.queries import title
from greenshoots.web.base.places.models import Place
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.meet.workshops import queries as workshops
from greenshoots.web.meet.workshops.models import Workshop

if TYPE_CHECKING:
    from django.http import HttpRequest

    from greenshoots.web.base.accounts.models import User


LONGEST = 200
"""The most letters of what an action is; a promise of a workshop may be longer, and goes on as its reason."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody said in a workshop that they would do."""

    number: int
    text: str
    who: str
    taken: bool


@dataclass(frozen=True)
class Asked:
    """What the two pages hold.

    Attributes:
        candidates: Enablers that were not chosen yet in this round.
        ticked: Those of them that were ticked, by id.
        known: What was chosen in this round before, by name.
        forms: Why, one for each that was ticked; empty on the first page.
        promises: What people in the workshop said they would do.
        second: True on the page that asks why.
    """

    candidates: Sequence[finding_snapshot.Candidate]
    ticked: frozenset[str]
    known: Sequence[tuple[str, Priority]]
    forms: Sequence[tuple[finding_snapshot.Candidate, WhyForm]]
    promises: Sequence[Promise]
    second: bool
    workshop: Workshop | None

    @property
    def ready(self) -> bool:
        """Tell whether the second page has anything to ask."""
        return self.second and bool(self.forms or self.promises)

    def is_valid(self) -> bool:
        """Tell whether everything is filled in well."""
        return self.ready and not [form for _candidate, form in self.forms if not form.is_valid()]

    def chosen(self) -> dict[str, dict[str, Any]]:
        """Give why, by the enabler's id."""
        return {candidate.enabler.id: form.cleaned_data for candidate, form in self.forms}

    def facts(self) -> dict[str, Any]:
        """Give what the page shows."""
        return {"asked": self, "nothing": self.second and not self.ready}


def asked(round_: Round, request: HttpRequest) -> Asked:
    """Read what somebody ticked; the address holds it, so that going back loses nothing."""
    known = list(Priority.objects.filter(round=round_).select_related("round__diagnostic__instrument"))
    taken = {one.enabler for one in known}
    candidates = [one for one in finding_snapshot.candidates(round_) if one.enabler.id not in taken]
    workshop = _workshop(round_, request.GET.get("workshop", ""))
    state = workshops.state(workshop) if workshop else None
    second = "why" in request.GET
    wished = request.GET.getlist("enabler") if second else (state.chosen if state else ())
    ticked = frozenset(wished) & {one.enabler.id for one in candidates}
    wanted = [one for one in candidates if one.enabler.id in ticked] if second else []
    sent = request.POST if request.method == "POST" else None
    agreed = state.agreed if state else {}
    said = {name: one.note for name, one in agreed.items()}
    begun = [(one, {"because": one.because, "why": said.get(one.enabler.id, "")}) for one in wanted]
    forms = [(one, WhyForm(sent, prefix=one.enabler.id, initial=initial)) for one, initial in begun]
    promises = [
        Promise(number, text, who, sent is None or f"promise-{number}" in sent)
        for number, (text, who) in enumerate(state.promises if state else ())
    ]
    named = [(title(one), one) for one in known]
    return Asked(candidates, ticked, named, forms, promises, second, workshop)


def _workshop(round_: Round, code: str) -> Workshop | None:
    """Give the workshop about this diagnostic that the address names."""
    rows = Workshop.objects.select_related("place", "diagnostic__instrument")
    return rows.filter(code=code, diagnostic=round_.diagnostic_id).first() if code else None


def take_over(place: Place, found: Asked, made: Sequence[Priority], *, by: User) -> int:
    """Make an action of each promise that was ticked; give how many."""
    ticked = [one for one in found.promises if one.taken]
    for one in ticked:
        values: dict[str, Any] = {
            "what": one.text[:LONGEST],
            "why": one.text if len(one.text) > LONGEST else "",
            "owner": one.who,
        }
        # Which priority a promise belongs to is known where there is only one.
        action_actions.make(place, by=by, priority=made[0] if len(made) == 1 else None, **values)
    return len(ticked)
