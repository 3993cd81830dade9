"""What headers mean."""

from dataclasses import replace

import pytest

from greenshoots import instruments
from greenshoots.core.instruments.model import Instrument, ScoreEach
from greenshoots.tabular import headers
from greenshoots.tabular.headers import OWN, Meaning
from greenshoots.tabular.names import Conflict, Names


def written(found: Meaning | Conflict) -> str:
    """Write a meaning in a few words: its kind, and what it is about or why it is dropped."""
    assert isinstance(found, Meaning)
    if found.kind == "group" and found.about in OWN:
        return found.about
    rest = found.reason or found.about
    return f"{found.kind}: {rest}" if rest else found.kind


def meaning(header: str, instrument: Instrument, *others: str) -> str:
    return written(headers.understand([header, *others], Names([instrument]))[0])


STATEMENT = instruments.load("enabling-conditions").enablers[0].statements[1].text


@pytest.mark.parametrize(
    "header",
    [
        "systems-mindset", "Systems-Mindset", " systems-mindset ", "systems_mindset", "systemsmindset",
        "SystemsMindset",
        "Systems mindset", "SYSTEMS MINDSET", "Systems mindset*", "Systems mindset (required)", "Systems mindset:",
        "A systems mindset and a long-term view", "A systems mindset and a long‑term view",
        "1. A systems mindset and a long-term view", "1) Systems mindset", "1 Systems mindset", "1: Systems mindset",
        "1 – Systems mindset", "Q1. Systems mindset", "Q7 - Systems mindset", "Question 7: Systems mindset",
        "7. Systems mindset",
        "A systems mindset and a lo…", "1. A systems mindset and a long...",
        "Enabler 1: How we see things", "Enabler 1", "Condition 1", "enabler 1 - Systems mindset", "Galluogydd 1",
        "G01Q01. Systems mindset", "G02Q05[SQ001]. How far do you agree? [Systems mindset]",
        "Q1[SQ001]. Systems mindset",
        "Please score each condition [Systems mindset]",
        "Please score each condition\nfrom 1 to 5 [1. A systems mindset and a long-term view]",
        "Systems mindset (1 = strongly disagree, 5 = strongly agree)",
        "How would you score us on a systems mindset and a long-term view today?",
    ],
)  # fmt: skip
def test_an_enabler_is_recognised(built_in: Instrument, header: str) -> None:
    assert meaning(header, built_in) == "score: systems-mindset"


@pytest.mark.parametrize(
    "header",
    [
        "systems-mindset.2", "Systems-Mindset.2", "systemsmindset[SQ002]", "systems-mindset[2]", "systems_mindset_2",
        "Systems mindset [SQ002]", STATEMENT, STATEMENT.upper(), f"1.2 {STATEMENT}", f"1.2. {STATEMENT}",
        f"Q2. {STATEMENT}", f"Systems mindset [{STATEMENT}]", f"Systems mindset: {STATEMENT}",
        f"A systems mindset and a long-term view [{STATEMENT}]", f"G01Q01[SQ002]. Systems mindset [{STATEMENT}]",
        f"{STATEMENT[:40]}…", "Enabler 1: statement 2",
    ],
)  # fmt: skip
def test_a_statement_is_recognised(built_in: Instrument, header: str) -> None:
    assert meaning(header, built_in) == "score: systems-mindset.2"


@pytest.mark.parametrize(
    "header",
    [
        "systems-mindset.words", "Systems-Mindset.Words", "Comments on Systems mindset", "Systems mindset comments",
        "Systems mindset [Comment]", "systemsmindset[comment]", "systemsmindsetcomment", "systemsmindset_comment",
        "Why did you give this score for Systems mindset?", "Please give a reason for your score: Systems mindset",
        "Enabler 1: comments", "1. Systems mindset – why?", "Sylwadau am Systems mindset",
        "G01Q01[comment]. Systems mindset [Comment]", "Please explain your score for systems mindset",
    ],
)  # fmt: skip
def test_words_about_an_enabler_are_recognised(built_in: Instrument, header: str) -> None:
    assert meaning(header, built_in) == "words: systems-mindset"


