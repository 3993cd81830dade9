"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.archives import views

app_name = "archives"
urlpatterns = [
    path("places/import/", views.bring_in, name="bring_in"),
    path("places/<str:place>/archive/", views.take, name="take"),
    path("places/<str:place>/archive/brought/", views.brought, name="brought"),
]
