"""Queries about the audit trail of a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from greenshoots.web.base.audit import sentences
from greenshoots.web.base.audit.models import Entry


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One change as the page shows it."""

    at: dt.datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Day:
    """The changes of one day."""

    date: dt.date
    lines: Sequence[AuditLine]


def by_day(entries: Iterable[Entry]) -> Sequence[Day]:
    """Group entries by day, in their order."""

    def date(entry: Entry) -> dt.date:
        return timezone.localtime(entry.at).date()

    return [
        Day(day, [AuditLine(entry.at, sentences.of(entry)) for entry in of_day])
        for day, of_day in groupby(entries, key=date)
    ]
