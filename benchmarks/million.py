"""One million answers: read, protected, analysed and drawn; time against a floor, and the most memory used.

    python benchmarks/million.py [answers]

The floor is what cannot be avoided: reading the bytes of the file, and one NumPy bincount for each enabler.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

GROUPS = {
    "role": ("Frontline", "Manager", "Senior leader", "Partner", "Elected member"),
    "service": tuple(f"Service {number}" for number in range(1, 41)),
    "organisation": tuple(f"Organisation {number}" for number in range(1, 101)),
}
CHUNK = 100_000


def write(path: Path, n: int, enablers: list[str]) -> None:
    """Write a file of answers, from a fixed seed."""
    rng = np.random.default_rng(20261123)
    cells = np.array(["1", "2", "3", "4", "5", "Not sure", ""])
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join([*GROUPS, *enablers]) + "\n")
        for start in range(0, n, CHUNK):
            size = min(CHUNK, n - start)
            columns = [np.array(choices)[rng.integers(len(choices), size=size)] for choices in GROUPS.values()]
            shares = (0.08, 0.2, 0.28, 0.27, 0.1, 0.05, 0.02)
            columns += [cells[rng.choice(len(cells), size=size, p=shares)] for _ in enablers]
            rows = zip(*(column.tolist() for column in columns), strict=True)
            file.write("\n".join(map(",".join, rows)) + "\n")


def floor(path: Path, enablers: int, n: int) -> float:
    """Time the bytes of the file and one count for each enabler."""
    scores = np.random.default_rng(1).integers(0, 5, size=(enablers, n)).astype(np.int8)
    began = time.perf_counter()
    path.read_bytes()
    for row in scores:
        np.bincount(row, minlength=5)
    return time.perf_counter() - began


def measure(path: Path) -> dict[str, float]:
    """Do the work in this process, and time its steps."""
    from greenshoots import instruments, tabular
    from greenshoots.core.analysis import findings
    from greenshoots.core.disclosure import release
    from greenshoots.core.disclosure.policy import Policy

    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        found = work()
        seconds[name] = time.perf_counter() - began
        return found

    instrument = instruments.load("enabling-conditions")
    policy = Policy(groups=tuple(GROUPS))
    answers = timed("read", lambda: tabular.read_file(path, instrument).answers)
    columns = [answers.columns[name] for name in policy.groups]
    timed("form blocks alone", lambda: release.arrange(columns, len(answers), policy))
    results = timed("analyse, blocks included", lambda: findings.analyse(answers, policy))
    timed("draw", lambda: _draw(results))
    seconds["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return seconds


def _draw(results: Any) -> None:
    from greenshoots.reports import pictures

    pictures.draw_all(results)


def main() -> None:
    """Print the table, or with --measure do the work for it."""
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
        return
    from greenshoots import instruments

    n = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000
    enablers = [enabler.id for enabler in instruments.load("enabling-conditions").enablers]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        write(path, n, enablers)
        size = path.stat().st_size / 1e6
        least = min(floor(path, len(enablers), n) for _ in range(3))
        # A process of its own, so that the memory is that of the work and not of making the file.
        printed = subprocess.run(
            [sys.executable, __file__, "--measure", str(path)], check=True, capture_output=True, text=True
        )
        seconds = json.loads(printed.stdout)
    memory = seconds.pop("memory")
    print(f"{n:,} answers, {len(enablers)} enablers, {len(GROUPS)} respondent groups, {size:.0f} MB\n")
    for name, value in seconds.items():
        print(f"{name:<28}{value:>8.2f} s")
    whole = seconds["read"] + seconds["analyse, blocks included"]
    print(f"{'read and analyse':<28}{whole:>8.2f} s")
    print(f"{'floor':<28}{least:>8.2f} s")
    print(f"{'ratio to the floor':<28}{whole / least:>8.1f}")
    print(f"{'most memory, drawing too':<28}{memory:>8.2f} GB")


if __name__ == "__main__":
    main()
