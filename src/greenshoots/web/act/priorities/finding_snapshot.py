"""The finding behind a priority: what the results said, frozen as it stood, and what they say now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from greenshoots import speech
from greenshoots.core import translation
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import Enabler
from greenshoots.core.language import picture_sentences, sentences
from greenshoots.core.results import Flag, Results
from greenshoots.reports.contents import chapters, enabler_pages
from greenshoots.web.act.priorities.models import Because
from greenshoots.web.collect.diagnostics import mapping
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import queries as releases

BECAUSE = {
    Flag.LOW: Because.SCORE,
    Flag.SPLIT: Because.DISAGREEMENT,
    Flag.DIVIDED: Because.DISAGREEMENT,
    Flag.GAP: Because.GAP,
}
"""Which reason to talk first is which reason to strengthen; others leave the reason to the people."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An enabler that may be chosen.

    Attributes:
        reason: Why it is worth talking about first; empty where nothing stands out.
        because: The reasons, of `Because`, that its results suggest.
    """

    enabler: Enabler
    reason: str = ""
    because: tuple[str, ...] = ()


def results_of(round_: Round) -> Results | None:
    """Give what the team may see of a round; None before its reveal."""
    if not round_.revealed:
        return None
    try:
        with translation.using(speech.voice(get_language() or "en")):
            return releases.results(round_)
    except PolicyError:
        return None


def candidates(round_: Round) -> list[Candidate]:
    """Give every enabler of a round, those worth talking about first before the others."""
    version = round_.diagnostic.instrument
    if version is None:
        return []
    asked = mapping.instrument(version, get_language() or "")
    found: dict[str, Candidate] = {}
    results = results_of(round_)
    for entry in (*results.talk_first, *results.unknown) if results else ():
        kept = found.get(entry.enabler.id)
        because = tuple(dict.fromkeys(str(BECAUSE[flag].value) for flag in entry.flags if flag in BECAUSE))
        reason = " ".join(filter(None, (kept.reason if kept else "", entry.reason)))
        found[entry.enabler.id] = Candidate(entry.enabler, reason, because or (kept.because if kept else ()))
    rest = [Candidate(enabler) for enabler in asked.enablers if enabler.id not in found]
    return [*found.values(), *rest]


def freeze(round_: Round, enabler: str, today: dt.date) -> dict[str, Any]:
    """Give what the results say of an enabler, to be kept beside a priority; empty where there are no results."""
    said = sentences_of(round_, enabler)
    if not said:
        return {}
    return {"sentences": list(said), "language": get_language() or "en", "on": today.isoformat()}


def sentences_of(round_: Round, enabler: str) -> tuple[str, ...]:
    """Give the sentences about an enabler, from what was revealed: what people said, who differs, what changed."""
    results = results_of(round_)
    if results is None or not results.everyone.visible:
        return ()
    result = results.everyone.enabler(enabler)
    with translation.using(speech.voice(get_language() or "en")):
        said = sentences.enabler_sentences(result, results.instrument, results.everyone)
        return (*said, *enabler_pages.differences(result, results))


def public_sentences(round_: Round) -> tuple[str, ...]:
    """Give what everybody may read of a round that is published to everybody: the whole picture in sentences."""
    with translation.using(speech.voice(get_language() or "en")):
        results = releases.results(round_, readers="public")
        return (chapters.title(results) + ".", *picture_sentences.spider_sentences(results, pictured=False))
