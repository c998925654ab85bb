"""Routes of this room: pages for staff, and the address that a calendar reads."""

from django.urls import URLPattern, path

from casework.roster.views import agreeing, calendar, planning

public_urlpatterns: list[URLPattern] = []
bare_urlpatterns: list[URLPattern] = [
    path("calendar/<str:token>/duties.ics", calendar.duty_calendar, name="duty_calendar"),
]
staff_urlpatterns: list[URLPattern] = [
    path("roster/", calendar.roster, name="roster"),
    path("roster/mine/", calendar.my_duties, name="my_duties"),
    path("roster/mine/calendar/", calendar.duty_feed, name="duty_feed"),
    path("roster/mine/calendar/revoke/", calendar.duty_feed_revoke, name="duty_feed_revoke"),
    path("roster/shifts/new/", planning.shift_new, name="shift_new"),
    path("roster/shifts/<uuid:pk>/", planning.shift_edit, name="shift_edit"),
    path("roster/shifts/<uuid:pk>/remove/", planning.shift_remove, name="shift_remove"),
    path("roster/shifts/<uuid:pk>/swap/", agreeing.swap_new, name="swap_new"),
    path("roster/places/", planning.duty_places, name="duty_places"),
    path("roster/places/new/", planning.duty_place_new, name="duty_place_new"),
    path("roster/places/<uuid:pk>/", planning.duty_place_edit, name="duty_place_edit"),
    path("roster/places/<uuid:pk>/plan/", planning.duty_place_plan, name="duty_place_plan"),
    path("roster/swaps/", agreeing.swaps, name="swaps"),
    path("roster/swaps/<uuid:pk>/<slug:answer>/", agreeing.swap_answer, name="swap_answer"),
    path("roster/absences/", agreeing.absences, name="absences"),
    path("roster/absences/<uuid:pk>/remove/", agreeing.absence_remove, name="absence_remove"),
]
