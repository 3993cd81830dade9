"""The style sheet and the script of the pages to answer on, each under a name that changes when its content does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
ADDRESS = "/a/-/"


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
    """Give the files by their plain names, such as ``answer.css``."""
    found = {}
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in TYPES:
            content = path.read_bytes()
            name = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"
            found[path.name] = Asset(name, TYPES[path.suffix], content)
    return found


def address(plain: str) -> str:
    """Give the address of a file, such as ``/a/-/answer.0123456789.css``."""
    return every()[plain].address


def named(name: str) -> Asset | None:
    """Give the file under this address's last part, or None."""
    return next((asset for asset in every().values() if asset.name == name), None)
