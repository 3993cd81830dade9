"""Revealing answers, closing a round, and saying who may see its results."""

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
    """Publish what waits in blocks that never change, and erase the answers. Pressed twice, it happens once.

    Arguments:
        arranged: Which comes first, everyone or the groups; as recommended where left out. It has no effect where it
            may not be chosen any more: see `arrangement.choice`.

    Raises:
        PolicyError: too few people have answered, or they were promised something else than a workshop's room.
    """
    round_ = _locked(round_)
    if round_.revealed:
        return Release.objects.filter(round=round_).earliest("number")
    # A workshop may have entered the round before: what its room saw is published already.
    earlier = Release.objects.filter(round=round_).order_by("-number").first()
    if earlier is not None and responses_queries.waiting(round_) < diagnostics.policy(round_.diagnostic).minimum:
        made = earlier
    else:
        made = _publish(round_, number=earlier.number + 1 if earlier else 1, arranged=arranged)
        _must_join(round_)
    Round.objects.filter(pk=round_.pk).update(revealed=made.made_on)
    audit.record(round_.place, by=by, verb="releases.revealed", about=str(round_), number=made.people)
    return made


@transaction.atomic
def reveal_late(round_: Round, *, by: User) -> Release:
    """Add the answers that came after the reveal, in blocks of their own.

    Raises:
        PolicyError: nothing has been revealed yet, too few people wait, or the late answers were promised something
            else than the first.
    """
    round_ = _locked(round_)
    earlier = Release.objects.filter(round=round_).order_by("number").last()
    if earlier is None:
        raise PolicyError(_("The results have not been shown yet. Show results first, then add late responses."))
    made = _publish(round_, number=earlier.number + 1)
    _must_join(round_)
    audit.record(round_.place, by=by, verb="releases.revealed_late", about=str(round_), number=made.people)
    return made


@transaction.atomic
def close(round_: Round, *, by: User, erase: bool = False) -> None:
    """Take no more answers.

    Arguments:
        erase: True to erase answers that wait and are too few to be shown. Without it they go on waiting, and the
            round can be opened again.

    Raises:
        PolicyError: answers are to be erased that are enough to be shown.
    """
    round_ = _locked(round_)
    if round_.state != RoundState.CLOSED:
        Round.objects.filter(pk=round_.pk).update(state=RoundState.CLOSED, closed_on=timezone.localdate())
        audit.record(round_.place, by=by, verb="releases.closed", about=str(round_))
    if erase:
        _erase_leftovers(round_, by=by)


@transaction.atomic
def publish(round_: Round, *, to: Audience, by: User) -> None:
    """Let people besides the team see the results.

    Raises:
        PolicyError: nothing has been revealed yet.
    """
    round_ = _locked(round_)
    if not round_.revealed:
        raise PolicyError(_("The results have not been shown to the team yet, so there is nothing to publish."))
    Round.objects.filter(pk=round_.pk).update(published=to)
    audit.record(round_.place, by=by, verb="releases.published", about=str(round_), to=str(to))


@transaction.atomic
def unpublish(round_: Round, *, by: User) -> None:
    """Show the results to the team only. The link that was given out stops for good: the next one is another."""
    round_ = _locked(round_)
    Round.objects.filter(pk=round_.pk).update(published=Audience.TEAM, results_code=codes.new())
    audit.record(round_.place, by=by, verb="releases.unpublished", about=str(round_))


@transaction.atomic
def choose_words(round_: Round, changes: Mapping[str, tuple[Shown, str]], *, by: User) -> int:
    """Say how texts stand in the results; give how many changed.

    Words whose writer asked that only facilitators read them stay so.

    Arguments:
        changes: How each text stands and its theme, by the code of the words.
    """
    found = PooledWords.objects.select_for_update().filter(round=round_, code__in=changes, facilitator_only=False)
    changed = []
    for one in found:
        shown, theme = changes[one.code]
        if (one.shown, one.theme) != (shown, theme):
            one.shown, one.theme = shown, theme
            changed.append(one)
    if changed:
        PooledWords.objects.bulk_update(changed, ["shown", "theme"], batch_size=BATCH)
        audit.record(round_.place, by=by, verb="releases.words_chosen", about=str(round_), number=len(changed))
    return len(changed)


def _locked(round_: Round) -> Round:
    """Hold the round: nobody reveals, closes or answers beside us until this is done."""
    held = Round.objects.select_for_update(of=("self",)).select_related("place", "diagnostic__instrument")
    return held.get(pk=round_.pk)


