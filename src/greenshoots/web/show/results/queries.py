"""Read the notes on a conversation."""

from __future__ import annotations

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.show.results.models import EarlierNote, Note


def note(round_: Round, enabler: str) -> Note | None:
    """Return the note on an enabler, or None."""
    return Note.objects.select_related("by").filter(round=round_, enabler=enabler).first()


def earlier(current: Note | None) -> list[EarlierNote]:
    """Return the earlier versions of a note, newest first."""
    return list(current.earlier.select_related("by")) if current else []


def noted(round_: Round) -> set[str]:
    """Return the enablers that have a note."""
    return set(Note.objects.filter(round=round_).exclude(text="").values_list("enabler", flat=True))
