from __future__ import annotations

import math

import pytest

from greenshoots.charts import spider, tokens
from greenshoots.core.disclosure.visibility import State

FILLED = {"stroke": tokens.PAPER.light}
HOLLOW = {"fill": tokens.PAPER.light}


def dots(drawing):
    """Return the circles of the spider itself; the legend's are drawn first and in ink."""
    groups = {tokens.group(place).light for place in range(3)}
    return [node for node in drawing.all("circle") if {node.attrib["fill"], node.attrib["stroke"]} & groups]


def outlines(drawing):
    """Return the joining lines: the only lines through points that are ink."""
    return [
        node for tag in ("polygon", "polyline") for node in drawing.all(tag) if node.get("stroke") == tokens.INK.light
    ]


@pytest.fixture
def instrument(make):
    return make.instrument(5)


def test_the_joining_line_is_never_filled(make, read, instrument):
    drawing = read(spider.draw([make.chosen(instrument, [make.figures(1, 2, 3, 4, 5)] * 5)], instrument))
    assert [line.get("fill") for line in outlines(drawing)] == ["none"]


def test_a_split_enabler_has_a_hollow_dot(make, read, instrument):
    agreed, split = make.figures(0, 1, 8, 3, 0), make.figures(6, 1, 0, 1, 6)
    assert split.split
    drawing = read(spider.draw([make.chosen(instrument, [agreed, split, agreed, agreed, agreed])], instrument))
    assert [dot.attrib["fill"] == tokens.PAPER.light for dot in dots(drawing)] == [False, True, False, False, False]
    assert "Hollow: people are split" in drawing.words


def test_nothing_hollow_is_explained_if_no_one_is_split(make, read, instrument):
    drawing = read(spider.draw([make.chosen(instrument, [make.figures(0, 1, 8, 3, 0)] * 5)], instrument))
    assert "Hollow" not in drawing.words


def test_a_hidden_enabler_leaves_a_gap_in_the_line(make, read, instrument):
    seen = make.figures(0, 1, 8, 3, 0)
    drawing = read(spider.draw([make.chosen(instrument, [seen, seen, make.hidden, seen, seen])], instrument))
    lines = outlines(drawing)
    assert [line.tag.endswith("polyline") for line in lines] == [True]
    assert [len(line.attrib["points"].split()) for line in lines] == [4]
    assert len(dots(drawing)) == 4
    assert "A gap in the line: too few people to show" in drawing.words


def test_a_lone_neighbour_of_two_gaps_is_not_joined(make, read, instrument):
    seen = make.figures(0, 1, 8, 3, 0)
    figures = [seen, make.hidden, seen, make.empty, seen]
    drawing = read(spider.draw([make.chosen(instrument, figures)], instrument))
    assert [len(line.attrib["points"].split()) for line in outlines(drawing)] == [2]
    assert len(dots(drawing)) == 3


def test_an_average_known_only_by_its_bounds_is_a_segment_and_no_dot(make, read, instrument):
    seen = make.figures(0, 1, 3, 1, 0)
    figures = [seen, seen, make.bands(1, 9, (3.0, 4.0)), seen, seen]
    drawing = read(spider.draw([make.chosen(instrument, figures)], instrument, width=720))
    segments = [node for node in drawing.all("rect") if "rotate" in node.get("transform", "")]
    assert len(segments) == 1
    assert len(dots(drawing)) == 4
    # One point of a scale of five is a fifth of the radius of the outermost ring.
    outer = next(node for node in drawing.all("polygon") if node.get("stroke") == tokens.EDGE.light)
    points = [tuple(map(float, pair.split(","))) for pair in outer.attrib["points"].split()]
    centre = sum(x for x, _ in points) / 5, sum(y for _, y in points) / 5
    assert float(segments[0].attrib["height"]) == pytest.approx(math.dist(points[0], centre) / 5, rel=0.01)


@pytest.mark.parametrize(("people", "bands"), [(7, 0), (8, 5)])
def test_the_middle_half_is_drawn_from_eight_answers_on(people, bands, make, read, instrument):
    drawing = read(spider.draw([make.chosen(instrument, [make.figures(1, 2, people - 4, 1, 0)] * 5)], instrument))
    assert len([node for node in drawing.all("rect") if "rotate" in node.get("transform", "")]) == bands
    assert ("Middle half of answers" in drawing.words) == (bands > 0)


