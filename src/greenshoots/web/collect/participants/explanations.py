"""What people read before and after they answer, in the words of the protection that was chosen."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenshoots.core.disclosure.policy import OPEN_MINIMUM
from greenshoots.core.instruments.model import Instrument, ScoreEach
from greenshoots.web.collect.diagnostics.models import Afterwards, Protection, Viewpoint
from greenshoots.web.collect.participants.page_data import GroupQuestion, PageData

DRAFTS = frozenset({"cy"})
"""Languages of these pages that no native speaker has checked yet."""

SECONDS = {ScoreEach.ENABLER: 40, ScoreEach.STATEMENT: 20}
"""Estimated seconds for one score, with reading."""


def how_long(instrument: Instrument) -> int:
    """Estimate the minutes that answering takes, for pages and e-mails alike."""
    return round((SECONDS[instrument.score_each] * len(instrument.questions) + 60) / 60)


def minutes(about: PageData) -> str:
    """Return the sentence on how long answering takes."""
    number = about.minutes or how_long(about.instrument)
    return ngettext(
        "It takes about %(number)s minute.",
        "It takes about %(number)s minutes.",
        number,
    ) % {"number": number}


# These sentences are promises, kept by tests. They never say “anonymous”, but how large a group has to be for results.
def who_sees(about: PageData) -> list[str]:
    """Return the sentences on who can see what, for the protection chosen for this round."""
    sentences_for = {Protection.NAMED: _named, Protection.OPEN: _open_room}
    return [
        *sentences_for.get(Protection(about.protection), _blocks)(about),
        *_comments(about),
        on_device(about),
        _afterwards(about),
    ]


def _blocks(about: PageData) -> list[str]:
    return [
        _(
            "Results are shown only for groups of at least %(k)s people. This stays true when someone compares pages "
            "or looks again later."
        )
        % {"k": about.k},
        _(
            "When nearly everyone in a group gives the same score, we show a range instead. This stops people working "
            "out what any one person answered."
        ),
        _no_account(),
    ]


def _no_account() -> str:
    return _(
        "You do not need an account. We do not store your name, e-mail address or network address with your answers, "
        "or the time you sent them. We do not use cookies."
    )


def _open_room(about: PageData) -> list[str]:
    return [
        _(
            "Results are for everyone together and are not shown for groups. Once %(number)s people have answered, "
            "the results show how many people gave each score."
        )
        % {"number": OPEN_MINIMUM},
        _("If only a few people answer, someone may still work out who gave which score."),
        _no_account(),
    ]


def _named(about: PageData) -> list[str]:
    return [
        _(
            "You will be asked to put your name to your scores. Once the results are shown, the other people who "
            "answer, and the team that asked you, can see your name next to your scores. The results show exact "
            "numbers, even for very small groups, so anyone who sees them may be able to work out what you answered."
        ),
        _(
            "You do not need an account. We store your name with your answers, but not your e-mail address, network "
            "address or the time you sent them. We do not use cookies."
        ),
    ]


def _comments(about: PageData) -> list[str]:
    if not about.words:
        return []
    if about.protection == Protection.NAMED:
        return [_("Your comments are shown word for word, unless you choose to show them only to the facilitators.")]
    return [
        _(
            "Once at least %(number)s people have answered, your comments are shown word for word, in random order. "
            "You can choose to show them only to the facilitators. People who know you may recognise what you wrote."
        )
        # The larger number: comments are never shown for fewer people than scores are.
        % {"number": max(about.k, about.k_words)}
    ]


def _afterwards(about: PageData) -> str:
    if about.afterwards == Afterwards.OWN:
        return _(
            "After you send your answers, you see your own scores. You can change your answers while the round is "
            "open, and delete them at any time before the results are shown."
        )
    return _(
        "After you send your answers, you see your own scores. You can also see the results once they are published. "
        "You can change your answers while the round is open, and delete them at any time before the results are "
        "shown."
    )


def on_device(about: PageData) -> str:
    """Return the sentence on what the device stores: nothing where people share it, else what the person chooses."""
    if about.shared:
        return _("Other people use this device too, so it does not keep anything you enter.")
    return _(
        "Until you send your answers, they are kept only in this browser tab. If you choose to, or if you are offline "
        "when you send them, they are also kept on this device for up to a day."
    )


def small_choices(about: PageData, group: GroupQuestion) -> str:
    """Return a warning about choices with too few people to show separately, or an empty string."""
    if about.protection != Protection.PROTECTED or not group.shown:
        return ""
    few = [choice.label for choice in group.choices if choice.asked is not None and choice.asked < about.k]
    if not few:
        return ""
    return _(
        "Too few people to show separately (fewer than %(k)s): %(choices)s. Their answers are counted in a wider group."
    ) % {"k": about.k, "choices": ", ".join(few)}


def viewpoint(value: str) -> str:
    """Return the label of a viewpoint as a choice."""
    return _viewpoints()[value][0]


def look_through(value: str) -> str:
    """Return the sentence on the viewpoint where the diagnostic has only one."""
    return _viewpoints()[value][1]


def _viewpoints() -> Mapping[str, tuple[str, str]]:
    return {
        Viewpoint.SERVICE: (
            _("Your service"),
            _("Think about your service when you answer. This is the team or service you work in."),
        ),
        Viewpoint.ORGANISATION: (
            _("Your organisation"),
            _("Think about your organisation as a whole when you answer."),
        ),
        Viewpoint.SYSTEM: (
            _("Your local system"),
            _(
                "Think about your local system when you answer. This means all the organisations that work together "
                "in your area."
            ),
        ),
    }


def next_steps(about: PageData) -> list[str]:
    """Return what happens next, for the thank-you page."""
    if about.results_address:
        return [_("The results of this round have been published.")]
    steps = [_("The facilitator decides when to show the results.")]
    if about.closes:
        steps.append(
            _("The round closes on %(day)s.") % {"day": date_format(localtime(about.closes), "j F Y, H:i")},
        )
    if about.afterwards == Afterwards.RESULTS:
        steps.append(_("Once the results are published, open the same link again to see how your scores compare."))
    return steps


def is_draft(about: PageData, interface: str) -> bool:
    """Return whether a native speaker still has to check the page."""
    return interface in DRAFTS or about.instrument.draft
