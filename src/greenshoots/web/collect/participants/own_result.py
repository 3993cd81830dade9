"""A person's own scores after sending: a spider chart, a table and a sentence. None of it is stored."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from greenshoots.charts import arrangement, tokens
from greenshoots.charts.geometry import Point
from greenshoots.charts.svg import Canvas
from greenshoots.charts.web import Web
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Enabler, Instrument, Question
from greenshoots.core.language import quantities
from greenshoots.core.results import EnablerResult, Figures, SetResult

if TYPE_CHECKING:
    from greenshoots.web.collect.responses.response import Response

WIDE, NARROW = 560, 320
"""Widths for screens and for phones: one drawing scaled down would be too small to read."""

UNSURE = 255
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """An enabler by its number and name, and its score in words."""

    number: int
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class DataImage:
    """A drawing as a ``data:`` address, and its size."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Own:
    """The person's own scores on the thank-you page.

    Attributes:
        rows: Each enabler and its score.
        sentence: The highest and lowest scores in words, also read out in place of the pictures.
        wide, narrow: The spider for a screen and for a phone; None where nothing was scored.
    """

    rows: tuple[ScoreRow, ...]
    sentence: str
    wide: DataImage | None = None
    narrow: DataImage | None = None


def score(instrument: Instrument, response: Response, place: int) -> int | None:
    """Return the score of the question at an index; None for *not sure* and for a blank."""
    byte = response.scores[place] if place < len(response.scores) else UNSURE
    return instrument.scale.minimum + byte if byte < instrument.scale.size else None


def counted(instrument: Instrument, question: Question, given: int) -> int:
    """Return the value that a score counts as, which is mirrored where the statement is reversed."""
    scale = instrument.scale
    return scale.minimum + scale.maximum - given if question.reverse else given


def of(instrument: Instrument, response: Response) -> Own:
    """Return the person's own scores. Call it inside the voice of the page's language."""
    means = [_mean(instrument, enabler, response) for enabler in instrument.enablers]
    rows = tuple(
        ScoreRow(enabler.number, enabler.title, _said(instrument, mean, enabler, response))
        for enabler, mean in zip(instrument.enablers, means, strict=True)
    )
    if all(mean is None for mean in means):
        return Own(rows, _("You did not give any scores."))
    wide, narrow = (_picture(_draw(instrument, means, width), width) for width in (WIDE, NARROW))
    return Own(rows, _sentence(instrument, means), wide, narrow)


def _picture(drawing: str, width: int) -> DataImage:
    size = _SIZE.search(drawing)
    address = "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
    return DataImage(address, width, round(float(size[2])) if size else width)


def _mean(instrument: Instrument, enabler: Enabler, response: Response) -> float | None:
    scores = [
        counted(instrument, question, given)
        for place, question in enumerate(instrument.questions)
        if question.enabler.id == enabler.id and (given := score(instrument, response, place)) is not None
    ]
    return fmean(scores) if scores else None


def _said(instrument: Instrument, mean: float | None, enabler: Enabler, response: Response) -> str:
    if mean is None:
        places = [n for n, question in enumerate(instrument.questions) if question.enabler.id == enabler.id]
        unsure = any(response.scores[n : n + 1] == bytes([UNSURE]) for n in places)
        return instrument.scale.unsure if unsure else _("No answer")
    if mean != int(mean):
        return _("%(number)s on average") % {"number": quantities.number(mean)}
    label = instrument.scale.labels.get(int(mean), "")
    return f"{int(mean)} {label}".strip()


def _sentence(instrument: Instrument, means: list[float | None]) -> str:
    scored = [
        (mean, enabler.axis) for mean, enabler in zip(means, instrument.enablers, strict=True) if mean is not None
    ]
    high, low = max(scored)[0], min(scored)[0]
    if high == low:
        return _("You gave the same score to every enabler you scored: %(score)s.") % {
            "score": quantities.number(high, int(high % 1 > 0))
        }
    return _("Your highest scores: %(highest)s. Your lowest scores: %(lowest)s.") % {
        "highest": quantities.listed([axis for mean, axis in scored if mean == high]),
        "lowest": quantities.listed([axis for mean, axis in scored if mean == low]),
    }


def _draw(instrument: Instrument, means: list[float | None], width: int) -> str:
    """Draw the spider chart without a legend: it shows one person, and the page says who."""
    results = tuple(
        EnablerResult(enabler, Figures(State.EMPTY) if mean is None else Figures(State.SHOWN, n=1, mean=mean))
        for enabler, mean in zip(instrument.enablers, means, strict=True)
    )
    sizes = tokens.sizes(width)
    plan = arrangement.arrange(instrument, sizes)
    canvas = Canvas(sizes.width, "auto", rtl=instrument.direction == "rtl")
    web = Web(canvas, Point(sizes.width / 2, sizes.margin - plan.top), plan, sizes, instrument)
    web.rings()
    web.arcs()
    web.sets([SetResult(_("You"), "everyone", {}, 1, None, 1.0, State.SHOWN, results)])
    web.names()
    height = web.centre.y + plan.bottom + sizes.margin
    return canvas.finish("spider", height, _("Your own scores"), _sentence(instrument, means))
