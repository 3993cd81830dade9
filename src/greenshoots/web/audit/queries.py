"""Reading the audit trail of a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from greenshoots.web.audit import sentences
from greenshoots.web.audit.models import Entry

if TYPE_CHECKING:
    from greenshoots.web.places.models import Place


@dataclass(frozen=True, slots=True)
class Line:
    """One change, as the page says it."""

    at: dt.datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Day:
    """The changes of one day."""

    date: dt.date
    lines: Sequence[Line]


def of_place(place: Place) -> QuerySet[Entry]:
    """Give everything that was changed in a place, newest first."""
    return Entry.objects.filter(place=place)


def by_day(entries: Iterable[Entry]) -> Sequence[Day]:
    """Put entries under their days, in the order they came."""

    def date(entry: Entry) -> dt.date:
        return timezone.localtime(entry.at).date()

    return [
        Day(day, [Line(entry.at, sentences.of(entry)) for entry in found]) for day, found in groupby(entries, key=date)
    ]
