"""The form as a tagged PDF to print, normal or in large print."""

from __future__ import annotations

from dataclasses import asdict

from greenshoots.charts import blank
from greenshoots.core.instruments.model import Instrument
from greenshoots.formats import typesetting
from greenshoots.paper.content import PaperForm

TEMPLATE = "paper/form.typ"

WIDTH = 482
"""Points between the margins: a drawing laid out for this width is printed at its natural size."""

LETTERS, LARGE_LETTERS = 10, 18
"""Sizes of the letters around the spider, in points."""


def render(sheet: PaperForm, instrument: Instrument, *, large_print: bool) -> bytes:
    """Typeset a form.

    Arguments:
        sheet: The content.
        instrument: The questionnaire, for the empty spider.
        large_print: True for 18 points and more, one enabler per page.
    """
    spider = blank.draw(
        instrument,
        title=sheet.spider.title,
        description=sheet.alt,
        width=WIDTH,
        letters=LARGE_LETTERS if large_print else LETTERS,
        # The page has its own table of numbers and names, with a column to write the scores in.
        with_key=False,
    )
    content = {**asdict(sheet), "large": large_print, "keyed": spider.keyed}
    return typesetting.pdf(TEMPLATE, content, assets={"spider.svg": spider.svg})
