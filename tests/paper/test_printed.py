"""Forms as PDF: tagged, complete, the same every time, and large where they should be."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from greenshoots import paper
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import Instrument
from greenshoots.paper import words

GROUPS = {"Role": ["Frontline", "Manager"], "Sector": ["Council", "Health", "Housing"]}
Named = Callable[[str], Instrument]
Reader = Callable[[bytes], list[str]]


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("style", ["normal", "large-print"])
def test_every_kind_of_questionnaire_becomes_a_tagged_pdf(questionnaire: Instrument, style: paper.Style) -> None:
    content = paper.form(questionnaire, style=style, groups=GROUPS)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang).split("-")[0] == questionnaire.language
        with document.open_metadata() as about:
            assert about["dc:title"] == questionnaire.title
            # Letters that join cannot promise what the standard asks for; the tags are there all the same.
            assert about.get("pdfuaid:part") == (None if questionnaire.language == "ar" else "1")
            if "pdfuaid:part" in about:
                assert document.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize("style", ["normal", "large-print"])
def test_everything_that_is_asked_is_printed(readable: Instrument, style: paper.Style, read_back: Reader) -> None:
    text = "".join(read_back(paper.form(readable, style=style, groups=GROUPS)))
    for enabler in readable.enablers:
        assert tight(f"{enabler.number} {enabler.title}") in text
        assert all(tight(statement.text) in text for statement in enabler.statements)
    assert all(tight(group.title) in text for group in {readable.group_of(enabler) for enabler in readable.enablers})
    asked = len(readable.questions)
    assert text.count(tight(readable.scale.unsure)) == asked + 1
    for name, choices in GROUPS.items():
        assert tight(name) in text
        assert all(tight(choice) in text for choice in choices)


def test_each_statement_has_its_own_boxes_where_each_is_scored(named: Named, read_back: Reader) -> None:
    text = "".join(read_back(paper.form(named("seven-points-a-statement"))))
    assert text.count("1234567") == 33
    assert "Firstreversethescorefor1.3,2.3,3.3" in text
    assert "subtractthescoreyougavefrom8" in text


def test_labels_stand_under_their_boxes_where_there_is_room(named: Named, read_back: Reader) -> None:
    text = "".join(read_back(paper.form(named("english"))))
    assert text.count("12345NotsureStronglydisagreeDisagreeNeitheragreenordisagreeAgreeStronglyagree") == 11


def test_the_first_page_says_who_asks_and_what_is_promised(named: Named, read_back: Reader) -> None:
    content = paper.form(
        named("english"), place="Northvale Council (fictional)", title="Adult social care", note="Hand it in.", k=7
    )
    first = read_back(content)[0]
    for words_there in ("Northvale Council (fictional)", "Adult social care", "Hand it in.", "at least 7 people"):
        assert tight(words_there) in first
    with pytest.raises(PolicyError):
        paper.form(named("english"), k=2)


def test_a_draft_says_so_and_speaks_its_own_language(named: Named, read_back: Reader) -> None:
    first = read_back(paper.form(named("welsh")))[0]
    assert tight(words.load("cy").draft) in first
    assert "Whathappens" not in first
    assert tight("o leiaf") in first


def test_the_last_page_holds_a_spider_that_says_what_it_is(questionnaire: Instrument) -> None:
    with pikepdf.open(io.BytesIO(paper.form(questionnaire))) as document:
        alternatives = [
            str(item.Alt) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert len(alternatives) == 1
    assert str(len(questionnaire.enablers)) in alternatives[0]
    assert str(questionnaire.scale.maximum) in alternatives[0]


def test_names_that_do_not_fit_around_the_spider_are_listed_by_number(named: Named, read_back: Reader) -> None:
    pages = read_back(paper.form(named("twenty-long-names")))
    assert "".join(pages).count("Zusammenarbeitsverpflichtungen") == 20
    assert tight(words.load("en").axes_title) in "".join(pages)


def test_no_letter_of_large_print_is_smaller_than_eighteen_points(named: Named) -> None:
    with pikepdf.open(io.BytesIO(paper.form(named("english"), style="large-print", groups=GROUPS))) as document:
        sizes = {
            float(operands[1])
            for page in document.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "Tf"
        }
    assert min(sizes) == 18


def test_a_form_is_short(named: Named, read_back: Reader) -> None:
    assert len(read_back(paper.form(named("english"), groups=GROUPS))) == 5
    assert len(read_back(paper.form(named("welsh"), groups=GROUPS))) <= 6


def test_nothing_that_is_typed_in_is_taken_for_markup(named: Named, read_back: Reader) -> None:
    odd = "#panic() *bold* $x$ @ref <tag> {place} \\ // “quoted” 👍"
    text = "".join(read_back(paper.form(named("english"), title=odd, place=odd, note=odd, groups={odd: [odd, "B"]})))
    assert text.count(tight("#panic() *bold* $x$ @ref <tag> {place} \\ // “quoted” (thumbs up sign)")) == 6


@pytest.mark.parametrize("style", ["normal", "large-print", "text"])
def test_the_same_form_is_the_same_every_time(named: Named, style: paper.Style) -> None:
    assert paper.form(named("english"), style=style) == paper.form(named("english"), style=style)
