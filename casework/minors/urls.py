"""Routes of this room: pages for residents, standards for staff, interventions."""

from django.urls import URLPattern, path

from casework.minors.views import editing, interventions, people, public, reading

public_urlpatterns: list[URLPattern] = [
    path("minors/", public.child_protection, name="child_protection"),
    path("minors/<uuid:pk>/", public.child_protection_body, name="child_protection_body"),
    path("minors/<uuid:pk>/full/", public.child_protection_full, name="child_protection_full"),
    path("minors/<uuid:pk>/print/", public.child_protection_print, name="child_protection_print"),
    path("minors/files/<uuid:pk>/", public.child_protection_file, name="child_protection_file"),
]
_EDITION, _CARD = "minors/editions/<uuid:pk>", "minors/interventions/<uuid:pk>"
staff_urlpatterns: list[URLPattern] = [
    path("minors/", reading.minors, name="minors"),
    path("minors/new/", editing.minors_new, name="minors_new"),
    path("minors/<uuid:pk>/", reading.minors_standards, name="minors_standards"),
    path("minors/<uuid:pk>/draft/", editing.minors_draft, name="minors_draft"),
    path("minors/<uuid:pk>/people/", people.minors_responsible_new, name="minors_responsible_new"),
    path("minors/<uuid:pk>/review/", people.minors_review_new, name="minors_review_new"),
    path("minors/people/<uuid:pk>/", people.minors_responsible_end, name="minors_responsible_end"),
    path(f"{_EDITION}/", reading.minors_edition, name="minors_edition"),
    path(f"{_EDITION}/read/", reading.minors_read, name="minors_read"),
    path(f"{_EDITION}/edit/", editing.minors_draft_edit, name="minors_draft_edit"),
    path(f"{_EDITION}/annex/", editing.minors_annex_new, name="minors_annex_new"),
    path(f"{_EDITION}/file/", editing.minors_file_new, name="minors_file_new"),
    path(f"{_EDITION}/adopt/", editing.minors_adopt, name="minors_adopt"),
    path(f"{_EDITION}/discard/", editing.minors_discard, name="minors_discard"),
    path(f"{_EDITION}/readers/", people.minors_readers, name="minors_readers"),
    path(f"{_EDITION}/readers.csv", people.minors_readers_csv, name="minors_readers_csv"),
    path("minors/annexes/<uuid:pk>/", editing.minors_annex_edit, name="minors_annex_edit"),
    path(
        "minors/annexes/<uuid:pk>/remove/", editing.minors_annex_remove, name="minors_annex_remove"
    ),
    path("minors/files/<uuid:pk>/", reading.minors_file, name="minors_file"),
    path("minors/files/<uuid:pk>/remove/", editing.minors_file_remove, name="minors_file_remove"),
    path("minors/interventions/", interventions.interventions, name="interventions"),
    path("minors/interventions/new/", interventions.intervention_new, name="intervention_new"),
    path(f"{_CARD}/", interventions.intervention, name="intervention"),
    path(f"{_CARD}/entry/", interventions.intervention_entry, name="intervention_entry"),
    path(f"{_CARD}/circle/", interventions.intervention_circle, name="intervention_circle"),
    path(f"{_CARD}/close/", interventions.intervention_close, name="intervention_close"),
    path(f"{_CARD}/reopen/", interventions.intervention_reopen, name="intervention_reopen"),
    path(f"{_CARD}/print/", interventions.intervention_print, name="intervention_print"),
]
