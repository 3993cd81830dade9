"""What a cell in a column of scores means."""

from dataclasses import replace

import pytest

from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.instruments.model import Instrument, Scale
from greenshoots.tabular import RefusalCode
from greenshoots.tabular.values import FAULT, Codes


@pytest.fixture
def codes(small: Instrument) -> Codes:
    return Codes([small])


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("4", 4), (" 4 ", 4), ("4.0", 4), ("4,0", 4), ("4.", 4), ("+4", 4), ("04", 4), ("４", 4), ("٤", 4),
        ("Agree", 4), ("AGREE", 4), (" agree. ", 4), ("Strongly  agree", 5), ("strongly-agree", 5),
        ("Neither/nor", 3), ("neither / nor", 3),
        ("5 - Strongly agree", 5), ("5 – strongly agree", 5), ("5: Strongly agree", 5), ("5=Strongly agree", 5),
        ("5 (Strongly agree)", 5), ("(5) Strongly agree", 5), ("[5] Strongly agree", 5), ("5. Strongly agree", 5),
        ("Strongly agree (5)", 5), ("Strongly agree - 5", 5), ("5 Strongly agree", 5),
        ("A1", 1), ("A5", 5), ("AO01", 1), ("A05", 5),
    ],
)  # fmt: skip
def test_a_score_is_read_however_it_is_written(codes: Codes, cell: str, score: int) -> None:
    assert codes[cell] == score - 1


@pytest.mark.parametrize(
    "cell", ["Not sure", "NOT SURE", "unsure", "Don't know", "Don’t know", "dont know", "DK", "D/K", "Ddim yn siŵr",
             "No opinion", "Not sure / don't know", "?", " ? ", "؟"],
)  # fmt: skip
def test_not_sure_is_an_answer_and_no_score(codes: Codes, cell: str) -> None:
    assert codes[cell] == UNSURE


@pytest.mark.parametrize(
    "cell", ["", "  ", "\t", "-", "–", "…", "N/A", "n/a", "#N/A", "Not applicable", "Prefer not to say"]
)
def test_a_blank_is_neither_a_score_nor_not_sure(codes: Codes, cell: str) -> None:
    assert codes[cell] == SKIPPED


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("6", RefusalCode.OFF_THE_SCALE),
        ("0", RefusalCode.OFF_THE_SCALE),
        ("-4", RefusalCode.OFF_THE_SCALE),
        ("99", RefusalCode.OFF_THE_SCALE),
        ("A6", RefusalCode.OFF_THE_SCALE),
        ("4.5", RefusalCode.NOT_A_SCORE),
        ("4000", RefusalCode.NOT_A_SCORE),
        ("Yes", RefusalCode.NOT_A_SCORE),
        ("\x00", RefusalCode.NOT_A_SCORE),
        ("1 - Strongly agree", RefusalCode.NUMBER_AND_LABEL_DIFFER),
        ("Agree / Disagree", RefusalCode.TWO_ANSWERS),
        ("x" * 400, RefusalCode.NOT_A_SCORE),
        ("9" * 5_000, RefusalCode.NOT_A_SCORE),
    ],
)
def test_anything_else_is_refused(codes: Codes, cell: str, code: RefusalCode) -> None:
    assert codes[cell] == FAULT
    assert codes.fault(cell) is code


def test_a_refusal_knows_the_scale(codes: Codes) -> None:
    assert codes.facts() == {
        "lowest": 1,
        "lowest_label": "Strongly disagree",
        "highest": 5,
        "highest_label": "Strongly agree",
        "unsure": "Not sure",
    }


def test_a_cell_that_can_be_read_has_no_fault(codes: Codes) -> None:
    assert codes.fault("4") is None


def test_what_the_person_says_comes_first(small: Instrument) -> None:
    codes = Codes([small], {"Sort of": 3, "9": "unsure", "0": "skipped", "-": "unsure", "Agree": 5})
    assert [codes[cell] for cell in ("sort of", "SORT OF!", "9", "9.0", "0", "-", "Agree", "4")] == [
        2, 2, UNSURE, UNSURE, SKIPPED, UNSURE, 4, 3,
    ]  # fmt: skip


def test_labels_in_two_languages_are_read_alone_and_together(small: Instrument) -> None:
    welsh = replace(
        small,
        language="cy",
        scale=replace(
            small.scale, labels={1: "Anghytuno'n gryf", 4: "Cytuno", 5: "Cytuno'n gryf"}, unsure="Ddim yn siŵr o gwbl"
        ),
    )
    codes = Codes([small, welsh])
    assert codes["cytuno'n gryf"] == codes["Strongly agree / Cytuno'n gryf"] == codes["5 - Cytuno’n gryf"] == 4
    assert codes["Ddim yn siwr o gwbl"] == UNSURE
    assert codes["Agree / Anghytuno'n gryf"] == FAULT


def with_scale(instrument: Instrument, minimum: int, labels: dict[int, str], maximum: int) -> Codes:
    return Codes([replace(instrument, scale=Scale(minimum, maximum, labels, "Pass"))])


def test_any_scale_is_read_from_its_own_lowest_point(small: Instrument) -> None:
    codes = with_scale(small, 0, {0: "Never", 10: "Always"}, 10)
    assert [codes[cell] for cell in ("0", "10", "Never", "10 - Always", "0 (Never)", "Pass")] == [
        0,
        10,
        0,
        10,
        0,
        UNSURE,
    ]


def test_a_scale_with_negative_points_keeps_their_sign(small: Instrument) -> None:
    codes = with_scale(small, -2, {-2: "Worse", 0: "Same", 2: "Better"}, 2)
    assert [codes[cell] for cell in ("-2", "−2", "2", "-2 - Worse", "2 (Better)", "Same", "-2 (Worse)")] == [
        0, 0, 4, 0, 4, 2, 0,
    ]  # fmt: skip
    assert codes["2 - Worse"] == FAULT


def test_a_code_on_a_scale_from_zero_could_mean_two_points_and_is_refused(small: Instrument) -> None:
    codes = with_scale(small, 0, {0: "Never", 5: "Always"}, 5)
    assert codes["A1"] == FAULT
    assert codes.fault("A1") is RefusalCode.CODE_OF_TWO_POINTS


def test_a_label_of_two_points_is_refused(small: Instrument) -> None:
    codes = with_scale(small, 1, {1: "Very", 3: "Not", 5: "Very"}, 5)
    assert codes.fault("very") is RefusalCode.LABEL_OF_TWO_POINTS
    assert codes["5 - Very"] == 4


def test_different_cells_without_number_do_not_fill_the_memory(small: Instrument) -> None:
    codes = Codes([small])
    for number in range(12_000):
        assert codes[f"words {number}"] == FAULT
    assert len(codes) <= 10_000
