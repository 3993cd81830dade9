"""Addresses of this room on the team side; people answer on a side of their own."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.collect.responses import team_views

app_name = "responses"
ROUND = "diagnostics/<str:diagnostic>/rounds/<int:number>"
urlpatterns = [
    path(f"{ROUND}/enter/", team_views.enter, name="enter"),
    path(f"{ROUND}/enter/take-out/", team_views.take_out_sheet, name="take_out_sheet"),
    path(f"{ROUND}/bring-in/", team_views.bring_in, name="bring_in"),
    path(f"{ROUND}/bring-in/empty.csv", team_views.empty_file, name="empty_file"),
    path(f"{ROUND}/bring-in/all/", team_views.bring_in_all, name="bring_in_all"),
    path(f"{ROUND}/bring-in/take-out/", team_views.take_out, name="take_out"),
]
