"""All addresses of the team side. `tests/web/routes.txt` lists them all; the participant side has its own."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from greenshoots.web.base.site import views

urlpatterns = [
    path("", include("greenshoots.web.base.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("greenshoots.web.base.places.urls")),
    # Before the diagnostics, which take every other address of one word under places/.
    path("", include("greenshoots.web.archives.urls")),
    path("", include("greenshoots.web.collect.diagnostics.urls")),
    path("", include("greenshoots.web.collect.responses.urls")),
    path("", include("greenshoots.web.collect.participants.urls")),
    path("", include("greenshoots.web.collect.invitations.urls")),
    path("", include("greenshoots.web.collect.releases.urls")),
    path("", include("greenshoots.web.meet.workshops.urls")),
    path("", include("greenshoots.web.show.results.urls")),
    path("", include("greenshoots.web.act.library.urls")),
    path("", include("greenshoots.web.act.plans.urls")),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("help/", views.help_page, name="help"),
    path("health", views.health, name="health"),
    path("language/", login_not_required(set_language), name="set_language"),
]
if settings.DEBUG or settings.LOCAL:
    urlpatterns.append(path("styleguide/", views.styleguide, name="styleguide"))
