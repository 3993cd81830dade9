"""The secret key of an installation: its source, and a fingerprint to compare keys without showing them."""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from greenshoots.web.base.data_folder.layout import Folder

SHORTEST = 50


def fingerprint(key: str) -> str:
    """Return a digest that can be compared with that of another key and reveals neither."""
    return hmac.new(key.encode(), b"greenshoots backup", hashlib.sha256).hexdigest()[:32] if key else ""


def from_environment() -> str:
    """Return the key that a setting names, or an empty text if the folder's key is used."""
    file = os.environ.get("SECRET_KEY_FILE")
    return read(Path(file)) if file else os.environ.get("SECRET_KEY", "").strip()


def of(folder: Folder) -> str:
    """Return the key that an installation uses; an empty text if it has none yet."""
    return from_environment() or read(folder.key)


def read(path: Path) -> str:
    """Return the key in a file; an empty text if there is no such file."""
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def write(path: Path, key: str) -> None:
    """Write a key that only this account can read."""
    path.unlink(missing_ok=True)
    # A new file with its permissions from the start: writing into an existing file keeps those that it had.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
