"""Taking a place away as a file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from greenshoots.web.archives import writing
from greenshoots.web.audit import actions as audit

if TYPE_CHECKING:
    from greenshoots.web.accounts.models import User
    from greenshoots.web.places.models import Place


@transaction.atomic
def take(place: Place, *, today: dt.date, by: User | None) -> bytes:
    """Give everything a place owns that may leave, and write down who took it."""
    audit.record(place, by=by, verb="archive.taken", about=place.name)
    return writing.archive(place, today)
