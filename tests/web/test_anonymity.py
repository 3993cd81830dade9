"""What the files hold: after a reveal no answer is left in them, and at no time do they say who or when."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import DateField, DateTimeField, ForeignKey, TimeField
from tests.web import cast as people
from tests.web import making

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.collect.releases import actions
from greenshoots.web.collect.releases.models import PooledWords, Release, SignedResponse
from greenshoots.web.collect.responses.models import PendingResponse, SpentCode

# Scores that stand nowhere else, as bytes of the pool.
SCORES = bytes((4, 0, 3, 1, 255, 2, 0, 254, 3, 1, 4))
WORDS = json.dumps(
    {"staff-permission": "the bus fare that took three signatures", "systems-mindset": "ask a neighbour"}
)

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="It reads the files of SQLite.")


def files() -> bytes:
    """Give all that the database keeps on the disk."""
    main = Path(connection.settings_dict["NAME"])
    return b"".join(path.read_bytes() for path in main.parent.glob(f"{main.name}*"))


def people_answer() -> tuple[Round, people.Cast]:
    cast = people.assemble()
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 11)
    making.people_answer(round_, 1, seed=2, scores=SCORES, words=WORDS)
    return round_, cast


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_no_answer_is_left_in_the_files_after_the_reveal() -> None:
    round_, cast = people_answer()
    assert SCORES in files(), "The test can see scores where there are some."
    assert b"three signatures" in files()
    actions.reveal(round_, by=cast.alice)
    assert SCORES not in files()
    assert WORDS.encode() not in files(), "What one person wrote does not stand together."


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_no_answer_is_left_in_the_files_after_leftovers_are_erased() -> None:
    cast = people.assemble()
    round_ = making.diagnostic(cast.northvale).rounds.get()
    making.people_answer(round_, 2, scores=SCORES, words=WORDS)
    assert SCORES in files()
    actions.close(round_, by=cast.alice, erase=True)
    assert SCORES not in files()
    assert b"three signatures" not in files(), "Words that were never shown are gone too."


@pytest.mark.django_db
def test_nothing_of_an_answer_is_logged_on_the_way_to_results(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        # Django's own log of queries is off outside of debugging; it is not what is tested here.
        logging.getLogger("django.db.backends").setLevel(logging.WARNING)
        round_, cast = people_answer()
        actions.reveal(round_, by=cast.alice)
    assert "signatures" not in caplog.text
    assert "neighbour" not in caplog.text


@pytest.mark.django_db
def test_a_release_holds_counts_and_nobody() -> None:
    round_, cast = people_answer()
    ids = set(PendingResponse.objects.values_list("pk", flat=True))
    kept = json.dumps(actions.reveal(round_, by=cast.alice).document)
    assert not [one for one in ids if str(one) in kept]
    assert "signatures" not in kept


@pytest.mark.django_db
def test_the_order_of_rows_says_nothing() -> None:
    round_, cast = people_answer()
    arrived = [row.pk for row in making.people_answer(round_, 20, seed=3, words=json.dumps({"staff-permission": "x"}))]
    assert list(PendingResponse.objects.filter(pk__in=arrived).order_by("pk").values_list("pk", flat=True)) != arrived
    actions.reveal(round_, by=cast.alice)
    spent = list(SpentCode.objects.values_list("pk", flat=True))
    assert spent == sorted(spent), "They are written in the order of their digests, which is that of nobody."
    keys = [row.pk for row in PooledWords.objects.all()]
    assert max(keys) > 1_000_000, "Keys are random, not counted."
    assert not set(keys) & set(spent)


@pytest.mark.parametrize("model", [PendingResponse, SpentCode, PooledWords, SignedResponse])
def test_no_table_near_an_answer_has_a_time_or_a_person(model: type) -> None:
    fields = model._meta.get_fields()  # type: ignore[attr-defined]
    assert not [field.name for field in fields if isinstance(field, DateField | DateTimeField | TimeField)]
    pointed_at = {field.name for field in fields if isinstance(field, ForeignKey)}
    assert pointed_at <= {"place", "round"}


def test_a_release_knows_its_day_and_no_time() -> None:
    when = [field for field in Release._meta.get_fields() if isinstance(field, DateField | DateTimeField | TimeField)]
    assert [type(field) for field in when] == [DateField]
