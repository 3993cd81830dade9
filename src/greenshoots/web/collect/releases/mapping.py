"""From rows to releases, and from stored comments to those that may be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext as _

from greenshoots.core.disclosure import free_text, release, release_document, views
from greenshoots.core.disclosure.free_text import EnablerWords
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.instruments.model import Instrument
from greenshoots.web.collect.diagnostics import mapping as diagnostics
from greenshoots.web.collect.diagnostics.models import Diagnostic, Round
from greenshoots.web.collect.releases.models import PooledWords, Release, Shown
from greenshoots.web.collect.responses import mapping as responses


def released(row: Release, language: str = "") -> release.Release:
    """Return the blocks of a reveal, with its questions in a language."""
    return release_document.from_document(row.document, responses.instrument_of(row.round.diagnostic, language))


def never_shown(row: Release) -> tuple[int, int]:
    """Count the questions that a reveal does not show: those too few people scored, and those a workshop has shown."""
    cells_of_blocks = [cells["of_block"] for cells in row.document["cells"] if cells["of_block"]]
    hidden = [cells for cells in cells_of_blocks if all(cell < 0 for cell in cells)]
    in_room = sum(all(cell == views.SHOWN_IN_ROOM for cell in cells) for cells in hidden)
    return len(hidden) - in_room, in_room


def mixed(rows: Iterable[Release], wrote: Collection[int], policy: Policy) -> tuple[int, int]:
    """Return the last release whose comments may be read, and how many people it is mixed among.

    Comments that come with a few late responses would stand out from the earlier ones, so they wait until enough
    people have answered since. A release without comments, such as that of a workshop, does not count: its people
    wrote none, so no comment is mixed among them.

    Arguments:
        rows: The releases of a round, oldest first.
        wrote: The numbers of the releases that came with comments.
        policy: What people were promised.
    """
    fewest = max(policy.k_words, policy.minimum) if policy.conceals else 1
    last = mixed_people = since = 0
    for row in rows:
        # The room of a workshop once counted among the ten people, although no one there was asked for comments, so the
        # comments of five people were shown.
        since += row.people if row.number in wrote else 0
        if since >= fewest:
            last, mixed_people, since = row.number, mixed_people + since, 0
    return last, mixed_people


def words(
    round_: Round, rows: Sequence[Release], pooled: Iterable[PooledWords], language: str = ""
) -> tuple[EnablerWords, ...]:
    """Return the comments that the results of a round show."""
    policy = diagnostics.policy(round_.diagnostic)
    comments = list(pooled)
    last, people = mixed(rows, {comment.batch for comment in comments}, policy)
    texts: dict[str, list[str]] = {}
    for comment in comments:
        if comment.batch <= last and (text := shown(comment)):
            texts.setdefault(comment.enabler, []).append(text)
    if not last:
        people = sum(row.people for row in rows)
    return free_text.choose_texts(responses.instrument_of(round_.diagnostic, language), texts, people, policy)


def shown(comment: PooledWords) -> str:
    """Return what the results show of a comment; empty where it is not shown."""
    if comment.facilitator_only or comment.shown == Shown.FACILITATOR:
        return ""
    return _("Theme: %(theme)s") % {"theme": comment.theme} if comment.shown == Shown.THEME else comment.text


def group_labels(diagnostic: Diagnostic, policy: Policy) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the respondent groups of a policy with their choices, in the policy's order."""
    return responses.labels(diagnostic, policy)


def signed_scores(diagnostic: Diagnostic, scores: bytes) -> dict[str, int]:
    """Return the scores that one person signed, by question."""
    return responses.signed_scores(diagnostic, scores)


def instrument_of(diagnostic: Diagnostic, language: str = "") -> Instrument:
    """Return the questionnaire of a diagnostic, in a language."""
    return responses.instrument_of(diagnostic, language)
