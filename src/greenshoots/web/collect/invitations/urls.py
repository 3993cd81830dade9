"""Addresses of the invitations."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.collect.invitations import views

app_name = "invitations"
ROUND = "diagnostics/<str:diagnostic>/rounds/<int:number>"
urlpatterns = [
    path(f"{ROUND}/ways-in/", views.ways_in, name="ways_in"),
    path(f"{ROUND}/ways-in/open-link/", views.open_link, name="open_link"),
    path(f"{ROUND}/ways-in/shared-device/", views.shared_device, name="shared_device"),
    path(f"{ROUND}/ways-in/poster/", views.poster, name="poster"),
    path(f"{ROUND}/ways-in/qr.svg", views.qr, name="qr"),
    path(f"{ROUND}/ways-in/form/<str:style>/<str:language>/", views.form, name="form"),
    path(f"{ROUND}/people/", views.people, name="people"),
    path(f"{ROUND}/people/links.csv", views.links_file, name="links_file"),
    path(f"{ROUND}/people/slips/", views.slips, name="slips"),
    path(f"{ROUND}/people/invite/", views.invite, name="invite"),
    path(f"{ROUND}/people/remind/", views.remind, name="remind"),
    path(f"{ROUND}/people/remove/", views.remove, name="remove"),
]
