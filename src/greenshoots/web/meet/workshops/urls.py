"""Addresses of this room on the team side. What phones use is in `workshops.phones`."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.meet.workshops import phone_views, views

app_name = "workshops"
urlpatterns = [
    path("places/<str:place>/workshops/", views.listing, name="listing"),
    path("places/<str:place>/workshops/new/", views.on_the_spot, name="on_the_spot"),
    path("diagnostics/<str:diagnostic>/workshops/new/", views.new, name="new"),
    path("workshops/<str:code>/", views.lead, name="lead"),
    path("workshops/<str:code>/now/", views.now, name="now"),
    path("workshops/<str:code>/counts/", views.counts, name="counts"),
    path("workshops/<str:code>/way/", views.way, name="way"),
    path("workshops/<str:code>/press/", views.press, name="press"),
    path("workshops/<str:code>/agenda/", views.agenda, name="agenda"),
    path("workshops/<str:code>/screen/", views.screen, name="screen"),
    path("workshops/<str:code>/screen/now/", views.screen_now, name="screen_now"),
    path("workshops/<str:code>/sheets/", views.sheets, name="sheets"),
    path("workshops/<str:code>/record/", views.record, name="record"),
    path("workshops/<str:code>/share/", views.share, name="share"),
    path("workshops/<str:code>/delete/", views.delete, name="delete"),
    path("w/", phone_views.front, name="front"),
    path("w/s/<str:code>/", phone_views.summary_page, name="summary"),
    path("w/<str:code>/", phone_views.join, name="join"),
    path("w/<str:code>/qr.svg", phone_views.qr, name="qr"),
    path("w/<str:code>/<str:token>/", phone_views.phone, name="phone"),
    path("w/<str:code>/<str:token>/now/", phone_views.now, name="phone_now"),
]
