from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from greenshoots.charts import fonts, png, spider, tokens


@pytest.fixture
def svg(make):
    instrument = make.instrument(5)
    return lambda theme: spider.draw(
        [make.chosen(instrument, [make.figures(1, 2, 9, 2, 1)] * 5)], instrument, theme=theme, width=320
    )


def test_a_png_is_as_large_as_the_drawing_times_its_scale(svg, read):
    drawing = svg("light")
    for scale in (1, 3):
        image = Image.open(BytesIO(png.render(drawing, scale=scale)))
        expected = read(drawing).width * scale, read(drawing).height * scale
        assert image.size == pytest.approx(expected, abs=scale)


@pytest.mark.parametrize("theme", ["auto", "light", "dark", "print"])
def test_a_png_has_the_colours_of_its_theme(theme, svg):
    image = Image.open(BytesIO(png.render(svg(theme), scale=1))).convert("RGB")
    paper = tokens.PAPER.colour(theme)
    assert "#{:02X}{:02X}{:02X}".format(*image.getpixel((1, 1))) == paper
    assert len(image.getcolors(maxcolors=1_000_000)) > 50, "letters and marks are drawn too"


def test_the_packaged_typefaces_are_where_programs_look_for_them():
    assert all(any(Path(folder).glob("*.ttf")) for folder in fonts.directories())
    assert all(fonts.path(family).is_file() for family in fonts.FAMILIES)
    assert all(family in fonts.STACK for family in fonts.FAMILIES)