def test_words_about_an_enabler_with_a_short_name_are_recognised(small: Instrument) -> None:
    assert meaning("Comments on Trust", small) == meaning("Why? (Trust)", small) == "words: trust"
    assert meaning("Any comments about time", small) == "words: time-to-change"


def test_a_short_name_inside_a_longer_header_is_not_taken_for_an_enabler(small: Instrument) -> None:
    assert meaning("NHS Trust", small) == "group: NHS Trust"
    assert meaning("Trust name", small) == "group: Trust name"


def test_translated_names_are_recognised_in_a_translated_instrument_and_beside_it(built_in: Instrument) -> None:
    welsh = instruments.load("enabling-conditions", language="cy")
    first = welsh.enablers[0]
    assert meaning(f"1. {first.title}", welsh) == meaning(first.axis.upper(), welsh) == "score: systems-mindset"
    both = Names([built_in, welsh])
    found = headers.understand([built_in.enablers[0].title, welsh.enablers[1].title], both)
    assert [written(each) for each in found] == ["score: systems-mindset", "score: reframing-risk"]


@pytest.mark.parametrize(
    ("header", "own"),
    [
        ("round", "round"), ("Round", "round"), ("Wave", "round"), ("Rownd", "round"), ("Viewpoint", "viewpoint"),
        ("Point of view", "viewpoint"), ("point_of_view", "viewpoint"), ("Safbwynt", "viewpoint"), ("Mode", "mode"),
    ],
)  # fmt: skip
def test_round_viewpoint_and_mode_are_recognised(built_in: Instrument, header: str, own: str) -> None:
    assert meaning(header, built_in) == own


@pytest.mark.parametrize(
    "header",
    ["role", "Job title", "Team name", "Service name", "Name of your organisation", "What is the name of your team?",
     "Enw'r tîm", "Enw eich sefydliad", "Sector", "Which best describes your role?", "How would you describe your job?",
     "Address risk together?", "How long have you worked here?", "Reason for contact", "Location", "2024"],
)  # fmt: skip
def test_other_columns_are_respondent_groups(built_in: Instrument, header: str) -> None:
    assert meaning(header, built_in) == f"group: {header}"


def all_meanings(found: list[str], instrument: Instrument) -> list[str]:
    return [written(each) for each in headers.understand(found, Names([instrument]))]


SCORES = ["score: trust", "score: shared-purpose", "score: time-to-change"]
STATEMENTS = [f"score: {name}.{n}" for name in ("trust", "shared-purpose", "time-to-change") for n in (1, 2)]


@pytest.mark.parametrize(
    "numbered",
    [["1", "2", "3"], ["Q1", "Q2", "Q3"], ["q01", "q02", "q03"], ["G01Q01", "G01Q02", "G02Q03"], ["1.", "2.", "3."],
     ["Q1[SQ001]", "Q1[SQ002]", "Q1[SQ003]"], ["score_1", "score_2", "score_3"], ["Q9_1", "Q9_2", "Q9_3"],
     ["scores[1]", "scores[2]", "scores[3]"], ["Question 1", "Question 2", "Question 3"]],
)  # fmt: skip
def test_numbers_of_all_enablers_are_the_enablers(small: Instrument, numbered: list[str]) -> None:
    assert all_meanings([*numbered, "role"], small) == [*SCORES, "group: role"]
    assert all_meanings([*reversed(numbered)], small) == [*reversed(SCORES)]


@pytest.mark.parametrize(
    "numbered",
    [[str(n) for n in range(1, 7)], [f"Q{n}" for n in range(1, 7)], [f"Q1[SQ00{n}]" for n in range(1, 7)],
     ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2"], [f"Q{e}[SQ00{n}]" for e in (1, 2, 3) for n in (1, 2)],
     [f"Q{e}_{n}" for e in (1, 2, 3) for n in (1, 2)], [f"{e}[{n}]" for e in ("trust", "sharedpurpose",
        "Time") for n in (1, 2)]],
)  # fmt: skip
def test_numbers_of_all_statements_are_the_statements(small: Instrument, numbered: list[str]) -> None:
    assert all_meanings(numbered, small) == STATEMENTS


