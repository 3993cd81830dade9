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
        before = new.get(sent.id) or known.get(sent.id)
        outcome = _outcome(sent, round_, before, is_spent=sent.id in spent, is_open=open_now[sent.round])
        if outcome is Outcome.KEPT:
            new[sent.id] = _row(sent, round_)
        elif outcome is Outcome.CHANGED and before is not None:
            _take_over(before, sent.response)
            if sent.id not in new:
                changed[sent.id] = before
        outcomes.append(outcome)
    _write(new.values(), changed.values(), rounds)
    return outcomes


@transaction.atomic
def withdraw(round_: Round, code: str) -> bool:
    """Erase a pending response; False where none has this code. The code stays spent."""
    key = private_code.digest(round_, code)
    _held({round_.pk})
    erased, _kinds = PendingResponse.objects.filter(pk=key, round=round_).delete()
    if erased:
        SpentCode.objects.create(pk=key, round=round_, withdrawn=True)
        secure_delete.after_commit()
    return bool(erased)


def _held(keys: set[int]) -> dict[int, Round]:
    """Lock the rounds: a reveal waits for us, or we wait for it and see what it left."""
    found = Round.objects.select_for_update(of=("self",)).select_related("diagnostic").filter(pk__in=keys)
    return {round_.pk: round_ for round_ in found.order_by("pk")}


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
    words = json.dumps(dict(response.words), ensure_ascii=False, sort_keys=True) if response.words else ""
    found = {name: getattr(response, name) for name in FIELDS}
    return found | {"words": words, "words_for": int(response.words_for), "mode": int(response.mode)}


def _is_same(before: PendingResponse, response: Response) -> bool:
    now = _values(response)
    kept = {name: getattr(before, name) for name in FIELDS}
    kept |= {"scores": bytes(before.scores), "choices": bytes(before.choices), "mode": now["mode"]}
    return kept == now


def _row(sent: Sent, round_: Round) -> PendingResponse:
    row = PendingResponse(pk=sent.id, place_id=round_.place_id, round=round_, **_values(sent.response))
    row.typist = sent.typist
    return row


def _take_over(row: PendingResponse, response: Response) -> None:
    """Replace a response by a changed one; how the first was given stays."""
    for name, value in _values(response).items():
        if name != "mode":
            setattr(row, name, value)


def _write(new: Iterable[PendingResponse], changed: Collection[PendingResponse], rounds: dict[int, Round]) -> None:
    # PostgreSQL keeps rows in the order they come: by their keys they come in none.
    rows = sorted(new, key=lambda row: row.pk)
    PendingResponse.objects.bulk_create(rows)
    for row in changed:
        row.save(update_fields=[name for name in FIELDS if name != "mode"])
    if changed:
        secure_delete.after_commit()
    begun = {row.round_id for row in rows if not rounds[row.round_id].begun}
    if begun:
        Round.objects.filter(pk__in=begun).update(begun=True)
