"""Instrument files: what is read, and that every fault is refused with line, key and what to do."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots import instruments
from greenshoots.core.errors import InstrumentError
from greenshoots.core.instruments import parsing
from greenshoots.core.instruments.model import Instrument, ScoreEach, Statement
from greenshoots.core.instruments.parsing import SideFile

SMALL = """\
id = "small-team"
version = "1.0"
title = "How our team works"
score_each = "statement"
language = "en"

[scale]
minimum = 0
maximum = 5
labels = { 0 = "Never", 5 = "Always" }

[[groups]]
id = "us"
title = "Us"

[[groups]]
id = "others"
title = "Others"
summary = "Everybody else."

[[enablers]]
id = "aims"
number = 1
group = "us"
title = "Aims that we share"
axis = "Aims"
statements = [
  "We can each say what this team is for.",
  { text = "We find things out by chance.", reverse = true },
]

[[enablers]]
id = "trust"
number = 2
group = "others"
title = "Trust"
statements = ["I can say that something went wrong."]
local = true
"""

WELSH = """\
translates = "small-team"
version = "1.0"
language = "cy"
status = "draft"
title = "Sut mae ein tîm yn gweithio"

[scale]
labels = { 0 = "Byth", 5 = "Bob amser" }
unsure = "Ddim yn siŵr"

[groups.us]
title = "Ni"

[groups.others]
title = "Eraill"
summary = "Pawb arall."

[enablers.aims]
title = "Nodau cyffredin"
axis = "Nodau"
statements = ["Gallwn ddweud beth yw diben y tîm.", "Rydym yn clywed pethau drwy hap."]

