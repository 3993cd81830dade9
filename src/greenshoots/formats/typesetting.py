"""Typeset a template with content as PDF, through Typst.

Content reaches a template as JSON and is read there with ``json("content.json")``; no text is ever part of the
source, so that no text is taken for markup.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import typst

from greenshoots.charts import fonts
from greenshoots.formats import lettering

EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""The date of a document without a date, so that the same content gives the same bytes."""

Standard = Literal["ua-1"]

_ATTEMPTS = 3
_JOINED = "missing codepoints"
"""The error about scripts whose letters join, such as Arabic: a joined sign may stand for several letters."""


def pdf(
    template: str,
    content: Mapping[str, Any],
    *,
    assets: Mapping[str, str] | None = None,
    when: dt.datetime | None = None,
) -> bytes:
    """Typeset a tagged PDF: PDF/UA-1, or without that standard where letters join and it cannot be met.

    Arguments:
        template: ``package/name.typ`` below `greenshoots`, such as ``paper/form.typ``.
        content: The data that the template reads.
        assets: Pictures for the template, by file name, as SVG text.
        when: The date in the document's properties.

    Returns:
        The PDF. The typesetter refuses a picture without a text alternative.

    Raises:
        MissingToolError: no font has the letters of a script that the content is written in.
    """
    data: Any = content
    pictures = dict(assets or {})
    standard: tuple[Standard, ...] = ("ua-1",)
    # Each attempt removes one reason: signs that no font has, then the standard that joined letters cannot meet.
    for _ in range(_ATTEMPTS):
        try:
            return _compile(template, data, pictures, when or EPOCH, standard)
        except typst.TypstError as error:
            characters = lettering.missing(error.diagnostic)
            if characters:
                words = lettering.in_words(characters)
                data = lettering.rewritten(data, words)
                pictures = {file: text.translate(words) for file, text in pictures.items()}
            elif _JOINED in error.diagnostic:
                standard = ()
            else:
                raise
    return _compile(template, data, pictures, when or EPOCH, standard)


def _compile(
    template: str, data: Any, assets: Mapping[str, str], when: dt.datetime, standard: tuple[Standard, ...]
) -> bytes:
    # A folder that holds nothing else is the root, so that a template can read no other file of the machine.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = resources.files("greenshoots").joinpath(*template.split("/")).read_text(encoding="utf-8")
        for file, text in {**assets, "main.typ": source, "content.json": json.dumps(data)}.items():
            (folder / file).write_text(text, encoding="utf-8")
        return typst.compile(
            folder / "main.typ",
            root=folder,
            font_paths=[Path(path) for path in fonts.directories()],
            format="pdf",
            pdf_standards=list(standard),
            timestamp=int(when.timestamp()),
        )
