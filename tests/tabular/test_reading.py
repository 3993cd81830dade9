"""From rows to answers: questions, groups, words, notes, and every refusal."""

from dataclasses import replace

import numpy as np

from greenshoots import instruments, tabular
from greenshoots.cli import file_wording, loading, options
from greenshoots.core.answers import NOT_GIVEN, SKIPPED, UNSURE
from greenshoots.core.instruments.model import Instrument, ScoreEach
from greenshoots.core.refusals import Note, Refusal
from greenshoots.tabular import ColumnRead, DroppedColumn, DropReason, NoteCode, RefusalCode

HEADER = ["trust", "shared-purpose", "time-to-change"]


def test_scores_groups_and_words_become_answers(read) -> None:
    reading = read(
        [
            [*HEADER, "role", "trust.words", "round"],
            [5, "not sure", "", "Cook", "It is good.", "Round 10"],
            [1, 2, 3, "", "", "Round 2"],
        ]
    )
    answers = reading.answers
    assert [question.id for question in answers.questions] == HEADER
    assert answers.scores.tolist() == [[4, 0], [UNSURE, 1], [SKIPPED, 2]]
    assert answers.scores.dtype == np.int8
    assert answers.scores.flags.c_contiguous
    assert answers.columns["role"].choices == ("Cook",)
    assert answers.columns["role"].codes.tolist() == [0, NOT_GIVEN]
    assert answers.columns["round"].choices == ("Round 2", "Round 10")
    assert answers.columns["round"].codes.tolist() == [1, 0]
    assert [(remark.row, remark.text) for remark in answers.words["trust"]] == [(0, "It is good.")]
    assert reading.notes == reading.dropped == ()
    assert reading.columns[0] == ColumnRead("trust", "score", "trust")


def test_questions_stand_in_the_order_of_the_instrument(read) -> None:
    reading = read([["time-to-change", "trust.2", "shared-purpose", "trust.1", "trust"], [1, 2, 3, 4, 5]])
    assert [question.id for question in reading.answers.questions] == [
        "trust", "trust.1", "trust.2", "shared-purpose", "time-to-change",
    ]  # fmt: skip
    assert reading.answers.scores[:, 0].tolist() == [4, 3, 3, 2, 0]
    assert reading.notes == ()


def test_a_reversed_statement_is_turned_once(read) -> None:
    answers = read([["trust.1", "trust.2"], [5, 5], ["", "not sure"]]).answers
    assert answers.scores.tolist() == [[4, SKIPPED], [0, UNSURE]]


def test_statements_alone_are_said(read) -> None:
    rows = [["trust.1", "trust.2", "shared-purpose.1", "time-to-change"], [1, 1, 1, 1]]
    assert read(rows).notes == (
        Note(NoteCode.SOME_BY_STATEMENT, {"enablers": ("Trust", "Shared purpose")}),
        Note(NoteCode.STATEMENTS_MISSING, {"statements": ("shared-purpose.2",)}),
    )
    whole = [[f"{name}.{n}" for name in HEADER for n in (1, 2)], [1] * 6]
    assert read(whole).notes == (Note(NoteCode.ALL_BY_STATEMENT),)


def test_statements_are_expected_of_an_instrument_that_asks_for_them(read, small: Instrument) -> None:
    each = replace(small, score_each=ScoreEach.STATEMENT)
    assert read([[f"{name}.{n}" for name in HEADER for n in (1, 2)], [1] * 6], instrument=each).notes == ()


def test_missing_enablers_are_named(read) -> None:
    reading = read([["trust", "role"], [4, "Cook"]])
    assert len(reading.answers.questions) == 1
    assert reading.notes == (Note(NoteCode.ENABLERS_MISSING, {"enablers": ("Shared purpose", "Time")}),)


def test_rows_without_an_answer_are_left_out_and_counted(read) -> None:
    rows = [[*HEADER, "role", "trust.words"], ["", "", "", "Cook", ""], [1, "", "", "", ""], ["", "", "", "", "Words"],
            ["", "not sure", "", "Cook", ""], ["-", "N/A", " ", "Driver", " "]]  # fmt: skip
    reading = read(rows)
    assert reading.answers.scores.tolist() == [[0, SKIPPED, SKIPPED], [SKIPPED, SKIPPED, UNSURE], [SKIPPED] * 3]
    assert reading.answers.scores.flags.c_contiguous
    assert reading.answers.columns["role"].choices == ("Cook",)
    assert reading.answers.columns["role"].codes.tolist() == [NOT_GIVEN, NOT_GIVEN, 0]
    assert [(remark.row, remark.text) for remark in reading.answers.words["trust"]] == [(1, "Words")]
    assert reading.notes == (Note(NoteCode.EMPTY_ROWS, {"rows": 2}),)


