"""`greenshoots check`: how a file is understood, before any results are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from greenshoots import instruments, tabular
from greenshoots.cli import file_wording, loading, options, release_file
from greenshoots.core.answers import Column, natural_order
from greenshoots.core.disclosure import preview
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.instruments.model import MODE, ROUND, Instrument
from greenshoots.core.language import quantities
from greenshoots.core.statistics import histogram

# Six group questions have 516 orders of up to four; each question more multiplies them.
MOST_GROUPS = 6
"""The most group questions for which every order is tried."""


@click.command(name="check")
@options.reading
@click.option("--k", type=int, default=5, show_default=True, help="The smallest group that is shown.")
@click.option("--asked", type=click.IntRange(min=1), metavar="N", help="The number of people who were asked.")
def command(k: int, asked: int | None, **values: Any) -> None:
    """Check how a file of responses or a questionnaire is understood.

    FILE is a CSV or XLSX file of responses, or a questionnaire file (TOML). No answers are shown: only how many people
    responded, and which groups would be visible with each order of group questions.
    """
    source = options.source(values)
    if source.file.suffix.lower() == ".toml":
        _instrument(instruments.load(source.file, language=source.language))
        return
    reading = loading.read(source)
    _columns(reading)
    click.echo()
    click.echo(_how_many(reading, asked))
    _orders(reading, Policy(k=k))
    if before := release_file.promised_before(source.file):
        click.echo(f"\nResults have already been shown, with {before}. These settings cannot be changed.")


def _instrument(asked: Instrument) -> None:
    click.echo(f"{asked.title}, version {asked.version}, language {asked.language}.")
    statements = sum(len(enabler.statements) for enabler in asked.enablers)
    click.echo(
        f"{len(asked.groups)} groups of enablers, {len(asked.enablers)} enablers, {statements} statements, scored "
        f"{asked.scale.minimum} to {asked.scale.maximum} for each {asked.score_each}."
    )
    for group in asked.groups:
        click.echo(f"\n{group.title}")
        for enabler in asked.enablers:
            if enabler.group == group.id:
                click.echo(f"  {enabler.number:>2}  {enabler.title}  ({enabler.id})")


def _columns(reading: tabular.Reading) -> None:
    click.echo("What each column means:")
    width = max((len(column.header) for column in reading.columns), default=0)
    for column in reading.columns:
        click.echo(f"  {column.header[:60]:<{min(width, 60)}}  {file_wording.column(column)}")


def _how_many(reading: tabular.Reading, asked: int | None) -> str:
    n = len(reading.answers)
    rounds = reading.answers.columns.get(ROUND)
    several = rounds is not None and len(rounds.choices) > 1
    sentences = [f"{n:,} response{'s' if n != 1 else ''}."]
    if rounds is not None and several:
        sentences.append(f"Rounds: {options.listed(rounds.choices)}.")
    if asked:
        last = _in_last_round(reading)
        where = "In the last round " if several else ""
        wanted = histogram.answers_wanted(asked)
        sentences.append(f"{where}{quantities.part(min(last, asked), asked)} responded.")
        if last < wanted:
            sentences.append(f"About {wanted:,} responses are needed to speak for all {asked:,} of them.")
    return " ".join(sentences)


def _in_last_round(reading: tabular.Reading) -> int:
    rounds = reading.answers.columns.get(ROUND)
    if rounds is None or not rounds.choices:
        return len(reading.answers)
    last = max(rounds.choices, key=natural_order)
    return int((rounds.codes == rounds.choices.index(last)).sum())


def _orders(reading: tabular.Reading, policy: Policy) -> None:
    columns = [column for name, column in _last_round(reading).items() if name not in (ROUND, MODE) and column.choices]
    if not columns:
        click.echo("There are no group questions in this file.")
        return
    number = preview.sensible_number(len(columns[0].codes))
    click.echo(
        f"\nWhat each order of group questions would show, in groups of at least {policy.k} people.\n"
        f"For {len(columns[0].codes):,} people, choose {number} or fewer. You can choose only once: with two different "
        "orders, people could work out single answers."
    )
    for order in preview.orders(columns[:MOST_GROUPS], policy):
        if len(order.groups) <= number:
            click.echo(f"  {_order_line(order, columns)}")


def _last_round(reading: tabular.Reading) -> dict[str, Column]:
    """Return the columns of the last round, whose groups are compared."""
    rounds = reading.answers.columns.get(ROUND)
    if rounds is None or len(rounds.choices) < 2:
        return dict(reading.answers.columns)
    last = max(rounds.choices, key=natural_order)
    return dict(reading.answers.take(rounds.codes == rounds.choices.index(last)).columns)


def _order_line(order: preview.Order, columns: Sequence[Column]) -> str:
    number = {column.name: len(column.choices) for column in columns}
    n = len(columns[0].codes)
    parts = [
        f"{name}: {shown} of {number[name]} choices, {quantities.part(round(share * n), n)}"
        for name, shown, share in zip(order.groups, order.choices, order.shares, strict=True)
    ]
    return "; ".join(parts)
