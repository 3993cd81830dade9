"""The sentences of the audit trail, by verb. `%(who)s` did it, to `%(about)s`; the rest are facts of the entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: Mapping[str, _StrPromise] = {
    "place.made": _("%(who)s made the place “%(about)s”."),
    "place.renamed": _("%(who)s renamed the place from “%(before)s” to “%(about)s”."),
    "member.invited": _("%(who)s invited %(about)s by e-mail as %(role)s."),
    "member.link_made": _("%(who)s made a link to join as %(role)s."),
    "member.invitation_withdrawn": _("%(who)s took an invitation back."),
    "member.joined": _("%(who)s joined as %(role)s."),
    "member.role_changed": _("%(who)s changed the role of %(about)s from %(before)s to %(role)s."),
    "member.removed": _("%(who)s removed %(about)s from the place."),
    "member.left": _("%(who)s left the place."),
    "diagnostic.made": _("%(who)s set up the diagnostic “%(about)s”."),
    "diagnostic.changed": _("%(who)s changed “%(about)s”."),
    "diagnostic.groups": _("%(who)s changed the respondent groups of “%(about)s”."),
    "diagnostic.protection": _("%(who)s changed how people who answer “%(about)s” are protected."),
    "diagnostic.ready": _("%(who)s finished setting up “%(about)s”."),
    "diagnostic.opened": _("%(who)s opened “%(about)s” for answers."),
    "diagnostic.reopened": _("%(who)s opened “%(about)s” again."),
    "diagnostic.closed": _("%(who)s closed “%(about)s”."),
    "diagnostic.extended": _("%(who)s changed when “%(about)s” closes."),
    "diagnostic.deleted": _("%(who)s deleted the diagnostic “%(about)s” and everything in it."),
    "round.made": _("%(who)s began a new round: %(about)s."),
    "round.asked": _("%(who)s changed how many people are asked in %(about)s."),
    "round.dates": _("%(who)s changed the dates of %(about)s."),
    "round.opened": _("%(who)s opened %(about)s for answers."),
    "round.reopened": _("%(who)s opened %(about)s again."),
    "round.closed": _("%(who)s closed %(about)s."),
    "round.extended": _("%(who)s changed when %(about)s closes."),
    "round.deleted": _("%(who)s deleted %(about)s and everything in it."),
    "round.revealed": _("%(who)s revealed the answers of %(about)s."),
    "round.late_revealed": _("%(who)s revealed the late answers of %(about)s."),
    "round.published": _("%(who)s published the results of %(about)s."),
    "round.unpublished": _("%(who)s took the results of %(about)s back."),
    "round.words_chosen": _("%(who)s chose which words of %(about)s are shown."),
    "round.link_on": _("%(who)s switched the open link of %(about)s on."),
    "round.link_off": _("%(who)s switched the open link of %(about)s off."),
    "open_link.on": _("%(who)s switched the open link of %(about)s on."),
    "open_link.off": _("%(who)s switched the open link of %(about)s off."),
    "people.invited": _("%(who)s sent the invitations of %(about)s."),
    "people.reminded": _("%(who)s sent a reminder to those who had not answered %(about)s."),
    "links.reminded": _("%(who)s sent a reminder to those who had not answered %(about)s."),
    "answers.entered": _("%(who)s typed in an answer from paper for %(about)s."),
    "responses.entered": _("%(who)s typed in an answer from paper for %(about)s."),
    "releases.published": _("%(who)s published the results of %(about)s."),
    "releases.unpublished": _("%(who)s took the results of %(about)s back."),
    "releases.closed": _("%(who)s closed %(about)s for good: nothing more can be revealed."),
    "results.noted": _("%(who)s wrote a note beside the results of %(about)s."),
    "note.written": _("%(who)s wrote a note about “%(about)s”."),
    "instrument.chosen": _("%(who)s chose a questionnaire: %(about)s."),
    "instrument.uploaded": _("%(who)s brought in the questionnaire “%(about)s”."),
    "instrument.adapted": _("%(who)s adapted the questionnaire “%(about)s”."),
    "workshop.made": _("%(who)s prepared the workshop “%(about)s”."),
    "workshop.changed": _("%(who)s changed the workshop “%(about)s”."),
    "workshop.shared": _("%(who)s let everybody with the link read the summary of the workshop “%(about)s”."),
    "workshop.unshared": _("%(who)s closed the summary of the workshop “%(about)s” to those with the link."),
    "workshop.begun": _("%(who)s began the workshop “%(about)s”."),
    "workshop.ended": _("%(who)s ended the workshop “%(about)s”."),
    "workshop.deleted": _("%(who)s deleted the workshop “%(about)s”."),
}

_COUNTED: Mapping[str, _StrPromise] = {
    "people.added": ngettext_lazy(
        "%(who)s put %(number)s person on the list of %(about)s.",
        "%(who)s put %(number)s people on the list of %(about)s.",
        "number",
    ),
    "people.removed": ngettext_lazy(
        "%(who)s took %(number)s person off the list of %(about)s.",
        "%(who)s took %(number)s people off the list of %(about)s.",
        "number",
    ),
    "links.sent": ngettext_lazy(
        "%(who)s sent %(number)s invitation to %(about)s.",
        "%(who)s sent %(number)s invitations to %(about)s.",
        "number",
    ),
    "responses.brought_in": ngettext_lazy(
        "%(who)s brought %(number)s answer into %(about)s from a file.",
        "%(who)s brought %(number)s answers into %(about)s from a file.",
        "number",
    ),
    "responses.taken_out": ngettext_lazy(
        "%(who)s took %(number)s answer out of %(about)s again.",
        "%(who)s took %(number)s answers out of %(about)s again.",
        "number",
    ),
    "releases.revealed": ngettext_lazy(
        "%(who)s revealed the answer of %(number)s person in %(about)s.",
        "%(who)s revealed the answers of %(number)s people in %(about)s.",
        "number",
    ),
    "releases.revealed_late": ngettext_lazy(
        "%(who)s added the late answer of %(number)s person to %(about)s.",
        "%(who)s added the late answers of %(number)s people to %(about)s.",
        "number",
    ),
    "releases.words_chosen": ngettext_lazy(
        "%(who)s changed whether %(number)s comment in %(about)s is shown.",
        "%(who)s changed whether %(number)s comments in %(about)s are shown.",
        "number",
    ),
    "releases.erased": ngettext_lazy(
        "%(who)s erased %(number)s answer of %(about)s that could not be shown.",
        "%(who)s erased %(number)s answers of %(about)s that could not be shown.",
        "number",
    ),
}
COUNTED: Mapping[str, _StrPromise] = {
    **_COUNTED,
    "links.added": _COUNTED["people.added"],
    "links.removed": _COUNTED["people.removed"],
    "answers.brought_in": _COUNTED["responses.brought_in"],
}