def test_choices_that_differ_in_case_and_space_are_one(read) -> None:
    column = read(
        [["trust", "role"], [1, "Front line"], [1, "front  line"], [1, "front line "], [1, "MANAGER;"], [1, "Manager"],
         [1, "manager\u0002"]]
    ).answers.columns["role"]  # fmt: skip
    assert column.choices == ("front line", "MANAGER")
    assert column.codes.tolist() == [0, 0, 0, 1, 1, 1]


def test_words_of_two_columns_about_one_enabler_are_all_kept(read) -> None:
    words = read([["trust", "trust.words", "Comments on trust"], [1, "a", "b"], [1, "", "c"]]).answers.words["trust"]
    assert [(remark.row, remark.text) for remark in words] == [(0, "a"), (0, "b"), (1, "c")]


def test_unprintable_signs_are_taken_off_words(read) -> None:
    words = read([["trust", "trust.words"], [1, " a\x0b\x1f b\r\n\uffff\x85c\ufeff "]]).answers.words["trust"]
    assert words[0].text == "a b\nc"


def test_columns_with_the_same_header_are_told_apart(read, refuse) -> None:
    rows = [["trust", "Site", "Why", "Site"], [1, "North", "x", "South"]]
    error = refuse(rows)
    assert (error.row, error.column) == (1, "Site (2)")
    assert error.refusal == Refusal(
        RefusalCode.SAME_MEANING, {"header": "Site (2)", "other": "Site", "kind": "group", "about": "Site"}
    )
    reading = read(rows, '[columns]\n"Site (2)" = "group:workplace"')
    assert reading.columns == (
        ColumnRead("trust", "score", "trust"),
        ColumnRead("Site", "group", "Site"),
        ColumnRead("Why", "dropped", reason=DropReason.FREE_TEXT),
        ColumnRead("Site (2)", "group", "workplace"),
    )


def test_equal_names_never_meet(read) -> None:
    rows = [["trust", "A", "A (2)", "A", "A"], [1, "a", "b", "c", "d"]]
    mapping = '[columns]\n"A" = "ignore"\n"A (3)" = "ignore"\n"A (4)" = "ignore"'
    assert [column.header for column in read(rows, mapping).columns] == ["trust", "A", "A (2)", "A (3)", "A (4)"]


def test_a_column_without_a_header_is_left_out_and_said_if_it_holds_something(read) -> None:
    reading = read([["trust", "", "  ", "shared-purpose", "time-to-change", ""], [1, "", "left", 2, 3, ""]])
    assert reading.notes == (Note(NoteCode.UNNAMED_COLUMNS, {"columns": ("(no name, column C)",)}),)
    assert [column.header for column in reading.columns] == ["trust", "(no name, column C)", *HEADER[1:]]


# Columns that could tell who answered

PEOPLE = [["Name", "E-mail", "trust", "shared-purpose", "time-to-change", "Reached us from"]] + [
    [f"Respondent {n}", f"r{n}@example.org", 1, 2, 3, f"192.0.2.{n}"] for n in range(1, 9)
]


def test_what_identifying_columns_hold_is_nowhere(read, everything) -> None:
    reading = read(PEOPLE)
    assert reading.dropped == (
        DroppedColumn("Name", DropReason.WHO),
        DroppedColumn("E-mail", DropReason.WHO),
        DroppedColumn("Reached us from", DropReason.PERSONAL_VALUES),
    )
    assert reading.notes == (Note(NoteCode.IDENTIFYING_DROPPED, {"columns": ("Name", "E-mail", "Reached us from")}),)
    assert not any(hint in everything(reading) + repr(reading) for hint in ("Respondent ", "example.org", "192.0.2"))


def test_a_shifted_row_does_not_put_an_address_into_a_message(refuse, everything) -> None:
    error = refuse([["E-mail", "trust", "role"], ["", "ann@example.org", ""]])
    assert error.value is None
    assert error.refusal.facts["hidden"]
    assert "ann@" not in everything(vars(error)) + file_wording.error(error)
    error = refuse([["Phone", "trust", "role"], ["", "020 7946 0000", ""]])
    assert "7946" not in everything(vars(error)) + file_wording.error(error)


def test_a_group_whose_values_are_nearly_all_different_is_dropped(read) -> None:
    rows = [["trust", "Desk", "role"]] + [[1, f"Desk {n}", "Cook"] for n in range(20)]
    reading = read(rows)
    assert reading.dropped == (DroppedColumn("Desk", DropReason.MOSTLY_DIFFERENT),)
    assert set(reading.answers.columns) == {"role"}
    assert len(read(rows[:20]).answers.columns) == 2


