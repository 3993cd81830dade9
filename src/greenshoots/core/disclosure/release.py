"""Results that are safe to show: frozen blocks, and the views that add them up.

`publish` turns answers into a `Release` of blocks, each the counts of at least k people; a view adds up whole blocks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from greenshoots.core.answers import NOT_GIVEN, SKIPPED, UNSURE, Answers, Column
from greenshoots.core.disclosure import banding, blocks, layers, typed_in, whole_first
from greenshoots.core.disclosure.layers import Layers
from greenshoots.core.disclosure.policy import Policy
from greenshoots.core.disclosure.views import BANDED, COVERAGE, NEVER, SHOWN_IN_ROOM, QuestionView, View
from greenshoots.core.disclosure.visibility import State
from greenshoots.core.errors import PolicyError
from greenshoots.core.instruments.model import Instrument, Question

MIXED = -2
"""The code of a block whose people made several choices."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """The number of people of each block by their choices; no scores.

    Arguments:
        block: The block, or `blocks.NO_BLOCK` for people without a block; shape (m,).
        choices: Codes of the respondent groups, shape (m, g).
        people: How many, shape (m,).
    """

    block: Whole
    choices: Whole
    people: Whole

    def inside(self, chosen: NDArray[np.bool_], sizes: Whole) -> tuple[NDArray[np.bool_], int]:
        """Return which blocks lie wholly among the chosen people, and how many people were chosen.

        Arguments:
            chosen: True for each combination of choices that is chosen, shape (m,).
            sizes: People in each block, shape (blocks,).
        """
        held = chosen & (self.block >= 0)
        within = np.bincount(self.block[held], weights=self.people[held], minlength=len(sizes))
        # A block with one person outside is left out as a whole: otherwise subtracting two views would single people
        # out.
        return within == sizes, int(self.people[chosen].sum())


@dataclass(frozen=True, slots=True, eq=False)
class BlockPlan:
    """The people in each block, formed before any score is read.

    Arguments:
        block: The block of each person, or `blocks.NO_BLOCK`; shape (n,).
        sizes: People in each block, shape (blocks,).
        members: The same people as counts of combinations of choices.
    """

    block: Whole
    sizes: Whole
    members: Members


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The published counts of one question, C cells. A cell is a block, or several where few people scored.

    Arguments:
        of_block: The cell of each block, or `NEVER` or `SHOWN_IN_ROOM` where nothing is shown; shape (blocks,).
        blocks, people, scored, not_sure, skipped: Numbers in the cell; shape (C,).
        exact: True where the counts are published, False where only the bands are; shape (C,).
        counts: People at each scale point; zeros where not exact; shape (C, K).
        bands: People in each band; shape (C, bands of the scale).
    """

    of_block: Whole
    blocks: Whole
    people: Whole
    scored: Whole
    not_sure: Whole
    skipped: Whole
    exact: NDArray[np.bool_]
    counts: Whole
    bands: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Release:
    """The blocks of one round. All results of the round are computed from them.

    Arguments:
        instrument: What was asked.
        questions: The questions that were answered.
        policy: What people were promised.
        groups: The respondent groups that formed the blocks: names and choices, no codes.
        sizes: People in each block, shape (blocks,).
        members: The people in the blocks, as counts.
        cells: The published counts, one entry for each question.
    """

    instrument: Instrument
    questions: tuple[Question, ...]
    policy: Policy
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    sizes: Whole
    members: Members
    cells: tuple[Cells | Layers, ...]

    def view(self, choose: Mapping[str, Collection[str]] | None = None, *, others: bool = False) -> View:
        """Add up the blocks that lie wholly inside a part of the round.

        Arguments:
            choose: The choices that make up the part, by respondent group; everything where left out.
            others: True for everyone who is *not* in that part.

        Raises:
            PolicyError: a respondent group did not form the blocks, or has no such choice.
        """
        inside, total = self.members.inside(self._chosen(choose or {}) ^ others, self.sizes)
        people = int(self.sizes[inside].sum())
        coverage = people / total if total else 0.0
        state = State.EMPTY if total == 0 else State.HIDDEN if coverage < COVERAGE else State.SHOWN
        if state is not State.SHOWN:
            unseen = tuple(QuestionView(state) for _ in self.questions)
            return View(state, 0, coverage, unseen, total)
        views = tuple(self._question(cells, inside, total) for cells in self.cells)
        if any(question.state is State.APPROXIMATE for question in views):
            state = State.APPROXIMATE
        return View(state, people, coverage, views, total)

    @property
    def in_blocks(self) -> tuple[Cells, ...]:
        """Return the counts by block, of a release that counts groups first.

        Raises:
            PolicyError: the release counts everyone first.
        """
        found = tuple(cells for cells in self.cells if isinstance(cells, Cells))
        if len(found) < len(self.cells):
            raise PolicyError("These results were published with everyone first, so they have no counts by block.")
        return found

    def _chosen(self, choose: Mapping[str, Collection[str]]) -> NDArray[np.bool_]:
        chosen = np.ones(len(self.members.people), dtype=bool)
        names = [name for name, _ in self.groups]
        for name, wanted in choose.items():
            if name not in names:
                raise PolicyError(f"“{name}” is not one of the group questions that results can be shown by.")
            index = names.index(name)
            choices = self.groups[index][1]
            if missing := [choice for choice in wanted if choice not in choices]:
                raise PolicyError(f"“{name}” has no choice “{missing[0]}”.")
            codes = [choices.index(choice) for choice in wanted]
            chosen &= np.isin(self.members.choices[:, index], codes)
        return chosen

    def _question(self, cells: Cells | Layers, inside: NDArray[np.bool_], total: int) -> QuestionView:
        if isinstance(cells, Layers):
            return layers.view(cells, inside, self.sizes, total, self.instrument.scale)
        shown = inside & (cells.of_block >= 0)
        # A cell of several blocks counts only where all of them lie inside: a share of it was never published.
        whole = np.bincount(cells.of_block[shown], minlength=len(cells.blocks)) == cells.blocks
        coverage = float(cells.people[whole].sum()) / total
        if coverage < COVERAGE:
            in_room = int(self.sizes[inside & (cells.of_block == SHOWN_IN_ROOM)].sum())
            return QuestionView(State.HIDDEN, coverage, shown_in_room=coverage + in_room / total >= COVERAGE)
        scored = int(cells.scored[whole].sum())
        unsure, skipped = int(cells.not_sure[whole].sum()), int(cells.skipped[whole].sum())
        if scored == 0:
            return QuestionView(State.EMPTY, coverage, 0, unsure, skipped)
        exact = cells.counts[whole].sum(axis=0)
        banded = cells.bands[whole & ~cells.exact].sum(axis=0)
        stands = banding.possible(exact, banded, self.instrument.scale)
        return QuestionView(
            state=State.APPROXIMATE if banded.any() else State.SHOWN,
            coverage=coverage,
            scored=scored,
            not_sure=unsure,
            skipped=skipped,
            counts=banding.spread(exact, banded, self.instrument) if banded.sum() <= BANDED * scored else None,
            bands=tuple(int(band) for band in cells.bands[whole].sum(axis=0)),
            bounds=stands.bounds,
            possible=stands,
        )


