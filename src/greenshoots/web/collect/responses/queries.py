"""Reading the pool: how many responses are pending, and one response by its private code."""

from __future__ import annotations

import json
from collections import Counter

from django.db.models import Count

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses import private_code, typists
from greenshoots.web.collect.responses.models import PendingResponse, SpentCode
from greenshoots.web.collect.responses.response import Response


def waiting(round_: Round) -> int:
    """Return the number of pending responses."""
    return PendingResponse.objects.filter(round=round_).count()


def by_typist(round_: Round) -> dict[int, int]:
    """Count pending responses by the account that entered them; those that people sent themselves count together."""
    by_account: Counter[int] = Counter()
    rows = PendingResponse.objects.filter(round=round_).values_list("mode", "typist")
    for mode, typist, number in rows.annotate(Count("pk")).order_by():
        by_account[typists.account(mode, typist)] += number
    return dict(by_account)


def mine(round_: Round, code: str) -> Response | None:
    """Return the pending response with a private code."""
    row = PendingResponse.objects.filter(pk=private_code.digest(round_, code), round=round_).first()
    if row is None:
        return None
    return Response(
        scores=bytes(row.scores),
        choices=bytes(row.choices),
        viewpoint=row.viewpoint,
        words=json.loads(row.words) if row.words else {},
        words_for=row.words_for,
        name=row.name,
        mode=row.mode,
    )


def is_spent(round_: Round, code: str) -> bool:
    """Return whether the response with a code was published or withdrawn."""
    return SpentCode.objects.filter(pk=private_code.digest(round_, code), round=round_).exists()


def has_taken_part(round_: Round, code: str) -> bool:
    """Return whether the response with a code was published."""
    spent = SpentCode.objects.filter(pk=private_code.digest(round_, code), round=round_)
    return spent.filter(withdrawn=False).exists()
