"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.archives import views

app_name = "archives"
urlpatterns = [
    path("places/<str:place>/archive/", views.take, name="take"),
]
