"""What comes in from a form: read as it was meant, or told what to put right; nothing in it can break the reader."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshoots import instruments
from greenshoots.web.base.asgi import http
from greenshoots.web.collect.participants import form_parsing
from greenshoots.web.collect.participants.page_data import WORDS_MOST, Given, GroupQuestion, OfferedChoice, PageData
from greenshoots.web.collect.responses.response import BLANK, SKIPPED, UNSURE

INSTRUMENT = instruments.load("enabling-conditions")
ASKED = [question.id for question in INSTRUMENT.questions]
ROLE = GroupQuestion("abcd2345", "Your role", (OfferedChoice(0, "Frontline"), OfferedChoice(1, "Manager")))
ABOUT = PageData(
    "k7q4m2xd", 1, "Northvale", "Adult social care", "", "", INSTRUMENT, groups=(ROLE,), viewpoints=("system",)
)


def read(about: PageData = ABOUT, **fields: str) -> tuple[form_parsing.Response, list[str]]:
    found = {name.replace("_", "-"): value for name, value in fields.items()}
    response, faults = form_parsing.response(Given({f"s-{ASKED[0]}": "3"} | found), about)
    return response, [fault.field for fault in faults]


def test_scores_become_places_on_the_scale() -> None:
    given = {f"s-{ASKED[0]}": "1", f"s-{ASKED[1]}": "5", f"s-{ASKED[2]}": "not-sure"}
    response, faults = form_parsing.response(Given(given), ABOUT)
    assert not faults
    assert list(response.scores[:4]) == [0, 4, UNSURE, SKIPPED]
    assert response.choices == bytes([BLANK])


def test_what_is_not_on_the_scale_is_told_and_kept_out() -> None:
    for wrong in ("0", "6", "-1", "3.5", "three", "٣", "1" * 500):
        response, faults = form_parsing.response(Given({f"s-{ASKED[0]}": wrong}), ABOUT)
        assert response.scores[0] == SKIPPED
        assert f"s-{ASKED[0]}" in [fault.field for fault in faults]


def test_a_choice_that_is_not_offered_is_told() -> None:
    assert read(g_abcd2345="1") == (read(g_abcd2345="1")[0], [])
    assert read(g_abcd2345="1")[0].choices == b"\x01"
    assert read(g_abcd2345="2")[1] == ["g-abcd2345"]


def test_one_viewpoint_needs_no_choice_and_several_do() -> None:
    assert read()[0].viewpoint == 0
    several = PageData("k7q4m2xd", 1, "", "", "", "", INSTRUMENT, viewpoints=("service", "system"))
    assert read(several, viewpoint="1")[0].viewpoint == 1
    assert read(several)[1] == ["viewpoint"]
    assert read(several, viewpoint="2")[1] == ["viewpoint"]


def test_an_empty_form_is_sent_only_by_somebody_who_means_it() -> None:
    assert [fault.field for fault in form_parsing.response(Given(), ABOUT)[1]] == ["confirm-blank"]
    assert form_parsing.response(Given({"confirm-blank": "on"}), ABOUT)[1] == ()
    # To say "not sure" of everything, or to write only, is an answer.
    assert form_parsing.response(Given({f"s-{ASKED[3]}": "not-sure"}), ABOUT)[1] == ()
    assert form_parsing.response(Given({"w-staff-permission": "We ask first."}), ABOUT)[1] == ()


def test_words_are_kept_where_they_are_asked_for_and_not_too_long() -> None:
    response, faults = form_parsing.response(Given({"w-staff-permission": "  Yes.\r\n ", "w-nothing": "x"}), ABOUT)
    assert (response.words, faults) == ({"staff-permission": "Yes."}, ())
    long = form_parsing.response(Given({"w-staff-permission": "x" * (WORDS_MOST + 1)}), ABOUT)
    assert "w-staff-permission" in [fault.field for fault in long[1]]
    without = PageData("k7q4m2xd", 1, "", "", "", "", INSTRUMENT, words=False, viewpoints=("system",))
    assert form_parsing.response(Given({"w-staff-permission": "x", f"s-{ASKED[0]}": "1"}), without)[0].words == {}


def test_only_the_named_way_keeps_a_name() -> None:
    assert read(name="Somebody")[0].name == ""
    named = PageData("k7q4m2xd", 1, "", "", "", "", INSTRUMENT, named=True, viewpoints=("system",))
    assert read(named, name="  Some   Body ")[0].name == "Some Body"
    assert read(named)[1] == ["name"]


@pytest.mark.parametrize("body", [b"\xff\xfe=1", b"a=1&" * 2_000, b"s-x=%ff"])
def test_a_body_that_is_no_form_is_refused(body: bytes) -> None:
    assert http.fields(body) is None


def test_a_form_is_read_with_any_language_in_it() -> None:
    body = urlencode({"w-staff-permission": "Ŵyth – ‏عربي 🌱", "code": "k7q4-m2xd-9rtw", "edition": "3"}).encode()
    found = http.fields(body)
    assert found is not None
    form = form_parsing.form(found)
    assert form.given.get("w-staff-permission") == "Ŵyth – ‏عربي 🌱"
    assert (form.code, form.edition) == ("K7Q4M2XD9RTW", 3)


@given(st.binary(max_size=400))
def test_no_body_breaks_the_reader(body: bytes) -> None:
    found = http.fields(body)
    if found is not None:
        _whole(found)


NAMES = st.sampled_from(["code", "edition", "do", "viewpoint", "words-for", "name", "g-abcd2345", "confirm-blank"])
ENABLERS = [enabler.id for enabler in INSTRUMENT.enablers]
FIELDS = st.one_of(NAMES, st.sampled_from(ASKED).map("s-{}".format), st.sampled_from(ENABLERS).map("w-{}".format))


@given(st.dictionaries(FIELDS, st.one_of(st.text(max_size=30), st.integers().map(str)), max_size=30))
def test_what_is_read_fits_the_table_whatever_comes_in(fields: dict[str, str]) -> None:
    body = urlencode(fields, errors="surrogatepass").encode()
    found = http.fields(body)
    if found is not None:
        _whole(found)


def _whole(found: dict[str, str]) -> None:
    form = form_parsing.form(found)
    response, faults = form_parsing.response(form.given, ABOUT)
    assert form.code == "" or len(form.code) == 12
    assert len(response.scores) == len(ASKED)
    assert set(response.scores) <= {0, 1, 2, 3, 4, UNSURE, SKIPPED}
    assert set(response.choices) <= {0, 1, BLANK}
    assert set(response.words) <= set(ENABLERS)
    assert "\x00" not in "".join(response.words.values()), "PostgreSQL has no such character."
    assert all(fault.sentence for fault in faults)