[enablers.trust]
title = "Ymddiriedaeth"
statements = ["Gallaf ddweud bod rhywbeth wedi mynd o'i le."]
"""


def refusal(text: str, side: str | None = None) -> tuple[int | None, str | None, str]:
    """Read what must be refused and give line, key and reason."""
    with pytest.raises(InstrumentError) as caught:
        parsing.parse(text, file="small.toml", translation=SideFile(side, "small.cy.toml") if side else None)
    assert caught.value.file == ("small.cy.toml" if side else "small.toml")
    return caught.value.line, caught.value.key, caught.value.reason


def test_a_file_is_read_as_it_says() -> None:
    found = parsing.parse(SMALL, file="small.toml")
    assert (found.id, found.version, found.language, found.draft) == ("small-team", "1.0", "en", False)
    assert found.score_each is ScoreEach.STATEMENT
    assert (found.scale.points, found.scale.label(0), found.scale.label(3)) == ((0, 1, 2, 3, 4, 5), "Never", "3")
    assert found.scale.unsure == "Not sure"
    assert found.short_title == found.title
    assert [group.id for group in found.groups] == ["us", "others"]
    aims, trust = found.enablers
    assert aims.statements[1] == Statement("We find things out by chance.", reverse=True)
    assert (aims.axis, trust.axis, aims.local, trust.local) == ("Aims", "Trust", False, True)
    assert [question.id for question in found.questions] == ["aims.1", "aims.2", "trust.1"]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ('language = "en"', 'langauge = "en"', 5, "langauge", "Did you mean “language”?"),
        ("local = true", "lokal = true", 38, "enablers[2].lokal", "Did you mean “local”?"),
        ('version = "1.0"\n', "", 1, "version", "version is missing. Add it"),
        ('version = "1.0"', "version = 1.0", 2, "version", "in quotation marks"),
        ('title = "How our team works"', 'title = "  "', 3, "title", "cannot be empty"),
        ('id = "small-team"', 'id = "Small Team"', 1, "id", "lower-case letters, digits and single hyphens"),
        ('"statement"', '"everything"', 4, "score_each", "Choose one of: enabler, statement."),
        ('language = "en"', 'language = "English!"', 5, "language", "such as en or cy"),
        ("minimum = 0\n", "", 7, "scale.minimum", "minimum is missing"),
        ("minimum = 0", 'minimum = "0"', 8, "scale.minimum", "whole number without quotation marks"),
        ("minimum = 0", "minimum = true", 8, "scale.minimum", "whole number"),
        ("maximum = 5", "maximum = 1", 9, "scale.maximum", "The scale has 2 points. Use 3 to 11 points"),
        ("maximum = 5", "maximum = 11", 9, "scale.maximum", "The scale has 12 points."),
        ('5 = "Always" }', '6 = "Always" }', 10, "scale.labels.6", "“6” is not on the scale from 0 to 5."),
        (', 5 = "Always" }', " }", 10, "scale.labels", "The label for 5 is missing"),
        ('0 = "Never"', "0 = 7", 10, "scale.labels.0", "in quotation marks"),
        ('id = "others"', 'id = "us"', 17, "groups[2].id", "“us” is used twice"),
        ('title = "Others"', 'titel = "Others"', 18, "groups[2].titel", "Did you mean “title”?"),
        ("[[groups]]\n", "[[Groups]]\n", 12, "Groups", "Did you mean “groups”?"),
        ('id = "trust"', 'id = "aims"', 33, "enablers[2].id", "“aims” is used twice"),
        ('id = "trust"', 'id = "round"', 33, "enablers[2].id", "Choose another id"),
        ("number = 2", "number = 1", 34, "enablers[2].number", "1 is used twice"),
        ("number = 2", "number = 2.5", 34, "enablers[2].number", "whole number"),
        ('group = "others"', 'group = "them"', 35, "enablers[2].group", "Choose one of: us, others."),
        ("local = true", 'local = "yes"', 38, "enablers[2].local", "true or false"),
        ('"I can say that something went wrong."', "", 37, "enablers[2].statements", "at least one item"),
        ('["I can say that something went wrong."]', '"One"', 37, "enablers[2].statements", "as a list"),
        ('"We can each say what this team is for."', '""', 28, "enablers[1].statements[1]", "Write the statement"),
        ('"We can each say what this team is for."', "5", 28, "enablers[1].statements[1]", "Write the statement"),
        ("reverse = true", "revers = true", 29, "enablers[1].statements[2].revers", "Did you mean “reverse”?"),
        ("reverse = true", "reverse = 1", 29, "enablers[1].statements[2].reverse", "true or false"),
        ('{ text = "We find', '{ test = "We find', 29, "enablers[1].statements[2].test", "Did you mean “text”?"),
        ('language = "en"', 'language = "en"\nstatus = "done"', 6, "status", "Choose one of: final, draft."),
        ("number = 1", "number = = 1", 23, None, "This is not valid TOML"),
        ('title = "Trust"', 'title = "Trust', 36, None, "This is not valid TOML"),
        ("local = true", "statements = []", 38, None, "This is not valid TOML"),
        ('axis = "Aims"\nstatements = [', 'axis = "Aims"\nstatements = [[', 32, None, "This is not valid TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_line_and_key(old: str, new: str, line: int, key: str | None, words: str) -> None:
    assert old in SMALL
    found = refusal(SMALL.replace(old, new, 1))
    assert found[:2] == (line, key), found
    assert words in found[2]


def test_enablers_of_one_group_stand_together() -> None:
    third = '\n[[enablers]]\nid = "third"\nnumber = 3\ngroup = "us"\ntitle = "Third"\nstatements = ["A"]\n'
    assert refusal(SMALL + third)[:2] == (43, "enablers[3].group")


def test_a_file_without_tables_asks_for_them() -> None:
    start = SMALL.split("[scale]")[0]
    assert refusal(start)[:2] == (1, "scale")
    assert refusal(start + "scale = 5")[1:] == ("scale", "Write scale as a table, such as [scale].")
    groups = SMALL.split("[[groups]]")[0]
    assert refusal(groups)[1] == "groups"
    assert "[[groups]]" in refusal("groups = 1\n" + groups)[2]


@pytest.mark.parametrize(("lowest", "highest"), [(0, 5), (1, 7), (-5, 5), (1, 3), (0, 10)])
def test_any_scale_of_three_to_eleven_points_is_read(lowest: int, highest: int) -> None:
    text = SMALL.replace("minimum = 0", f"minimum = {lowest}").replace("maximum = 5", f"maximum = {highest}")
    text = text.replace('{ 0 = "Never", 5 = "Always" }', f'{{ {lowest} = "Never", {highest} = "Always" }}')
    assert parsing.parse(text, file="small.toml").scale.size == highest - lowest + 1


def test_a_translation_gives_words_and_changes_nothing_else() -> None:
    own = parsing.parse(SMALL, file="small.toml")
    welsh = parsing.parse(SMALL, file="small.toml", translation=SideFile(WELSH, "small.cy.toml", "cy"))
    assert (welsh.language, welsh.draft, welsh.title) == ("cy", True, "Sut mae ein tîm yn gweithio")
    assert (welsh.scale.label(5), welsh.scale.unsure, welsh.scale.points) == (
        "Bob amser",
        "Ddim yn siŵr",
        own.scale.points,
    )
    assert [group.title for group in welsh.groups] == ["Ni", "Eraill"]
    assert welsh.enablers[0].statements[1] == Statement("Rydym yn clywed pethau drwy hap.", reverse=True)
    for before, after in zip(own.enablers, welsh.enablers, strict=True):
        assert (before.id, before.number, before.group, before.local) == (
            after.id,
            after.number,
            after.group,
            after.local,
        )


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ('"small-team"', '"big-team"', 1, "translates", "the questionnaire is “small-team”"),
        ('version = "1.0"', 'version = "0.9"', 2, "version", "the questionnaire is “1.0”"),
        ('language = "cy"', 'language = "de"', 3, "language", "The file name says “cy”"),
        ('language = "cy"\n', "", 1, "language", "language is missing"),
        (', 5 = "Bob amser"', "", 8, "scale.labels", "The label for 5 is missing"),
        ('unsure = "Ddim yn siŵr"\n', "", 7, "scale.unsure", "unsure is missing"),
        ("[groups.others]", "[groups.other]", 14, "groups.other", "Did you mean “others”?"),
        ('summary = "Pawb arall."\n', "", 14, "groups.others.summary", "summary is missing"),
        ('title = "Ymddiriedaeth"', 'title = "Ymddiriedaeth"\nnumber = 2', 25, "enablers.trust.number", "recognised"),
        (', "Rydym yn clywed pethau drwy hap."', "", 21, "enablers.aims.statements", "1 of 2 statements"),
        ('"Rydym yn clywed pethau drwy hap."', "5", 21, "enablers.aims.statements[2]", "as text"),
        ("[enablers.trust]", "[enablers.trusts]", 23, "enablers.trusts", "Did you mean “trust”?"),
    ],
)  # fmt: skip
def test_a_translation_must_be_complete_and_no_more(old: str, new: str, line: int, key: str, words: str) -> None:
    assert old in WELSH
    side = SideFile(WELSH.replace(old, new, 1), "small.cy.toml", "cy")
    with pytest.raises(InstrumentError) as caught:
        parsing.parse(SMALL, file="small.toml", translation=side)
    assert (caught.value.file, caught.value.line, caught.value.key) == ("small.cy.toml", line, key)
    assert words in caught.value.reason


def test_a_missing_enabler_of_a_translation_is_named() -> None:
    assert refusal(SMALL, WELSH.split("[enablers.trust]")[0])[1] == "enablers.trust"


def test_a_translation_read_on_its_own_says_what_it_is() -> None:
    line, key, reason = refusal(WELSH)
    assert (line, key) == (1, "translates")
    assert "translation" in reason


def test_the_message_reads_as_one_sentence_after_the_place() -> None:
    with pytest.raises(InstrumentError) as caught:
        parsing.parse(SMALL.replace("number = 2", "number = 1"), file="small.toml")
    assert (
        str(caught.value)
        == "small.toml, line 34, enablers[2].number: 1 is used twice. Give each enabler its own number."
    )


words = st.sampled_from(
    ["id", "version", "title", "scale", "minimum", "labels", "groups", "enablers", "statements", "text", "reverse"]
)
leaf = st.one_of(st.integers(-3, 12), st.text(max_size=3), st.booleans(), st.floats(allow_nan=False))
tree = st.recursive(leaf, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner)))


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_any_text_is_an_instrument_or_refused(text: str) -> None:
    read_or_refused(text)


@settings(max_examples=150)
@given(st.data())
def test_a_file_with_any_one_piece_put_wrong_is_an_instrument_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SMALL)))
    length = data.draw(st.integers(0, 30))
    put = data.draw(st.one_of(st.text(max_size=6), st.sampled_from(["[]", "{}", '"""', "1e9", "[[groups]]", "\n"])))
    read_or_refused(SMALL[:start] + put + SMALL[start + length :])


