"""From the outline of a report to template values: the same sentences, tables and charts as in every document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from greenshoots.core.instruments.model import RIGHT_TO_LEFT
from greenshoots.reports import values
from greenshoots.reports.outline import Block, Bullets, Paragraph, Picture, Quotes, Section, Table

Shown = dict[str, Any]


def sections(found: Iterable[Section], nonce: str) -> list[Shown]:
    """Return sections for a template, each with its subsections."""
    return [
        {
            "id": section.id,
            "title": section.title,
            "language": section.language,
            "direction": direction(section.language),
            "accent": section.accent,
            "blocks": blocks(section.blocks, nonce),
            "sections": sections(section.sections, nonce),
        }
        for section in found
    ]


def blocks(found: Iterable[Block], nonce: str) -> list[Shown]:
    """Return the blocks of a section for a template."""
    return [_block(block, nonce) for block in found]


def _block(block: Block, nonce: str) -> Shown:
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "text": block.text, "kind": block.kind}
    if isinstance(block, Bullets):
        text = {"language": block.language, "direction": direction(block.language)}
        return {"is": "bullets", "texts": block.items, "numbered": block.numbered} | text
    if isinstance(block, Quotes):
        return {"is": "quotes", "texts": block.texts}
    return table(block) if isinstance(block, Table) else picture(block, nonce)


def table(found: Table) -> Shown:
    """Return a table with its values as texts."""
    numbers = values.number_columns(found)
    rows = [values.row(found, cells) for cells in found.rows]
    return {
        "is": "table",
        "caption": found.caption,
        "header": [{"text": text, "number": place in numbers} for place, text in enumerate(found.header)],
        "rows": [
            {"name": row[0], "cells": [{"text": text, "number": at in numbers} for at, text in enumerate(row) if at]}
            for row in rows
        ],
        "language": found.language,
        "direction": direction(found.language),
    }


def picture(found: Picture, nonce: str) -> Shown:
    """Return a chart for wide and narrow screens, with its sentences and its table."""
    return {
        "is": "picture",
        "caption": found.caption,
        "svg": drawing(found.svg, nonce),
        "narrow": drawing(found.narrow, nonce),
        "sentences": found.sentences,
        "table": table(found.table),
    }


def drawing(svg: str, nonce: str) -> SafeString:
    """Add the nonce of the page to the styles of a chart, so that the content security policy allows them."""
    return mark_safe(svg.replace("<style>", f'<style nonce="{escape(nonce)}">', 1))  # noqa: S308 - drawn by this program


def direction(language: str) -> str:
    """Return the direction of text in another language than the page; empty in the language of the page."""
    if not language:
        return ""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
