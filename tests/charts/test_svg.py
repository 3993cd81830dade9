from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from greenshoots.charts import change, gaps, spider, strips, tokens
from greenshoots.core.results import Verdict

THEMES = ("auto", "light", "dark", "print")


@pytest.fixture
def draw_all(make):
    """Draw each picture of one made-up diagnostic."""

    def draw(theme="auto", name="Risk & <trust>"):
        instrument = make.instrument([name, "Trust", "Vision", "Policy"], ["Mindset", "Infrastructure"])
        figures = [make.figures(6, 1, 1, 1, 6, not_sure=2), make.figures(1, 2, 9, 2, 1), make.hidden]
        figures.append(make.bands(2, 20, (3.4, 4.4)))
        chosen, other = make.chosen(instrument, figures, "Round 2"), make.chosen(instrument, figures, "Round 1")
        return [
            spider.draw([chosen, other], instrument, theme=theme),
            strips.draw(chosen, instrument, theme=theme),
            gaps.draw(make.group(chosen, other), instrument, theme=theme),
            change.draw(make.rounds(chosen, other, [Verdict.NOT_CLEAR] * 4), instrument, theme=theme),
        ]

    return draw


@pytest.mark.parametrize("theme", THEMES)
def test_a_drawing_names_itself_for_readers_who_do_not_see_it(theme, draw_all, read):
    for svg in draw_all(theme):
        root = read(svg).root
        assert root.get("role") == "img"
        title, description = (read(svg).all(tag)[0] for tag in ("title", "desc"))
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert title.text
        assert "Risk & <trust> 3.0, people are split" in description.text
        assert "Vision not shown" in description.text
        assert "Policy between 3.4 and 4.4" in description.text


def test_a_title_and_description_can_be_given(make, read):
    instrument = make.instrument(3)
    chosen = make.chosen(instrument, [make.figures(1, 2, 3, 2, 1)] * 3)
    drawing = read(spider.draw([chosen], instrument, title="What we said", description="All in the middle."))
    assert drawing.all("title")[0].text == "What we said"
    assert drawing.all("desc")[0].text == "All in the middle."


def test_ids_differ_between_drawings_and_stay_the_same_for_one(draw_all):
    first, second = draw_all(), draw_all()
    assert first == second
    ids = [found for theme in THEMES for svg in draw_all(theme) for found in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids)) == 3 * 4 * len(THEMES)


def test_names_are_escaped_and_control_characters_dropped(draw_all, read):
    for svg in draw_all(name="Risk\x00\x0b & <trust>\ufffe"):
        assert "Risk & <trust>" in " ".join(read(svg).root.itertext())


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_a_theme_that_is_chosen_needs_no_style_sheet(theme, draw_all, read):
    for svg in draw_all(theme):
        drawing = read(svg)
        assert drawing.all("style") == []
        assert drawing.all("rect")[0].get("fill") == tokens.PAPER.colour(theme)


def test_auto_starts_light_and_follows_the_screen(draw_all, read):
    for automatic, light in zip(draw_all("auto"), draw_all("light"), strict=True):
        style = read(automatic).all("style")[0].text
        for query in ("prefers-color-scheme: dark", "prefers-contrast: more", "forced-colors: active"):
            assert query in style
        assert "var(" not in style
        colours = re.findall(r'(?:fill|stroke)="([^"]+)"', automatic)
        assert colours == re.findall(r'(?:fill|stroke)="([^"]+)"', light)


def test_every_rule_names_its_own_drawing_so_that_several_can_share_a_page(draw_all, read):
    for svg in draw_all():
        drawing = read(svg)
        mark = f"#{drawing.root.get('id')}"
        inner = re.findall(r"@media [^{]+\{((?:[^{}]+\{[^{}]*\})+)\}", drawing.all("style")[0].text)
        selectors = [one for rules in inner for part in re.findall(r"([^{}]+)\{", rules) for one in part.split(",")]
        assert selectors
        assert all(selector.startswith(mark) for selector in selectors)


def test_every_colour_comes_from_the_tokens_and_has_its_class(draw_all, read):
    for svg in draw_all():
        for node in read(svg).root.iter():
            for attribute, short in (("fill", "f-"), ("stroke", "s-")):
                if node.get(attribute, "none") != "none":
                    assert re.search(rf"\b{short}", node.get("class", "")), ET.tostring(node)


@pytest.mark.parametrize("theme", ["print"])
def test_print_is_grey(theme, draw_all):
    for svg in draw_all(theme):
        for colour in re.findall(r"#([0-9A-F]{6})\b", svg):
            assert colour[:2] == colour[2:4] == colour[4:]


def test_words_from_right_to_left_are_isolated(make, read):
    instrument = make.instrument(["ثقافة التعاون", "Trust", "Vision"], ["Mindset"], language="ar")
    drawing = read(strips.draw(make.chosen(instrument, [make.figures(1, 2, 9, 2, 1)] * 3), instrument))
    assert "\u2067ثقافة التعاون\u2069" in [node.text for node in drawing.all("text")]
    assert "Trust" in [node.text for node in drawing.all("text")]
