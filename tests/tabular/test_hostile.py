"""Workbooks that are made to fill a machine are refused early, on the command line too: within little memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.uploads import hostile

from greenshoots.tabular import RefusalCode

MEMORY = 700 << 20
"""Address space beyond the start of the program. What is refused late takes gigabytes."""

READ = """
import resource, sys
from pathlib import Path
from importlib import resources
from greenshoots import tabular
from greenshoots.core.instruments import parsing
from greenshoots.core.errors import AnswersError
from greenshoots.uploads import bounds
text = (resources.files("greenshoots.instruments") / "enabling-conditions.toml").read_text(encoding="utf-8")
instrument = parsing.parse(text, file="i")
import greenshoots.tabular.workbook
bounds.tighten(bounds.Bounds(memory=int(sys.argv[2]), seconds=600, written=0))
try:
    tabular.read_file(Path(sys.argv[1]), instrument)
except AnswersError as error:
    assert not isinstance(error.__cause__, MemoryError), "It was refused by the machine, not by us."
    print(error.refusal.code)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux bounds the memory of a process reliably.")
@pytest.mark.parametrize("kind", hostile.WORKBOOKS)
def test_a_hostile_workbook_is_refused_within_little_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(hostile.WORKBOOKS[kind]())
    assert path.stat().st_size < 10 << 20, "It could come by a page."
    found = subprocess.run(
        [sys.executable, "-c", READ, str(path), str(MEMORY)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )
    assert found.returncode == 0, found.stderr[-2000:]
    assert found.stdout.strip() in {RefusalCode.OVERSIZE_WORKBOOK, RefusalCode.DAMAGED_WORKBOOK}, found.stdout


def test_the_command_line_says_so_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(hostile.a_row_of_millions())
    command = [sys.executable, "-m", "greenshoots.cli", "analyse", str(path)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 2
    assert "contains far more than its file size suggests" in found.stderr
    assert "Traceback" not in found.stderr
