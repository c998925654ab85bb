"""Routes of this room: pages for staff alone."""

from django.urls import URLPattern, path

from casework.incidents.views import incidents, partners, people

BOARD = "incidents/<uuid:pk>/"
public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/new/", incidents.incident_new, name="incident_new"),
    path("incidents/addresses/", partners.report_addresses, name="report_addresses"),
    path(
        "incidents/addresses/<uuid:pk>/remove/",
        partners.report_address_remove,
        name="report_address_remove",
    ),
    path("incidents/people/<uuid:pk>/", people.people_edit, name="affected_edit"),
    path("incidents/people/<uuid:pk>/remove/", people.people_remove, name="affected_remove"),
    path("incidents/people/<uuid:pk>/case/", people.people_case, name="affected_case"),
    path("incidents/cases/<uuid:pk>/", people.case_incident, name="case_incident"),
    path("incidents/bound/<uuid:pk>/remove/", people.case_unbind, name="case_unbind"),
    path(
        "incidents/partners/<uuid:pk>/<slug:step>/",
        partners.mobilisation_step,
        name="mobilisation_step",
    ),
    path("incidents/reports/<uuid:pk>/", partners.situation_report, name="situation_report"),
    path(
        "incidents/reports/<uuid:pk>/report.pdf",
        partners.situation_report_pdf,
        name="situation_report_pdf",
    ),
    path(BOARD, incidents.incident, name="incident"),
    path(f"{BOARD}edit/", incidents.incident_edit, name="incident_edit"),
    path(f"{BOARD}numbers/", incidents.incident_numbers, name="incident_numbers"),
    path(f"{BOARD}steps/<slug:step>/", incidents.incident_step, name="incident_step"),
    path(f"{BOARD}log/", incidents.incident_log, name="incident_log"),
    path(f"{BOARD}log/new/", incidents.incident_entry, name="incident_entry"),
    path(f"{BOARD}people/new/", people.people_new, name="affected_new"),
    path(f"{BOARD}bind/", people.incident_bind, name="incident_bind"),
    path(f"{BOARD}partners/new/", partners.mobilisation_new, name="mobilisation_new"),
    path(f"{BOARD}reports/new/", partners.situation_report_new, name="situation_report_new"),
]
