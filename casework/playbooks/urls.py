"""Routes of this room: all of them are for staff."""

from django.urls import URLPattern, path

from casework.playbooks.views import editing, publishing, reading, running

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("playbooks/", reading.playbooks, name="playbooks"),
    path("playbooks/new/", editing.playbook_new, name="playbook_new"),
    path("playbooks/<uuid:pk>/", reading.playbook, name="playbook"),
    path("playbooks/<uuid:pk>/draft/", editing.playbook_draft, name="playbook_draft"),
    path("playbooks/<uuid:pk>/edit/", editing.playbook_edit, name="playbook_edit"),
    path("playbooks/<uuid:pk>/publish/", publishing.playbook_publish, name="playbook_publish"),
    path("playbooks/<uuid:pk>/discard/", publishing.playbook_discard, name="playbook_discard"),
    path("playbooks/<uuid:pk>/approve/", publishing.playbook_approve, name="playbook_approve"),
    path("playbooks/<uuid:pk>/switch/", publishing.playbook_switch, name="playbook_switch"),
    path("playbooks/<uuid:pk>/steps/new/", editing.playbook_step_new, name="playbook_step_new"),
    path("playbooks/steps/<uuid:pk>/", editing.playbook_step_edit, name="playbook_step_edit"),
    path(
        "playbooks/steps/<uuid:pk>/<slug:way>/",
        editing.playbook_step_move,
        name="playbook_step_move",
    ),
    path("playbooks/runs/<uuid:pk>/", running.playbook_run, name="playbook_run"),
    path("playbooks/runs/<uuid:pk>/stop/", running.playbook_run_stop, name="playbook_run_stop"),
    path("cases/<uuid:pk>/playbooks/", running.case_playbook_start, name="case_playbook_start"),
]
