"""What make.py does while a command runs: it is stopped, not killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests import checkout

SLOW_TO_STOP = """
import pathlib, signal, sys, time

def stop(number, frame):
    time.sleep(1)
    pathlib.Path(sys.argv[1]).write_text(signal.Signals(number).name)
    sys.exit(3)

signal.signal(signal.SIGINT, stop)
signal.signal(signal.SIGTERM, stop)
print("ready", flush=True)
while True:
    signal.pause()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize(("sent", "to_all"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_a_server_that_is_stopped_ends_in_its_own_time(tmp_path: Path, sent: int, *, to_all: bool) -> None:
    written = tmp_path / "written"
    arguments = [sys.executable, "-c", SLOW_TO_STOP, str(written)]
    code = checkout.RUNNER.format(root=str(checkout.ROOT), here=str(checkout.ROOT), arguments=arguments)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen([sys.executable, "-c", code], text=True, start_new_session=True, **pipes) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        # A terminal sends Ctrl+C to both; a service manager asks only the one it started.
        os.killpg(program.pid, sent) if to_all else program.send_signal(sent)
        said = program.stdout.read()
    assert written.read_text() == signal.Signals(sent).name
    assert (program.returncode, said) == (3, "")
