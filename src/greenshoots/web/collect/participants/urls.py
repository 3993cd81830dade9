"""The team's address of this room: the preview of what people will see."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.collect.participants import preview_views

app_name = "participants"
urlpatterns = [
    path("diagnostics/<str:diagnostic>/rounds/<int:number>/preview/", preview_views.preview, name="preview"),
]