def _must_join(round_: Round) -> None:
    """Refuse a release that cannot be added up with the earlier ones: the sentence says why, and answers wait on."""
    rows = Release.objects.filter(round=round_).select_related("round__diagnostic__instrument").order_by("number")
    joining.join([mapping.released(one) for one in rows])


def _publish(round_: Round, *, number: int, arranged: Arrangement | None = None) -> Release:
    """Turn the pool into one release."""
    policy = diagnostics.policy(round_.diagnostic)
    _enough(responses_queries.waiting(round_), policy)
    offered = arrangement.choice(round_, policy)
    policy = replace(policy, arrangement=arranged if arranged and offered.free else offered.recommended)
    parts = _parts(round_, policy)
    pool = responses.pool(round_, without=parts.waiting)
    released = _beside_rooms(round_, _in_blocks(pool, parts, policy, round_.diagnostic))
    made = Release.objects.create(
        place=round_.place,
        round=round_,
        number=number,
        document=release_document.to_document(released),
        people=len(pool),
        made_on=timezone.localdate(),
    )
    _keep_words(made, pool.words)
    SignedResponse.objects.bulk_create(
        [
            SignedResponse(id=secrets.randbits(62), place=made.place, round=round_, name=one.name, scores=one.scores)
            for one in pool.signed
        ],
        batch_size=BATCH,
    )
    _erase(round_, pool.ids)
    return made


def _enough(waiting: int, policy: Policy) -> None:
    if waiting >= policy.minimum:
        return
    told = ngettext("%(n)s response is waiting", "%(n)s responses are waiting", waiting) % {"n": waiting}
    raise PolicyError(
        _(
            "%(told)s, and results are shown only for at least %(k)s people. Wait for more responses, or talk about "
            "the questions together without charts."
        )
        % {"told": told, "k": policy.minimum}
    )


def _in_blocks(pool: responses.Pool, parts: typed_in.Parts, policy: Policy, diagnostic: Diagnostic) -> core.Release:
    """Form the blocks, those of each part apart: an account that typed in one part knows nothing of another."""
    if not policy.conceals:
        return core.publish(pool.answers, policy)
    cuts = arrangement.cuts(arrangement.first_release(diagnostic)) if policy.whole_first else None
    masks = parts.masks(pool.typists)
    return joining.join([core.publish(pool.answers.take(one), policy, pool.typists[one], cuts) for one in masks])


def _beside_rooms(round_: Round, made: core.Release) -> core.Release:
    """Leave out questions that a workshop of nearly the same people has shown: survey minus room would be a few."""
    rooms = hooks.rooms_of(round_) if made.policy.protected else {}
    if not rooms:
        return made
    before = _published_scores(round_)
    cells = []
    for question, counted in zip(made.questions, made.cells, strict=True):
        total = before.get(question.id, 0) + int(counted.scored.sum())
        apart = (
            repeated_votes.numbers_are_apart(one, total, made.policy.minimum) for one in rooms.get(question.id, ())
        )
        cells.append(counted if all(apart) else core.never_shown(counted))
    return replace(made, cells=tuple(cells))


def _published_scores(round_: Round) -> dict[str, int]:
    """Count the scores that were published of each question in earlier releases of a round."""
    found: Counter[str] = Counter()
    for document in Release.objects.filter(round=round_).values_list("document", flat=True):
        for question, counted in zip(document["questions"], document["cells"], strict=True):
            found[question] += sum(counted["scored"])
    return found


def _parts(round_: Round, policy: Policy) -> typed_in.Parts:
    """Return whose answers form blocks together.

    Raises:
        PolicyError: everybody's would have to wait.
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


def _keep_words(made: Release, words: tuple[responses.Written, ...]) -> None:
    """Keep words apart from everything else. Their keys are random, so they stand in no order."""
    rows = [
        PooledWords(
            id=secrets.randbits(62),
            place=made.place,
            round=made.round,
            batch=made.number,
            enabler=one.enabler,
            text=one.text,
            facilitator_only=one.facilitator_only,
        )
        for one in words
    ]
    # PostgreSQL keeps rows in the order they come.
    rows.sort(key=lambda row: row.id)
    PooledWords.objects.bulk_create(rows, batch_size=BATCH)


def _erase(round_: Round, ids: tuple[int, ...]) -> None:
    """Erase answers, and keep only the digests of their codes: what comes again under one counts no second time."""
    SpentCode.objects.bulk_create([SpentCode(pk=one, round=round_) for one in ids], batch_size=BATCH)
    for start in range(0, len(ids), BATCH):
        PendingResponse.objects.filter(pk__in=ids[start : start + BATCH]).delete()
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