@settings(max_examples=150)
@given(tree, st.sampled_from(list(tomllib.loads(SMALL))))
def test_a_value_of_any_kind_in_any_place_is_an_instrument_or_refused(value: object, key: str) -> None:
    # JSON is close enough to TOML to write made-up values down on one line.
    table = tomllib.loads(SMALL)
    table[key] = value
    read_or_refused("\n".join(f"{name} = {written(item)}" for name, item in table.items()))


def written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(char):08x}" for char in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)} = {written(item)}" for key, item in value.items()) + "}"
    return str(value).replace("e+", "e")


def read_or_refused(text: str) -> None:
    found: Instrument | InstrumentError
    try:
        found = parsing.parse(text, file="made-up.toml")
    except InstrumentError as error:
        found = error
    if isinstance(found, Instrument):
        assert 3 <= found.scale.size <= 11
    else:
        assert str(found).startswith("made-up.toml")
        assert found.line is None or 1 <= found.line <= text.count("\n") + 1


def test_what_ships_is_found_by_its_id_and_in_each_of_its_languages() -> None:
    assert instruments.shipped() == ("enabling-conditions",)
    assert instruments.languages("enabling-conditions") == ("cy",)
    own = instruments.load("enabling-conditions")
    assert (len(own.groups), len(own.enablers), len(own.questions)) == (3, 11, 11)
    assert sum(len(enabler.statements) for enabler in own.enablers) == 33
    welsh = instruments.load("enabling-conditions", language="CY")
    assert (welsh.language, welsh.draft) == ("cy", True)
    assert instruments.load("enabling-conditions", language="en") == own
    for before, after in zip(own.enablers, welsh.enablers, strict=True):
        assert before.title != after.title
        assert not {s.text for s in before.statements} & {s.text for s in after.statements}


def test_a_file_of_ones_own_is_read_with_the_side_file_beside_it(tmp_path: Path) -> None:
    own = tmp_path / "team.toml"
    own.write_text("\ufeff" + SMALL, encoding="utf-8")
    (tmp_path / "team.cy.toml").write_text(WELSH, encoding="utf-8")
    assert instruments.load(own).id == "small-team"
    assert instruments.load(str(own), language="cy").enablers[0].axis == "Nodau"
    with pytest.raises(InstrumentError, match="Choose one of: cy, en"):
        instruments.load(own, language="de")


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes('title = "tîm"'.encode("latin-1"))
    with pytest.raises(InstrumentError, match="Save it as UTF-8"):
        instruments.load(latin)
    with pytest.raises(InstrumentError, match="Choose from: enabling-conditions"):
        instruments.load(tmp_path / "nowhere.toml")
    text = tmp_path / "team.txt"
    text.write_text(SMALL)
    with pytest.raises(InstrumentError, match=r"ends in \.toml"):
        instruments.load(text)
