"""Reading an uploaded archive: nothing in it is trusted, and only one of its files is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from greenshoots import uploads
from greenshoots.uploads import archive
from greenshoots.uploads.errors import DAMAGED, NONE, TOO_LARGE, RefusedError
from greenshoots.web.archives.errors import ArchiveError
from greenshoots.web.archives.export import FORMAT, NAME
from greenshoots.web.archives.schema import BY_NAME
from greenshoots.web.base.site.errors import BusyError

if TYPE_CHECKING:
    from greenshoots.web.archives.queries import Rows

LARGEST, LARGEST_INSIDE = 50 << 20, 64 << 20
"""The most bytes that a file from a page may have, and that what is read of it may have once unpacked."""

MOST_FILES, MOST_ROWS = 5_000, 200_000


@dataclass(frozen=True, slots=True)
class Opened:
    """The contents of an archive.

    Attributes:
        made_on: The day on which it was created, as the archive states it.
        rows: The rows of each table: lists of dictionaries. Nothing else about them is checked yet.
    """

    made_on: str
    rows: Rows


def read(file: IO[bytes], *, of_any_size: bool) -> Opened:
    """Read an archive.

    Arguments:
        file: The archive.
        of_any_size: True where the person who imports it looks after this machine: a file that fills the memory harms
            only them.

    Raises:
        ArchiveError: the file is not an archive, too large, damaged or of another version.
    """
    try:
        text = _text(file, of_any_size)
        opened = _checked(archive.parsed(text))
    except archive.BROKEN as wrong:
        raise ArchiveError(_refusal(NONE)) from wrong
    except ValueError as wrong:
        raise ArchiveError(damaged(NAME)) from wrong
    except RefusedError as refused:
        raise ArchiveError(_refusal(refused.why)) from refused
    if not of_any_size and sum(map(len, opened.rows.values())) > MOST_ROWS:
        raise ArchiveError(too_large(LARGEST))
    return opened


def damaged(where: str) -> str:
    """Return the message that names where an archive is damaged."""
    return _(
        "The archive is damaged: %(where)s cannot be read. Nothing was imported. Use another copy, or download the "
        "archive again."
    ) % {"where": where}


def _text(file: IO[bytes], of_any_size: bool) -> bytes:
    """Return the text in an archive; uploads are read in a separate process."""
    file.seek(0, 2)
    if of_any_size:
        file.seek(0)
        return archive.unpacked(file, NAME, most_files=None, largest=None)
    if file.tell() > LARGEST:
        raise ArchiveError(too_large(LARGEST))
    try:
        return archive.text_of(file, NAME, most_files=MOST_FILES, largest=LARGEST_INSIDE)
    except uploads.UnreadableError as error:
        if error.why == uploads.BUSY:
            raise BusyError from error
        raise ArchiveError(
            _(
                "Reading this archive took too much memory or time, so it was stopped. Nothing was imported. The "
                "person who runs this site can import it with the command “greenshoots import”."
            )
        ) from error


def _refusal(why: str) -> str:
    if why == TOO_LARGE:
        return too_large(LARGEST_INSIDE)
    if why == DAMAGED:
        return damaged(NAME)
    return _("This file is not a Greenshoots archive. Choose the ZIP file that was downloaded from a place.")


def too_large(most: int) -> str:
    """Return the message that a file is too large for a page, and who can import it."""
    return _(
        "The archive is too large for this page, which reads up to %(most)s MB. Nothing was imported. The person who "
        "runs this site can import it with the command “greenshoots import”."
    ) % {"most": most >> 20}


def _checked(content: Any) -> Opened:
    if not isinstance(content, dict) or not isinstance(format_name := content.get("format"), str):
        raise ArchiveError(damaged(NAME))
    if format_name != FORMAT:
        raise ArchiveError(
            _(
                "This archive has the format “%(said)s”, and this version of Greenshoots reads “%(known)s”. Nothing "
                "was imported. Use the version that created the archive, or a newer version."
            )
            # Cut, because a forged archive can say anything here.
            % {"said": format_name[:60], "known": FORMAT}
        )
    rows, made_on = content.get("tables"), content.get("made_on")
    if not isinstance(rows, dict) or not isinstance(made_on, str) or len(made_on) > 10:
        raise ArchiveError(damaged(NAME))
    # An unknown table is refused as well: leaving it out would lose its rows without a word.
    for name in {*rows, *BY_NAME}:
        if name not in BY_NAME or not _are_rows(rows.get(name)):
            raise ArchiveError(damaged(_("the table “%(name)s”") % {"name": name[:40]}))
    if len(rows["place"]) != 1:
        raise ArchiveError(damaged(NAME))
    return Opened(made_on, rows)


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)