def publish(
    answers: Answers,
    policy: Policy,
    typists: Whole | None = None,
    cuts: Mapping[str, Collection[int] | None] | None = None,
) -> Release:
    """Form the blocks of one round and publish their counts.

    Each block holds k people whose answers any given account does not know. Its counts are published where enough
    people differ from the commonest score: c + 1 of them, and one more for each score that one account typed in. This
    depends only on the counts that would be published, so showing counts and showing bands both reveal nothing more.

    Arguments:
        answers: The responses of the round.
        policy: What people were promised; its groups must be columns of `answers`.
        typists: The account that typed in each response, or `typed_in.BY_THEMSELVES`; shape (n,). None where no
            response was typed in.
        cuts: Where runs of the scale may end, by question, where everyone is counted first; see `whole_first.publish`.

    Raises:
        PolicyError: a group of the policy is not among the columns.
    """
    columns = [_column(answers, name) for name in policy.groups]
    arranged, typists = arrange(columns, len(answers), policy, typists), typed_in.accounts(typists)
    sizes, number = arranged.sizes, len(arranged.sizes)
    uniform = _uniform(arranged.members, number)
    cells: list[Cells | Layers] = []
    for question, scores in zip(answers.questions, answers.scores, strict=True):
        table = _table(scores, arranged.block, number, answers.instrument)
        scored = (scores >= 0) & (arranged.block >= 0)
        typed = typed_in.counted(None if typists is None else typists[scored], arranged.block[scored], number)
        if policy.whole_first:
            allowed = (cuts or {}).get(question.id)
            cells.append(_whole_first(table, typed, sizes, uniform, policy, answers.instrument, allowed))
        else:
            cells.append(_cells(table, typed, sizes, uniform, policy, answers.instrument))
    groups = tuple((column.name, column.choices) for column in columns)
    return Release(answers.instrument, answers.questions, policy, groups, sizes, arranged.members, tuple(cells))


