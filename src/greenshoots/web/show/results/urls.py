"""Addresses of the results pages: each for the team, and again for anyone with the published link."""

from __future__ import annotations

from django.urls import URLPattern, include, path

from greenshoots.web.show.results import enablers, files, public, views

app_name = "results"
TEAM, PUBLISHED = "diagnostics/<str:diagnostic>/rounds/<int:number>/results", "r/<str:code>"

both = {
    "spider": ("", views.spider),
    "answers": ("answers/", views.answers),
    "table": ("table/", views.table),
    "words": ("words/", views.words),
    "groups": ("groups/", views.groups),
    "rounds": ("rounds/", views.rounds),
    "written": ("written/", views.written),
    "enabler": ("enablers/<str:enabler>/", enablers.enabler),
    "documents": ("documents/", files.documents),
    "document": ("documents/<str:file>", files.document),
    "picture": ("pictures/<str:file>", files.picture),
    "blocks": ("blocks.csv", files.blocks),
    "data": ("results.json", files.data),
}
published: list[URLPattern] = [path(route, public.page(view), name=name) for name, (route, view) in both.items()]
urlpatterns = [
    *(path(f"{TEAM}/{route}", view, name=name) for name, (route, view) in both.items()),
    # Not among the pages of both: readers of a published link write no notes.
    path(f"{TEAM}/enablers/<str:enabler>/note/", enablers.note, name="note"),
    path(f"{PUBLISHED}/", include((published, "published"))),
]
