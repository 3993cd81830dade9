"""What people are told before they answer and after, each way of protecting them in its own words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenshoots.core.disclosure.policy import OPEN_MINIMUM
from greenshoots.core.instruments.model import Instrument, ScoreEach
from greenshoots.web.collect.diagnostics.models import Afterwards, Protection, Viewpoint
from greenshoots.web.collect.participants.page_data import About, Group

DRAFTS = frozenset({"cy"})
"""Languages of these pages that nobody who speaks them at home has read yet."""

SECONDS = {ScoreEach.ENABLER: 40, ScoreEach.STATEMENT: 20}
"""What one score takes, with reading: to be read as an estimate."""


def how_long(instrument: Instrument) -> int:
    """Estimate how many minutes answering takes, the same on every page and in every letter."""
    return round((SECONDS[instrument.score_each] * len(instrument.questions) + 60) / 60)


def minutes(about: About) -> str:
    """Say how long answering takes."""
    number = about.minutes or how_long(about.instrument)
    return ngettext(
        "It takes about %(number)s minute.",
        "It takes about %(number)s minutes.",
        number,
    ) % {"number": number}


def who_sees(about: About) -> list[str]:
    """Say who will see what, in the way that was chosen for this round."""
    ways = {Protection.NAMED: _named, Protection.OPEN: _open_room}
    return [
        *ways.get(Protection(about.protection), _blocks)(about),
        *_written(about),
        on_device(about),
        _afterwards(about),
    ]


def _blocks(about: About) -> list[str]:
    return [
        _(
            "Results are shown for groups of at least %(k)s people, never fewer, also when someone compares screens or "
            "looks again later."
        )
        % {"k": about.k},
        _(
            "When nearly everyone in a group gives the same score we show a range, so that nobody's own answer is "
            "given away."
        ),
        _("You need no account. We keep no name, no address, no time and no cookie with your answers."),
    ]


def _open_room(about: About) -> list[str]:
    return [
        _(
            "This is an open room: the spread of the whole room is shown once %(number)s people have answered, and "
            "nothing about any group in it."
        )
        % {"number": OPEN_MINIMUM},
        _("In a small room somebody may still work out who gave which score."),
        _("You need no account. We keep no name, no address, no time and no cookie with your answers."),
    ]


def _named(about: About) -> list[str]:
    return [
        _("You sign your scores: everybody who sees the results sees your name beside them."),
        _("You need no account. Apart from your name we keep no address, no time and no cookie with your answers."),
    ]


def _written(about: About) -> list[str]:
    if not about.words:
        return []
    if about.protection == Protection.NAMED:
        return [_("What you write in your own words is shown word for word, unless you keep it to the facilitators.")]
    return [
        _(
            "What you write in your own words is shown word for word, once at least %(number)s people have answered, "
            "in no order, or only to the facilitators if you choose so. People who know you may recognise it."
        )
        % {"number": max(about.k, about.k_words)}
    ]


def _afterwards(about: About) -> str:
    if about.afterwards == Afterwards.OWN:
        return _("After sending you see your own picture. You can change or withdraw your answers until the results.")
    return _(
        "After sending you see your own picture, and the results once they are published. You can change or withdraw "
        "your answers until then."
    )


def on_device(about: About) -> str:
    """Say what the device keeps: nothing where people share it, and else what the person chooses."""
    if about.shared:
        return _("People share this device, so it keeps nothing that you enter.")
    return _(
        "Until you send your answers, only this browser tab keeps them. This device keeps them for up to a day if you "
        "choose that, or if there is no connection when you send."
    )


def small_choices(about: About, group: Group) -> str:
    """Warn where so few people of a choice were asked that it cannot be shown on its own; nothing elsewhere."""
    if about.protection != Protection.PROTECTED or not group.shown:
        return ""
    few = [choice.label for choice in group.choices if choice.asked is not None and choice.asked < about.k]
    if not few:
        return ""
    return _("Fewer than %(k)s people were asked here: %(choices)s. Their answers are counted in a wider group.") % {
        "k": about.k,
        "choices": ", ".join(few),
    }


def viewpoint(value: str) -> str:
    """Say whose eyes to look through, as a choice."""
    return _viewpoints()[value][0]


def look_through(value: str) -> str:
    """Say whose eyes to look through where there is one viewpoint only."""
    return _viewpoints()[value][1]


def _viewpoints() -> Mapping[str, tuple[str, str]]:
    return {
        Viewpoint.SERVICE: (_("Your service"), _("Answer for your service: the team or service you work in.")),
        Viewpoint.ORGANISATION: (_("Your organisation"), _("Answer for your organisation as a whole.")),
        Viewpoint.SYSTEM: (
            _("Your local system"),
            _("Answer for your local system: all the organisations that work together in this place."),
        ),
    }


def next_steps(about: About) -> list[str]:
    """Say what happens after somebody answered."""
    if about.results_address:
        return [_("The results of this round are published.")]
    found = [_("Results appear when the facilitator reveals them.")]
    if about.closes:
        found.append(
            _("The round closes on %(day)s.") % {"day": date_format(localtime(about.closes), "j F Y, H:i")},
        )
    if about.afterwards == Afterwards.RESULTS:
        found.append(_("Once they are published, this round's address shows you where you sit among everybody."))
    return found


def is_draft(about: About, interface: str) -> bool:
    """Tell whether somebody who speaks this language at home still has to read what stands on the page."""
    return interface in DRAFTS or about.instrument.draft
