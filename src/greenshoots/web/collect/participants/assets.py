"""The style sheet and the script of the participants' pages, each under a name that changes with its content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "asset_files"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
ADDRESS = "/a/-/"

PIECES = ("kept", "helps", "review", "sending", "waiting", "greeting", "shared", "steps", "start")
"""The script's pieces, in the order in which they are joined: one request for a phone, and no build step."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a page loads."""

    name: str
    kind: str
    content: bytes

    @property
    def address(self) -> str:
        """Return the address of the file."""
        return ADDRESS + self.name


@cache
def every() -> dict[str, Asset]:
    """Return the files by their plain names: ``answer.css`` and ``answer.js``."""
    script = "\n".join(_without_comments((FOLDER / f"{piece}.js").read_text(encoding="utf-8")) for piece in PIECES)
    contents = {"answer.css": (FOLDER / "answer.css").read_bytes(), "answer.js": script.encode()}
    return {plain: _asset(Path(plain), content) for plain, content in contents.items()}


def _without_comments(script: str) -> str:
    """Return a script without lines that are only a comment: they are a fifth of what a phone would load."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _asset(plain: Path, content: bytes) -> Asset:
    name = f"{plain.stem}.{hashlib.sha256(content).hexdigest()[:10]}{plain.suffix}"
    return Asset(name, TYPES[plain.suffix], content)


def address(plain: str) -> str:
    """Return the address of a file, for example ``/a/-/answer.0123456789.css``."""
    return every()[plain].address


def named(name: str) -> Asset | None:
    """Return the file with this name in its address, or None."""
    return next((asset for asset in every().values() if asset.name == name), None)
