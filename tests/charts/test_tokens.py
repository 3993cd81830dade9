from __future__ import annotations

import pytest

from greenshoots.charts import tokens

THEMES = ("light", "dark", "print")
GROUPS = range(6)


@pytest.mark.parametrize("theme", THEMES)
def test_words_reach_four_and_a_half_to_one_on_paper(theme):
    paints = [tokens.INK, tokens.QUIET, *(tokens.group(place) for place in GROUPS)]
    for paint in paints:
        assert tokens.contrast(paint.colour(theme), tokens.PAPER.colour(theme)) >= 4.5, paint.name


@pytest.mark.parametrize("theme", THEMES)
def test_marks_reach_three_to_one_on_paper(theme):
    paints = [tokens.EDGE, *(tokens.series(place) for place in range(8))]
    for paint in paints:
        assert tokens.contrast(paint.colour(theme), tokens.PAPER.colour(theme)) >= 3, paint.name


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("steps", [3, 5, 7, 11])
def test_numbers_in_a_bar_can_be_read_on_every_step(steps, theme):
    for place in (tokens.NEUTRAL, *GROUPS):
        for step in range(steps):
            below, words = tokens.ramp(place, step, steps), tokens.on_ramp(place, step, steps)
            assert tokens.contrast(words.colour(theme), below.colour(theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_a_ramp_moves_one_way_from_pale_to_full(theme):
    for place in (tokens.NEUTRAL, *GROUPS):
        away = [
            tokens.contrast(tokens.ramp(place, step, 11).colour(theme), tokens.PAPER.colour(theme))
            for step in range(11)
        ]
        assert away == sorted(away)
        assert away[-1] >= 3


def test_equal_scores_are_equally_grey_in_print_whatever_the_group():
    assert len({tokens.ramp(place, 2, 5).print for place in GROUPS}) == 1


def test_a_reader_who_asks_for_more_contrast_gets_more():
    for paint in (tokens.QUIET, tokens.EDGE, tokens.RULE):
        assert tokens.contrast(paint.firm_light, "#FFFFFF") > tokens.contrast(paint.light, "#FFFFFF")
        assert tokens.contrast(paint.firm_dark, tokens.PAPER.dark) > tokens.contrast(paint.dark, tokens.PAPER.dark)


def test_contrast_is_that_of_the_guidelines():
    # WCAG 2.2: black on white is 21:1; #767676 is the lightest grey that reaches 4.5:1 on white.
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert tokens.contrast("#767676", "#FFFFFF") >= 4.5 > tokens.contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("width", [100, 320, 500, 720, 1440, 3840])
def test_type_grows_with_the_picture_and_never_falls_below_eleven(width):
    sizes = tokens.sizes(width)
    assert sizes.width >= 320
    assert sizes.small >= 11
    assert sizes.label >= sizes.small