def test_a_group_with_too_many_choices_is_dropped_and_not_kept_on_the_way(read, everything) -> None:
    rows = [["trust", "Street"]] + [[1, f"Street {n % 4_500}"] for n in range(9_000)]
    reading = read(rows)
    assert reading.dropped == (DroppedColumn("Street", DropReason.TOO_MANY_VALUES),)
    assert "Street 4" not in everything(reading)


def test_single_addresses_in_a_group_count_as_blank(read) -> None:
    rows = [["trust", "role"], [1, "Cook"], [1, "Driver"], [1, "ann@example.org"], [2, "Cook"]]
    reading = read(rows)
    assert reading.answers.columns["role"].choices == ("Cook", "Driver")
    assert reading.answers.columns["role"].codes.tolist() == [0, 1, NOT_GIVEN, 0]
    assert reading.notes[0] == Note(NoteCode.VALUES_BLANKED, {"column": "role", "cells": 1})


def test_the_last_choice_may_be_counted_as_blank_or_stand_after_one_that_was(read) -> None:
    for places in ([1, 2, 3], [3, 1, 2], [1, 3, 2]):
        cells = {1: "Cook", 2: "Driver", 3: "ann@example.org"}
        column = read([["trust", "role"], *([1, cells[place]] for place in places)]).answers.columns["role"]
        assert [place - 1 if place < 3 else NOT_GIVEN for place in places] == column.codes.tolist()


def test_rounds_may_be_called_by_a_day_but_not_by_a_time(read) -> None:
    days = [["trust", "round"], [1, "2026-11-02"], [1, "2026-05-01"]]
    assert read(days).answers.columns["round"].choices == ("2026-05-01", "2026-11-02")
    times = [["trust", "round"], [1, "2026-11-02 09:14"], [1, "2026-05-01 12:01"]]
    assert [column.header for column in read(times).dropped] == ["round"]


def test_texts_that_belong_to_no_enabler_are_dropped_and_can_be_claimed(read) -> None:
    said = [f"I have said {n} times that we should talk more" for n in range(6)]
    rows = [["trust", "shared-purpose", "time-to-change", "What we need"], *([1, 2, 3, text] for text in said)]
    reading = read(rows)
    assert reading.dropped == (DroppedColumn("What we need", DropReason.FREE_TEXT),)
    assert reading.notes == (Note(NoteCode.COMMENTS_DROPPED, {"columns": ("What we need",)}),)
    assert len(read(rows, '[columns]\n"What we need" = "trust.words"').answers.words["trust"]) == 6


# Refusals


def test_the_first_cell_that_cannot_be_read_is_named_and_the_others_counted(refuse) -> None:
    rows = [[*HEADER, "role"], [1, 2, 3, ""], [1, 2, 9, ""], [1, "six", 0, ""], [7, 2, 3, ""]]
    error = refuse(rows)
    assert (error.row, error.column, error.value) == (3, "time-to-change", "9")
    assert error.refusal.code == RefusalCode.OFF_THE_SCALE
    assert error.refusal.facts["more"] == 3
    assert error.file.endswith("answers.csv")
    assert refuse([["trust"], [8], [1], [9]]).refusal.facts["more"] == 1


def test_faults_are_counted_over_the_whole_of_a_large_file(refuse) -> None:
    error = refuse([["trust"], *([["1"]] * 5_000), *([["x"]] * 5_000)])
    assert error.row == 5_002
    assert error.refusal.facts["more"] == 4_999


def test_a_second_header_row_is_suspected(refuse) -> None:
    assert refuse([["trust"], ["Response"]]).refusal.facts["second_header"]
    assert not refuse([["trust"], [9]]).refusal.facts["second_header"]


def test_words_in_a_column_of_scores_are_suspected_and_cut(refuse) -> None:
    error = refuse([["trust"], [1], ["It is good that we have come to talk about this at last, all of us"]])
    assert error.value == "It is good that we have come to talk abo…"
    assert (error.refusal.facts["long_text"], error.refusal.facts["enabler"]) == (True, "trust")


def test_two_columns_for_one_enabler_are_refused_with_both_names(refuse) -> None:
    error = refuse([["role", "1", "2", "3", "Trust"], ["Cook", 1, 2, 3, 4]])
    assert (error.row, error.column) == (1, "Trust")
    assert error.refusal == Refusal(
        RefusalCode.SAME_MEANING, {"header": "Trust", "other": "1", "kind": "score", "about": "trust"}
    )


def test_numbers_that_could_be_either_are_refused(refuse) -> None:
    error = refuse([["Q1", "Q2", "Q3", "Q4"], ["Cook", 1, 2, 3]])
    assert error.row == 1
    assert error.refusal == Refusal(
        RefusalCode.UNCLEAR_HEADERS, {"headers": 4, "first": "Q1", "last": "Q4", "enablers": 3, "enabler": "trust"}
    )