def test_the_lowest_score_is_a_ring_and_not_the_centre(make, read, instrument):
    lowest = make.figures(5, 0, 0, 0, 0)
    drawing = read(spider.draw([make.chosen(instrument, [lowest] * 5)], instrument))
    found = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in dots(drawing)]
    centre = sum(x for x, _ in found) / 5, sum(y for _, y in found) / 5
    outer = next(node for node in drawing.all("polygon") if node.get("stroke") == tokens.EDGE.light)
    top = float(outer.attrib["points"].split()[0].split(",")[1])
    assert math.dist(found[0], centre) == pytest.approx((centre[1] - top) / 5, rel=0.01)


def test_axes_run_clockwise_from_twelve_also_where_reading_runs_from_right_to_left(make, read):
    for language in ("en", "ar"):
        instrument = make.instrument(4, language=language)
        highest, lowest = make.figures(0, 0, 0, 0, 5), make.figures(5, 0, 0, 0, 0)
        drawing = read(spider.draw([make.chosen(instrument, [lowest, highest, lowest, lowest])], instrument))
        x = [float(dot.attrib["cx"]) for dot in dots(drawing)]
        assert max(x) == x[1]


def test_sets_differ_in_shape_and_dash_before_colour(make, read, instrument):
    means = [(9, 1, 0, 0, 0), (0, 9, 1, 0, 0), (0, 0, 1, 9, 0), (0, 0, 0, 1, 9)]
    sets = [make.chosen(instrument, [make.figures(*counts)] * 5, f"Set {n}") for n, counts in enumerate(means)]
    drawing = read(spider.draw(sets, instrument, theme="print"))
    joined = [n for n in drawing.all("polygon") if n.get("stroke-linejoin")]
    assert len({n.get("stroke-dasharray") for n in joined}) == 4
    corners = {len(n.attrib["points"].split()) for n in drawing.all("polygon") if n.get("stroke-linejoin") is None}
    assert {3, 4} <= corners
    assert len(drawing.all("circle")) == 6


def test_equal_scores_stand_side_by_side(make, read, instrument):
    same = make.chosen(instrument, [make.figures(0, 1, 8, 3, 0)] * 5, "One")
    drawing = read(spider.draw([same, same], instrument))
    dot = dots(drawing)[0]
    squares = [n for n in drawing.all("polygon") if n.get("fill") == tokens.QUIET.light][1:]
    first = [float(pair.split(",")[0]) for pair in squares[0].attrib["points"].split()]
    assert float(dot.attrib["cx"]) + float(dot.attrib["r"]) <= sum(first) / 4


def test_the_outermost_ring_is_named_in_words_once(make, read, instrument):
    drawing = read(spider.draw([make.chosen(instrument, [make.figures(0, 1, 8, 3, 0)] * 5)], instrument))
    assert drawing.words.count("Strongly agree") == 1


def test_names_give_way_to_numbers_and_a_key_on_a_phone(make, read):
    names = ["Collaborative culture", "Trusted relationships", "Case and vision", "Shared ownership", "Wider influence"]
    instrument = make.instrument(names)
    chosen = make.chosen(instrument, [make.figures(0, 1, 8, 3, 0)] * 5)
    phone = [words for words, _ in read(spider.draw([chosen], instrument, width=320)).lines]
    page = [words for words, _ in read(spider.draw([chosen], instrument, width=720)).lines]
    assert phone.count("1") == 3, "the ring, the axis and the key"
    assert page.count("1") == 1, "the ring"
    assert all(name in phone for name in names)


def test_group_names_stand_in_the_colour_of_their_arc(make, read):
    instrument = make.instrument(11)
    drawing = read(spider.draw([make.chosen(instrument, [make.figures(0, 1, 8, 3, 0)] * 11)], instrument))
    arcs = [node.attrib["stroke"] for node in drawing.all("path")]
    assert arcs == [tokens.group(place).light for place in range(3)]
    assert {node.text: node.attrib["fill"] for node in drawing.all("text")}["Infrastructure"] == arcs[2]


def test_a_set_that_is_too_small_is_named_and_not_drawn(make, read, instrument):
    hidden = make.chosen(instrument, [make.hidden] * 5, "Trainees", kind="group", state=State.HIDDEN)
    drawing = read(spider.draw([hidden], instrument))
    assert dots(drawing) == []
    assert outlines(drawing) == []
    assert "Trainees: too few people to show" in drawing.words


def test_more_than_four_sets_are_refused(make, instrument):
    chosen = make.chosen(instrument, [make.figures(0, 1, 8, 3, 0)] * 5)
    with pytest.raises(ValueError, match="1 to 4 sets, not 5"):
        spider.draw([chosen] * 5, instrument)
    with pytest.raises(ValueError, match="not 0"):
        spider.draw([], instrument)
