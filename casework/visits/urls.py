"""Routes of this room: pages for staff alone."""

from django.urls import URLPattern, path

from casework.visits.views import alarms, going, planning, reading

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("visits/", reading.visits, name="visits"),
    path("visits/new/", planning.visit_new, name="visit_new"),
    path("visits/settings/", planning.visit_settings, name="visit_settings"),
    path("visits/cases/<uuid:pk>/new/", planning.case_visit, name="case_visit"),
    path("visits/<uuid:pk>/", reading.visit, name="visit"),
    path("visits/<uuid:pk>/edit/", planning.visit_edit, name="visit_edit"),
    path("visits/<uuid:pk>/in/", going.visit_check_in, name="visit_check_in"),
    path("visits/<uuid:pk>/more/", going.visit_extend, name="visit_extend"),
    path("visits/<uuid:pk>/out/", going.visit_check_out, name="visit_check_out"),
    path("visits/<uuid:pk>/help/", going.visit_help, name="visit_help"),
    path("visits/alarms/<uuid:pk>/take/", alarms.alarm_take, name="alarm_take"),
    path("visits/alarms/<uuid:pk>/close/", alarms.alarm_close, name="alarm_close"),
]
