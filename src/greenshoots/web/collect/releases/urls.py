"""Addresses of the pages of a round."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.collect.releases import views

app_name = "releases"
ROUND = "diagnostics/<str:diagnostic>/rounds/<int:number>"
urlpatterns = [
    path(f"{ROUND}/", views.round_, name="round"),
    path(f"{ROUND}/reveal/", views.reveal, name="reveal"),
    path(f"{ROUND}/late/", views.late, name="late"),
    path(f"{ROUND}/close/", views.close, name="close"),
    path(f"{ROUND}/publish/", views.publish, name="publish"),
    path(f"{ROUND}/unpublish/", views.unpublish, name="unpublish"),
    path(f"{ROUND}/words/", views.words, name="words"),
    path(f"{ROUND}/words/<str:enabler>/", views.words_about, name="words_about"),
    path(f"{ROUND}/signed/", views.signed, name="signed"),
]
