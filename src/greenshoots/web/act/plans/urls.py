"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from greenshoots.web.act.actions import reminder_views
from greenshoots.web.act.actions import views as action_views
from greenshoots.web.act.asks import organisation_views
from greenshoots.web.act.asks import views as ask_views
from greenshoots.web.act.plans import public_page_views, views

app_name = "plans"


PLACE, ROUND = "places/<str:place>", "diagnostics/<str:diagnostic>/rounds/<int:number>"


# Addresses keep the words of the first version, such as “strengthen”: links to them are in e-mails and notes
# (decision 27).
urlpatterns = [
    path(f"{PLACE}/plan/", views.plan, name="plan"),
    path(f"{ROUND}/strengthen/", views.choose, name="choose"),
    path("priorities/<str:code>/", views.priority, name="priority"),
    path("priorities/<str:code>/edit/", views.edit, name="edit"),
    path("priorities/<str:code>/outcome/", views.outcome, name="outcome"),
    path("priorities/<str:code>/delete/", views.delete, name="delete"),
    path("priorities/<str:code>/map/<str:reach>/", views.add_point, name="add_point"),
    path("points/<str:code>/change/", views.change_point, name="change_point"),
    path("points/<str:code>/delete/", views.delete_point, name="delete_point"),
    path(f"{PLACE}/actions/new/", action_views.new, name="action_new"),
    path("actions/<str:code>/", action_views.action, name="action"),
    path("actions/<str:code>/edit/", action_views.edit, name="action_edit"),
    path("actions/<str:code>/move/", action_views.move, name="move"),
    path("actions/<str:code>/notes/", action_views.note, name="note"),
    path("actions/<str:code>/notes/<str:note>/delete/", action_views.delete_note, name="delete_note"),
    path("actions/<str:code>/delete/", action_views.delete, name="action_delete"),
    path(f"{PLACE}/asks/", ask_views.listing, name="asks"),
    path(f"{PLACE}/asks/new/", ask_views.new, name="ask_new"),
    path("asks/<str:code>/", ask_views.ask, name="ask"),
    path("asks/<str:code>/edit/", ask_views.edit, name="ask_edit"),
    path("asks/<str:code>/send/", ask_views.send, name="ask_send"),
    path("asks/<str:code>/take-back/", ask_views.take_back, name="ask_take_back"),
    path("asks/<str:code>/answer/", ask_views.answer, name="ask_answer"),
    path("asks/<str:code>/follow/", ask_views.follow, name="ask_follow"),
    path("asks/<str:code>/delete/", ask_views.delete, name="ask_delete"),
    path("asks/<str:code>/ask.<str:kind>", ask_views.document, name="ask_document"),
    path(f"{PLACE}/bodies/", organisation_views.bodies, name="bodies"),
    path(f"{PLACE}/bodies/<str:code>/", organisation_views.body, name="body"),
    path(f"{PLACE}/bodies/<str:code>/end/", organisation_views.end, name="body_end"),
    path("bodies/join/<str:secret>/", organisation_views.join, name="join"),
    path(f"{PLACE}/asks-to-us/", organisation_views.asks_to_us, name="asks_to_us"),
    path(f"{PLACE}/asks-to-us/<str:code>/", organisation_views.ask_to_us, name="ask_to_us"),
    path("bundles/<str:code>/", organisation_views.bundle, name="bundle"),
    path("bundles/<str:code>/take-out/<str:ask>/", organisation_views.take_out, name="take_out"),
    path("bundles/<str:code>/take-apart/", organisation_views.unbundle, name="unbundle"),
    path("bundles/<str:code>/bundle.<str:kind>", organisation_views.bundle_document, name="bundle_document"),
    path(f"{ROUND}/page/", public_page_views.edit, name="page"),
    path(f"{ROUND}/page/preview/", public_page_views.preview, name="page_preview"),
    path("p/<str:code>/", public_page_views.shown, name="shown"),
    path("reminders/<str:token>/", reminder_views.stop, name="stop"),
]
