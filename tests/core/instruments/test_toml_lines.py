"""Lines of keys: by hand, and as a law over made-up files whose lines are known."""

from __future__ import annotations

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from greenshoots.core.instruments import toml_lines

FILE = '''# A comment
id = "x"

[scale]
minimum = 1
labels = { 1 = "a",  5 = "b" }

[[enablers]]
title = """
A title = "that looks like TOML"
[[enablers]]
"""
statements = [
  # with a comment
  "One",

  { text = "Two", reverse = true },
  """Three
  lines
  long""", "Four",
]
number = 1

[[enablers]]
title = 'Second'
'''


def test_each_key_is_found_on_the_line_on_which_it_begins() -> None:
    expected = {
        (): 1,
        ("id",): 2,
        ("scale",): 4,
        ("scale", "minimum"): 5,
        ("scale", "labels"): 6,
        ("scale", "labels", "5"): 6,
        ("enablers",): 8,
        ("enablers", 0): 8,
        ("enablers", 0, "title"): 9,
        ("enablers", 0, "statements"): 13,
        ("enablers", 0, "statements", 0): 15,
        ("enablers", 0, "statements", 1): 17,
        ("enablers", 0, "statements", 1, "reverse"): 17,
        ("enablers", 0, "statements", 2): 18,
        ("enablers", 0, "number"): 22,
        ("enablers", 1): 24,
        ("enablers", 1, "title"): 25,
    }
    assert {path: toml_lines.line_of(FILE, path) for path in expected} == expected


def test_windows_line_ends_count_the_same() -> None:
    assert toml_lines.line_of(FILE.replace("\n", "\r\n"), ("enablers", 0, "number")) == 22


def test_a_path_that_is_not_there_has_no_line() -> None:
    for path in (("nothing",), ("enablers", 2), ("enablers", "title"), ("id", 0), ("scale", "minimum", "x")):
        assert toml_lines.line_of(FILE, path) is None


value = st.one_of(
    st.integers(0, 99).map(str),
    st.lists(st.integers(0, 9), max_size=4).map(lambda items: "[\n" + "".join(f"  {item},\n" for item in items) + "]"),
    st.integers(1, 4).map(lambda lines: '"""' + "x = [1]\n" * lines + '"""'),
    st.just("'one # two'"),
)
filler = st.sampled_from(["", "\n", "# a = 1\n", "\n# [table]\n\n"])


@settings(max_examples=60)
@given(st.lists(st.tuples(filler, value), min_size=1, max_size=12))
def test_every_key_of_a_made_up_file_is_found(parts: list[tuple[str, str]]) -> None:
    text, lines = "", {}
    for number, (before, written) in enumerate(parts):
        text += before
        lines[f"k{number}"] = text.count("\n") + 1
        text += f"k{number} = {written}\n"
    assert set(tomllib.loads(text)) == set(lines)
    assert {key: toml_lines.line_of(text, (key,)) for key in lines} == lines
