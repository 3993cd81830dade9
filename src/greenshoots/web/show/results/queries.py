"""Reading the notes of a conversation."""

from __future__ import annotations

from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.show.results.models import EarlierNote, Note


def note(round_: Round, enabler: str) -> Note | None:
    """Give the note on one enabler, if there is one."""
    return Note.objects.select_related("by").filter(round=round_, enabler=enabler).first()


def earlier(found: Note | None) -> list[EarlierNote]:
    """Give what a note said before, newest first."""
    return list(found.earlier.select_related("by")) if found else []


def noted(round_: Round) -> set[str]:
    """Give the enablers that something was noted about."""
    return set(Note.objects.filter(round=round_).exclude(text="").values_list("enabler", flat=True))
