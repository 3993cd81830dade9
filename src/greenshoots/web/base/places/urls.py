"""Addresses of this room. The front page has a name without the room's, because settings name it."""

from __future__ import annotations

from django.urls import include, path

from greenshoots.web.base.places import member_views, views

PLACE = "places/<str:place>"
of_places = [
    path("places/", views.mine, name="mine"),
    path("places/new/", views.new, name="new"),
    path(f"{PLACE}/people/", member_views.members, name="members"),
    path(f"{PLACE}/people/invite/", member_views.invite, name="invite"),
    path(f"{PLACE}/people/leave/", member_views.leave, name="leave"),
    path(f"{PLACE}/people/invitations/<str:invitation>/withdraw/", member_views.withdraw, name="withdraw"),
    path(f"{PLACE}/people/<str:member>/", member_views.member, name="member"),
    path(f"{PLACE}/people/<str:member>/remove/", member_views.remove, name="remove"),
    path(f"{PLACE}/settings/", views.settings, name="settings"),
    path(f"{PLACE}/changes/", views.trail, name="audit"),
    path(f"{PLACE}/delete/", views.delete, name="delete"),
    path("join/<str:secret>/", member_views.join, name="join"),
    path("account/delete/", views.delete_account, name="delete_account"),
]
urlpatterns = [
    path("", views.home, name="home"),
    path("", include((of_places, "places"))),
]
