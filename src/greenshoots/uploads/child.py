"""The process that reads one file, `python -m greenshoots.uploads.child FOLDER`: it leaves one reply, or is killed."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from greenshoots.core.errors import AnswersError, InstrumentError
from greenshoots.uploads import answers, archive, bounds, instrument
from greenshoots.uploads.running import BOUNDS, FileKind


def main(folder: Path) -> None:
    """Read the file in the folder, and leave a reply there."""
    request = json.loads((folder / "request.json").read_bytes())
    kind = FileKind(request["kind"])
    # Before the file is opened: a limit that comes after the parser has begun protects nothing (decision 23).
    bounds.tighten(BOUNDS[kind])
    reply = _reply(kind, folder, request)
    (folder / "reply.json").write_text(json.dumps(reply), encoding="utf-8")


def _reply(kind: FileKind, folder: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        match kind:
            case FileKind.ANSWERS:
                return answers.leave_answers(folder, request)
            case FileKind.HEADER:
                return answers.leave_header(folder, request)
            case FileKind.INSTRUMENT:
                return instrument.parse(request)
            case FileKind.ARCHIVE:
                return archive.leave_text(folder, request)
    except AnswersError as error:
        # A workbook that needs more memory than there is looks damaged to its parser; here we know better.
        if isinstance(error.__cause__, MemoryError):
            raise error.__cause__ from None
        return answers.refused(error)
    except InstrumentError as error:
        return {"error": {name: getattr(error, name) for name in ("reason", "file", "line", "key")}}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
