"""The web as a whole: its tables are up to date, and it is well."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from tests.web.pages import Visitor


@pytest.mark.django_db
def test_every_table_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_load_balancer_hears_that_all_is_well(visitor: Visitor) -> None:
    assert visitor.get("/health").content == b"well\n"
