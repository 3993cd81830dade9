"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click


def write(path: Path, content: bytes | str, *, keep: Path | None = None) -> None:
    """Write a file in one step and print its path.

    Arguments:
        path: Its path.
        content: Its content; text is written as UTF-8.
        keep: A file that must not be replaced: the file of answers.
    """
    if keep is not None and path.exists() and keep.exists() and path.samefile(keep):
        raise click.UsageError(f"{path} is the file of responses. Choose another name with --out.")
    data = content.encode() if isinstance(content, str) else content
    # A crash half-way leaves the old file as it was: the new one takes its place only when it is complete.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # A temporary file is for its owner only; a report gets the usual permissions. The umask is read by setting it.
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    click.echo(path)
