"""Settings for the tests: the real ones, on a database of their own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="greenshoots-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["GREENSHOOTS_DATA"] = FOLDER
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ["SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ["LOCAL"] = "on"
if "GREENSHOOTS_TEST_DATABASE" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["GREENSHOOTS_TEST_DATABASE"]
else:
    os.environ.pop("DATABASE_URL", None)

from greenshoots.web.base.site.settings import *  # noqa: E402, F403
from greenshoots.web.base.site.settings import DATABASES, GREENSHOOTS_DATA, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a test signs in in a millisecond
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ROOT = Path(GREENSHOOTS_DATA)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real use: the writer has a connection of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(ROOT / "test.sqlite3")}
