"""What the pages about words and signed scores list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.disclosure import free_text
from greenshoots.core.instruments.model import Enabler, Instrument
from greenshoots.web.collect.diagnostics import mapping as diagnostics
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import mapping, queries
from greenshoots.web.collect.releases.models import PooledWords
from greenshoots.web.collect.responses import mapping as responses
from greenshoots.web.collect.responses.hooks import Signed


@dataclass(frozen=True, slots=True)
class About:
    """What people wrote about one enabler."""

    enabler: Enabler
    words: Sequence[PooledWords]

    @property
    def facilitator_only(self) -> list[PooledWords]:
        """Give the words whose writers asked that only facilitators read them."""
        return [one for one in self.words if one.facilitator_only]

    @property
    def shown(self) -> int:
        """Give how many texts are to stand in the results, word for word or as a theme."""
        return sum(1 for one in self.words if mapping.shown(one))


def written(round_: Round) -> list[About]:
    """Give each enabler that people wrote about, in the instrument's order."""
    found = queries.words_for_facilitators(round_)
    return [About(one, found[one.id]) for one in _instrument(round_).enablers if one.id in found]


def words_wait(round_: Round) -> str:
    """Say from how many people on words are shown, where some wait for more people; empty otherwise."""
    if not queries.words_waiting(round_):
        return ""
    policy = diagnostics.policy(round_.diagnostic)
    fewest = max(policy.k_words, policy.minimum)
    return ngettext(
        "Some comments are waiting. They are shown once %(n)s person has answered since the last comments were shown.",
        "Some comments are waiting. They are shown once %(n)s people have answered since the last comments were shown.",
        fewest,
    ) % {"n": fewest}


def fewest_comments(round_: Round) -> int:
    """Return the fewest comments on an enabler for any of them to be shown."""
    return free_text.FEWEST if diagnostics.policy(round_.diagnostic).conceals else 1


def signed(round_: Round) -> Signed:
    """Give who signed what."""
    instrument = _instrument(round_)
    rows = []
    for one in queries.signed(round_):
        scores = responses.signed_scores(round_.diagnostic, bytes(one.scores))
        rows.append((one.name, [_said(scores[question.id], instrument) for question in instrument.questions]))
    return Signed(instrument.questions, rows)


def _said(score: int, instrument: Instrument) -> str:
    if score == UNSURE:
        return _("not sure")
    return _("no answer") if score == SKIPPED else str(score + instrument.scale.minimum)


def _instrument(round_: Round) -> Instrument:
    return responses.instrument_of(round_.diagnostic, get_language() or "")
