"""Choose priorities: first which enablers, then why; from results or from a workshop."""

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
    from django.http import HttpRequest, QueryDict

    from greenshoots.web.base.accounts.models import User


LONGEST = 200
"""The most characters of an action. A next step of a workshop may be longer; its whole text then becomes the reason."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step from a workshop."""

    number: int
    text: str
    who: str
    taken: bool


@dataclass(frozen=True)
class Selection:
    """The contents of the two pages.

    Attributes:
        candidates: Enablers that are not priorities of this round yet.
        ticked: Those of them that are selected, by id.
        known: The priorities of this round, each with its name.
        forms: A form for the reasons of each selected enabler; empty on the first page.
        promises: The next steps from the workshop.
        second: True on the page that asks why.
    """

    candidates: Sequence[finding_snapshot.Candidate]
    ticked: frozenset[str]
    known: Sequence[tuple[str, Priority]]
    forms: Sequence[tuple[finding_snapshot.Candidate, WhyForm]]
    promises: Sequence[NextStep]
    second: bool
    workshop: Workshop | None

    @property
    def ready(self) -> bool:
        """True where the second page has something to ask."""
        return self.second and bool(self.forms or self.promises)

    def is_valid(self) -> bool:
        """Return whether all forms are valid."""
        return self.ready and not [form for _candidate, form in self.forms if not form.is_valid()]

    def chosen(self) -> dict[str, dict[str, Any]]:
        """Return the reasons, by the enabler's id."""
        return {candidate.enabler.id: form.cleaned_data for candidate, form in self.forms}

    def context(self) -> dict[str, Any]:
        """Return the context of the page."""
        return {"asked": self, "nothing": self.second and not self.ready}


def read(round_: Round, request: HttpRequest) -> Selection:
    """Read the selection from the address, which holds it so that going back loses nothing."""
    known = list(Priority.objects.filter(round=round_).select_related("round__diagnostic__instrument"))
    taken = {priority.enabler for priority in known}
    candidates = [item for item in finding_snapshot.candidates(round_) if item.enabler.id not in taken]
    workshop = _workshop(round_, request.GET.get("workshop", ""))
    state = workshops.state(workshop) if workshop else None
    # The address says which page it is, so that the back button leads from the second to the first.
    second = "why" in request.GET
    wished = request.GET.getlist("enabler") if second else (state.chosen if state else ())
    # The address can name an enabler that was not asked, or one that became a priority in another tab meanwhile.
    ticked = frozenset(wished) & {candidate.enabler.id for candidate in candidates}
    wanted = [candidate for candidate in candidates if candidate.enabler.id in ticked] if second else []
    sent = request.POST if request.method == "POST" else None
    agreed = state.agreed if state else {}
    notes = {name: score.note for name, score in agreed.items()}
    forms = [(candidate, _why_form(candidate, sent, notes.get(candidate.enabler.id, ""))) for candidate in wanted]
    promises = [
        NextStep(number, text, who, sent is None or f"promise-{number}" in sent)
        for number, (text, who) in enumerate(state.promises if state else ())
    ]
    named = [(title(priority), priority) for priority in known]
    return Selection(candidates, ticked, named, forms, promises, second, workshop)


def _why_form(candidate: finding_snapshot.Candidate, sent: QueryDict | None, notes: str) -> WhyForm:
    return WhyForm(sent, prefix=candidate.enabler.id, initial={"because": candidate.because, "why": notes})


def _workshop(round_: Round, code: str) -> Workshop | None:
    """Return the workshop about this diagnostic that the address names."""
    rows = Workshop.objects.select_related("place", "diagnostic__instrument")
    return rows.filter(code=code, diagnostic=round_.diagnostic_id).first() if code else None


def take_over(place: Place, selection: Selection, priorities: Sequence[Priority], *, by: User) -> int:
    """Create an action for each selected next step; return how many."""
    ticked = [promise for promise in selection.promises if promise.taken]
    for promise in ticked:
        values: dict[str, Any] = {
            "what": promise.text[:LONGEST],
            "why": promise.text if len(promise.text) > LONGEST else "",
            "owner": promise.who,
        }
        # Nothing says which priority a next step belongs to, unless there is only one.
        action_actions.make(place, by=by, priority=priorities[0] if len(priorities) == 1 else None, **values)
    return len(ticked)
