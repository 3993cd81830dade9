"""Whatever kills the program, and whenever: nothing acknowledged is lost, nothing counts twice, nothing stays readable.

`benchmarks/faults.py` does the same many more times and prints a table.
"""

from __future__ import annotations

import os
import random
import secrets

import pytest
from tests.web.base.data_folder import faults
from tests.web.base.data_folder.faults import Range

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is a fork, and SIGKILL ends it")

TIMES = 5
"""Kills of each kind: forty in all."""


@pytest.mark.parametrize("time", range(TIMES))
@pytest.mark.parametrize("kind", faults.KINDS)
def test_a_kill_loses_nothing_counts_nothing_twice_and_leaves_nothing_to_read(
    killing: Range, kind: str, time: int
) -> None:
    seed = secrets.randbits(32)  # another point each time; the message says which
    found = killing.run(kind, random.Random(seed))
    assert not found.wrong, f"seed {seed}: {found.wrong}"
