"""The rows of a file are stored in an order that says nothing about who was where in it."""

from __future__ import annotations

import pytest
from tests.web import making
from tests.web.cast import Cast

from greenshoots.web.collect.responses import team_actions
from greenshoots.web.collect.responses.models import Mode, PendingResponse
from greenshoots.web.collect.responses.response import Response


def test_a_file_is_stored_in_the_order_of_its_keys(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    round_ = making.diagnostic(cast.northvale).rounds.get()
    stored: list[int] = []
    kept = PendingResponse.objects.bulk_create

    def noticed(rows: list[PendingResponse], **options: object) -> list[PendingResponse]:
        stored.extend(row.pk for row in rows)
        return kept(rows, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(type(PendingResponse.objects), "bulk_create", lambda _self, rows, **more: noticed(rows, **more))
    responses = [Response(scores=bytes([n % 5] * 11), choices=bytes([0]), mode=Mode.FILE) for n in range(30)]
    team_actions.import_file(round_, responses, nonce="n" * 22, by=cast.alice)
    assert len(stored) == 30
    assert stored == sorted(stored)
