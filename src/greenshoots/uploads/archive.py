"""An archive of a place: unpacked and parsed in a separate process. Nothing in it is trusted."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NoReturn

from greenshoots.uploads import running
from greenshoots.uploads.errors import DAMAGED, NONE, TOO_LARGE, RefusedError
from greenshoots.uploads.running import FileKind

FILE, TEXT = "archive.zip", "text.json"
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError)
"""The errors of reading a damaged archive. Endless nesting is a RecursionError, which is a RuntimeError."""


def text_of(file: IO[bytes], name: str, *, most_files: int, largest: int) -> bytes:
    """Return the text in an archive, once it has been unpacked and parsed within bounds.

    Arguments:
        file: The archive.
        name: The file in it that holds everything.
        most_files: How many files may be in it.
        largest: How many bytes the text may have.

    Raises:
        RefusedError: it is no archive, damaged or too large.
        UnreadableError: it took too much memory or time, or too many others were being read.
    """
    file.seek(0)
    request = {"name": name, "most_files": most_files, "largest": largest}
    with running.run(FileKind.ARCHIVE, request, {FILE: file.read()}) as reply:
        if "refused" in reply.facts:
            raise RefusedError(str(reply.facts["refused"]))
        return reply.content(TEXT)


def unpacked(file: IO[bytes], name: str, *, most_files: int | None, largest: int | None) -> bytes:
    """Unpack the text of an archive.

    Raises:
        RefusedError: it is too large.
        BadZipFile: and others of `BROKEN`: it is no archive.
    """
    with zipfile.ZipFile(file) as packed:
        every = packed.infolist()
        if most_files is not None and len(every) > most_files:
            raise zipfile.BadZipFile
        # Nothing is unpacked by its name here; an archive with such names was not written by Greenshoots.
        if any(_leads_away(entry.filename) for entry in every):
            raise zipfile.BadZipFile
        about = packed.getinfo(name)
        if about.compress_type not in PACKED:
            raise zipfile.BadZipFile
        with packed.open(about) as inside:
            # What the file says of its size is not believed.
            text = inside.read() if largest is None else inside.read(largest + 1)
    if largest is not None and len(text) > largest:
        raise RefusedError(TOO_LARGE)
    return text


def _leads_away(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def parsed(text: bytes) -> Any:
    """Parse the text of an archive; numbers that no database holds are refused.

    Raises:
        ValueError: it is no JSON in UTF-8.
    """
    return json.loads(text.decode(), parse_constant=_refused)


def _refused(text: str) -> NoReturn:
    raise ValueError(text)


def leave_text(folder: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """Unpack and parse, in the process, and leave the text in the folder."""
    try:
        with (folder / FILE).open("rb") as file:
            text = unpacked(file, request["name"], most_files=request["most_files"], largest=request["largest"])
        # Parsed here to see whether it fits, and parsed again where it is used (decision 23).
        parsed(text)
    except RefusedError as refused:
        return {"refused": refused.why}
    except ValueError:
        return {"refused": DAMAGED}
    except BROKEN:
        return {"refused": NONE}
    (folder / TEXT).write_bytes(text)
    (folder / FILE).unlink()
    return {}