@pytest.mark.parametrize(
    "numbered",
    [["1", "2"], ["Q2", "Q3", "Q4"], ["Q1", "Q2", "Q3", "Q4"], ["1", "1", "2", "3"], ["G01Q02"], ["1.1", "1.2"],
     ["Q1[SQ001]", "Q1[SQ002]"], ["Q4_1", "Q5_1"]],
)  # fmt: skip
def test_numbers_that_could_be_either_are_unclear(small: Instrument, numbered: list[str]) -> None:
    assert {each.split(":")[0] for each in all_meanings(numbered, small)} == {"unclear"}


def test_a_column_of_somebodys_own_with_a_number_is_a_respondent_group(small: Instrument) -> None:
    assert all_meanings(["trust", "Site_2"], small) == ["score: trust", "group: Site_2"]


def test_a_number_that_does_not_fit_its_words_is_a_conflict(built_in: Instrument) -> None:
    found = headers.understand(["Enabler 3: Systems mindset"], Names([built_in]))[0]
    assert isinstance(found, Conflict)
    assert (found.first.id, found.second.id) == ("collaborative-culture", "systems-mindset")


def test_the_number_of_a_question_of_the_form_is_no_conflict(built_in: Instrument) -> None:
    assert meaning("Q3. Systems mindset", built_in) == "score: systems-mindset"


def test_a_name_that_two_enablers_share_names_neither(small: Instrument) -> None:
    first, second, third = small.enablers
    doubled = replace(small, enablers=(first, replace(second, title="Same"), replace(third, title="Same")))
    assert meaning("Same", doubled) == "group: Same"


def test_an_enabler_goes_before_its_own_statement_of_the_same_words(small: Instrument) -> None:
    enabler = small.enablers[0]
    same = replace(enabler, title=enabler.statements[0].text)
    instrument = replace(small, enablers=(same, *small.enablers[1:]), score_each=ScoreEach.STATEMENT)
    assert meaning(enabler.statements[0].text, instrument) == "score: trust"


DROPPED = "dropped: free_text"


def test_bare_words_belong_to_the_enabler_before_them(small: Instrument) -> None:
    assert all_meanings(["trust", "Why?", "time-to-change", "Why?2", "Any other comments?"], small) == [
        "score: trust", "words: trust", "score: time-to-change", "words: time-to-change", DROPPED,
    ]  # fmt: skip


def test_the_last_words_of_a_form_are_about_everything(small: Instrument) -> None:
    assert all_meanings(["trust", "time-to-change", "Comments"], small)[-1] == DROPPED
    assert all_meanings(["trust", "Why?", "time-to-change", "Any comments?"], small)[-1] == DROPPED


def test_bare_words_after_a_respondent_group_belong_to_nothing(small: Instrument) -> None:
    assert all_meanings(["role", "Why?", "trust"], small)[1] == DROPPED


@pytest.mark.parametrize(
    "header", ["Any other comments?", "Feedback", "Suggestions", "Is there anything else you would like to say?",
        "Sylwadau",
               "role[other]", "What is your role? [Other]", "G01Q01comment", "role[other]. What is your role? [Other]"],
)  # fmt: skip
def test_free_text_without_an_enabler_is_dropped(built_in: Instrument, header: str) -> None:
    assert meaning(header, built_in) == DROPPED


@pytest.mark.parametrize(
    "header", ["Points - Systems mindset", "Feedback - Systems mindset", "Total points", "Quiz feedback", ""]
)
def test_marks_that_a_form_adds_are_ignored(built_in: Instrument, header: str) -> None:
    assert meaning(header, built_in) == "ignored"


def test_a_question_is_called_by_the_code_that_limesurvey_puts_before_it(small: Instrument) -> None:
    found = all_meanings(["role. What is your role?", "G01Q02. Where do you work?", "Q3[SQ001]. Scores [Trust]"], small)
    assert found == ["group: role", "group: Where do you work?", "score: trust"]


def test_a_full_stop_in_a_header_is_no_code_elsewhere(small: Instrument) -> None:
    assert meaning("St. Anne's ward", small, "trust") == "group: St. Anne's ward"