def arrange(columns: Sequence[Column], n: int, policy: Policy, typists: Whole | None = None) -> BlockPlan:
    """Form the blocks of n people from their respondent groups alone.

    Arguments:
        columns: Their choices, most important respondent group first.
        n: How many people there are.
        policy: What people were promised.
        typists: As in `publish`: each block holds k people besides those that any one account typed in.
    """
    unit, choices = _units(n, columns)
    people = np.bincount(unit, minlength=len(choices)).astype(np.int64)
    typed = typed_in.counted(typed_in.accounts(typists), unit, len(choices))
    block = blocks.form(typed_in.not_known(people, typed), choices, policy.minimum)
    held = block >= 0
    number = int(block.max(initial=-1)) + 1
    sizes = np.bincount(block[held], weights=people[held], minlength=number).astype(np.int64)
    return BlockPlan(block[unit], sizes, Members(block, choices, people))


def never_shown(cells: Cells | Layers) -> Cells | Layers:
    """Return the cells of a question of which nothing is shown, because a workshop has shown its scores."""
    if isinstance(cells, Layers):
        return layers.never_shown(cells)
    nothing = {field.name: getattr(cells, field.name)[:0] for field in fields(cells)}
    return Cells(**nothing | {"of_block": np.full_like(cells.of_block, SHOWN_IN_ROOM)})


def _column(answers: Answers, name: str) -> Column:
    if name not in answers.columns:
        known = ", ".join(f"“{column}”" for column in answers.columns) or "none"
        raise PolicyError(f"There is no group question “{name}”. The responses have: {known}.")
    return answers.columns[name]


def _units(n: int, columns: Sequence[Column]) -> tuple[Whole, Whole]:
    """Return the number of each person's combination of choices, and the choices of each combination."""
    unit = np.zeros(n, dtype=np.int64)
    for column in columns:
        width = len(column.choices) - NOT_GIVEN
        # Numbered anew after each column: the product of all numbers of choices could overflow.
        unit = np.unique(unit * width + (column.codes - NOT_GIVEN), return_inverse=True)[1].astype(np.int64)
    number = int(unit.max(initial=-1)) + 1
    if not columns:
        return unit, np.zeros((number, 0), dtype=np.int64)
    example = np.zeros(number, dtype=np.int64)
    example[unit] = np.arange(n)
    return unit, np.column_stack([column.codes[example] for column in columns]).astype(np.int64)


def _uniform(members: Members, number: int) -> Whole:
    """Return the choice that all people of a block share, for each respondent group, or `MIXED`."""
    held = members.block >= 0
    lowest = np.full((number, members.choices.shape[1]), np.iinfo(np.int64).max)
    highest = np.full_like(lowest, np.iinfo(np.int64).min)
    np.minimum.at(lowest, members.block[held], members.choices[held])
    np.maximum.at(highest, members.block[held], members.choices[held])
    return np.where(lowest == highest, lowest, MIXED)


def _table(scores: NDArray[np.int8], block: Whole, number: int, instrument: Instrument) -> Whole:
    """Count one question: shape (blocks, 2 + K), with skipped and not sure first."""
    width = instrument.scale.size - SKIPPED
    place = block * width + (scores - np.int64(SKIPPED))
    if number == 0:
        return np.zeros((0, width), dtype=np.int64)
    return np.bincount(place, minlength=number * width).reshape(number, width).astype(np.int64)


