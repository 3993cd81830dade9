"""Map database rows to values of the method: the instrument, the policy and the study."""

from __future__ import annotations

from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.policy import Protection as Way
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import VIEWPOINT, Instrument
from greenshoots.core.results import Study
from greenshoots.web.collect.diagnostics.models import (
    Diagnostic,
    InstrumentVersion,
    Protection,
    Round,
    Viewpoint,
)

WAYS = {Protection.PROTECTED: Way.PROTECTED, Protection.OPEN: Way.OPEN, Protection.NAMED: Way.NAMED}
VIEWS = {
    Viewpoint.SERVICE: gettext_lazy("view of our service"),
    Viewpoint.ORGANISATION: gettext_lazy("view of our organisation"),
    Viewpoint.SYSTEM: gettext_lazy("view of our local system"),
}


def instrument(version: InstrumentVersion, language: str = "") -> Instrument:
    """Return an instrument in a language, or in its own language where there is no translation."""
    return _parse(version.text, f"{version.name}.toml", *_side(version, language))


def languages(version: InstrumentVersion) -> tuple[str, ...]:
    """Return the languages of an instrument, its own first."""
    return (version.language, *sorted(code for code in version.translations if code != version.language))


def name_of(language: str) -> str:
    """Return the name of a language in that language."""
    try:
        return str(get_language_info(language)["name_local"]).capitalize()
    except KeyError:
        return language


def _side(version: InstrumentVersion, language: str) -> tuple[str, str]:
    """Return the code and the text of a translation; empty where the original text is used."""
    wanted = language.lower()
    # A translation into “cy” also serves a browser that asks for “cy-GB”.
    for code, text in version.translations.items():
        if code.lower() == wanted or code.lower().split("-")[0] == wanted.split("-")[0]:
            return (code, text) if wanted.split("-")[0] != version.language.lower().split("-")[0] else ("", "")
    return "", ""


@lru_cache(maxsize=128)
def _parse(text: str, name: str, code: str, side: str) -> Instrument:
    """Parse an instrument file; a stored file never changes, so it is parsed once."""
    translation = parsing.SideFile(side, f"{name}.{code}", code) if code else None
    return parsing.parse(text, file=name, translation=translation)


def policy(diagnostic: Diagnostic) -> Policy:
    """Return the protection policy. Its groups are the names of respondent groups, most important first."""
    way = WAYS[Protection(diagnostic.protection)]
    # People who look at their service and at the whole area do not answer the same question.
    views = (VIEWPOINT,) if len(diagnostic.viewpoints) > 1 else ()
    groups = () if way is Way.OPEN else (*views, *shown_groups(diagnostic))
    return Policy(way, diagnostic.k, diagnostic.c, groups, diagnostic.k_words)


def shown_groups(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return the names of the respondent groups that may be shown, most important first; none in an open room."""
    return () if diagnostic.protection == Protection.OPEN else chosen_order(diagnostic)


def chosen_order(diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return the order of groups that was chosen, also while an open room shows none."""
    shown = [group for group in diagnostic.groups.all() if group.place_in_order is not None]
    return tuple(group.name for group in sorted(shown, key=lambda group: group.place_in_order or 0))


def study(round_: Round) -> Study:
    """Return where the responses of a round come from: subject, place, dates and how many people were asked."""
    diagnostic = round_.diagnostic
    asked: dict[str, dict[str, int]] = {}
    for entry in round_.asked_by_choice.select_related("choice__group"):
        asked.setdefault(entry.choice.group.name, {})[entry.choice.label] = entry.number
    rounds = Round.objects.filter(diagnostic=diagnostic, number__lte=round_.number)
    views = [str(VIEWS[Viewpoint(view)]) for view in diagnostic.viewpoints]
    return Study(
        subject=diagnostic.subject,
        place=diagnostic.place.name,
        viewpoint=views[0] if len(views) == 1 else "",
        dates=dates(round_),
        asked=round_.asked,
        asked_by_round={str(earlier.number): earlier.asked for earlier in rounds if earlier.asked is not None},
        asked_by_group=asked,
    )


def dates(round_: Round) -> str:
    """Describe when a round took place: *Round 2, closed 14 November 2026*."""
    number = round_.number
    if round_.closed_on:
        return _("Round %(number)s, closed %(day)s") % {"number": number, "day": formats.date_format(round_.closed_on)}
    if round_.opened_on:
        return _("Round %(number)s, opened %(day)s") % {"number": number, "day": formats.date_format(round_.opened_on)}
    return _("Round %(number)s") % {"number": number}
