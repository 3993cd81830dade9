"""The pages to answer on, made straight from plain values: no server, no tables."""

from __future__ import annotations

import dataclasses
import gzip
import re
from importlib import resources

import pytest
from tests.web.pages import look_at

from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import Instrument
from greenshoots.core.results import EnablerResult, Figures, Results, SetResult, Study
from greenshoots.web.collect.participants import assets, pages
from greenshoots.web.collect.participants.page_data import FormFault, Given, GroupQuestion, OfferedChoice, PageData
from greenshoots.web.collect.responses.response import SKIPPED, Outcome, Response

CODE = "K7Q4M2XD9RTW"
FOLDER = resources.files("greenshoots.instruments")
TEXT = (FOLDER / "enabling-conditions.toml").read_text(encoding="utf-8")
WELSH = (FOLDER / "enabling-conditions.cy.toml").read_text(encoding="utf-8")
ROLE = GroupQuestion(
    "role1234", "What is your role?", (OfferedChoice(0, "Frontline", 30), OfferedChoice(1, "Elected member", 3))
)
GIVEN = Given({"s-systems-mindset": "4", "s-reframing-risk": "not-sure", "w-systems-mindset": "A <b>few</b> words"})


def instrument(text: str = TEXT, welsh: str = "") -> Instrument:
    """Give the built-in instrument, or a variation of it."""
    side = parsing.SideFile(welsh, "cy.toml", "cy") if welsh else None
    return parsing.parse(text, file="test.toml", translation=side)


def about(**facts: object) -> PageData:
    """Give what a page says, with these facts changed."""
    made = PageData(
        round="abcd1234",
        number=1,
        place="Northvale",
        subject="Adult social care",
        asking="The learning team asks.",
        contact="alice@example.org",
        instrument=instrument(),
        viewpoints=("organisation",),
        groups=(ROLE,),
    )
    return dataclasses.replace(made, **facts)


def response(*given: int) -> Response:
    """Give a response with these bytes; the rest is left out."""
    return Response(scores=bytes([*given, *[SKIPPED] * (11 - len(given))]))


def results(figures: Figures, asked: Instrument | None = None) -> Results:
    """Give results in which every enabler has the same figures."""
    made = asked or instrument()
    study = Study(**dict.fromkeys((field.name for field in dataclasses.fields(Study)), None))  # type: ignore[arg-type]
    enablers = tuple(EnablerResult(enabler, figures) for enabler in made.enablers)
    everyone = SetResult("Everyone", "everyone", {}, 40, 60, 1.0, State.SHOWN, enablers)
    return Results(made, Policy(), study, everyone)


SHOWN = Figures(
    State.SHOWN, n=40, scores=40, counts=(2, 6, 10, 12, 10), mean=3.55, low=18, high=22, coverage=1.0, spread=0.4
)
BANDS = Figures(State.APPROXIMATE, n=8, low=0, high=8, mean_bounds=(4.0, 5.0), coverage=1.0)


@pytest.mark.parametrize(
    "page",
    [
        pages.answer(about(), code=CODE),
        pages.answer(about(number=2, named=True, protection="named"), code=CODE),
        pages.answer(about(instrument=instrument(TEXT.replace('= "enabler" ', '= "statement" '))), code=CODE),
        pages.answer(about(viewpoints=("service", "system")), code=CODE, given=GIVEN, returning=True),
        pages.answer(about(), code=CODE, given=Given(), faults=[FormFault("confirm-blank", "Tick the box.")]),
        pages.check(about(), CODE, GIVEN),
        pages.check(about(), CODE, Given()),
        pages.thanks(about(), CODE, response(3, 255, 0), Outcome.KEPT),
        pages.thanks(about(results_address="/r/x"), CODE, response(), Outcome.SAME),
        pages.mine(about(), FormFault("code", "There are no answers under this code.")),
        pages.withdrawn(about()),
        pages.told(about(), 403, "Closed", "This round takes no answers."),
        pages.told(None, 404, "Nothing here", "Look at the link again."),
        pages.where(about(), response(3), results(SHOWN)),
        pages.where(about(), None, results(SHOWN)),
        pages.front(FormFault("code", "There is no round with this code.")),
    ],
)
def test_every_page_is_well_made(page: str) -> None:
    look_at(page)
    assert 'style="' not in page
    assert not re.search(r"https?://(?!www\.w3\.org)", page), "A page names no other host."


def test_page_and_style_sheet_and_script_are_small() -> None:
    page = len(gzip.compress(pages.answer(about(), code=CODE).encode(), 6))
    sizes = {name: len(gzip.compress(asset.content, 6)) for name, asset in assets.every().items()}
    assert page + sum(sizes.values()) < 20_000
    assert sizes["answer.js"] <= 7_500


def test_the_private_code_stands_once_and_near_the_end() -> None:
    page = pages.answer(about(), code=CODE)
    assert page.count("K7Q4-M2XD-9RTW") == 1
    assert page.index("K7Q4-M2XD-9RTW") > 0.9 * len(page)


def test_the_promise_names_the_real_number() -> None:
    assert "groups of at least 7 people" in pages.answer(about(k=7), code=CODE)
    assert "at least 12 people have answered" in pages.answer(about(k_words=12), code=CODE)


def test_each_way_has_its_own_promise() -> None:
    named = pages.answer(about(protection="named", named=True), code=CODE)
    assert "You will be asked to put your name to your scores" in named
    assert "groups of at least" not in named
    room = pages.answer(about(protection="open"), code=CODE)
    assert "Once 3 people have answered" in room
    assert "groups of at least" not in room


