"""Addresses of this room on the team side; people answer on a separate side."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.collect.responses import team_views

app_name = "responses"
ROUND = "diagnostics/<str:diagnostic>/rounds/<int:number>"
urlpatterns = [
    path(f"{ROUND}/enter/", team_views.enter, name="enter"),
    path(f"{ROUND}/enter/take-out/", team_views.remove_form, name="take_out_sheet"),
    path(f"{ROUND}/bring-in/", team_views.import_file, name="bring_in"),
    path(f"{ROUND}/bring-in/empty.csv", team_views.empty_file, name="empty_file"),
    path(f"{ROUND}/bring-in/all/", team_views.import_all, name="bring_in_all"),
    path(f"{ROUND}/bring-in/take-out/", team_views.remove_file, name="take_out"),
]
