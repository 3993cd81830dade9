"""The style sheet and the script of the pages to answer on, each under a name that changes when its content does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
ADDRESS = "/a/-/"

PIECES = ("kept", "helps", "review", "sending", "waiting", "greeting", "shared", "steps", "start")
"""The script's pieces, in the order they stand in the one file that is sent: one request, and no build."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a page asks for."""

    name: str
    kind: str
    content: bytes

    @property
    def address(self) -> str:
        """Give where it is found."""
        return ADDRESS + self.name


@cache
def every() -> dict[str, Asset]:
    """Give the files by their plain names: ``answer.css`` and ``answer.js``."""
    script = b"\n".join((FOLDER / f"{piece}.js").read_bytes() for piece in PIECES)
    contents = {"answer.css": (FOLDER / "answer.css").read_bytes(), "answer.js": script}
    return {plain: _asset(Path(plain), content) for plain, content in contents.items()}


def _asset(plain: Path, content: bytes) -> Asset:
    name = f"{plain.stem}.{hashlib.sha256(content).hexdigest()[:10]}{plain.suffix}"
    return Asset(name, TYPES[plain.suffix], content)


def address(plain: str) -> str:
    """Give the address of a file, such as ``/a/-/answer.0123456789.css``."""
    return every()[plain].address


def named(name: str) -> Asset | None:
    """Give the file under this address's last part, or None."""
    return next((asset for asset in every().values() if asset.name == name), None)
