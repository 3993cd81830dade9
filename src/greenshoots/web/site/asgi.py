"""The two sides of one program: people who answer, and the team."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "greenshoots.web.site.settings")

from django.core.asgi import get_asgi_application

application = get_asgi_application()
