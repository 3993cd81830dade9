"""The library is read: every entry has its page, and each is found by its words."""

from __future__ import annotations

import pytest
from tests.web.cast import Cast
from tests.web.pages import Visitor

from greenshoots import library
from greenshoots.web.act.library import queries


@pytest.mark.django_db
@pytest.mark.parametrize("entry", library.entries(), ids=lambda entry: entry.id)
def test_every_entry_that_ships_has_a_page_that_anybody_may_read(visitor: Visitor, entry: library.Entry) -> None:
    page = visitor.get(f"/library/{entry.id}/")
    assert page.status_code == 200
    shown = queries.entry(entry.id, None)
    assert shown is not None
    assert shown.text in page.content.decode()


@pytest.mark.django_db
def test_anybody_may_browse_what_ships(visitor: Visitor) -> None:
    page = visitor.get("/library/").content.decode()
    assert all(f'href="/library/{one.id}/"' in page for one in library.entries())


def test_what_does_not_exist_is_not_found(visitor: Visitor, cast: Cast) -> None:
    assert visitor.get("/library/nothing-of-the-kind/").status_code == 404
