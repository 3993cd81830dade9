"""Install the programs that some tests need, where that can be done: a browser, and a proxy.

``python3 make.py test`` runs this first. Where a program is still missing afterwards, its tests say so and are left
out.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def browser() -> None:
    """Install Chromium for the browser tests where it can be: Debian's as root, else Playwright's own copy."""
    if os.environ.get("GREENSHOOTS_CHROMIUM") or any(map(shutil.which, BROWSERS)):
        return
    print("No Chromium here: installing it for the browser tests …", flush=True)
    debian("chromium")
    if not any(map(shutil.which, BROWSERS)):
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"], **QUIET, timeout=300)


def proxy() -> None:
    """Install nginx for the tests behind a proxy where it can be: Debian's smallest, as root."""
    if not shutil.which("nginx") and not Path("/usr/sbin/nginx").exists():
        print("No nginx here: installing it for the tests behind a proxy …", flush=True)
        debian("nginx-light")


def debian(package: str) -> None:
    """Install a package of Debian, where this is Debian and we may; tests that need it say so where it is missing."""
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    # A package that starts a server when it is installed is told not to: 101 means "not allowed here".
    policy = Path("/usr/sbin/policy-rc.d")
    forbids = not policy.exists()
    if forbids:
        policy.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
        policy.chmod(0o755)
    waiting = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "timeout": 420}
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            if subprocess.call([apt, "update"], **QUIET, **waiting) == 0:
                subprocess.call([apt, "install", "--yes", "--no-install-recommends", package], **QUIET, **waiting)
    finally:
        if forbids:
            policy.unlink()


if __name__ == "__main__":
    browser()
    proxy()
