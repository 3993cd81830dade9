"""A process that has loaded the program once, and forks for each run: loading takes longer than most runs.

It reads one order a line and replies with one line. An order kills its run with SIGKILL, which nothing can catch: after
so many steps, or after so many seconds. A step is a call that leaves Python: a statement to SQLite, or a change of a
file. Between two of them nothing changes on the disk, so every point that a kill could hit is reached by a number.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from typing import Any

STEPS = {
    "execute", "executemany", "executescript", "commit", "fetchone", "fetchmany", "fetchall", "close", "open", "write",
    "replace", "rename", "unlink", "rmdir", "mkdir", "fsync", "chmod", "ftruncate", "flock", "copy_file_range",
    "sendfile",
}  # fmt: skip


def count_steps(last: int | None) -> Any:
    """Count the steps of this process, and end it before the last one; None to only count."""
    counter = itertools.count(1)
    reached = [0]

    def profile(_frame: Any, event: str, called: Any) -> None:
        if event == "c_call" and called.__name__ in STEPS:
            reached[0] = next(counter)
            if reached[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(profile)
    sys.setprofile(profile)
    return reached


def run(order: dict[str, Any]) -> None:
    """Do one act in this process, a fork."""
    from tests.web.base.data_folder import acts

    case = acts.decode(order["case"])
    acts.settle(case.folder.path)
    reached = count_steps(order["steps"]) if order["counts"] else [0]
    try:
        acts.ACTS[order["act"]](case)
        sys.setprofile(None)
        case.say("steps", reached[0])
    except BaseException:
        sys.setprofile(None)
        for line in traceback.format_exc().splitlines():
            case.say("error", line)
        os._exit(1)
    os._exit(0)


def obey(order: dict[str, Any]) -> dict[str, Any]:
    """Fork for one order; return how it ended."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        run(order)
    if order["after"] is not None:
        time.sleep(order["after"])
        os.kill(child, signal.SIGKILL)
    _child, status = os.waitpid(child, 0)
    return {"status": os.waitstatus_to_exitcode(status), "seconds": time.monotonic() - began}


def main() -> None:
    """Load the program, then obey."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "greenshoots.web.base.site.settings",
        "GREENSHOOTS_DATA": tempfile.gettempdir(),
        "SITE_URL": "http://localhost",
        "SECRET_KEY_FILE": os.devnull,
        "LOCAL": "on",
    }
    for name in ("DATABASE_URL", "DATABASE_URL_FILE"):
        os.environ.pop(name, None)
    del os.environ["SECRET_KEY_FILE"]
    os.environ["SECRET_KEY"] = "k" * 50
    import django

    django.setup()
    del os.environ["SECRET_KEY"]
    # Loaded before the fork; every run would load them again.

    print("ready", flush=True)  # noqa: T201 - the reply
    for line in sys.stdin:
        print(json.dumps(obey(json.loads(line))), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
    main()
