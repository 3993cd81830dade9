"""Plain text: narrow enough for every screen, and clear when it is read aloud."""

from __future__ import annotations

from greenshoots.core.results import Results
from greenshoots.formats import text
from greenshoots.reports import pictures, plain_text
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Outline, Table


def test_no_line_of_any_shape_is_wider_than_72_columns(shape: Results, outline: Outline):
    for found in (outline, chapters.summary(shape)):
        for line in plain_text.render(found).splitlines():
            assert text.columns(line) <= text.WIDTH or " " not in line.strip(), line


def test_headings_are_underlined(whole: Results):
    lines = plain_text.render(chapters.write(whole)).splitlines()
    assert lines[0] == "What 42 of 60 people said"
    assert lines[1] == "=" * len(lines[0])
    at = lines.index("What to talk about first")
    assert lines[at + 1] == "-" * len(lines[at])


def test_a_narrow_table_stands_in_columns_and_numbers_end_together():
    found = plain_text.table(Table("Counts", ("Enabler", "1", "Scored"), (("Risk", 3, 41), ("Trust", 12, 7))))
    assert found == ("Counts:\n\nEnabler   1  Scored\n-------  --  ------\nRisk      3      41\nTrust    12       7")


def test_a_wide_table_becomes_a_list_for_each_row():
    wide = Table("Averages", ("Enabler", "A long name of a group", "Another long name"), (("A" * 30, 3.14, None),))
    assert plain_text.table(wide) == f"Averages:\n\n{'A' * 30}\n  A long name of a group: 3.1; Another long name: –"


def test_a_picture_on_its_own_has_its_words_and_its_table(whole: Results):
    for found in pictures.draw_all(whole).values():
        said = plain_text.picture(found)
        assert said.startswith(found.caption)
        assert " ".join(found.sentences[0].split()) in " ".join(said.split())
        assert found.table.rows[0][0] in said
