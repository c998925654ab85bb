"""Routes of this room; all its pages are for staff."""

from django.urls import URLPattern, path

from casework.meetings.views import attendance, meetings, outcomes

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("meetings/<uuid:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path(
        "meetings/<uuid:pk>/attendance/", attendance.meeting_attendance, name="meeting_attendance"
    ),
    path(
        "meetings/<uuid:pk>/invitations/",
        attendance.meeting_invitations,
        name="meeting_invitations",
    ),
    path("meetings/<uuid:pk>/outcomes/new/", outcomes.outcome_new, name="outcome_new"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/<uuid:pk>/edit/", outcomes.outcome_edit, name="outcome_edit"),
    path("outcomes/<uuid:pk>/close/", outcomes.outcome_close, name="outcome_close"),
]
