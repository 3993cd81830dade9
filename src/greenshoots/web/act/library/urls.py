"""Addresses of the library: for everyone, and within a place with the entries it can read."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.act.library import own_views, views

app_name = "library"
IN = "places/<str:place>/library"
urlpatterns = [
    path("library/", views.browse, name="browse"),
    path("library/how-to-use/", views.how_to_use, name="how_to_use"),
    path("library/<str:entry>/", views.entry, name="entry"),
    path(f"{IN}/", views.browse_in, name="browse_in"),
    # Before the addresses of entries: “new” would otherwise be read as the code of an entry.
    path(f"{IN}/new/", own_views.new, name="new"),
    path(f"{IN}/<str:entry>/", views.entry_in, name="entry_in"),
    path(f"{IN}/<str:entry>/edit/", own_views.edit, name="edit"),
    path(f"{IN}/<str:entry>/history/", own_views.history, name="history"),
    path(f"{IN}/<str:entry>/delete/", own_views.delete, name="delete"),
]
