"""Write the pages that are made from the code: the commands, and the tables of the worked example on protection.

    python docs/make_reference.py            write them
    python docs/make_reference.py --check    list those that are out of date, and exit with status 1

tests/test_docs.py runs the check.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from greenshoots import cli, instruments, tabular
from greenshoots.core.analysis import figures
from greenshoots.core.disclosure import release
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.instruments.model import Scale

DOCS = Path(__file__).resolve().parent
COMMANDS = DOCS / "reference" / "commands.md"
PROTECTION = DOCS / "explanation" / "protection.md"
EXAMPLE = DOCS / "explanation" / "protection-example.csv"
POLICY = Policy(groups=("role", "site"))

ASKED: tuple[tuple[str, Mapping[str, tuple[str, ...]]], ...] = (
    ("Everyone", {}),
    ("Role Frontline", {"role": ("Frontline",)}),
    ("Role Manager", {"role": ("Manager",)}),
    ("Role Partner", {"role": ("Partner",)}),
    ("Role Partner and Director", {"role": ("Partner", "Director")}),
    ("Role Frontline and Director", {"role": ("Frontline", "Director")}),
    ("Role Frontline, site North", {"role": ("Frontline",), "site": ("North",)}),
    ("Site North", {"site": ("North",)}),
)
"""Groups that a reader might choose in the worked example."""


VALUES = {"PATH": "FILE", "INTEGER": "N", "INTEGER RANGE": "N"}
"""The names that click has for values, and ours."""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def commands() -> str:
    """Write the page of commands from the help texts of the commands."""
    context = click.Context(cli.main, info_name="greenshoots")
    parts = [
        "# Commands",
        "<!-- Made by docs/make_reference.py from the commands themselves. Do not edit it by hand. -->",
        (cli.main.help or "").partition("\n\n")[0].strip(),
        (
            "Each command prints the files it wrote, one on each line, and notes on the error stream. The exit status "
            "is 0, or 2 with a sentence that says what to do. `-h` and `--help` work everywhere; "
            "`greenshoots --version` prints the version."
        ),
        table(
            ("command", "what it does"),
            ((f"[`{verb}`](#greenshoots-{verb})", does) for verb, does in cli.VERBS.items()),
        ),
    ]
    for verb in cli.VERBS:
        command = cli.main.get_command(context, verb)
        if command is not None:
            parts += _command(verb, command, click.Context(command, info_name=verb, parent=context))
    return "\n\n".join(parts) + "\n"


def _command(verb: str, command: click.Command, context: click.Context) -> list[str]:
    usage = f"greenshoots {verb} {' '.join(command.collect_usage_pieces(context))}"
    described = [_paragraph(text) for text in (command.help or "").split("\n\n")]
    options = [param for param in command.params if isinstance(param, click.Option)]
    rows = [_option(option, context) for option in options]
    return [
        f"## greenshoots {verb}",
        f"```text\n{usage}\n```",
        *described,
        table(("option", "what it does", "default"), rows),
    ]


def _paragraph(text: str) -> str:
    return " ".join(text.split())


def _option(option: click.Option, context: click.Context) -> tuple[str, str, str]:
    value = "" if option.is_flag else f" {VALUES.get(shown := option.make_metavar(context), shown)}"
    names = ", ".join(option.opts)
    described = _paragraph(option.help or "")
    if isinstance(option.type, click.Choice):
        value = " …"
        described = f"{described} One of {', '.join(f'`{choice}`' for choice in option.type.choices)}.".strip()
    described += " Can be repeated." if option.multiple and "repeat" not in described else ""
    default = "" if option.is_flag or option.multiple or option.default in (None, "") else f"`{option.default}`"
    if not isinstance(option.default, str | int | float | Path | None):
        default = ""
    return f"`{names}{value}`".replace("|", "\\|"), described.replace("|", "\\|"), default


def example() -> dict[str, str]:
    """Compute the tables of the worked example."""
    instrument = instruments.load("enabling-conditions")
    answers = tabular.read_file(EXAMPLE, instrument).answers
    released = release.publish(answers, POLICY)
    return {"people": _people(released), "blocks": _blocks(released), "views": _views(released)}


def _people(released: release.Release) -> str:
    (_, roles), (_, sites) = released.groups
    counted = {
        (roles[role], sites[site]): int(people)
        for (role, site), people in zip(released.members.choices, released.members.people, strict=True)
    }
    each = {role: [counted.get((role, site), 0) for site in sites] for role in roles}
    order = sorted(roles, key=lambda role: -sum(each[role]))
    rows = [(role, *map(str, each[role]), str(sum(each[role]))) for role in order]
    return table(("role", *(f"site {site}" for site in sites), "people"), rows)


def _blocks(released: release.Release) -> str:
    cells = released.cells[0]
    rows = []
    for block, people in enumerate(released.sizes):
        cell = cells.of_block[block]
        low, high = cells.bands[cell]
        bands = f"bands: {low} gave 1 to 3, {high} gave 4 or 5"
        counts = f"counts: {', '.join(str(count) for count in cells.counts[cell])}"
        rows.append((chr(ord("A") + block), _who(released, block), str(people), counts if cells.exact[cell] else bands))
    return table(("block", "who is in it", "people", "what it publishes, for scores 1 to 5"), rows)


def _who(released: release.Release, block: int) -> str:
    (_, roles), (_, sites) = released.groups
    chosen = released.members.choices[released.members.block == block]
    who = " and ".join(dict.fromkeys(roles[role] for role, _ in chosen))
    where = " and ".join(sorted({sites[site] for _, site in chosen}))
    return f"{who}, {where}"


def _views(released: release.Release) -> str:
    scale = released.instrument.scale
    return table(("group", "what is shown"), ((name, _shown(released.view(chosen), scale)) for name, chosen in ASKED))


def _shown(view: release.View, scale: Scale) -> str:
    if view.state is State.HIDDEN:
        return "Too few people to show. Their answers count in the overall results."
    summary = figures.of_question(view.questions[0], scale)
    covered = "" if view.coverage == 1 else f"; covers about {round(view.coverage * 20) * 5}%"
    low, high = summary.mean_bounds or (0.0, 0.0)
    if summary.counts is None:
        shown = f"{summary.low} gave 1 to 3, {summary.high} gave 4 or 5; mean between {low:.1f} and {high:.1f}"
    else:
        shown = f"counts {', '.join(map(str, summary.counts))}; mean {summary.mean:.1f}"
    return f"{view.people} people: {shown}{covered}."


def fill(text: str, parts: Mapping[str, str]) -> str:
    """Replace the generated parts between their marks."""
    for name, part in parts.items():
        marked = re.compile(rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        text, times = marked.subn(lambda marks, part=part: f"{marks[1]}\n{part}\n\n{marks[2]}", text)
        if times != 1:
            raise SystemExit(f"The mark “generated: {name}” should be in the page once, but is there {times} times.")
    return text


def pages() -> dict[Path, str]:
    """Return the text that each generated page should have."""
    return {COMMANDS: commands(), PROTECTION: fill(PROTECTION.read_text(encoding="utf-8"), example())}


def main() -> None:
    """Write the pages, or list those that are out of date."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            click.echo(f"{path.relative_to(DOCS.parent)} is out of date. Run python docs/make_reference.py.")
        raise SystemExit(1 if stale else 0)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    for path in stale:
        click.echo(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
