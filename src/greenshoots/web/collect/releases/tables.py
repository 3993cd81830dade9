"""The lists on the pages for comments and signed scores."""

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
from greenshoots.web.collect.responses.hooks import SignedTable


@dataclass(frozen=True, slots=True)
class CommentsOnEnabler:
    """The comments on an enabler."""

    enabler: Enabler
    words: Sequence[PooledWords]

    @property
    def facilitator_only(self) -> list[PooledWords]:
        """Return the comments that only facilitators may read."""
        return [comment for comment in self.words if comment.facilitator_only]

    @property
    def shown(self) -> int:
        """Return how many comments the results show, word for word or as a theme."""
        return sum(1 for comment in self.words if mapping.shown(comment))


def written(round_: Round) -> list[CommentsOnEnabler]:
    """Return each enabler that has comments, in the instrument's order."""
    comments = queries.words_for_facilitators(round_)
    return [
        CommentsOnEnabler(enabler, comments[enabler.id])
        for enabler in _instrument(round_).enablers
        if enabler.id in comments
    ]


def words_wait(round_: Round) -> str:
    """Return the sentence that says when waiting comments are shown; empty where none are waiting."""
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


def signed(round_: Round) -> SignedTable:
    """Return the signed scores of a round, one row for each name."""
    instrument = _instrument(round_)
    rows = []
    for response in queries.signed(round_):
        scores = responses.signed_scores(round_.diagnostic, bytes(response.scores))
        rows.append((response.name, [_in_words(scores[question.id], instrument) for question in instrument.questions]))
    return SignedTable(instrument.questions, rows)


def _in_words(score: int, instrument: Instrument) -> str:
    if score == UNSURE:
        return _("not sure")
    return _("no answer") if score == SKIPPED else str(score + instrument.scale.minimum)


def _instrument(round_: Round) -> Instrument:
    return responses.instrument_of(round_.diagnostic, get_language() or "")
