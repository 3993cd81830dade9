"""How this program was installed, so that the commands in messages about missing parts work here."""

from __future__ import annotations

import json
from importlib import metadata

NAME = "greenshoots"


def requirement(extra: str) -> str:
    """Return the requirement with which an installer gets this same program with an extra.

    A program from a file, a folder or a repository is installed from there: an index may have another version, or
    none.
    """
    origin = _origin()
    return f"{NAME}[{extra}] @ {origin}" if origin else f"{NAME}[{extra}]"


def _origin() -> str:
    """Return the address that the program was installed from; nothing where it came from an index.

    Source: the specification of direct_url.json in the Python Packaging User Guide.
    """
    try:
        text = metadata.distribution(NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        # Run from its source folder, without being installed.
        return ""
    if text is None:
        return ""
    direct = json.loads(text)
    url, repository = direct["url"], direct.get("vcs_info")
    return f"{repository['vcs']}+{url}@{repository['commit_id']}" if repository else url