def test_numbers_beside_named_enablers_are_respondent_groups(read) -> None:
    assert read([["trust", "Q4"], [1, "Cook"]]).columns[1] == ColumnRead("Q4", "group", "Q4")


def test_two_numbered_columns_that_would_be_one_group_are_refused(refuse) -> None:
    assert refuse([["trust", "Q4", "Q4"], [1, "a", "b"]]).column == "Q4 (2)"


def test_a_number_and_a_name_that_disagree_are_refused(refuse) -> None:
    error = refuse([["Enabler 2: Trust that carries weight"], [1]])
    assert error.refusal == Refusal(
        RefusalCode.TWO_ENABLERS,
        {"header": "Enabler 2: Trust that carries weight", "by_number": "shared-purpose", "by_name": "trust"},
    )


def test_a_file_without_scores_is_refused_with_the_names_to_use(refuse) -> None:
    error = refuse([["a", "b"], [1, 2]])
    assert error.row == 1
    assert error.refusal == Refusal(
        RefusalCode.NO_SCORES,
        {"questionnaire": "Three things", "enabler": "trust", "title": "Trust that carries weight"},
    )


def test_a_title_above_the_header_is_found_out(refuse) -> None:
    rows = [["Our survey", "", ""], ["", "", ""], HEADER, [1, 2, 3]]
    assert refuse(rows).refusal == Refusal(RefusalCode.HEADER_FURTHER_DOWN, {"header_row": 3})


def test_scores_under_another_name_are_not_taken_for_a_group(read, refuse) -> None:
    rows = [["trust", "shared-purpose", "Space to breathe"], [1, 2, "Agree"], [1, 2, 3]]
    error = refuse(rows)
    assert error.column == "Space to breathe"
    assert error.refusal == Refusal(
        RefusalCode.SCORES_AS_GROUP, {"missing": ("time-to-change",), "group": "Space to breathe"}
    )
    assert len(read(rows, '[columns]\n"Space to breathe" = "time-to-change"').answers.questions) == 3
    assert "pay" in read(rows, '[columns]\n"Space to breathe" = "group:pay"').answers.columns
    complete = [[*HEADER, "Band"], [1, 2, 3, 4]]
    assert read(complete).answers.columns["Band"].choices == ("4",)


def test_scores_under_a_header_that_asks_for_words_are_refused(refuse) -> None:
    error = refuse([["trust", "Reasons for shared purpose"], [1, 4], [1, 5]])
    assert error.refusal == Refusal(RefusalCode.SCORES_AS_COMMENTS, {"enabler": "shared-purpose"})


def test_values_of_a_language_beside_the_instrument_are_read(read, built_in: Instrument) -> None:
    welsh = instruments.load("enabling-conditions", language="cy")
    label = welsh.scale.label(5)
    rows = [[welsh.enablers[0].title, built_in.enablers[1].title], [label, "Strongly agree"], ["1", welsh.scale.unsure]]
    reading = read(rows, instrument=built_in, translations=[welsh])
    assert reading.answers.scores.tolist() == [[4, 0], [4, UNSURE]]
    assert reading.answers.instrument is built_in


def test_every_language_of_an_instrument_is_known_to_the_command_line(write) -> None:
    welsh = instruments.load("enabling-conditions", language="cy")
    path = write([[enabler.title for enabler in welsh.enablers], [welsh.scale.label(5)] * 11])
    for language in (None, "cy"):
        source = options.Source(path, "enabling-conditions", language, None, None)
        assert loading.read(source).answers.scores.tolist() == [[4]] * 11
    others = instruments.in_other_languages("enabling-conditions", besides="cy")
    assert [other.language for other in others] == ["en"]


def test_the_empty_sheet_can_be_filled_in(built_in: Instrument, tmp_path) -> None:
    text = tabular.write_template(built_in)
    header = text.strip().split(",")
    assert header[:4] == ["round", "viewpoint", "mode", "systems-mindset"]
    assert header[-1] == "capacity-to-change.words"
    path = tmp_path / "answers.csv"
    path.write_text(text + ",".join(["1", "service", "paper", *["4"] * 11, *["Words"] * 11]) + "\r\n", newline="")
    reading = tabular.read_file(path, built_in)
    assert reading.answers.scores.tolist() == [[3]] * 11
    assert sorted(reading.answers.columns) == ["mode", "round", "viewpoint"]
    assert len(reading.answers.words) == 11
    assert reading.notes == ()


def test_the_empty_sheet_of_statements_has_a_column_for_each(small: Instrument) -> None:
    each = replace(small, score_each=ScoreEach.STATEMENT)
    assert tabular.write_template(each).startswith("round,viewpoint,mode,trust.1,trust.2,shared-purpose.1,")
