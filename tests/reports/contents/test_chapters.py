"""What a report says, and what it must not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from greenshoots import instruments
from greenshoots.core.disclosure.policy import Protection
from greenshoots.core.instruments.model import Instrument, ScoreEach
from greenshoots.core.results import Results
from greenshoots.reports import tables
from greenshoots.reports.contents import chapters
from greenshoots.reports.outline import Bullets, Outline, Paragraph, Picture, Quotes, Section, Table

FORBIDDEN = re.compile(r"\b(users?|respondent data|submit|invalid|maturity score|anonymous)\b", re.IGNORECASE)


def sections(outline: Outline) -> Iterator[Section]:
    waiting = list(outline.sections)
    while waiting:
        section = waiting.pop(0)
        yield section
        waiting = [*section.sections, *waiting]


def blocks(outline: Outline, kind: type) -> list:
    return [block for section in sections(outline) for block in section.blocks if isinstance(block, kind)]


def texts(outline: Outline) -> Iterator[str]:
    """Return all texts except comments."""
    yield from (outline.title, outline.subtitle, outline.footer, *(text for fact in outline.facts for text in fact))
    for section in sections(outline):
        yield section.title
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Bullets):
                yield from block.items
            elif isinstance(block, Picture):
                yield from (block.caption, block.alt, *block.sentences)


def test_every_shape_names_each_part_once_and_gives_each_enabler_a_page(shape: Results, outline: Outline):
    ids = [section.id for section in sections(outline)]
    assert len(ids) == len(set(ids))
    pages = [name for name in ids if name.startswith("enabler-")]
    assert pages == [f"enabler-{enabler.id}" for enabler in shape.instrument.enablers]
    assert ids[0] == "in-short"
    assert {"talk-first", "who-answered", "protection", "method"} <= set(ids)


def test_every_shape_keeps_to_the_words_of_the_house(outline: Outline):
    for text in texts(outline):
        assert not FORBIDDEN.search(text), text
        assert not re.search(r"\b(None|nan)\b", text), text
        assert "  " not in text, text


def test_every_shape_reads_its_statements_out_and_leaves_room_to_write(shape: Results, outline: Outline):
    for enabler in shape.instrument.enablers:
        page = next(section for section in sections(outline) if section.id == f"enabler-{enabler.id}")
        read = next(block for block in page.blocks if isinstance(block, Bullets))
        assert read.items == tuple(statement.text for statement in enabler.statements)
        assert isinstance(page.blocks[-1], Paragraph)
        assert page.blocks[-1].kind == "prompt"
        assert page.blocks[-1].lines > 0


def test_no_per_cent_is_given_for_fewer_than_thirty_people(made):
    for people in (7, 12, 29):
        outline = chapters.write(made(people=people))
        said = [text for text in texts(outline) if "%" in text]
        assert all(f"{people} of 60 people" in text for text in said), said


def test_per_cents_always_stand_beside_people(whole: Results):
    for text in texts(chapters.write(whole)):
        for found in re.finditer(r"\S*\d%", text):
            before = text[: found.start()]
            assert re.search(r"\d people \((about |less than |more than )?$", before) or "covers about" in before, text


def test_too_few_people_leave_a_guide_for_the_conversation_and_no_number(made):
    outline = chapters.write(made(people=4, roles=True))
    assert outline.title == "4 of 60 people answered"
    assert not blocks(outline, Picture)
    assert [table.caption for table in blocks(outline, Table)] == ["Who answered, by role", "Terms in this report"]
    assert all(cell in ("–", None) or isinstance(cell, str) for row in blocks(outline, Table)[0].rows for cell in row)
    assert any("Too few people to show." in text for text in texts(outline))
    assert not blocks(outline, Quotes)


def test_the_footer_says_how_people_are_protected(made):
    for arguments, words in (
        ({}, "at least 5 people"),
        ({"k": 3}, "at least 3 people, fewer than the usual 5"),
        ({"k": 8}, "at least 8 people"),
        ({"protection": "open", "people": 6}, "Open room"),
        ({"protection": "none"}, "Not protected: these are exact counts from the file"),
    ):
        outline = chapters.write(made(**arguments))
        assert words in outline.footer
        assert chapters.REMINDER in outline.footer
        assert outline.unprotected == (arguments.get("protection") == "none")


@pytest.mark.parametrize("way", list(Protection))
def test_only_a_protected_report_says_that_no_single_score_can_be_read_from_it(way: Protection, made):
    # Where people gave their names, or the file is shown as it is, a group of one shows one person's score.
    said = "How a single person scored, or how very small groups scored. This report does not show that."
    outline = chapters.write(made(protection=way.value, people=6))
    assert (said in texts(outline)) is (way is Protection.PROTECTED)


def test_a_group_too_small_to_show_is_named_without_any_number(whole: Results):
    outline = chapters.write(whole)
    small = [part for part in whole.groups[0].sets if not part.visible]
    assert small, "the sample is meant to have a group that is too small"
    table = next(table for table in blocks(outline, Table) if table.caption == "Who answered, by role")
    for part in small:
        row = next(row for row in table.rows if row[0] == part.name)
        assert not any(isinstance(cell, int | float) for cell in row)
        assert any(f"{part.name}: too few people to show." in text for text in texts(outline))
        for found in blocks(outline, Picture):
            assert part.name not in found.table.header
            assert part.name not in [row[0] for row in found.table.rows]


def test_what_people_wrote_is_passed_on_as_it_is(made):
    outline = chapters.write(made(comment="<b>Three</b> signatures & a *form*", comments=5))
    quoted = blocks(outline, Quotes)[0]
    assert len(quoted.texts) == 5
    assert all(text.startswith("<b>Three</b> signatures & a *form*") for text in quoted.texts)


def test_words_that_are_held_back_are_counted(made):
    outline = chapters.write(made(comment="Write to me at alex@example.org", comments=4))
    assert not blocks(outline, Quotes)
    assert any("Comments are shown once at least 3 people have written one." in text for text in texts(outline))


def test_groups_and_rounds_are_compared_in_words_and_pictures(whole: Results):
    outline = chapters.write(whole)
    ids = [section.id for section in sections(outline)]
    assert "group-role" in ids
    assert "change" in ids
    assert any("The people who answered may not be the same each time" in text for text in texts(outline))


def test_a_report_in_welsh_marks_which_words_are_welsh(made):
    results = made(of=instruments.load("enabling-conditions", language="cy"))
    outline = chapters.write(results)
    page = next(section for section in outline.sections if section.id.startswith("enabler-"))
    assert page.language == "cy"
    assert page.blocks[1].language == "cy"
    assert tables.spider(results).language == "cy"
    assert next(section for section in outline.sections if section.id == "method").language == ""


def test_a_draft_questionnaire_says_that_it_is_one(made):
    results = made(of=instruments.load("enabling-conditions", language="cy"))
    assert results.instrument.draft
    assert any("is a draft" in text for text in texts(chapters.write(results)))


def test_the_summary_fits_a_screen_and_has_no_pictures(shape: Results, outline: Outline):
    short = chapters.summary(shape)
    assert not blocks(short, Picture)
    assert short.title == outline.title
    assert [section.id for section in short.sections][:2] == ["spider", "talk-first"]


def test_statement_scores_are_never_told_as_people(made):
    results = made(of=_statement_instrument(), roles=True)
    page = next(s for s in chapters.write(results).sections if s.id == "enabler-enabler-2")
    said = " ".join(text for block in page.blocks if isinstance(block, Picture) for text in block.sentences)
    assert "people agree" not in said
    assert any(isinstance(block, Table) and block.caption == "Scores for each statement" for block in page.blocks)


def _statement_instrument() -> Instrument:

    from greenshoots import instruments

    original = instruments.load("enabling-conditions")
    enablers = tuple(replace(enabler, id=f"enabler-{enabler.number}") for enabler in original.enablers[:3])
    return replace(original, score_each=ScoreEach.STATEMENT, enablers=enablers)
