from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.charts import typesetting


def test_lines_are_about_equally_long():
    block = typesetting.block("one two three four five six", 14, 150)
    assert len(block.lines) == 2
    assert block.lines == ("one two three", "four five six")


def test_a_word_is_cut_only_where_it_is_wider_than_the_room():
    assert not typesetting.block("Reflect and experiment", 14, 90).broken
    cut = typesetting.block("Veränderungsnotwendigkeit", 14, 90)
    assert cut.broken
    assert all(line.endswith("-") for line in cut.lines[:-1])


def test_a_word_breaks_at_a_soft_hyphen_first_and_shows_it_only_there():
    word = "Zusammen\u00adarbeits\u00adkultur"
    assert typesetting.block(word, 14, 400).lines == ("Zusammenarbeitskultur",)
    broken = typesetting.block(word, 14, 110)
    assert broken.lines == ("Zusammen-", "arbeitskultur")
    assert not broken.broken


def test_words_break_after_a_hyphen_that_is_written():
    assert typesetting.block("Zusammenarbeits-Kultur", 14, 150).lines == ("Zusammenarbeits-", "Kultur")


def test_chinese_breaks_between_signs():
    block = typesetting.block("协作文化与信任关系", 14, 80)
    assert len(block.lines) > 1
    assert not block.broken


def test_right_to_left_is_known_by_the_first_letter():
    assert typesetting.is_right_to_left("12 ثقافة")
    assert not typesetting.is_right_to_left("Trust ثقافة")


@pytest.mark.parametrize(
    ("words", "wide"),
    # Measured with DejaVu Sans at 100 px in Chromium 2026, the widest of the usual system typefaces.
    [("Systems mindset", 861.7), ("Zusammenarbeitskultur", 1201.2), ("illicit", 233.2), ("المرونة والتعاون", 669.9)],
)
def test_the_safety_margin_covers_the_widest_usual_typeface(words, wide):
    assert wide <= typesetting.width(words, 100) <= wide * 1.12


@settings(max_examples=60, derandomize=True)
@given(st.text(max_size=80), st.floats(12, 600))
def test_every_line_fits_the_room_and_no_letter_is_lost(text, room):
    block = typesetting.block(text, 12, room)
    joined = "".join(block.lines)
    kept = [char for char in typesetting.tidy(text) if char not in "- \u00ad"]
    assert [char for char in joined if char not in "- "] == kept
    assert all(typesetting.width(line, 12) <= room + 0.2 or len(line.rstrip("-")) == 1 for line in block.lines)
