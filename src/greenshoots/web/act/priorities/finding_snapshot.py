"""The finding behind a priority: what the results said when it was chosen, and what they say now."""

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
"""The reason that each flag suggests; other flags leave the reason to the people."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An enabler that may be chosen.

    Attributes:
        reason: Why it is worth talking about first; empty where nothing stands out.
        because: The values of `Because` that its results suggest.
    """

    enabler: Enabler
    reason: str = ""
    because: tuple[str, ...] = ()


def results_of(round_: Round) -> Results | None:
    """Return what the team may see of a round; None before its reveal."""
    if not round_.revealed:
        return None
    try:
        with translation.using(speech.voice(get_language() or "en")):
            return releases.results(round_)
    except PolicyError:
        return None


def candidates(round_: Round) -> list[Candidate]:
    """Return the enablers of a round, those to talk about first before the others."""
    version = round_.diagnostic.instrument
    if version is None:
        return []
    instrument = mapping.instrument(version, get_language() or "")
    by_enabler: dict[str, Candidate] = {}
    results = results_of(round_)
    for entry in (*results.talk_first, *results.unknown) if results else ():
        # An enabler can be in both lists: low, and many people not sure. It is offered once, with both reasons.
        earlier = by_enabler.get(entry.enabler.id)
        because = tuple(dict.fromkeys(str(BECAUSE[flag].value) for flag in entry.flags if flag in BECAUSE))
        reason = " ".join(filter(None, (earlier.reason if earlier else "", entry.reason)))
        by_enabler[entry.enabler.id] = Candidate(entry.enabler, reason, because or (earlier.because if earlier else ()))
    others = [Candidate(enabler) for enabler in instrument.enablers if enabler.id not in by_enabler]
    return [*by_enabler.values(), *others]


def freeze(round_: Round, enabler: str, today: dt.date) -> dict[str, Any]:
    """Return what the results say of an enabler, to be kept with a priority; empty where there are no results.

    Responses that arrive later change the results, and must not change the reason for which people chose.
    """
    texts = sentences_of(round_, enabler)
    if not texts:
        return {}
    # The language is kept too: sentences that are stored cannot be translated for a later reader.
    return {"sentences": list(texts), "language": get_language() or "en", "on": today.isoformat()}


def sentences_of(round_: Round, enabler: str) -> tuple[str, ...]:
    """Return the sentences about an enabler in the results: what people said, who differs, what changed."""
    results = results_of(round_)
    if results is None or not results.everyone.visible:
        return ()
    result = results.everyone.enabler(enabler)
    with translation.using(speech.voice(get_language() or "en")):
        texts = sentences.enabler_sentences(result, results.instrument, results.everyone)
        return (*texts, *enabler_pages.differences(result, results))


def public_sentences(round_: Round) -> tuple[str, ...]:
    """Return what anyone may read of a round with public results: the whole picture in sentences."""
    with translation.using(speech.voice(get_language() or "en")):
        results = releases.results(round_, readers="public")
        # The public page has no picture, so no sentence may speak of a dot on one.
        return (chapters.title(results) + ".", *picture_sentences.spider_sentences(results, pictured=False))
