"""The docs match the program: commands run, links lead somewhere, generated pages are up to date."""

from __future__ import annotations

import importlib.util
import inspect
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from greenshoots import cli, instruments, tabular
from greenshoots.cli import map_file
from greenshoots.core.analysis import figures
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy, Protection
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments import parsing
from greenshoots.core.results import Flag
from greenshoots.tabular import mapping
from greenshoots.tabular.names import Names

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
LARGEST_PICTURE = 300_000


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def fences(path: Path, *kinds: str) -> Iterator[str]:
    for fence in FENCE.finditer(read(path)):
        if fence["kind"] in kinds:
            yield re.sub(rf"^{fence['indent']}", "", fence["text"], flags=re.MULTILINE)


def script(path: Path) -> ModuleType:
    """Load a script that is not part of the package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up by name while it is defined.
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


# Links and headings


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, by the rule of the sites that show Markdown."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(path)), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()) for heading in headings]
    return {heading.strip().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_page_and_a_heading(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(read(page))):
        if target.startswith(("https://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), f"{target} leads nowhere"
        assert not anchor or anchor in anchors(there), f"{target} has no such heading"


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        targets = re.findall(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)", without_code(read(page)))
        waiting += [(page.parent / target).resolve() for target in targets]
    assert [name(page) for page in DOCS.rglob("*.md") if page not in seen] == []


def test_every_page_has_one_title() -> None:
    for page in PAGES:
        assert len(re.findall(r"^# ", FENCE.sub("", read(page)), re.MULTILINE)) == 1, name(page)


def test_every_decision_is_numbered_listed_and_has_its_four_parts() -> None:
    decisions = sorted((DOCS / "decisions").glob("0*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == sorted(set(numbers))
    index = read(DOCS / "decisions" / "README.md")
    for path in decisions:
        assert path.name in index
        headings = re.findall(r"^## (.+)$", read(path), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences", "Alternatives"], path.name


# Words


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_pages_use_our_words(page: Path) -> None:
    avoided = re.findall(
        r"\b(users?|respondent data|submit\w*|invalid|maturity score|\d+ ?% of respondents)\b",
        without_code(read(page)),
        re.IGNORECASE,
    )
    assert avoided == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_pages_name_no_folder_of_a_developers_computer(page: Path) -> None:
    assert re.findall(r"(?<![\w.])/(?:home|root|work|tmp|Users)/\w+", read(page)) == []


def glossary() -> dict[str, str]:
    parts = re.split(r"^### (.+)$", read(DOCS / "reference" / "glossary.md"), flags=re.MULTILINE)
    return {heading.lower(): text.strip() for heading, text in zip(parts[1::2], parts[2::2], strict=True)}


WORDS = (
    *("instrument", "group", "enabler", "statement", "scale", "place", "diagnostic", "subject", "viewpoint", "round"),
    *("response", "mode", "comments", "protection", "block", "pool", "band", "coverage", "release", "results", "set"),
    *("spider", "strips", "spread", "gap", "change", "flag", "outline", "form", "k", "c"),
    *("not sure", "group question", "talk about first", "private code", "reveal", "lead", "workshop record"),
)


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_the_field_is_explained(word: str) -> None:
    assert len(glossary()[word]) > 20


def test_every_state_flag_and_way_of_protection_is_explained() -> None:
    explained = glossary()
    for state in State:
        assert state is State.SHOWN or state.value in explained
    for flag in Flag:
        assert flag.value in explained["flag"]
    for way in Protection:
        assert f"*{way.value}*" in explained["protection"]


# Commands


def test_every_verb_has_its_heading_in_the_reference() -> None:
    headings = re.findall(r"^## greenshoots (\w+)$", read(DOCS / "reference" / "commands.md"), re.MULTILINE)
    assert headings == list(cli.VERBS)


def test_pages_made_from_the_code_are_up_to_date() -> None:
    for page, text in script(DOCS / "make_reference.py").pages().items():
        assert read(page) == text, f"{name(page)} is out of date: run python docs/make_reference.py"


def commands() -> list[tuple[str, str]]:
    """Return each page with the arguments of greenshoots in its commands, line by line."""
    lines = [
        (name(page), line) for page in PAGES for block in fences(page, "console", "sh") for line in block.splitlines()
    ]
    matches = [(page, re.search(r"(?:^\$ |^)(?:greenshoots|python3 make\.py run) (.+)$", line)) for page, line in lines]
    return [(page, match[1]) for page, match in matches if match]


@pytest.mark.parametrize(("page", "command"), commands(), ids=lambda text: text)
def test_every_command_on_a_page_is_one_that_exists(page: str, command: str) -> None:
    verb, *arguments = shlex.split(command.partition(" > ")[0])
    context = click.Context(cli.main, info_name="greenshoots")
    if verb in ("…", "--version", "--help"):
        return
    known = cli.main.get_command(context, verb)
    assert known is not None, f"{page}: there is no “{verb}”"
    known.make_context(verb, arguments, parent=context)


def test_the_commands_of_the_readme_are_those_of_make() -> None:
    verbs = re.findall(r"^    python3 make\.py (\w+)", read(ROOT / "make.py"), re.MULTILINE)
    for verb in re.findall(r"python3 make\.py (\w+)", read(ROOT / "README.md")):
        assert verb in verbs


def test_every_command_that_needs_the_web_gets_it_installed() -> None:
    make = script(ROOT / "make.py")
    context = click.Context(cli.main, info_name="greenshoots")
    for verb in cli.main.list_commands(context):
        command = cli.main.get_command(context, verb)
        assert command is not None
        assert command.callback is not None
        source = inspect.getsource(sys.modules[command.callback.__module__])
        needs = any(sign in source for sign in ("need_the_web", "in_folder", "greenshoots.web"))
        assert not (needs and verb in make.WITHOUT_WEB), verb


TUTORIAL = DOCS / "tutorial" / "first-report.md"


def steps(path: Path) -> list[tuple[str, list[str]]]:
    """Return each command of a page with the lines that it prints, according to the page."""
    commands_and_lines: list[tuple[str, list[str]]] = []
    for block in fences(path, "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                commands_and_lines.append((line[2:], []))
            elif line.strip() not in ("", "…"):
                commands_and_lines[-1][1].append(line)
    return commands_and_lines


def test_the_tutorial_works_to_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    make = script(ROOT / "make.py")
    monkeypatch.setattr(make, "HERE", tmp_path)
    monkeypatch.setattr(make, "PYTHON", Path(sys.executable))
    # The tests run on what is installed; setting it up again would need a network.
    monkeypatch.setattr(make, "install", lambda _: None)
    ran = 0
    for command, printed in steps(TUTORIAL):
        program, *arguments = shlex.split(command)
        if program in ("git", "cd"):
            continue
        assert [program, arguments[0]] == ["python3", "make.py"], command
        monkeypatch.setattr(sys, "argv", arguments)
        make.main()
        output = " ".join("".join(capfd.readouterr()).split())
        for line in printed:
            assert " ".join(line.replace("…", "").split()) in output, f"{command} did not print “{line.strip()}”"
        ran += 1
    assert ran >= 4
    for file in re.findall(r"`(out/[\w./-]+\.\w+)`", read(TUTORIAL)):
        assert (tmp_path / file).stat().st_size > 0, f"{file} was not written"


# Files that the reference shows


def test_the_instrument_in_the_reference_is_one(tmp_path: Path) -> None:
    (text,) = fences(DOCS / "reference" / "instrument-file.md", "toml")
    asked = parsing.parse(text, file="neighbourhood-team.toml")
    assert (len(asked.enablers), asked.scale.points[-1]) == (3, 10)
    assert asked.enablers[0].statements[1].reverse


def test_every_key_of_the_instrument_file_is_in_the_reference() -> None:
    page = read(DOCS / "reference" / "instrument-file.md")
    tables = [allowed for name, allowed in vars(parsing).items() if re.fullmatch("_[A-Z]+", name)]
    keys = {key for allowed in tables if isinstance(allowed, tuple) for key in allowed}
    assert {"score_each", "unsure", "axis", "reverse", "translates"} <= keys
    assert sorted(key for key in keys if f"`{key}`" not in page and f"`[{key}]`" not in page) == [
        "enablers",
        "groups",
        "reverse",
        "text",
    ]
    assert "{ text =" in page
    assert "reverse = true }" in page
    assert "## [[groups]]" in page
    assert "## [[enablers]]" in page


def test_the_map_in_the_reference_is_one(tmp_path: Path) -> None:
    (text,) = fences(DOCS / "reference" / "map-file.md", "toml")
    path = tmp_path / "columns.toml"
    path.write_text(text, encoding="utf-8")
    names = Names([instruments.load("enabling-conditions")])
    column_mapping = mapping.resolve(map_file.read(path).mapping, names, list(tomllib.loads(text)["columns"]))
    assert [meaning.kind for meaning in column_mapping.columns.values()] == [
        "score",
        "words",
        "group",
        "group",
        "ignored",
    ]
    assert dict(column_mapping.values) == {"Sort of": 3, "Haven't a clue": "unsure", "-": "skipped"}


def test_the_answers_in_the_reference_can_be_read(tmp_path: Path) -> None:
    (text,) = fences(DOCS / "reference" / "answers-file.md", "csv")
    path = tmp_path / "answers.csv"
    path.write_text(text, encoding="utf-8")
    reading = tabular.read_file(path, instruments.load("enabling-conditions"))
    assert reading.answers.scores.tolist() == [[3, -1], [1, 2]]
    assert reading.answers.columns["role"].choices == ("Frontline", "Manager")


# The worked example on protection


def example(policy: Policy) -> release.Release:
    answers = tabular.read_file(
        DOCS / "explanation" / "protection-example.csv", instruments.load("enabling-conditions")
    ).answers
    return release.publish(answers, policy)


PROMISE = Policy(groups=("role", "site"))


def test_the_bare_minimum_lets_two_directors_be_worked_out() -> None:
    bare = example(Policy(protection=Protection.NONE, groups=("role", "site")))
    frontline = bare.view({"role": ["Frontline"]})
    with_directors = bare.view({"role": ["Frontline", "Director"]})
    assert (frontline.people, with_directors.people) == (11, 13)
    more, fewer = with_directors.questions[0].counts, frontline.questions[0].counts
    assert more is not None
    assert fewer is not None
    # The file says that one director gave 2 and the other 4.
    assert [a - b for a, b in zip(more, fewer, strict=True)] == [0, 1, 0, 1, 0]


def test_blocks_leave_nothing_when_one_is_taken_from_the_other() -> None:
    protected = example(PROMISE)
    frontline = protected.view({"role": ["Frontline"]})
    with_directors = protected.view({"role": ["Frontline", "Director"]})
    assert with_directors.people == frontline.people == 11
    assert with_directors.questions[0].bands == frontline.questions[0].bands
    assert with_directors.questions[0].bounds == frontline.questions[0].bounds


def test_the_numbers_in_the_running_text_on_protection_are_right() -> None:
    page = " ".join(read(DOCS / "explanation" / "protection.md").split())
    protected = example(PROMISE)
    everyone = protected.view()
    assert everyone.total == 22
    assert "Twenty-two people" in page
    assert sorted(protected.sizes.tolist()) == [5, 5, 6, 6]
    unanimous = figures.of_question(
        protected.view({"role": ["Frontline"], "site": ["South"]}).questions[0], protected.instrument.scale
    )
    assert (unanimous.n, unanimous.low, unanimous.high, unanimous.counts) == (5, 0, 5, None)
    assert "Of 5 people, 0 gave 1 to 3 and 5 gave 4 or 5." in page
    north = protected.view({"site": ["North"]})
    assert (north.state, north.total) == (State.HIDDEN, 12)
    assert "although twelve people work there" in page
    assert everyone.questions[0].counts is None
    assert "Five of twenty-two people are known in bands only" in page


def test_the_rules_on_the_page_are_those_of_the_code() -> None:
    page = " ".join(read(DOCS / "explanation" / "protection.md").split())
    policy = Policy()
    assert f"**k = {policy.k}**" in page
    assert f"**c = {policy.c}**" in page
    assert f"**{release.COVERAGE:.0%}**" in page
    assert f"more than **{release.BANDED:.0%}**" in page
    assert f"**{policy.k_words}** people, **3** comments" in page


# Libraries


def test_every_library_has_its_reason() -> None:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))
    listed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    page = read(DOCS / "decisions" / "0002-dependencies.md").lower()
    for requirement in listed:
        assert re.split(r"[<>=!~\[]", requirement)[0] in page


# Pictures


def test_every_picture_is_small_shown_and_described() -> None:
    shown: dict[Path, str] = {}
    for page in PAGES:
        for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", read(page)):
            shown[(page.parent / target).resolve()] = alt
    there = {path for path in (DOCS / "pictures").iterdir() if path.is_file()}
    assert there
    assert there == set(shown)
    for path, alt in shown.items():
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < LARGEST_PICTURE
        assert len(alt) > 40, f"{path.name} needs words for people who do not see it"
