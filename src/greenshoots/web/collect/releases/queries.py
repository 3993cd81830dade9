"""Read released results. Before the reveal nothing can be read but counts of people."""

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
"""The team sees every earlier round alongside this one, other readers only those that are published to them too."""

Chosen = Mapping[str, Sequence[str]]

KEPT = 128
"""How many results, and how many sets of blocks, are kept in memory. Each takes some tens of kilobytes."""


@dataclass(frozen=True, slots=True)
class GroupPreview:
    """The choices of a group question that would be shown if the waiting responses were revealed now."""

    name: str
    shown: tuple[str, ...]
    hidden: tuple[str, ...]


def waiting(round_: Round) -> int:
    """Return how many responses are waiting."""
    return PendingResponse.objects.filter(round=round_).count()


def parts(round_: Round, policy: Policy) -> typed_in.Parts:
    """Sort waiting responses into parts that form blocks together, and those that would keep waiting."""
    return _parts(responses_queries.by_typist(round_), policy)


def staying(round_: Round, policy: Policy) -> int:
    """Count responses that would keep waiting: an account that entered most of the others could work out these few."""
    counts = responses_queries.by_typist(round_)
    if set(counts) <= {typed_in.BY_THEMSELVES}:
        # Where no response was entered by the team, too few are only too few: no account knows the others.
        return 0
    return sum(counts[account] for account in _parts(counts, policy).waiting)


def _parts(counts: Mapping[int, int], policy: Policy) -> typed_in.Parts:
    if not policy.conceals:
        return typed_in.Parts((frozenset(counts),))
    return typed_in.parts(counts, policy.minimum)


def revealed(round_: Round) -> int:
    """Return how many responses have been revealed."""
    return Release.objects.filter(round=round_).aggregate(people=Sum("people"))["people"] or 0


def answered(round_: Round) -> int:
    """Return how many people have answered, revealed or not: all that can be read before the reveal."""
    return waiting(round_) + revealed(round_)


def releases_of(round_: Round, *, language: str = "") -> release.Release:
    """Return the blocks of a round, with late batches joined to the first.

    Raises:
        PolicyError: nothing has been revealed yet.
    """
    return _joined(_blocks(round_, _rows(round_)), language or get_language() or "")


def results(round_: Round, *, filters: Chosen | None = None, readers: Readers = "team", language: str = "") -> Results:
    """Return everything that may be shown about a round.

    Arguments:
        round_: The round. The revealed rounds before it are compared with it.
        filters: The choices that select people, by group question; everyone where left out.
        readers: Who reads the results.
        language: The language of the questions; the reader's where left out.

    Raises:
        PolicyError: nothing has been revealed yet, or the filters are not among those that may be shown.
    """
    language = language or get_language() or ""
    rows = _rows(round_)
    study = diagnostics.study(round_)
    if filters:
        # Sorted, so that the same selection is found in the cache in whatever order the page names it.
        chosen = tuple(sorted((name, tuple(sorted(choices))) for name, choices in filters.items()))
        return _part(_blocks(round_, rows), chosen, _Key(study), language, translation.language())
    earlier = tuple((str(before.number), _blocks(before, _rows(before))) for before in _earlier(round_, readers))
    words = _words(round_, rows, language)
    viewpoints = max(len(round_.diagnostic.viewpoints), 1)
    rounds = (*earlier, (str(round_.number), _blocks(round_, rows)))
    everyone = _everyone(rounds, _Key((study, words)), viewpoints, language, translation.language())
    settled = hooks.settled_of(round_, everyone.instrument)
    # Added after the cache: blocks never change, but the scores that a workshop agreed on do.
    return replace(everyone, settled=settled) if settled else everyone


def results_for_participants(round_: Round) -> Results | None:
    """Return the results that people who answered may see; None until they are published to them."""
    if not round_.revealed or round_.published == Audience.TEAM:
        return None
    return results(round_, readers="public")


