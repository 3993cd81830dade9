"""How long `greenshoots --help` takes, against a Python that does nothing.

python benchmarks/startup.py [times]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "python -c 'import click'": ["-c", "import click"],
    "greenshoots --help": ["-m", "greenshoots.cli", "--help"],
    "greenshoots report --help": ["-m", "greenshoots.cli", "report", "--help"],
}


def seconds(arguments: list[str]) -> float:
    """Time one start."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    # In turns, so that a busy moment of the machine falls on all of them alike.
    rounds = [{name: seconds(arguments) for name, arguments in COMMANDS.items()} for _ in range(times)]
    medians = {name: statistics.median(found[name] for found in rounds) for name in COMMANDS}
    least = medians["python -c pass"]
    print(f"median of {times} starts\n")
    for name, value in medians.items():
        print(f"{name:<28}{value * 1000:>7.0f} ms{value / least:>7.1f} ×")


if __name__ == "__main__":
    main()
