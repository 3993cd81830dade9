"""Reading the pool: how many wait, and one response for whoever holds its code."""

from __future__ import annotations

import json
from collections import Counter

from django.db.models import Count

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.responses import private_code, typists
from greenshoots.web.collect.responses.models import PendingResponse, SpentCode
from greenshoots.web.collect.responses.response import Response


def waiting(round_: Round) -> int:
    """Count the responses that wait to be revealed."""
    return PendingResponse.objects.filter(round=round_).count()


def by_typist(round_: Round) -> dict[int, int]:
    """Count the responses that wait by the account that typed them in, and those that people sent by themselves."""
    found: Counter[int] = Counter()
    rows = PendingResponse.objects.filter(round=round_).values_list("mode", "typist")
    for mode, typist, number in rows.annotate(Count("pk")).order_by():
        found[typists.account(mode, typist)] += number
    return dict(found)


def mine(round_: Round, code: str) -> Response | None:
    """Give the response that waits under a private code."""
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
    """Tell whether the response under a code was published or withdrawn."""
    return SpentCode.objects.filter(pk=private_code.digest(round_, code), round=round_).exists()


def has_taken_part(round_: Round, code: str) -> bool:
    """Tell whether the response under a code was published."""
    spent = SpentCode.objects.filter(pk=private_code.digest(round_, code), round=round_)
    return spent.filter(withdrawn=False).exists()