def reveal_preview(round_: Round) -> tuple[GroupPreview, ...]:
    """Return which choices would be shown if the waiting responses were revealed now. No score is read."""
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
            tuple(label for label, visible in zip(column.choices, choices, strict=True) if visible),
            tuple(label for label, visible in zip(column.choices, choices, strict=True) if not visible),
        )
        for column, choices in zip(columns, shown, strict=True)
    )


def signed(round_: Round) -> list[SignedResponse]:
    """Return the signed responses of a round with named protection; none with any other."""
    # A named diagnostic can be made stricter after people signed. From then on names are not shown.
    if round_.diagnostic.protection != Protection.NAMED:
        return []
    return list(SignedResponse.objects.filter(round=round_))


def has_signed(round_: Round) -> bool:
    """Return whether signed scores were revealed."""
    return SignedResponse.objects.filter(round=round_).exists()


def has_words(round_: Round) -> bool:
    """Return whether comments were released, including those that wait for more people."""
    return PooledWords.objects.filter(round=round_).exists()


def words_for_facilitators(round_: Round) -> dict[str, list[PooledWords]]:
    """Return comments that are mixed among enough people, by enabler, including those for facilitators only."""
    last = _last_mixed(round_)
    comments: dict[str, list[PooledWords]] = {}
    # Keys are random, so their order says nothing about who wrote a comment or when.
    for comment in PooledWords.objects.filter(round=round_, batch__lte=last).order_by("pk"):
        comments.setdefault(comment.enabler, []).append(comment)
    return comments


def words_waiting(round_: Round) -> bool:
    """Return whether some comments are mixed among too few people to be read."""
    return PooledWords.objects.filter(round=round_, batch__gt=_last_mixed(round_)).exists()


def _last_mixed(round_: Round) -> int:
    """Return the last release whose comments facilitators may read."""
    wrote = set(PooledWords.objects.filter(round=round_).values_list("batch", flat=True))
    return mapping.mixed(_rows(round_), wrote, diagnostics.policy(round_.diagnostic))[0]


# The text of a value is its key: a study holds dictionaries, which `lru_cache` cannot hash, and Django takes two rows
# with the same primary key for equal even where their texts differ.
class _Key:
    """A cached value, with what it says as its key."""

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
    """Return the releases with their key: they never change, but the wording of the questions may."""
    edition = rows[0].round.diagnostic.edition if rows else 0
    return _Key(tuple(rows), (round_.code, edition, [(row.pk, row.number, row.people) for row in rows]))


def _earlier(round_: Round, readers: Readers) -> list[Round]:
    rounds = Round.objects.filter(diagnostic=round_.diagnostic_id, number__lt=round_.number, revealed__isnull=False)
    if readers == "public":
        # Publishing this round to anyone must not show an earlier one that only people who answered may see.
        audiences = [Audience.EVERYBODY]
        if round_.published == Audience.PARTICIPANTS:
            audiences.append(Audience.PARTICIPANTS)
        rounds = rounds.filter(published__in=audiences)
    return list(rounds.order_by("number"))


def _words(round_: Round, rows: Sequence[Release], language: str) -> tuple[EnablerWords, ...]:
    if not round_.diagnostic.words:
        return ()
    comments = PooledWords.objects.filter(round=round_, facilitator_only=False).order_by("pk")
    return mapping.words(round_, rows, comments, language)


@lru_cache(KEPT)
def _joined(blocks: _Key, language: str) -> release.Release:
    return joining.join([mapping.released(row, language) for row in blocks.value])


# `_voice` is not read, but belongs to the cache's key: results hold sentences in the language of the page, which can
# differ from the language of the questions.
@lru_cache(KEPT)
def _everyone(rounds: tuple[tuple[str, _Key], ...], said: _Key, viewpoints: int, language: str, _voice: str) -> Results:
    study, words = said.value
    releases = {name: _joined(blocks, language) for name, blocks in rounds}
    return findings.summarise(releases, study, words=words, viewpoints=viewpoints)


@lru_cache(KEPT)
def _part(
    blocks: _Key, chosen: tuple[tuple[str, tuple[str, ...]], ...], study: _Key, language: str, _voice: str
) -> Results:
    value: Study = study.value
    return findings.of_part(_joined(blocks, language), dict(chosen), value)
