"""Add later batches of a round to its first release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from greenshoots.core.answers import NOT_GIVEN
from greenshoots.core.disclosure import layers
from greenshoots.core.disclosure.layers import Layers
from greenshoots.core.disclosure.policy import Arrangement, Policy
from greenshoots.core.disclosure.release import Cells, Members, Release, Whole
from greenshoots.core.disclosure.whole_first import Layer
from greenshoots.core.errors import PolicyError

Groups = tuple[tuple[str, tuple[str, ...]], ...]


def join(releases: Sequence[Release]) -> Release:
    """Return the blocks of several releases of one round as a single release, as they were published.

    No block is opened: a view of the joined release adds up whole blocks, each of which hides its people.

    Arguments:
        releases: The first reveal and the batches of late answers after it, of one round, oldest first. Choices
            may have been added to a respondent group since.

    Returns:
        The joined release. Where the releases have different k or c, it promises the smaller one, because that is
        what holds for all of it.

    Raises:
        PolicyError: there are none, or they differ in questions, scale, respondent groups or way of protection.
    """
    if not releases:
        raise PolicyError("No results have been shown yet, so there is nothing to combine.")
    if len(releases) == 1:
        return releases[0]
    _check(releases)
    # Respondent groups that were given up between the end of a workshop and the reveal made a round unreadable, after
    # its answers had been erased. So only the groups that all releases have are kept.
    releases = _by_shared_groups(releases)
    groups = _groups(releases)
    shifts = np.cumsum([0, *(len(released.sizes) for released in releases)])[:-1]
    last = releases[-1]
    return replace(
        last,
        policy=_policy(releases),
        groups=groups,
        sizes=np.concatenate([released.sizes for released in releases]),
        members=Members(
            np.concatenate([_shifted(part.members.block, at) for part, at in zip(releases, shifts, strict=True)]),
            np.concatenate([_recoded(part, groups) for part in releases]),
            np.concatenate([part.members.people for part in releases]),
        ),
        cells=tuple(_cells([part.cells[place] for part in releases]) for place in range(len(last.questions))),
    )


def _check(releases: Sequence[Release]) -> None:
    first = releases[0]
    scale = first.instrument.scale
    for other in releases[1:]:
        asked = other.instrument.scale
        if [question.id for question in other.questions] != [question.id for question in first.questions] or (
            (asked.minimum, asked.maximum) != (scale.minimum, scale.maximum)
        ):
            raise PolicyError("These responses answer different questions, so they cannot be combined.")
        # The shorter order must be the beginning of the longer one, so strict=False stops where the shorter one ends.
        if any(mine != theirs for (mine, _), (theirs, _) in zip(other.groups, first.groups, strict=False)):
            raise PolicyError(
                "These responses were published with different group questions, so they cannot be combined."
            )
        if other.policy.protection is not first.policy.protection:
            raise PolicyError(
                "People were promised different protection in these responses, so they cannot be combined."
            )


def _by_shared_groups(releases: Sequence[Release]) -> list[Release]:
    """Return the releases with the respondent groups that all of them have. The blocks stay whole."""
    number = min(len(released.groups) for released in releases)
    return [
        replace(
            released,
            policy=replace(released.policy, groups=released.policy.groups[:number]),
            groups=released.groups[:number],
            members=replace(released.members, choices=released.members.choices[:, :number]),
        )
        for released in releases
    ]


def _policy(releases: Sequence[Release]) -> Policy:
    k, c = (min(getattr(released.policy, name) for released in releases) for name in ("k", "c"))
    # A room that was added is one block, the same in either arrangement.
    whole_first = any(released.policy.whole_first for released in releases)
    arrangement = Arrangement.WHOLE_FIRST if whole_first else Arrangement.BY_GROUP
    return replace(releases[-1].policy, k=k, c=c, arrangement=arrangement)


def _groups(releases: Sequence[Release]) -> Groups:
    """Return each respondent group with the choices of all releases, in the order in which they were added."""
    groups = []
    for place, (name, _) in enumerate(releases[0].groups):
        choices = dict.fromkeys(choice for released in releases for choice in released.groups[place][1])
        groups.append((name, tuple(choices)))
    return tuple(groups)


def _recoded(released: Release, groups: Groups) -> Whole:
    """Return the members' choices as codes of the joined respondent groups."""
    codes = released.members.choices.copy()
    for place, ((_, mine), (_, all_)) in enumerate(zip(released.groups, groups, strict=True)):
        # Code -1, NOT_GIVEN, reads the last entry.
        table = np.array([*(all_.index(choice) for choice in mine), NOT_GIVEN], dtype=np.int64)
        codes[:, place] = table[released.members.choices[:, place]]
    return codes


def _shifted(numbers: Whole, by: int) -> Whole:
    """Return numbers of blocks or cells counted on from the earlier ones; numbers below 0 mean none and stay."""
    return np.where(numbers >= 0, numbers + by, numbers)


def _cells(parts: Sequence[Cells | Layers]) -> Cells | Layers:
    # A room adds blocks to a round whose survey counted everyone first, so both kinds can meet in one question.
    if any(isinstance(part, Layers) for part in parts):
        return layers.joined([part if isinstance(part, Layers) else _layers(part) for part in parts])
    return _blocks([part for part in parts if isinstance(part, Cells)])


def _layers(cells: Cells) -> Layers:
    """Return cells as layers, one for each: each was published by itself, as a room's votes are."""
    found = []
    for exact, counts, bands in zip(cells.exact.tolist(), cells.counts, cells.bands, strict=True):
        found.append(
            Layer(
                whole=counts if exact else None,
                bands=None if exact or len(bands) == 1 else bands,
                exact=np.array([exact]),
                counts=counts[None, :],
                runs=(),
                in_runs=np.zeros((1, 0), dtype=np.int64),
            )
        )
    return Layers(cells.of_block, cells.blocks, cells.people, cells.scored, cells.not_sure, cells.skipped, tuple(found))


def _blocks(parts: Sequence[Cells]) -> Cells:
    shifts = np.cumsum([0, *(len(part.blocks) for part in parts)])[:-1]
    return Cells(
        of_block=np.concatenate([_shifted(part.of_block, by) for part, by in zip(parts, shifts, strict=True)]),
        blocks=np.concatenate([part.blocks for part in parts]),
        people=np.concatenate([part.people for part in parts]),
        scored=np.concatenate([part.scored for part in parts]),
        not_sure=np.concatenate([part.not_sure for part in parts]),
        skipped=np.concatenate([part.skipped for part in parts]),
        exact=np.concatenate([part.exact for part in parts]),
        counts=np.concatenate([part.counts for part in parts]),
        bands=np.concatenate([part.bands for part in parts]),
    )
