"""The look: one file names colours and sizes, and they are those of the pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.web.pages import Visitor

from greenshoots.charts import tokens
from greenshoots.web.base.site import settings as real

CSS = Path(real.__file__).parent / "static" / "site" / "css"
SHEETS = sorted(CSS.glob("*.css"))
SMALL = {"0", "1px"}


def declared(mode: str) -> dict[str, str]:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    part = text.split("prefers-color-scheme: dark")[1].split("@media")[0] if mode == "dark" else text.split("@media")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.name != "tokens.css"], ids=lambda s: s.name)
def test_only_the_tokens_name_a_colour_or_a_size_in_pixels(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s)])|\brgba?\(|\bhsla?\(", text)
    assert set(re.findall(r"\b\d+px", text)) <= SMALL


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_pages_and_pictures_have_the_same_colours(mode: str) -> None:
    found = declared(mode)
    pictures = {
        "ink": tokens.INK,
        "quiet": tokens.QUIET,
        "paper": tokens.PAPER,
        "rule": tokens.RULE,
        "edge": tokens.EDGE,
    }
    pictures |= {f"group{place}": tokens.group(place) for place in range(6)}
    assert {name: found[name] for name in pictures} == {
        name: getattr(paint, mode).lower() for name, paint in pictures.items()
    }


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        *[(words, ground) for words in ("ink", "quiet", "link", "error", "green") for ground in ("page", "paper")],
        ("on-green", "green"),
        ("on-focus", "focus"),
        *[("ink", ground) for ground in ("green-pale", "error-pale", "notice-pale")],
    ],
)
def test_every_pair_of_words_and_ground_can_be_read(mode: str, words: str, ground: str) -> None:
    found = declared("light") | declared(mode)
    assert tokens.contrast(found[words], found[ground]) >= 4.5


@pytest.mark.django_db
def test_every_component_can_be_seen_on_one_page(visitor: Visitor) -> None:
    page = visitor.get("/styleguide/").content.decode()
    for name in ("error-summary", "summary-list", "tabs", "notice", "empty", "cards", "steps"):
        assert f'class="{name}' in page


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so(visitor: Visitor) -> None:
    answer = visitor.get("/nothing-here/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()
