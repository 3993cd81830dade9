from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from greenshoots.charts import change, gaps, tokens
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.results import Comparison, Verdict


@pytest.fixture
def instrument(make):
    return make.instrument(["Risk", "Trust", "Vision"], ["Mindset"])


def tall(drawing, tag, paint):
    return [node for node in drawing.all(tag) if node.get("fill") == paint.light]


def test_each_choice_keeps_its_shape_in_every_row(make, read, instrument):
    first = make.chosen(instrument, [make.figures(9, 1, 0, 0, 0)] * 3, "Frontline")
    second = make.chosen(instrument, [make.figures(0, 0, 0, 1, 9)] * 3, "Managers")
    drawing = read(gaps.draw(make.group(first, second), instrument))
    assert len(tall(drawing, "circle", tokens.series(0))) == 4, "three rows and the legend"
    assert len(tall(drawing, "polygon", tokens.series(1))) == 4
    assert drawing.words.count("1.1 to 4.9") == 3


def test_a_choice_that_is_too_small_is_named_and_not_drawn(make, read, instrument):
    first = make.chosen(instrument, [make.figures(9, 1, 0, 0, 0)] * 3, "Frontline")
    small = make.chosen(instrument, [make.hidden] * 3, "Elected member", state=State.HIDDEN)
    drawing = read(gaps.draw(make.group(first, small), instrument))
    assert "Elected member: too few people to show" in drawing.words
    assert tall(drawing, "polygon", tokens.series(1)) == []


def test_choices_shown_together_are_named_once(make, read, instrument):
    first, both = (
        make.chosen(instrument, [make.figures(9, 1, 0, 0, 0)] * 3, n) for n in ("Frontline", "A and B together")
    )
    small = [make.chosen(instrument, [make.hidden] * 3, name, state=State.HIDDEN) for name in ("A", "B")]
    drawing = read(gaps.draw(replace(make.group(first, *small), combined=both), instrument))
    assert "A and B together, 10 people" in drawing.words
    assert "not shown" not in drawing.words


def test_marks_of_equal_averages_do_not_cover_each_other(make, read, instrument):
    same = [make.chosen(instrument, [make.figures(0, 5, 5, 0, 0)] * 3, name) for name in ("A", "B", "C")]
    drawing = read(gaps.draw(make.group(*same), instrument))
    heights = [float(tall(drawing, "circle", tokens.series(0))[1].attrib["cy"])]
    for place in (1, 2):
        corners = tall(drawing, "polygon", tokens.series(place))[1].attrib["points"].split()
        heights.append(sum(float(corner.split(",")[1]) for corner in corners) / len(corners))
    radius = float(tall(drawing, "circle", tokens.series(0))[1].attrib["r"])
    assert all(abs(a - b) >= 2 * radius for a, b in itertools.pairwise(heights))


def test_an_average_between_bounds_is_two_marks_joined(make, read, instrument):
    first = make.chosen(instrument, [make.bands(1, 9, (3.6, 4.4))] * 3, "Frontline")
    drawing = read(gaps.draw(make.group(first), instrument))
    assert len(tall(drawing, "circle", tokens.series(0))) == 7, "two in each of three rows, and the legend"
    assert "the average is between them" in drawing.words


def test_a_clear_change_is_an_arrow_in_colour_and_any_other_is_thin_and_grey(make, read, instrument):
    later = make.chosen(instrument, [make.figures(0, 0, 1, 9, 1)] * 3, "Round 2")
    earlier = make.chosen(instrument, [make.figures(1, 9, 1, 0, 0)] * 3, "Round 1")
    verdicts = [Verdict.CLEAR, Verdict.DIFFERS, Verdict.NOT_CLEAR]
    drawing = read(change.draw(make.rounds(later, earlier, verdicts), instrument))
    heads = [node for node in drawing.all("polygon") if len(node.attrib["points"].split()) == 3]
    colour, grey = tokens.group(0).light, tokens.QUIET.light
    assert [head.attrib["fill"] for head in heads] == [colour, colour, grey]
    shafts = {node.attrib["stroke"]: float(node.attrib["stroke-width"]) for node in drawing.all("line")}
    assert shafts[colour] > shafts[grey]
    for said in ("2.0, then 4.0: clearly changed", "2.0, then 4.0: changed", "2.0, then 4.0: could be chance"):
        assert said in drawing.words


def test_an_arrow_points_from_the_earlier_round_to_the_later(make, read, instrument):
    high, low = make.figures(0, 0, 1, 9, 1), make.figures(1, 9, 1, 0, 0)
    later, earlier = (make.chosen(instrument, [f] * 3, name) for f, name in ((high, "2"), (low, "1")))
    drawing = read(change.draw(make.rounds(later, earlier, [Verdict.CLEAR] * 3), instrument))
    head = next(node for node in drawing.all("polygon") if len(node.attrib["points"].split()) == 3)
    tip, *back = (float(corner.split(",")[0]) for corner in head.attrib["points"].split())
    assert tip > max(back)


def test_change_says_why_nothing_is_drawn(make, read, instrument):
    later = make.chosen(instrument, [make.hidden] * 3, "Round 2")
    earlier = make.chosen(instrument, [make.hidden] * 3, "Round 1")
    drawing = read(change.draw(make.rounds(later, earlier, [Verdict.NOT_TESTED] * 3), instrument))
    assert drawing.words.count("Not compared: too few people on one side.") == 3


def test_change_is_refused_between_groups(make, instrument):
    chosen = make.chosen(instrument, [make.figures(0, 0, 1, 9, 1)] * 3)
    with pytest.raises(ValueError, match="between two rounds"):
        change.draw(Comparison("group", "role", chosen, chosen, ()), instrument)
