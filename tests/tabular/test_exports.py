"""What survey tools export, as made by `tests/reference/make_exports.py`."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from greenshoots import tabular
from greenshoots.core.answers import SKIPPED, UNSURE
from greenshoots.core.instruments.model import Instrument

HERE = Path(__file__).parent
EXPORTS = HERE / "exports"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, HERE.parent / "reference" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_exports = script("make_exports")

LIMESURVEY_CODES = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr",
                    "refurl", "role[other]", "G02Q02comment", "interviewtime", "groupTime12", "G02Q02Time"]  # fmt: skip
LIMESURVEY_TEXTS = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started",
                    "Date last action", "IP address", "Referrer URL", "role[other]. What is your role? [Other]",
                    "Total time", "Group time: About you", "Question time: G02Q02"]  # fmt: skip
CASES = {
    "microsoft-forms.xlsx": (
        1, "Which is your role?",
        ["Id", "Start time", "Completion time", "Email", "Name", "Last modified time", "Any other comments?"],
    ),
    "google-forms.csv": (2, "Role", ["Timestamp", "Email Address"]),
    "limesurvey-codes.csv": (3, "role", LIMESURVEY_CODES),
    "limesurvey-texts.csv": (4, "role", LIMESURVEY_TEXTS),
}  # fmt: skip


@pytest.fixture(params=CASES)
def export(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_all_scores_and_the_role_are_read(built_in: Instrument, export: str) -> None:
    seed, role, _ = CASES[export]
    reading = tabular.read_file(EXPORTS / export, built_in)
    people = make_exports.people(seed)
    codes = [[{None: UNSURE, -1: SKIPPED}.get(score, score) for score in person["scores"]] for person in people]
    assert reading.answers.scores.T.tolist() == codes
    assert [question.id for question in reading.answers.questions] == [enabler.id for enabler in built_in.enablers]
    assert list(reading.answers.columns) == [role]
    column = reading.answers.columns[role]
    assert [column.choices[code] for code in column.codes] == [person["role"] for person in people]


def test_identifying_columns_and_other_texts_are_dropped_and_named(built_in: Instrument, export: str) -> None:
    reading = tabular.read_file(EXPORTS / export, built_in)
    assert [column.header for column in reading.dropped] == CASES[export][2]
    named = {header for note in reading.notes for header in note.facts.get("columns", ())}
    assert named >= set(CASES[export][2])


def test_nothing_that_identifies_anybody_is_left(
    built_in: Instrument, export: str, everything: Callable[[object], str]
) -> None:
    reading = tabular.read_file(EXPORTS / export, built_in)
    left = everything(reading) + repr(reading)
    for person in make_exports.people(CASES[export][0]):
        for hint in ("name", "email", "ip"):
            assert person[hint] not in left
        for moment in ("began", "ended"):
            assert person[moment].strftime("%H:%M") not in left
    assert "Thank you for asking" not in left


def test_words_stand_beside_the_enabler_that_they_follow(built_in: Instrument) -> None:
    words = tabular.read_file(EXPORTS / "microsoft-forms.xlsx", built_in).answers.words
    assert set(words) == {enabler.id for enabler in built_in.enablers}
    assert {remark.text for remarks in words.values() for remark in remarks} <= set(make_exports.WORDS)
    assert set(tabular.read_file(EXPORTS / "google-forms.csv", built_in).answers.words) == {"enabling-policies"}
    assert set(tabular.read_file(EXPORTS / "limesurvey-texts.csv", built_in).answers.words) == {"enabling-policies"}


def test_the_exports_are_those_that_the_script_makes(tmp_path: Path) -> None:
    make_exports.write(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in EXPORTS.iterdir()}
    assert made.keys() == kept.keys() == CASES.keys()
    assert [name for name in made if made[name] != kept[name]] == []


make_samples = script("make_samples")


def test_the_sample_is_the_one_that_the_script_makes(tmp_path: Path) -> None:
    assert make_samples.write(tmp_path).read_bytes() == tabular.sample_path().read_bytes()


def test_the_sample_is_understood_without_a_word(built_in: Instrument) -> None:
    reading = tabular.read_file(tabular.sample_path(), built_in)
    assert reading.notes == reading.dropped == ()
    columns = reading.answers.columns
    assert columns["round"].choices == ("1", "2")
    assert [int((columns["round"].codes == code).sum()) for code in (0, 1)] == [38, 42]
    last = columns["role"].codes[columns["round"].codes == 1]
    members = columns["role"].choices.index("Elected member")
    assert int((last == members).sum()) == 3
    assert set(reading.answers.words) == set(make_samples.WORDS)


def test_the_sample_has_something_of_everything(built_in: Instrument) -> None:
    answers = tabular.read_file(tabular.sample_path(), built_in).answers
    now = answers.take(answers.columns["round"].codes == 1)
    scores = {question.id: row for question, row in zip(now.questions, now.scores, strict=True)}

    def share(enabler: str, *codes: int) -> float:
        return float(sum((scores[enabler] == code).mean() for code in codes))

    assert share("enabling-policies", 0, 1) > 0.7, "low and agreed"
    assert share("trusted-relationships", 3, 4) > 0.6, "a strength"
    assert share("wider-influence", UNSURE) > 0.25, "many are not sure"
    assert share("reflection-and-experiment", 2) < 0.15, "two camps"
    assert min(share("reflection-and-experiment", 0, 1), share("reflection-and-experiment", 3, 4)) > 0.3, "two camps"
    roles = now.columns["role"]
    leaders, frontline = (
        scores["staff-permission"][roles.codes == roles.choices.index(role)] for role in ("Senior leader", "Frontline")
    )
    assert leaders[leaders >= 0].mean() - frontline[frontline >= 0].mean() > 1.5, "leaders see it differently"
    assert any((row == SKIPPED).any() for row in scores.values()), "some left a blank"
