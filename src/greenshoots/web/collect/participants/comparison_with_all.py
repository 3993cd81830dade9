"""How a person's scores compare with the published results: a sentence and a strip of bars for each question.

The page shows nothing about others that the results do not show too. The person's own scores come from their browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Instrument, Question
from greenshoots.core.language import quantities, sentences
from greenshoots.core.results import EnablerResult, Figures, Results
from greenshoots.web.collect.participants import own_result

if TYPE_CHECKING:
    from greenshoots.web.collect.responses.response import Response

CELL, GAP, TOP, TALL = 60, 6, 8, 64


@dataclass(frozen=True, slots=True)
class StripColumn:
    """One column of a strip, in the units of its drawing."""

    label: str
    left: int
    around: int
    height: int
    yours: bool

    @property
    def x(self) -> int:
        """Return the left edge of the bar, inside the frame."""
        return self.left + GAP

    @property
    def width(self) -> int:
        """Return the width of the bar."""
        return self.around - 2 * GAP

    @property
    def y(self) -> int:
        """Return the top of the bar."""
        return TOP + TALL - (self.height or 1)

    @property
    def middle(self) -> int:
        """Return the middle of the column, where its label is centred."""
        return self.left + self.around // 2


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """One question: the reader's score, everyone's scores, and the strip where it may be drawn."""

    statement: str
    own: str
    others: str
    bars: tuple[StripColumn, ...]
    width: int


@dataclass(frozen=True, slots=True)
class ComparedEnabler:
    """One enabler with its questions."""

    name: str
    colour: int
    lines: tuple[ComparedQuestion, ...]


def of(instrument: Instrument, results: Results, response: Response) -> tuple[ComparedEnabler, ...]:
    """Return the comparison for each enabler. Call it inside the voice of the page's language.

    Arguments:
        instrument: The questions in the reader's language; the results may be in another.
        results: The published results.
        response: The reader's own scores.
    """
    places = []
    for result in results.everyone.enablers:
        lines = tuple(
            _line(results, result, question, own_result.score(instrument, response, number))
            for number, question in enumerate(instrument.questions)
            if question.enabler.id == result.enabler.id
        )
        # Colour and title come from the reader's questionnaire: the results may be in another language.
        colour = instrument.groups.index(instrument.group_of(result.enabler)) % 6
        places.append(ComparedEnabler(instrument.enabler(result.enabler.id).title, colour, lines))
    return tuple(places)


def _line(results: Results, result: EnablerResult, question: Question, given: int | None) -> ComparedQuestion:
    figures, scale = _figures(result, question), results.instrument.scale
    counts_as = None if given is None else own_result.counted(results.instrument, question, given)
    return ComparedQuestion(
        statement=question.statement.text if question.statement else "",
        own=_own(given, counts_as),
        others=_others(results, result, figures, counts_as),
        bars=_bars(figures, results, counts_as),
        width=scale.size * CELL,
    )


def _figures(result: EnablerResult, question: Question) -> Figures:
    if question.number is None:
        return result.figures
    return next((s.figures for s in result.statements if s.number == question.number), Figures(State.HIDDEN))


def _own(given: int | None, counts_as: int | None) -> str:
    if given is None:
        return _("You did not give a score.")
    if given != counts_as:
        turned = _("You gave %(score)s. It counts as %(counted)s, because the statement is worded the other way round.")
        return turned % {"score": given, "counted": counts_as}
    return _("You gave %(score)s.") % {"score": given}


def _others(results: Results, result: EnablerResult, figures: Figures, counts_as: int | None) -> str:
    if figures.visible and figures.counts is not None and counts_as is not None and figures.n:
        number = figures.counts[counts_as - results.instrument.scale.minimum]
        share = quantities.part(number, figures.n, about=figures.state is State.APPROXIMATE)
        return _("%(part)s gave %(score)s.") % {"part": quantities.sentence(share).rstrip("."), "score": counts_as}
    if not figures.visible:
        return _("Too few people scored this to show the results.")
    return sentences.enabler_sentences(result, results.instrument, results.everyone)[0]


def _bars(figures: Figures, results: Results, counts_as: int | None) -> tuple[StripColumn, ...]:
    """Return a column for each score, or for each band where only bands are known."""
    scale = results.instrument.scale
    if not figures.visible:
        return ()
    if figures.counts is not None:
        spans, counts = [slice(n, n + 1) for n in range(scale.size)], list(figures.counts)
    elif figures.low is not None and figures.high is not None:
        spans, counts = list(scale.bands), [figures.low, figures.high]
    else:
        return ()
    # A band's column is as high as if its people were spread over its scores, so that areas can be compared.
    heights = [count / (span.stop - span.start) for span, count in zip(spans, counts, strict=True)]
    tallest = max(heights) or 1
    at = None if counts_as is None else counts_as - scale.minimum
    return tuple(
        StripColumn(
            label=f"{quantities.points(scale, span)}: {count}"
            if span.stop - span.start > 1
            else _label(scale.points[span.start], count),
            left=span.start * CELL,
            around=(span.stop - span.start) * CELL,
            height=round(height / tallest * TALL),
            yours=at is not None and span.start <= at < span.stop,
        )
        for span, count, height in zip(spans, counts, heights, strict=True)
    )


def _label(point: int, count: int) -> str:
    return f"{point}: {count}"
