"""Reading what was revealed. Before the reveal there is nothing here but counts of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenshoots.core import translation
from greenshoots.core.analysis import findings
from greenshoots.core.disclosure import joining, preview, release, typed_in
from greenshoots.core.disclosure.free_text import EnablerWords
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.instruments.model import VIEWPOINT
from greenshoots.core.results import Results, Study
from greenshoots.web.collect.diagnostics import mapping as diagnostics
from greenshoots.web.collect.diagnostics.models import Audience, Protection, Round
from greenshoots.web.collect.releases import hooks, mapping
from greenshoots.web.collect.releases.models import PooledWords, Release, SignedResponse
from greenshoots.web.collect.responses import mapping as responses
from greenshoots.web.collect.responses import queries as responses_queries
from greenshoots.web.collect.responses.models import PendingResponse

Readers = Literal["team", "public"]
"""Who looks: the team sees every earlier round beside this one, others only those that are published to them too."""

Chosen = Mapping[str, Sequence[str]]

KEPT = 128
"""How many results and how many sets of blocks are kept in memory; one is some tens of kilobytes."""


@dataclass(frozen=True, slots=True)
class GroupPreview:
    """Which choices of a respondent group would be shown if the answers that wait were revealed now."""

    name: str
    shown: tuple[str, ...]
    hidden: tuple[str, ...]


def waiting(round_: Round) -> int:
    """Give how many answers wait to be revealed."""
    return PendingResponse.objects.filter(round=round_).count()


def parts(round_: Round, policy: Policy) -> typed_in.Parts:
    """Sort those who wait into parts that form blocks together, and those whose answers would go on waiting."""
    return _parts(responses_queries.by_typist(round_), policy)


def staying(round_: Round, policy: Policy) -> int:
    """Count those who would go on waiting: an account that typed in most of the others could work out these few."""
    counts = responses_queries.by_typist(round_)
    if set(counts) <= {typed_in.BY_THEMSELVES}:
        # Where nobody typed anything in, too few are simply too few.
        return 0
    return sum(counts[account] for account in _parts(counts, policy).waiting)


def _parts(counts: Mapping[int, int], policy: Policy) -> typed_in.Parts:
    if not policy.conceals:
        return typed_in.Parts((frozenset(counts),))
    return typed_in.parts(counts, policy.minimum)


def revealed(round_: Round) -> int:
    """Give how many answers have been revealed."""
    return Release.objects.filter(round=round_).aggregate(people=Sum("people"))["people"] or 0


def answered(round_: Round) -> int:
    """Give how many people have answered, revealed or not. Nothing else about them is ever said before the reveal."""
    return waiting(round_) + revealed(round_)


def releases_of(round_: Round, *, language: str = "") -> release.Release:
    """Give the blocks of a round, late batches joined to the first.

    Raises:
        PolicyError: nothing has been revealed yet.
    """
    return _joined(_blocks(round_, _rows(round_)), language or get_language() or "")


def results(round_: Round, *, filters: Chosen | None = None, readers: Readers = "team", language: str = "") -> Results:
    """Give everything that may be said about a round.

    Arguments:
        round_: The round; the revealed rounds before it stand beside it.
        filters: The choices that make up a part of the round, by respondent group; everybody where left out.
        readers: Who looks.
        language: The language of what was asked; the reader's where left out.

    Raises:
        PolicyError: nothing has been revealed yet, or the part is not among those that may be shown.
    """
    language = language or get_language() or ""
    rows = _rows(round_)
    study = diagnostics.study(round_)
    if filters:
        chosen = tuple(sorted((name, tuple(sorted(choices))) for name, choices in filters.items()))
        return _part(_blocks(round_, rows), chosen, _Key(study), language, translation.language())
    earlier = tuple((str(one.number), _blocks(one, _rows(one))) for one in _earlier(round_, readers))
    words = _words(round_, rows, language)
    seen = max(len(round_.diagnostic.viewpoints), 1)
    rounds = (*earlier, (str(round_.number), _blocks(round_, rows)))
    found = _everyone(rounds, _Key((study, words)), seen, language, translation.language())
    settled = hooks.settled_of(round_, found.instrument)
    return replace(found, settled=settled) if settled else found


def results_for_participants(round_: Round) -> Results | None:
    """Give what people who answered may see: nothing until the results are published to them."""
    if not round_.revealed or round_.published == Audience.TEAM:
        return None
    return results(round_, readers="public")


def reveal_preview(round_: Round) -> tuple[GroupPreview, ...]:
    """Say which choices would be shown if the answers that wait were revealed now; no score is looked at."""
    policy = diagnostics.policy(round_.diagnostic)
    together = parts(round_, policy).together
    waiting_by_part = [responses.waiting_columns(round_, policy, among=part) for part in together]
    columns = waiting_by_part[0][0] if waiting_by_part else []
    if not columns:
        return ()
    arranged = [
        release.arrange(each, len(typists), policy, typists if policy.conceals else None)
        for each, typists in waiting_by_part
    ]
    shown = preview.visible_together(columns, arranged)
    return tuple(
        GroupPreview(
            _("Viewpoint") if column.name == VIEWPOINT else column.name,
            tuple(label for label, seen in zip(column.choices, one, strict=True) if seen),
            tuple(label for label, seen in zip(column.choices, one, strict=True) if not seen),
        )
        for column, one in zip(columns, shown, strict=True)
    )


def signed(round_: Round) -> list[SignedResponse]:
    """Give who signed what, in the named way; empty in every other."""
    if round_.diagnostic.protection != Protection.NAMED:
        return []
    return list(SignedResponse.objects.filter(round=round_))


def has_signed(round_: Round) -> bool:
    """Tell whether anybody's signed scores were revealed."""
    return SignedResponse.objects.filter(round=round_).exists()


