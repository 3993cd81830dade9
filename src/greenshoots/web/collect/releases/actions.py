"""Show results, close a round, and choose who may see the results."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenshoots.core.disclosure import joining, release_document, repeated_votes, typed_in
from greenshoots.core.disclosure import release as core
from greenshoots.core.disclosure.policy import Arrangement, Policy
from greenshoots.core.errors import PolicyError
from greenshoots.web.base.audit import actions as audit
from greenshoots.web.base.site import codes, secure_delete
from greenshoots.web.collect.diagnostics import mapping as diagnostics
from greenshoots.web.collect.diagnostics.models import Audience, Diagnostic, Round, RoundState
from greenshoots.web.collect.releases import arrangement, hooks, mapping, queries
from greenshoots.web.collect.releases.models import PooledWords, Release, Shown, SignedResponse
from greenshoots.web.collect.responses import mapping as responses
from greenshoots.web.collect.responses import queries as responses_queries
from greenshoots.web.collect.responses.models import PendingResponse, SpentCode

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User

BATCH = 1_000


@transaction.atomic
def reveal(round_: Round, *, by: User, arranged: Arrangement | None = None) -> Release:
    """Publish the waiting responses in blocks that never change, and erase them. Pressed twice, it happens once.

    Arguments:
        arranged: Which comes first, everyone or the groups; as recommended where left out. It has no effect where it
            may not be chosen any more: see `arrangement.choice`.

    Raises:
        PolicyError: too few people have answered, or they were promised other protection than a workshop.
    """
    round_ = _locked(round_)
    # Two facilitators can press at once. The second waits for the lock, and gets the first release instead of
    # another one with the late responses in it.
    if round_.revealed:
        return Release.objects.filter(round=round_).earliest("number")
    # A workshop may have joined the round before: what its room saw is published already.
    earlier = Release.objects.filter(round=round_).order_by("-number").first()
    if earlier is not None and responses_queries.waiting(round_) < diagnostics.policy(round_.diagnostic).minimum:
        released = earlier
    else:
        released = _publish(round_, arranged=arranged)
        # Checked in the transaction that stores and erases, so that a refusal undoes both. Once a round whose groups
        # had changed since its workshop became unreadable, with its responses erased already.
        _must_join(round_)
    Round.objects.filter(pk=round_.pk).update(revealed=released.made_on)
    audit.record(round_.place, by=by, verb="releases.revealed", about=str(round_), number=released.people)
    return released


@transaction.atomic
def reveal_late(round_: Round, *, by: User) -> Release:
    """Add the responses that came after the reveal, in separate blocks.

    Raises:
        PolicyError: nothing has been revealed yet, too few responses are waiting, or the late responses were
            promised other protection than the first.
    """
    round_ = _locked(round_)
    earlier = Release.objects.filter(round=round_).order_by("number").last()
    if earlier is None:
        raise PolicyError(_("No results have been shown yet. Show results first, then add late responses."))
    released = _publish(round_)
    _must_join(round_)
    audit.record(round_.place, by=by, verb="releases.revealed_late", about=str(round_), number=released.people)
    return released


@transaction.atomic
def close(round_: Round, *, by: User, erase: bool = False) -> None:
    """Close a round to responses.

    Arguments:
        round_: The round.
        by: Who closes it.
        erase: True to erase waiting responses that are too few to show. Without it they keep waiting, and the round
            can be opened again.

    Raises:
        PolicyError: there are enough responses to show, so they are not erased.
    """
    round_ = _locked(round_)
    if round_.state != RoundState.CLOSED:
        Round.objects.filter(pk=round_.pk).update(state=RoundState.CLOSED, closed_on=timezone.localdate())
        audit.record(round_.place, by=by, verb="releases.closed", about=str(round_))
    if erase:
        _erase_leftovers(round_, by=by)


@transaction.atomic
def publish(round_: Round, *, to: Audience, by: User) -> None:
    """Publish the results to people outside the team.

    Raises:
        PolicyError: nothing has been revealed yet.
    """
    round_ = _locked(round_)
    if not round_.revealed:
        raise PolicyError(_("No results have been shown yet, so there is nothing to publish."))
    Round.objects.filter(pk=round_.pk).update(published=to)
    audit.record(round_.place, by=by, verb="releases.published", about=str(round_), to=str(to))


@transaction.atomic
def unpublish(round_: Round, *, by: User) -> None:
    """Stop sharing the results outside the team. The shared link stops working for good, and the next one differs."""
    round_ = _locked(round_)
    Round.objects.filter(pk=round_.pk).update(published=Audience.TEAM, results_code=codes.new())
    audit.record(round_.place, by=by, verb="releases.unpublished", about=str(round_))


@transaction.atomic
def choose_words(round_: Round, changes: Mapping[str, tuple[Shown, str]], *, by: User) -> int:
    """Set how comments are shown in the results, and return how many changed.

    Comments that only facilitators may read stay hidden.

    Arguments:
        round_: The round.
        changes: How each comment is shown and its theme, by the code of the comment.
        by: Who chooses.
    """
    comments = PooledWords.objects.select_for_update().filter(round=round_, code__in=changes, facilitator_only=False)
    changed = []
    for comment in comments:
        shown, theme = changes[comment.code]
        if (comment.shown, comment.theme) != (shown, theme):
            comment.shown, comment.theme = shown, theme
            changed.append(comment)
    if changed:
        PooledWords.objects.bulk_update(changed, ["shown", "theme"], batch_size=BATCH)
        audit.record(round_.place, by=by, verb="releases.words_chosen", about=str(round_), number=len(changed))
    return len(changed)


def _locked(round_: Round) -> Round:
    """Lock the round: no other request reveals, closes or answers it until this transaction ends."""
    locked = Round.objects.select_for_update(of=("self",)).select_related("place", "diagnostic__instrument")
    return locked.get(pk=round_.pk)


def _must_join(round_: Round) -> None:
    """Refuse a release that cannot be added to the earlier ones; the responses keep waiting."""
    rows = Release.objects.filter(round=round_).select_related("round__diagnostic__instrument").order_by("number")
    joining.join([mapping.released(row) for row in rows])


def _publish(round_: Round, *, arranged: Arrangement | None = None) -> Release:
    """Publish the waiting responses as a release, and erase them."""
    policy = diagnostics.policy(round_.diagnostic)
    _enough(responses_queries.waiting(round_), policy)
    offered = arrangement.choice(round_, policy)
    # A page that was opened before the choice ended can still send one. It was free only until results were shown
    # and while no form was entered, so it is checked again here, under the lock (decision 29).
    policy = replace(policy, arrangement=arranged if arranged and offered.free else offered.recommended)
    parts = _parts(round_, policy)
    # A facilitator who imported twenty responses could subtract them and was left with the one person who had
    # answered online, so a few responses next to those of an account keep waiting (decision 20).
    pool = responses.pool(round_, without=parts.waiting)
    blocks = _without_rooms(round_, _in_blocks(pool, parts, policy, round_.diagnostic))
    release = add(round_, blocks, people=len(pool))
    _keep_words(release, pool.words)
    SignedResponse.objects.bulk_create(
        [
            SignedResponse(
                id=secrets.randbits(62), place=release.place, round=round_, name=response.name, scores=response.scores
            )
            for response in pool.signed
        ],
        batch_size=BATCH,
    )
    _erase(round_, pool.ids)
    return release


def add(round_: Round, blocks: core.Release, *, people: int) -> Release:
    """Store a release of a round that is locked; it never changes.

    Arguments:
        people: How many people it holds, also those of whom no question is shown.
    """
    return Release.objects.create(
        place=round_.place,
        round=round_,
        number=Release.objects.filter(round=round_).count() + 1,
        document=release_document.to_document(blocks),
        people=people,
        made_on=timezone.localdate(),
    )


def _enough(waiting: int, policy: Policy) -> None:
    if waiting >= policy.minimum:
        return
    number = ngettext("%(n)s response is waiting", "%(n)s responses are waiting", waiting) % {"n": waiting}
    raise PolicyError(
        _(
            "%(number)s, and results are shown only for groups of at least %(k)s people. Wait for more responses, or "
            "talk about the questions together without charts."
        )
        % {"number": number, "k": policy.minimum}
    )


def _in_blocks(pool: responses.Pool, parts: typed_in.Parts, policy: Policy, diagnostic: Diagnostic) -> core.Release:
    """Form the blocks of each part separately: an account that entered one part knows nothing of the others."""
    if not policy.conceals:
        return core.publish(pool.answers, policy)
    # Late responses and later rounds cut the scale only where the first release did: two ways to cut the answers of
    # the same people tell more than either (decision 29).
    cuts = arrangement.cuts(diagnostic) if policy.whole_first else None
    masks = parts.masks(pool.typists)
    return joining.join([core.publish(pool.answers.take(mask), policy, pool.typists[mask], cuts) for mask in masks])


def _without_rooms(round_: Round, blocks: core.Release) -> core.Release:
    """Withhold questions that a workshop of nearly the same people has shown.

    Taking the counts of the room from those of the survey would leave the scores of a few people.
    """
    rooms = hooks.rooms_of(round_) if blocks.policy.protected else {}
    if not rooms:
        return blocks
    # Readers see the sum of all releases of the round, so the room is compared with that sum.
    before = _published_scores(round_)
    cells = []
    for question, counted in zip(blocks.questions, blocks.cells, strict=True):
        total = before.get(question.id, 0) + int(counted.scored.sum())
        apart = (
            repeated_votes.numbers_are_apart(number, total, blocks.policy.minimum)
            for number in rooms.get(question.id, ())
        )
        cells.append(counted if all(apart) else core.never_shown(counted))
    return replace(blocks, cells=tuple(cells))


def _published_scores(round_: Round) -> dict[str, int]:
    """Count the scores of each question in earlier releases of a round."""
    numbers: Counter[str] = Counter()
    for document in Release.objects.filter(round=round_).values_list("document", flat=True):
        for question, counted in zip(document["questions"], document["cells"], strict=True):
            numbers[question] += sum(counted["scored"])
    return numbers


def _parts(round_: Round, policy: Policy) -> typed_in.Parts:
    """Return which responses form blocks together.

    Raises:
        PolicyError: all responses would have to keep waiting.
    """
    parts = queries.parts(round_, policy)
    if not parts.together:
        raise PolicyError(
            _(
                "A member of your team entered some of these responses and could work out the few others, so the "
                "results are not shown. You can show them once %(k)s people have answered for themselves."
            )
            % {"k": policy.minimum}
        )
    return parts


def _keep_words(release: Release, comments: tuple[responses.PooledComment, ...]) -> None:
    """Store comments apart from scores, under random keys, so that their order says nothing."""
    rows = [
        PooledWords(
            id=secrets.randbits(62),
            place=release.place,
            round=release.round,
            batch=release.number,
            enabler=comment.enabler,
            text=comment.text,
            facilitator_only=comment.facilitator_only,
        )
        for comment in comments
    ]
    # PostgreSQL stores rows in the order in which they arrive, so they are sorted by their random key first.
    rows.sort(key=lambda row: row.id)
    PooledWords.objects.bulk_create(rows, batch_size=BATCH)


def _erase(round_: Round, ids: tuple[int, ...]) -> None:
    """Erase responses and keep only digests of their codes, so that a response sent again is not counted twice."""
    SpentCode.objects.bulk_create([SpentCode(pk=pk, round=round_) for pk in ids], batch_size=BATCH)
    # In batches, because SQLite limits the number of parameters of a query.
    for start in range(0, len(ids), BATCH):
        PendingResponse.objects.filter(pk__in=ids[start : start + BATCH]).delete()
    # `copied`: automatic copies of the database hold these responses too, and go at the reveal (decision 21).
    secure_delete.after_commit(about=secure_delete.about_round(round_.pk), copied=True)


def _erase_leftovers(round_: Round, *, by: User) -> None:
    waiting = tuple(PendingResponse.objects.select_for_update().filter(round=round_).values_list("pk", flat=True))
    if len(waiting) >= diagnostics.policy(round_.diagnostic).minimum:
        raise PolicyError(
            _("There are enough responses to show results, so nothing was deleted. Show results instead.")
        )
    if waiting:
        _erase(round_, waiting)
        Round.objects.filter(pk=round_.pk).update(erased=True)
        audit.record(round_.place, by=by, verb="releases.erased", about=str(round_), number=len(waiting))
