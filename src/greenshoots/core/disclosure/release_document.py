"""A release as a document of plain JSON types, to store and to read back exactly.

A document holds counts of blocks and nothing that a release does not hold. It names questions by id and version; their
wording stays in the instrument.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from greenshoots.core.disclosure import whole_first
from greenshoots.core.disclosure.layers import Layers
from greenshoots.core.disclosure.policy import Arrangement, Policy, Protection
from greenshoots.core.disclosure.release import Cells, Members, Release, Whole
from greenshoots.core.disclosure.views import SHOWN_IN_ROOM
from greenshoots.core.disclosure.whole_first import Layer
from greenshoots.core.errors import ReleaseError
from greenshoots.core.instruments.model import Enabler, Instrument, Question, Scale

FORMAT = "greenshoots-release/1"
WHOLE_FIRST_FORMAT = "greenshoots-release/2"
"""Earlier programs cannot read counts of everyone first, and refuse them by this name."""

Document = dict[str, Any]

_COUNTED = ("blocks", "people", "scored", "not_sure", "skipped")


def to_document(released: Release) -> Document:
    """Write a release as dictionaries, lists, texts, whole numbers, true and false."""
    instrument, policy, members = released.instrument, released.policy, released.members
    return {
        "format": WHOLE_FIRST_FORMAT if policy.whole_first else FORMAT,
        "instrument": {"id": instrument.id, "version": instrument.version, "language": instrument.language},
        "scale": [instrument.scale.minimum, instrument.scale.maximum],
        "questions": [question.id for question in released.questions],
        "policy": policy_document(policy),
        "groups": [{"name": name, "choices": list(choices)} for name, choices in released.groups],
        "sizes": released.sizes.tolist(),
        "members": {
            "block": members.block.tolist(),
            "choices": members.choices.tolist(),
            "people": members.people.tolist(),
        },
        "cells": [_written(cells) for cells in released.cells],
    }


# By group, the arrangement is left out, as before there was a choice: what earlier versions stored stays the same.
def policy_document(policy: Policy) -> Document:
    """Write a policy as plain JSON types."""
    return {
        "protection": policy.protection.value,
        "k": policy.k,
        "c": policy.c,
        "k_words": policy.k_words,
        "groups": list(policy.groups),
    } | ({} if policy.arrangement is Arrangement.BY_GROUP else {"arrangement": policy.arrangement.value})


def policy_of(written: Mapping[str, Any]) -> Policy:
    """Read a policy from a document."""
    return Policy(
        Protection(written["protection"]),
        written["k"],
        written["c"],
        tuple(written["groups"]),
        written["k_words"],
        Arrangement(written.get("arrangement", Arrangement.BY_GROUP)),
    )


def _written(cells: Cells | Layers) -> Document:
    written: Document = {"of_block": cells.of_block.tolist()}
    written |= {name: getattr(cells, name).tolist() for name in _COUNTED}
    if isinstance(cells, Layers):
        return written | {"layers": [_written_layer(layer) for layer in cells.layers]}
    written |= {"exact": cells.exact.tolist(), "counts": cells.counts.tolist(), "bands": cells.bands.tolist()}
    return written


def _written_layer(layer: Layer) -> Document:
    return {
        "whole": None if layer.whole is None else layer.whole.tolist(),
        "bands": None if layer.bands is None else layer.bands.tolist(),
        "exact": layer.exact.tolist(),
        "counts": layer.counts.tolist(),
        "runs": list(whole_first.runs_key(layer.runs)),
        "in_runs": layer.in_runs.tolist(),
    }


def from_document(document: Mapping[str, Any], instrument: Instrument) -> Release:
    """Read a release from a document.

    Arguments:
        document: The output of `to_document`, also after conversion to and from JSON.
        instrument: What was asked, in any of its languages.

    Raises:
        ReleaseError: the document has another format, was made for other questions, or does not keep what it
            promises: a block of fewer than k people, or counts that do not add up.
    """
    if document.get("format") not in (FORMAT, WHOLE_FIRST_FORMAT):
        raise ReleaseError(
            f"These results are stored as “{document.get('format', 'nothing known')}”, and this version of Greenshoots "
            f"reads “{WHOLE_FIRST_FORMAT}”. Use the version that stored them or a newer one."
        )
    questions = _questions(document, instrument)
    try:
        released = _read(document, instrument, questions)
        _check(released)
    except (KeyError, TypeError, ValueError, OverflowError, IndexError) as wrong:
        raise ReleaseError(f"These stored results are damaged ({wrong}). Restore them from a backup.") from wrong
    return released


def _questions(document: Mapping[str, Any], instrument: Instrument) -> tuple[Question, ...]:
    made_for, scale = document.get("instrument") or {}, instrument.scale
    if (made_for.get("id"), made_for.get("version")) != (instrument.id, instrument.version):
        raise ReleaseError(
            f"These results are responses to “{made_for.get('id')}”, version {made_for.get('version')}, and cannot be "
            f"read with “{instrument.id}”, version {instrument.version}."
        )
    known = {question.id: question for enabler in instrument.enablers for question in _all_of(enabler)}
    asked = document.get("questions") or []
    if missing := [question for question in asked if question not in known]:
        raise ReleaseError(f"These results have answers to “{missing[0]}”, which “{instrument.id}” does not ask.")
    if document.get("scale") != [scale.minimum, scale.maximum]:
        raise ReleaseError(f"These results use a different scale from “{instrument.id}”.")
    return tuple(known[question] for question in asked)


def _all_of(enabler: Enabler) -> tuple[Question, ...]:
    """Return the questions of an enabler: the enabler as a whole and each of its statements may have been scored."""
    return (Question(enabler), *(Question(enabler, number) for number in range(1, len(enabler.statements) + 1)))


def _read(document: Mapping[str, Any], instrument: Instrument, questions: tuple[Question, ...]) -> Release:
    policy, members, scale = document["policy"], document["members"], instrument.scale
    groups = tuple((group["name"], tuple(group["choices"])) for group in document["groups"])
    sizes = _whole(document["sizes"])
    return Release(
        instrument=instrument,
        questions=questions,
        policy=policy_of(policy),
        groups=groups,
        sizes=sizes,
        members=Members(_whole(members["block"]), _whole(members["choices"], len(groups)), _whole(members["people"])),
        cells=tuple(_cells(cells, scale.size, len(scale.bands)) for cells in document["cells"]),
    )


def _cells(cells: Mapping[str, Any], points: int, bands: int) -> Cells | Layers:
    if "layers" in cells:
        counted = {name: _whole(cells[name]) for name in _COUNTED}
        found = tuple(_layer(layer, points) for layer in cells["layers"])
        return Layers(of_block=_whole(cells["of_block"], lowest=SHOWN_IN_ROOM), **counted, layers=found)
    return Cells(
        of_block=_whole(cells["of_block"], lowest=SHOWN_IN_ROOM),
        **{name: _whole(cells[name]) for name in _COUNTED},
        exact=np.array(cells["exact"], dtype=np.bool_),
        counts=_whole(cells["counts"], points),
        bands=_whole(cells["bands"], bands),
    )


def _layer(layer: Mapping[str, Any], points: int) -> Layer:
    runs = whole_first.runs_of(layer["runs"])
    return Layer(
        whole=None if layer["whole"] is None else _whole(layer["whole"]),
        bands=None if layer["bands"] is None else _whole(layer["bands"]),
        exact=np.array(layer["exact"], dtype=np.bool_),
        counts=_whole(layer["counts"], points),
        runs=runs,
        in_runs=_whole(layer["in_runs"], len(runs)),
    )


def _whole(values: Sequence[Any], width: int | None = None, *, lowest: int = -1) -> Whole:
    """Return whole numbers as an array of one dimension, or of rows with `width` numbers."""
    numbers = np.array(values, dtype=np.int64).reshape((-1,) if width is None else (len(values), width))
    if numbers.min(initial=0) < lowest:
        raise ValueError("a number is too low")
    return numbers


def _check(released: Release) -> None:
    """Refuse impossible releases, so that a damaged document cannot weaken the protection of people."""
    sizes, members, policy = released.sizes, released.members, released.policy
    _must(len(released.cells) == len(released.questions), "questions and counts differ in number")
    _must(len(members.block) == len(members.choices) == len(members.people), "members differ in number")
    _must(bool(members.block.max(initial=-1) < len(sizes)), "a person is in a block that is not there")
    for place, (_, choices) in enumerate(released.groups):
        there = bool(members.choices[:, place].max(initial=-1) < len(choices))
        _must(there, "a person made a choice that is not there")
    held = members.block >= 0
    counted = np.bincount(members.block[held], weights=members.people[held], minlength=len(sizes))
    _must(bool((counted == sizes).all()), "a block and its members differ in number")
    # A document that was changed by hand could otherwise show fewer people than its policy promises.
    _must(bool(sizes.min(initial=policy.minimum) >= policy.minimum), "a block has too few people")
    for cells in released.cells:
        _check_cells(cells, released)


def _check_cells(cells: Cells | Layers, released: Release) -> None:
    sizes, policy, number = released.sizes, released.policy, len(cells.blocks)
    _must(len(cells.of_block) == len(sizes), "blocks and counts differ in number")
    each = [getattr(cells, name) for name in _COUNTED]
    each += [] if isinstance(cells, Layers) else [cells.exact, cells.counts, cells.bands]
    _must(all(len(column) == number for column in each), "counts differ in length")
    _must(bool(cells.of_block.max(initial=-1) < number), "a block is counted in a place that is not there")
    shown = cells.of_block >= 0
    people = np.bincount(cells.of_block[shown], weights=sizes[shown], minlength=number)
    blocks = np.bincount(cells.of_block[shown], minlength=number)
    _must(bool((people == cells.people).all() and (blocks == cells.blocks).all()), "blocks and counts differ")
    _must(bool((cells.scored + cells.not_sure + cells.skipped == cells.people).all()), "answers and people differ")
    few = (cells.scored > 0) & (cells.scored < policy.minimum)
    _must(not few.any(), "too few people scored")
    if isinstance(cells, Layers):
        _check_layers(cells, released.instrument.scale)
        return
    _must(bool((cells.bands.sum(axis=1) == cells.scored).all()), "scores and bands differ")
    exact = np.where(cells.exact, cells.scored, 0)
    _must(bool((cells.counts.sum(axis=1) == exact).all()), "scores and counts differ")


def _check_layers(cells: Layers, scale: Scale) -> None:
    start = 0
    for layer in cells.layers:
        scored = cells.scored[start : start + len(layer.exact)]
        start += len(layer.exact)
        same = len(scored) == len(layer.exact) == len(layer.counts) == len(layer.in_runs)
        _must(same, "counts differ in length")
        for published, size in ((layer.whole, scale.size), (layer.bands, len(scale.bands))):
            _must(published is None or len(published) == size, "a count is for another scale")
            _must(published is None or int(published.sum()) == int(scored.sum()), "everyone and the groups differ")
        exact = np.where(layer.exact, scored, 0)
        _must(bool((layer.counts.sum(axis=1) == exact).all()), "scores and counts differ")
        _must(not layer.runs or layer.runs[-1].stop == scale.size, "runs are for another scale")
        counted = np.where(layer.exact | (not layer.runs), 0, scored)
        _must(bool((layer.in_runs.sum(axis=1) == counted).all()), "scores and runs differ")
    _must(start == len(cells.scored), "counts differ in length")


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
