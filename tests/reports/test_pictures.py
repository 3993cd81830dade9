"""Pictures: the drawing, and everything that says the same without eyes."""

from __future__ import annotations

import pytest

from greenshoots.core.results import Results
from greenshoots.reports import pdf, pictures


def test_there_is_a_picture_for_everything_that_can_be_shown(whole: Results):
    assert list(pictures.draw_all(whole)) == ["spider", "strips", "gaps-role", "change"]


def test_too_few_people_have_no_picture(made):
    assert pictures.draw_all(made(people=4, roles=True)) == {}


@pytest.mark.parametrize("theme", ["auto", "light", "dark", "print"])
@pytest.mark.parametrize("width", [320, 1440])
def test_pictures_are_drawn_at_any_width_and_in_any_theme(whole: Results, theme, width):
    for found in pictures.draw_all(whole, theme=theme, width=width).values():
        assert pictures.size(found.svg)[0] == width
        assert found.alt
        assert found.sentences
        assert found.table.rows


def test_a_chart_holds_the_numbers_of_the_results(whole: Results):
    drawn = pictures.draw_all(whole)
    spider, strips = drawn["spider"].chart, drawn["strips"].chart
    assert spider is not None
    assert strips is not None
    assert spider.series[0].values == tuple(result.figures.mean for result in whole.everyone.enablers)
    for place, result in enumerate(whole.everyone.enablers):
        counts = [series.values[place] for series in strips.series[:-1]]
        assert counts == list(result.figures.counts or [None] * 5)


def test_rows_may_be_sorted_and_the_words_stay_the_same(whole: Results):
    plain, by_mean = (pictures.strips(whole, order=order) for order in ("instrument", "mean"))
    assert plain.svg != by_mean.svg
    assert plain.sentences == by_mean.sentences
    assert plain.table == by_mean.table


def test_large_print_has_letters_half_as_large_again_as_the_page(whole: Results):
    drawn = (
        pictures.strips(whole),
        pictures.gaps(whole.groups[0], whole),
        pictures.change(whole.comparisons[-1], whole),
    )
    for svg in (drawing for picture in drawn for drawing in picture.large):
        width, height = pictures.size(svg)
        enlarged = min(pictures.LARGE_PAGE[0] / width, pictures.LARGE_PAGE[1] / height)
        assert enlarged > 1.5 * pdf.ROOM[0] / pictures.PAGE
