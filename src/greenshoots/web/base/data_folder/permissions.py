"""Only the account that runs Greenshoots may open the folder: 0700, and 0600 for files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from greenshoots.web.base.data_folder import layout
from greenshoots.web.base.data_folder.layout import Folder

OTHERS = 0o077


def make_private() -> None:
    """Make all new files of this process private: those of SQLite, collected static files, copies."""
    os.umask(OTHERS)


def make(folder: Path) -> None:
    """Create a folder that only this account can open, unless it exists."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def hand_over(path: Path, *, like: Path) -> None:
    """Hand a file that root made over to the account that owns the folder, so that the server can open it."""
    if os.name == "nt" or os.geteuid() != 0:
        return
    owner = like.stat()
    os.chown(path, owner.st_uid, owner.st_gid)


def open_to_others(folder: Folder) -> list[Path]:
    """Return the paths that other accounts on this computer may open."""
    if os.name == "nt":
        return []  # Windows has other permissions; the folder inherits those of the account
    return [path for path in _ours(folder) if _mode(path) & OTHERS]


def close_to_others(folder: Folder) -> list[str]:
    """Close paths that other accounts may open; return messages about it."""
    open_paths = open_to_others(folder)
    refused = [path for path in open_paths if not _close(path)]
    messages = []
    if len(open_paths) > len(refused):
        messages.append(f"Other accounts on this computer could open {folder.path} or files in it. They no longer can.")
    if refused:
        messages.append(
            f"Other accounts may be able to open {refused[0]}, and its permissions cannot be changed. Use a folder "
            "that belongs to this account alone."
        )
    return messages


def _close(path: Path) -> bool:
    mode = _mode(path)
    # A folder that others share, such as /tmp or a home, is not ours to close, even where root could.
    if stat.S_ISDIR(mode) and (mode & stat.S_ISVTX or path in {Path("/"), Path.home()}):
        return False
    try:
        path.chmod(stat.S_IMODE(mode) & ~OTHERS)
    except OSError:
        return False
    return not _mode(path) & OTHERS  # a network share may accept the change and do nothing


def _ours(folder: Folder) -> Iterator[Path]:
    """Yield the folder and the files that Greenshoots created in it; other files there are not ours."""
    yield folder.path
    yield from (path for path in (folder.key, folder.lock) if path.exists())
    if folder.database is not None:
        yield from layout.files_of(folder.database)
    for top in (folder.backups, folder.path / layout.STATIC, folder.arriving, folder.ready, *folder.replaced):
        if top.is_dir():
            yield top
            # A link may lead out of the folder, to files that are not ours to close.
            yield from (path for path in top.rglob("*") if not path.is_symlink())


def _mode(path: Path) -> int:
    return path.stat(follow_symlinks=True).st_mode