def has_words(round_: Round) -> bool:
    """Tell whether words were revealed, also those that wait for more people."""
    return PooledWords.objects.filter(round=round_).exists()


def words_for_facilitators(round_: Round) -> dict[str, list[PooledWords]]:
    """Give all words that enough people are mixed among, by enabler, also those that only facilitators read."""
    last = _last_mixed(round_)
    found: dict[str, list[PooledWords]] = {}
    for one in PooledWords.objects.filter(round=round_, batch__lte=last).order_by("pk"):
        found.setdefault(one.enabler, []).append(one)
    return found


def words_waiting(round_: Round) -> bool:
    """Tell whether words were written that too few people are mixed among."""
    return PooledWords.objects.filter(round=round_, batch__gt=_last_mixed(round_)).exists()


def _last_mixed(round_: Round) -> int:
    """Give the last release whose words facilitators may read."""
    wrote = set(PooledWords.objects.filter(round=round_).values_list("batch", flat=True))
    return mapping.mixed(_rows(round_), wrote, diagnostics.policy(round_.diagnostic))[0]


class _Key:
    """A value that is kept in memory under what it says."""

    __slots__ = ("said", "value")

    def __init__(self, value: Any, said: object = None) -> None:
        self.value, self.said = value, repr(value if said is None else said)

    def __hash__(self) -> int:
        return hash(self.said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.said == other.said


def _rows(round_: Round) -> list[Release]:
    return list(Release.objects.filter(round=round_).select_related("round__diagnostic__instrument").order_by("number"))


def _blocks(round_: Round, rows: Sequence[Release]) -> _Key:
    """Releases never change, so their names are enough to know them by; what was asked may be worded anew."""
    edition = rows[0].round.diagnostic.edition if rows else 0
    return _Key(tuple(rows), (round_.code, edition, [(row.pk, row.number, row.people) for row in rows]))


def _earlier(round_: Round, readers: Readers) -> list[Round]:
    found = Round.objects.filter(diagnostic=round_.diagnostic_id, number__lt=round_.number, revealed__isnull=False)
    if readers == "public":
        audiences = [Audience.EVERYBODY]
        if round_.published == Audience.PARTICIPANTS:
            audiences.append(Audience.PARTICIPANTS)
        found = found.filter(published__in=audiences)
    return list(found.order_by("number"))


def _words(round_: Round, rows: Sequence[Release], language: str) -> tuple[EnablerWords, ...]:
    if not round_.diagnostic.words:
        return ()
    found = PooledWords.objects.filter(round=round_, facilitator_only=False).order_by("pk")
    return mapping.words(round_, rows, found, language)


@lru_cache(KEPT)
def _joined(blocks: _Key, language: str) -> release.Release:
    return joining.join([mapping.released(row, language) for row in blocks.value])


@lru_cache(KEPT)
def _everyone(rounds: tuple[tuple[str, _Key], ...], said: _Key, viewpoints: int, language: str, _voice: str) -> Results:
    study, words = said.value
    found = {name: _joined(blocks, language) for name, blocks in rounds}
    return findings.summarise(found, study, words=words, viewpoints=viewpoints)


@lru_cache(KEPT)
def _part(
    blocks: _Key, chosen: tuple[tuple[str, tuple[str, ...]], ...], study: _Key, language: str, _voice: str
) -> Results:
    known: Study = study.value
    return findings.of_part(_joined(blocks, language), dict(chosen), known)
