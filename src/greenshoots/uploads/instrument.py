"""A questionnaire file: parsed in a separate process before it is parsed where people answer."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from greenshoots.core.errors import InstrumentError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.parsing import SideFile
from greenshoots.uploads import running
from greenshoots.uploads.running import FileKind

REMEMBERED = 32
_lock = threading.Lock()
_valid: OrderedDict[bytes, None] = OrderedDict()
"""Digests of valid files: a form reads its file when it is checked and again when it is saved."""


def check(text: str, name: str, side: SideFile | None = None) -> None:
    """Parse an instrument and its translation within limits.

    Raises:
        InstrumentError: with the line and what is wrong there.
        UnreadableError: it took too much memory or time, or too many others were being read.
    """
    request = {"text": text, "name": name, "side": [side.text, side.file, side.language] if side else None}
    key = hashlib.sha256(json.dumps(request).encode()).digest()
    with _lock:
        if key in _valid:
            return
    # Outside the lock: a reading may take ten seconds, and others only want to look a digest up.
    with running.run(FileKind.INSTRUMENT, request, {}) as reply:
        if "error" in reply.facts:
            raise InstrumentError(**reply.facts["error"])
    with _lock:
        _valid[key] = None
        while len(_valid) > REMEMBERED:
            _valid.popitem(last=False)


def parse(request: Mapping[str, Any]) -> dict[str, Any]:
    """Parse the instrument, in the process."""
    side = SideFile(*request["side"]) if request["side"] else None
    parsing.parse(request["text"], file=request["name"], translation=side)
    return {}
