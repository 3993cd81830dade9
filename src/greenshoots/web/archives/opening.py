"""Opening an archive that somebody brought: nothing in it is trusted, and only one file of it is read."""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from greenshoots.web.archives.errors import ArchiveError
from greenshoots.web.archives.tables import BY_NAME
from greenshoots.web.archives.writing import FORMAT, NAME

if TYPE_CHECKING:
    from greenshoots.web.archives.queries import Rows

LARGEST, LARGEST_INSIDE = 50 << 20, 64 << 20
"""The most bytes that a file from a page may have, and that what is read of it may have once unpacked."""

MOST_FILES, MOST_ROWS = 5_000, 200_000
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True, slots=True)
class Opened:
    """What an archive holds.

    Attributes:
        made_on: The day on which it was made, as it says.
        rows: The rows of each table: lists of dictionaries, nothing more is certain.
    """

    made_on: str
    rows: Rows


def read(file: IO[bytes], *, of_any_size: bool) -> Opened:
    """Read an archive.

    Arguments:
        file: The archive.
        of_any_size: True where whoever brings it looks after this machine: a file that fills the memory harms them.

    Raises:
        ArchiveError: it is none, too large, damaged or of another version.
    """
    try:
        found = json.loads(_unpacked(file, of_any_size), parse_constant=_refused)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError) as wrong:
        raise ArchiveError(
            _("This file is no archive of Greenshoots. Choose the ZIP file that was downloaded from a place.")
        ) from wrong
    # A text that nests without end is a RecursionError, which is a RuntimeError, and is caught above.
    except ValueError as wrong:
        raise ArchiveError(damaged(NAME)) from wrong
    opened = _checked(found)
    if not of_any_size and sum(map(len, opened.rows.values())) > MOST_ROWS:
        raise ArchiveError(too_large(LARGEST))
    return opened


def damaged(where: str) -> str:
    """Say where an archive is damaged."""
    return _(
        "The archive is damaged: %(where)s cannot be read. Nothing was brought in. Use another copy of it, or make it "
        "again."
    ) % {"where": where}


def _unpacked(file: IO[bytes], of_any_size: bool) -> str:
    file.seek(0, 2)
    if not of_any_size and file.tell() > LARGEST:
        raise ArchiveError(too_large(LARGEST))
    file.seek(0)
    with zipfile.ZipFile(file) as packed:
        every = packed.infolist()
        if not of_any_size and len(every) > MOST_FILES:
            raise zipfile.BadZipFile
        if any(_leads_away(one.filename) for one in every):
            raise zipfile.BadZipFile
        about = packed.getinfo(NAME)
        if about.compress_type not in PACKED:
            raise zipfile.BadZipFile
        with packed.open(about) as inside:
            # What the file says of its size is not believed.
            text = inside.read() if of_any_size else inside.read(LARGEST_INSIDE + 1)
    if not of_any_size and len(text) > LARGEST_INSIDE:
        raise ArchiveError(too_large(LARGEST_INSIDE))
    return text.decode()


def too_large(most: int) -> str:
    """Say that a file is larger than a page takes, and who can bring it in all the same."""
    return _(
        "The archive is larger than a page takes: it reads up to %(most)s MB. Nothing was brought in. Whoever looks "
        "after this installation can bring it in with the command “greenshoots import”."
    ) % {"most": most >> 20}


def _leads_away(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _refused(text: str) -> Any:
    raise ValueError(text)


def _checked(found: Any) -> Opened:
    if not isinstance(found, dict) or not isinstance(said := found.get("format"), str):
        raise ArchiveError(damaged(NAME))
    if said != FORMAT:
        raise ArchiveError(
            _(
                "This archive is written as “%(said)s”, and this version of Greenshoots reads “%(known)s”. Use the "
                "version that made it, or a newer one. Nothing was brought in."
            )
            % {"said": said[:60], "known": FORMAT}
        )
    rows, made_on = found.get("tables"), found.get("made_on")
    if not isinstance(rows, dict) or not isinstance(made_on, str) or len(made_on) > 10:
        raise ArchiveError(damaged(NAME))
    for name in {*rows, *BY_NAME}:
        if name not in BY_NAME or not _are_rows(rows.get(name)):
            raise ArchiveError(damaged(_("the table “%(name)s”") % {"name": name[:40]}))
    if len(rows["place"]) != 1:
        raise ArchiveError(damaged(NAME))
    return Opened(made_on, rows)


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)
