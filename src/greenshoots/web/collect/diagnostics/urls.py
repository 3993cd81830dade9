"""URLs of diagnostics."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.collect.diagnostics import views

app_name = "diagnostics"
urlpatterns = [
    path("places/<str:place>/", views.listing, name="list"),
    path("places/<str:place>/diagnostics/new/", views.new, name="new"),
    path("diagnostics/<str:code>/", views.diagnostic, name="diagnostic"),
    path("diagnostics/<str:code>/set-up/<str:step>/", views.set_up, name="set_up"),
    path("diagnostics/<str:code>/adapt/", views.adapt, name="adapt"),
    path("diagnostics/<str:code>/check/", views.check, name="check"),
    path("diagnostics/<str:code>/ready/", views.ready, name="ready"),
    path("diagnostics/<str:code>/next-round/", views.next_round, name="next_round"),
    path("diagnostics/<str:code>/instrument/", views.instrument, name="instrument"),
    path("diagnostics/<str:code>/delete/", views.delete, name="delete"),
    path("diagnostics/<str:code>/rounds/<int:number>/open/", views.open_round, name="open"),
    path("diagnostics/<str:code>/rounds/<int:number>/dates/", views.dates, name="dates"),
    path("diagnostics/<str:code>/rounds/<int:number>/asked/", views.asked, name="asked"),
]
