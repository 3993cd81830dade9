"""Write the notes on a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from greenshoots.web.base.audit import actions as audit
from greenshoots.web.collect.diagnostics.models import Round
from greenshoots.web.show.results.models import EarlierNote, Note

if TYPE_CHECKING:
    from greenshoots.web.base.accounts.models import User

KEPT = 5
"""How many earlier versions of a note are kept."""


@dataclass(frozen=True, slots=True)
class NoteChange:
    """The outcome of writing a note.

    Attributes:
        note: The note as it is now.
        stale: True where a colleague had changed it since it was read, so that nothing was written.
    """

    note: Note
    stale: bool = False


@transaction.atomic
def write_note(round_: Round, enabler: str, text: str, *, read: int, by: User) -> NoteChange:
    """Write the note on one enabler.

    Arguments:
        round_: The round that people talked about.
        enabler: Its id.
        text: The text of the note; empty text empties the note.
        read: The version that the writer had on screen; 0 where there was none.
        by: Who writes.
    """
    # The round is locked and not the note: a first note has no row to lock, and two people who write it at once would
    # break the constraint `note_once`.
    Round.objects.select_for_update().get(pk=round_.pk)
    note = Note.objects.filter(round=round_, enabler=enabler).first()
    if note is None:
        note = Note.objects.create(place=round_.place, round=round_, enabler=enabler, text=text, by=by)
    # Before the versions are compared: a form that is sent twice carries an old version, and its text is there
    # already.
    elif note.text == text:
        return NoteChange(note)
    elif note.version != read:
        return NoteChange(note, stale=True)
    else:
        EarlierNote.objects.create(note=note, text=note.text, by=note.by, changed=note.changed)
        note.text, note.by, note.version = text, by, note.version + 1
        note.save()
        kept = list(note.earlier.values_list("pk", flat=True)[:KEPT])
        note.earlier.exclude(pk__in=kept).delete()
    audit.record(round_.place, by=by, verb="results.noted", about=str(round_), enabler=enabler)
    return NoteChange(note)
