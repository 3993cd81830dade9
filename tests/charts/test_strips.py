from __future__ import annotations

from dataclasses import replace

import pytest

from greenshoots.charts import bars, strips, tokens
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Scale
from greenshoots.core.results import Figures, StatementResult


@pytest.fixture
def instrument(make):
    return make.instrument(["Risk", "Trust", "Vision"], ["Mindset"])


def parts(drawing):
    """Return the parts of bars: rectangles as tall as a bar."""
    tall = max(float(node.attrib["height"]) for node in drawing.all("rect")[1:])
    return [node for node in drawing.all("rect")[1:] if float(node.attrib["height"]) == tall]


def test_each_score_is_a_part_as_wide_as_its_people(make, read, instrument):
    drawing = read(strips.draw(make.chosen(instrument, [make.figures(10, 20, 0, 30, 40)] * 3), instrument))
    widths = [float(node.attrib["width"]) - bars.THINNEST for node in parts(drawing)[:4]]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 2, 3, 4], rel=0.01)
    assert all(str(count) in drawing.words for count in (10, 20, 30, 40))


def test_not_sure_stands_apart_at_the_end(make, read, instrument):
    figures = [make.figures(5, 5, 5, 5, 5, not_sure=3), *[make.figures(6, 6, 6, 6, 6)] * 2]
    drawing = read(strips.draw(make.chosen(instrument, figures), instrument))
    fifth, unsure = parts(drawing)[4:6]
    assert unsure.attrib["fill"] == tokens.PAPER.light
    assert float(unsure.attrib["x"]) > float(fifth.attrib["x"]) + float(fifth.attrib["width"]) + 1
    assert "Not sure" in drawing.words


def test_people_are_dots_below_ten_and_bars_from_ten(make, read, instrument):
    nine = read(strips.draw(make.chosen(instrument, [make.figures(1, 2, 3, 2, 0, not_sure=1)] * 3), instrument))
    assert len(nine.all("circle")) == 3 * 9 + 2, "each person, and two in the legend"
    ten = read(strips.draw(make.chosen(instrument, [make.figures(1, 2, 3, 2, 1, not_sure=1)] * 3), instrument))
    assert ten.all("circle") == []


def test_bands_are_two_wide_parts_that_say_how_many(make, read, instrument):
    figures = [make.bands(3, 21, (3.4, 4.3)), *[make.figures(1, 9, 9, 4, 1)] * 2]
    drawing = read(strips.draw(make.chosen(instrument, figures), instrument))
    assert "21 gave 4 or 5" in drawing.words
    assert "3 gave 1 to 3" in drawing.words
    assert "between 3.4 and 4.3" in drawing.words


def test_a_block_without_bands_says_that_only_a_range_may_be_shown(make, read):
    scale = Scale(1, 3, {1: "No", 3: "Yes"}, "Not sure")
    instrument = make.instrument(["Risk", "Trust", "Vision"], ["Mindset"], scale=scale)
    seen = make.figures(4, 4, 4)
    alike = Figures(State.APPROXIMATE, 12, 1.0, 0, 0, mean_bounds=(1.0, 3.0))
    drawing = read(strips.draw(make.chosen(instrument, [alike, seen, seen]), instrument))
    assert strips.ONLY_A_RANGE in drawing.words


def test_a_hidden_row_holds_a_sentence(make, read, instrument):
    figures = [make.hidden, make.empty, make.figures(1, 9, 9, 4, 1)]
    drawing = read(strips.draw(make.chosen(instrument, figures, "Frontline", kind="group"), instrument))
    assert "Too few people to show. Their answers count in the overall results." in drawing.words
    assert "No one gave a score." in drawing.words


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("instrument", ["Risk", "Trust", "Vision"]),
        ("mean", ["Vision", "Risk", "Trust"]),
        ("spread", ["Risk", "Trust", "Vision"]),
    ],
)
def test_rows_stand_in_the_order_asked_for(order, names, make, read, instrument):
    figures = [make.figures(9, 0, 0, 0, 8), make.figures(0, 0, 9, 0, 9), make.figures(9, 9, 0, 0, 0)]
    drawing = read(strips.draw(make.chosen(instrument, figures), instrument, order=order))
    assert [words for words, _ in drawing.lines if words in names] == names


def test_rows_with_nothing_to_sort_by_come_last(make, read, instrument):
    figures = [make.hidden, make.figures(0, 0, 0, 9, 9), make.figures(9, 9, 0, 0, 0)]
    drawing = read(strips.draw(make.chosen(instrument, figures), instrument, order="mean"))
    assert [words for words, _ in drawing.lines if words in ("Risk", "Trust", "Vision")] == ["Vision", "Trust", "Risk"]


def test_one_person_among_a_million_is_still_seen(make, read, instrument):
    drawing = read(strips.draw(make.chosen(instrument, [make.figures(1, 0, 999_999, 0, 0)] * 3), instrument))
    assert float(parts(drawing)[0].attrib["width"]) >= bars.THINNEST
    assert "999,999" in drawing.words


def test_rows_mirror_where_reading_runs_from_right_to_left(make, read):
    places = {}
    for language in ("en", "ar"):
        instrument = make.instrument(["Risk", "Trust", "Vision"], ["Mindset"], language=language)
        drawing = read(strips.draw(make.chosen(instrument, [make.figures(5, 5, 5, 5, 5)] * 3), instrument))
        first = parts(drawing)[0]
        places[language] = float(first.attrib["x"]), float(first.attrib["width"])
    left, width = places["en"]
    assert places["ar"][0] == pytest.approx(720 - left - width, abs=0.02)


def test_answers_to_statements_are_not_drawn_as_people(make, read, instrument):
    plain = make.chosen(instrument, [make.figures(1, 1, 1, 1, 1)] * 3)
    detail = StatementResult(1, instrument.enablers[0].statements[0], make.figures(1, 1, 1, 1, 1))
    chosen = replace(plain, enablers=tuple(replace(result, statements=(detail,)) for result in plain.enablers))
    drawing = read(strips.draw(chosen, instrument))
    assert drawing.all("circle") == []
    assert "Numbers count scores for statements" in drawing.words
