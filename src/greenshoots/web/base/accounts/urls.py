"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.base.accounts import views

app_name = "accounts"
urlpatterns = [
    path("welcome/<str:secret>/", views.welcome, name="welcome"),
    path("account/", views.account, name="account"),
    path("mail/", views.mail, name="mail"),
]