def test_a_choice_of_few_people_is_warned() -> None:
    assert "Too few people to show separately (fewer than 5): Elected member." in pages.answer(about(), code=CODE)
    assert "Too few people to show" not in pages.answer(about(k=3), code=CODE)


def test_no_words_are_asked_where_the_diagnostic_wants_none() -> None:
    page = pages.answer(about(words=False), code=CODE)
    assert "<textarea" not in page
    assert 'name="words-for"' not in page


def test_a_form_comes_back_filled_in_and_says_what_to_do() -> None:
    page = pages.answer(about(), code=CODE, given=GIVEN, faults=[FormFault("s-reframing-risk", "Choose a point.")])
    assert re.search(r'value="4" checked', page)
    assert re.search(r'value="not-sure" checked', page)
    assert "A &lt;b&gt;few&lt;/b&gt; words" in page
    assert '<a href="#s-reframing-risk-1">Choose a point.</a>' in page
    assert page.count("Choose a point.") == 2


def test_the_check_page_carries_everything_on_and_offers_changing_each() -> None:
    page = pages.check(about(), CODE, GIVEN)
    for name, value in (("s-systems-mindset", "4"), ("s-reframing-risk", "not-sure")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert 'formaction="#s-systems-mindset-1"' in page
    assert 'name="confirm-blank"' not in page


def test_only_a_blank_form_has_to_be_confirmed() -> None:
    assert 'id="confirm-blank"' in pages.check(about(), CODE, Given({"g-role1234": "0"}))
    assert 'id="confirm-blank"' not in pages.check(about(), CODE, Given({"confirm-blank": "1"}))


def test_thanks_show_the_scores_as_picture_table_and_sentence() -> None:
    page = pages.thanks(about(), CODE, response(3, 255, 0), Outcome.KEPT)
    assert "K7Q4-M2XD-9RTW" in page
    assert "Your highest scores: Systems mindset." in page
    assert "4 Agree" in page
    assert "Not sure" in page
    assert "data:image/svg+xml;base64," in page
    assert len(gzip.compress(page.encode(), 6)) < 16_000


def test_where_do_i_sit_is_offered_only_once_results_are_published_to_those_who_answered() -> None:
    sent = response(3), Outcome.KEPT
    assert "Compare my scores" not in pages.thanks(about(), CODE, *sent)
    assert "Compare my scores" in pages.thanks(about(results_address="/r/x"), CODE, *sent)
    assert "Compare my scores" not in pages.thanks(about(results_address="/r/x", afterwards="own"), CODE, *sent)


def test_ones_own_score_stands_beside_the_released_counts() -> None:
    page = pages.where(about(), response(3), results(SHOWN))
    assert "You gave 4. 12 of 40 people (about 30%) gave 4." in page
    assert page.count('class="you"') == 1


def test_nobodys_score_is_told_where_only_a_range_is_known() -> None:
    page = pages.where(about(), response(3), results(BANDS))
    assert "You gave 4. Only a range is shown" in page
    assert "of 8 people, 0 gave 1 to 3 and 8 gave 4 or 5." in page
    assert "gave 4." not in page.replace("You gave 4.", "")


def test_what_is_hidden_stays_hidden_beside_ones_own_score() -> None:
    page = pages.where(about(), response(3), results(Figures(State.HIDDEN)))
    assert "You gave 4. Too few people scored this to show the results." in page
    assert "<svg" not in page


def test_a_reversed_statement_says_what_the_score_counts_as() -> None:
    first = "statements = [\n"
    turned = TEXT.replace('= "enabler" ', '= "statement" ').replace(
        first, first + '  { text = "Turned", reverse = true },\n', 1
    )
    asked = instrument(turned)
    page = pages.where(about(instrument=asked), Response(scores=bytes([1] * 34)), results(SHOWN, asked))
    assert "You gave 2. It counts as 4, because the statement is worded the other way round." in page


def test_a_page_in_welsh_says_that_it_waits_for_a_native_reader() -> None:
    welsh = about(language="cy", instrument=instrument(welsh=WELSH), languages=(("en", "English"), ("cy", "Cymraeg")))
    page = pages.answer(welsh, code=CODE)
    look_at(page)
    assert '<html lang="cy" dir="ltr">' in page
    assert "Ddim yn siŵr" in page
    assert '<a href="?lang=en"' in page
    assert page.count("<footer>") == 1
    assert len(re.findall("<p>", page[page.index("<footer>") :])) == 2, "Contact, and that it is a draft."


def test_a_language_written_from_right_to_left_turns_the_page() -> None:
    arabic = dataclasses.replace(instrument(), language="ar")
    page = pages.answer(about(language="ar", instrument=arabic), code=CODE)
    assert '<html lang="en" dir="rtl">' in page
    assert 'lang="ar"' in page


def test_what_people_wrote_about_the_round_is_never_read_as_html() -> None:
    page = pages.answer(about(subject="<script>x</script>", asking="<img src=x>"), code=CODE)
    assert "<script>x" not in page
    assert "<img src=x>" not in page


def test_a_used_personal_link_is_not_offered_for_another_try() -> None:
    assert "you can answer again" in pages.withdrawn(about())
    assert "you can answer again" not in pages.withdrawn(about(has_open_link=False))
