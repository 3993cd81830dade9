"""Storing responses: many in one transaction, each of them once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from greenshoots.web.base.site import secure_delete
from greenshoots.web.collect.diagnostics import queries as diagnostics
from greenshoots.web.collect.diagnostics.models import Protection, Round
from greenshoots.web.collect.responses import hooks, private_code
from greenshoots.web.collect.responses.models import PendingResponse, SpentCode
from greenshoots.web.collect.responses.response import Outcome, Response

BATCH = 1_000
FIELDS = ("scores", "choices", "viewpoint", "words", "words_for", "name", "mode")


@dataclass(frozen=True, slots=True)
class Sent:
    """A response on its way to the table.

    Attributes:
        round: The key of its round.
        id: The digest of its private code.
        link_secret: The secret of the personal link, or None for the shared link.
        edition: The edition of the page it was written on; None where no page was.
        by_team: True where the team enters it.
        typist: The number of the account that does; see `responses.typists`.
    """

    round: int
    id: int
    response: Response
    link_secret: str | None = None
    edition: int | None = None
    by_team: bool = False
    typist: int | None = None


def record_response(
    round_: Round,
    response: Response,
    code: str,
    *,
    link_secret: str | None = None,
    by_team: bool = False,
    typist: int | None = None,
) -> Outcome:
    """Store one response by its private code. Sent again with the same code, it is changed and counts once."""
    sent = Sent(round_.pk, private_code.digest(round_, code), response, link_secret, by_team=by_team, typist=typist)
    return record([sent])[0]


@transaction.atomic
def record(batch: Sequence[Sent]) -> list[Outcome]:
    """Store many responses in one transaction; once it is committed they are on disk.

    Returns:
        The outcome of each, in the same order.
    """
    # Locked before anything is read: pages may be a second old, so only what the tables say now decides (decision 11).
    rounds = _held({sent.round for sent in batch})
    ids = [sent.id for sent in batch]
    known = {row.pk: row for row in PendingResponse.objects.filter(pk__in=ids)}
    spent = set(SpentCode.objects.filter(pk__in=ids).values_list("pk", flat=True))
    open_now = {key: diagnostics.is_open(found, timezone.now()) for key, found in rounds.items()}
    new: dict[int, PendingResponse] = {}
    changed: dict[int, PendingResponse] = {}
    outcomes = []
    for sent in batch:
        round_ = rounds.get(sent.round)
        if round_ is None:
            outcomes.append(Outcome.CLOSED)
            continue
        # A double click can bring one code twice in a batch. The row is not stored yet then, and has to be found here:
        # the later answer counts, once.
        before = new.get(sent.id) or known.get(sent.id)
        outcome = _outcome(sent, round_, before, is_spent=sent.id in spent, is_open=open_now[sent.round])
        if outcome is Outcome.KEPT:
            new[sent.id] = pending(round_, sent.id, sent.response, sent.typist)
        elif outcome is Outcome.CHANGED and before is not None:
            _take_over(before, sent.response)
            if sent.id not in new:
                changed[sent.id] = before
        outcomes.append(outcome)
    add(new.values())
    _save(changed.values())
    return outcomes


def pending(round_: Round, key: int, response: Response, typist: int | None) -> PendingResponse:
    """Return the row of a response, not yet stored.

    Arguments:
        key: The digest of its private code.
        typist: The number of the account that entered it; see `responses.typists`. None where a participant sent it.
    """
    return PendingResponse(pk=key, place_id=round_.place_id, round=round_, typist=typist, **_values(response))


def add(rows: Iterable[PendingResponse]) -> None:
    """Store new rows in the order of their keys, and record that their rounds have begun.

    PostgreSQL keeps rows in the order in which they come, and a file comes in an order that says who is who. Keys are
    digests, so their order says nothing.
    """
    rows = sorted(rows, key=lambda row: row.pk)
    PendingResponse.objects.bulk_create(rows, batch_size=BATCH)
    begun = {row.round_id for row in rows if not row.round.begun}
    if begun:
        Round.objects.filter(pk__in=begun).update(begun=True)


@transaction.atomic
def withdraw(round_: Round, code: str) -> bool:
    """Erase a pending response; False where none has this code. The code stays spent."""
    key = private_code.digest(round_, code)
    _held({round_.pk})
    erased, _kinds = PendingResponse.objects.filter(pk=key, round=round_).delete()
    if erased:
        # A retry that arrives after the withdrawal would otherwise store the response again.
        SpentCode.objects.create(pk=key, round=round_, withdrawn=True)
        secure_delete.after_commit()
    return bool(erased)


def _held(keys: set[int]) -> dict[int, Round]:
    """Lock the rounds: a reveal waits for us, or we wait for it and see what it left."""
    found = Round.objects.select_for_update(of=("self",)).select_related("diagnostic").filter(pk__in=keys)
    # Always in the same order: two transactions that lock the same rounds in different orders block each other.
    return {round_.pk: round_ for round_ in found.order_by("pk")}


# The order matters. A retry over a bad line has to hear that the first try was stored, also after the round has closed
# or its questions have changed. A personal link is used last: a refused response must not use it up.
def _outcome(sent: Sent, round_: Round, before: PendingResponse | None, *, is_spent: bool, is_open: bool) -> Outcome:
    if is_spent:
        return Outcome.PUBLISHED
    if before is not None and before.round_id == round_.pk and _is_same(before, sent.response):
        return Outcome.SAME
    if not is_open:
        return Outcome.CLOSED
    if sent.edition is not None and sent.edition != round_.diagnostic.edition:
        return Outcome.EDITION
    if before is not None:
        return Outcome.CHANGED if before.round_id == round_.pk else Outcome.CLOSED
    if sent.by_team:
        return Outcome.KEPT
    if sent.link_secret is None:
        needs_link = round_.personal_only or round_.diagnostic.protection == Protection.NAMED
        return Outcome.LINK_UNKNOWN if needs_link else Outcome.KEPT
    return hooks.use_link(round_, sent.link_secret) or Outcome.KEPT


def _values(response: Response) -> dict[str, object]:
    # Sorted, so that a retry is recognised as the same response (`_is_same`).
    words = json.dumps(dict(response.words), ensure_ascii=False, sort_keys=True) if response.words else ""
    found = {name: getattr(response, name) for name in FIELDS}
    return found | {"words": words, "words_for": int(response.words_for), "mode": int(response.mode)}


def _is_same(before: PendingResponse, response: Response) -> bool:
    now = _values(response)
    kept = {name: getattr(before, name) for name in FIELDS}
    kept |= {"scores": bytes(before.scores), "choices": bytes(before.choices), "mode": now["mode"]}
    return kept == now


def _take_over(row: PendingResponse, response: Response) -> None:
    """Replace a response by a changed one; how the first was given stays."""
    for name, value in _values(response).items():
        if name != "mode":
            setattr(row, name, value)


def _save(changed: Collection[PendingResponse]) -> None:
    for row in changed:
        row.save(update_fields=[name for name in FIELDS if name != "mode"])
    if changed:
        # SQLite's journal still held the answers as they were before the change.
        secure_delete.after_commit()
