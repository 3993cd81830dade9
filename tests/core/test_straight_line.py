"""Across questions nothing is promised: what `docs/explanation/protection.md` says about it is what comes out."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from tests.core.conftest import Maker

from greenshoots.core.disclosure.policy import Policy

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def straight_line() -> ModuleType:
    spec = importlib.util.spec_from_file_location("straight_line", ROOT / "benchmarks" / "straight_line.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_question_leaves_two_scores_and_both_together_may_leave_one(
    make: Maker, straight_line: ModuleType
) -> None:
    """Six people gave 1, 2 or 3 to one enabler and 3, 4 or 5 to the other: whoever gave the same gave a 3."""
    first, second = [0, 0, 1, 1, 2, 2], [2, 3, 3, 4, 4, 2]
    both = make.answers([first, second], make.instrument(2))
    assert straight_line.possible(both, Policy()).sum(axis=1).tolist() == [1] * 6
    for alone in (first, second):
        found = straight_line.possible(make.answers([alone], make.instrument()), Policy())
        assert found.sum(axis=1).min() == 3


def test_a_band_leaves_all_its_scores(make: Maker, straight_line: ModuleType) -> None:
    found = straight_line.possible(make.answers([[3] * 6], make.instrument()), Policy())
    assert found.tolist() == [[False, False, False, True, True]] * 6


def documented() -> dict[tuple[int, tuple[str, ...]], float]:
    """Read the table of the docs."""
    page = (ROOT / "docs" / "explanation" / "protection.md").read_text(encoding="utf-8")
    rows = re.findall(r"^  \| (\d+): ([\w, ]+) \| (\d+)% \|$", page, re.MULTILINE)
    return {(int(size), tuple(groups.split(", "))): int(share) / 100 for size, groups, share in rows}


def test_the_docs_say_how_often_somebody_is_found_out(straight_line: ModuleType) -> None:
    """The docs have 1,000 rounds; 200 of the same rounds are within ten points of that."""
    said = documented()
    assert set(said) == set(straight_line.ROUNDS)
    for (size, groups), share in said.items():
        assert abs(straight_line.share(size, groups, 200) - share) < 0.1, (size, groups)
    assert np.ptp(list(said.values())) > 0.2