def _cells(table: Whole, typed: Whole, sizes: Whole, uniform: Whole, policy: Policy, instrument: Instrument) -> Cells:
    """Form the cells of one question; `typed` counts its scores by block and by the account that typed them in."""
    of_block = _join_few(typed_in.not_known(table[:, 2:].sum(axis=1), typed), uniform, policy)
    number = int(of_block.max(initial=-1)) + 1
    shown = of_block >= 0
    joined = _joined(table, of_block, number)
    counts = joined[:, 2:]
    scored = counts.sum(axis=1)
    exact = np.ones(number, dtype=bool)
    if policy.protected:
        exact = varied(counts, policy.c + typed_in.margin(scored, _joined(typed, of_block, number)))
    bands = np.column_stack([counts[:, band].sum(axis=1) for band in instrument.scale.bands])
    return Cells(
        of_block=of_block,
        blocks=np.bincount(of_block[shown], minlength=number).astype(np.int64),
        people=np.bincount(of_block[shown], weights=sizes[shown], minlength=number).astype(np.int64),
        scored=scored,
        not_sure=joined[:, UNSURE - SKIPPED],
        skipped=joined[:, 0],
        exact=exact,
        counts=np.where(exact[:, None], counts, 0),
        bands=bands,
    )


def _whole_first(
    table: Whole,
    typed: Whole,
    sizes: Whole,
    uniform: Whole,
    policy: Policy,
    instrument: Instrument,
    cuts: Collection[int] | None,
) -> Layers:
    """Publish one question with everyone first; the arguments are those of `_cells`, and of `publish`."""
    counts = table[:, UNSURE - SKIPPED + 1 :]
    first = uniform[:, 0] if uniform.shape[1] else np.zeros(len(table), dtype=np.int64)
    units = whole_first.form_units(counts.sum(axis=1), typed, first, policy)
    in_units = _joined(counts, units.of_block, units.number)
    published = whole_first.publish(units, in_units, instrument.scale, cuts)
    return layers.layered(units, published, sizes, table[:, UNSURE - SKIPPED], table[:, 0])


def _joined(table: Whole, of_block: Whole, number: int) -> Whole:
    """Add up the blocks of each cell."""
    joined = np.zeros((number, table.shape[1]), dtype=np.int64)
    np.add.at(joined, of_block[of_block >= 0], table[of_block >= 0])
    return joined


def varied(counts: Whole, known: Whole) -> NDArray[np.bool_]:
    """Return where more people differ from the commonest score than one person may know; otherwise all would be known.

    Arguments:
        counts: People at each scale point, shape (C, K).
        known: The most scores that one person may know, shape (C,).
    """
    scored = counts.sum(axis=1)
    enough: NDArray[np.bool_] = (scored == 0) | (scored - counts.max(axis=1, initial=0) > known)
    return enough


def _join_few(scored: Whole, uniform: Whole, policy: Policy) -> Whole:
    """Return the cell of each block. Blocks where fewer than k scored are joined, by numbers, never by scores.

    Arguments:
        scored: People who scored in each block: all, then for each account all but those it typed in.
        uniform: The choices that all people of a block share.
        policy: What people were promised.
    """
    fewest = scored.min(axis=1)
    # Blocks in which nobody scored stay by themselves: joined, they would hide others and protect nobody.
    few = (scored[:, 0] > 0) & (fewest < policy.minimum)
    enough, cell = ~few, np.full(len(scored), NEVER, dtype=np.int64)
    cell[enough] = np.arange(int(enough.sum()))
    if not few.any():
        return cell
    # By how many scored, never by what they scored: a refusal must not depend on hidden scores (decision 20).
    joined = blocks.form(scored[few], uniform[few], policy.minimum)
    if joined[0] != blocks.NO_BLOCK:
        cell[few] = joined + int(enough.sum())
        return cell
    # Still too few together: they join a block with enough people, of the same first choice where there is one.
    open_to = np.flatnonzero(fewest >= policy.minimum)
    if len(open_to):
        first = uniform[few][:, 0] if uniform.shape[1] else np.zeros(int(few.sum()))
        same = open_to[uniform[open_to, 0] == first[0]] if uniform.shape[1] and len(set(first)) == 1 else open_to
        candidates = same if len(same) else open_to
        cell[few] = cell[candidates[np.argmin(fewest[candidates])]]
    return cell
