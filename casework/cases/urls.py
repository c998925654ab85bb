"""Routes of this room: all of them are for staff."""

from django.urls import URLPattern, path

from casework.cases import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("cases/", views.cases, name="cases"),
    path("cases/search/", views.case_search, name="case_search"),
    path("cases/search/<slug:name>/", views.case_found, name="case_found"),
    path("cases/people-alike/", views.people_alike, name="people_alike"),
    path("cases/lists/new/", views.case_list_new, name="case_list_new"),
    path("cases/lists/<uuid:pk>/", views.case_list_edit, name="case_list_edit"),
    path("cases/lists/<uuid:pk>/remove/", views.case_list_remove, name="case_list_remove"),
    path("cases/together/<slug:what>/", views.cases_together, name="cases_together"),
    path("cases/numbers/", views.case_numbering, name="case_numbering"),
    path("cases/new/", views.case_new, name="case_new"),
    path("cases/<uuid:pk>/", views.case, name="case"),
    path("cases/<uuid:pk>/edit/", views.case_edit, name="case_edit"),
    path("cases/<uuid:pk>/take/", views.case_take, name="case_take"),
    path("cases/<uuid:pk>/release/", views.case_release, name="case_release"),
    path("cases/<uuid:pk>/merge/", views.case_merge, name="case_merge"),
    path("cases/<uuid:pk>/merge/<uuid:other>/", views.case_merge_with, name="case_merge_with"),
    path("cases/<uuid:pk>/separate/<uuid:merge>/", views.case_separate, name="case_separate"),
    path("cases/<uuid:pk>/who-may-see-it/", views.case_restrict, name="case_restrict"),
    path("cases/restricted/", views.restricted_cases, name="restricted_cases"),
    path("cases/restricted/<uuid:pk>/", views.restricted_case, name="restricted_case"),
    path(
        "cases/restricted/<uuid:pk>/open/",
        views.restricted_case_open,
        name="restricted_case_open",
    ),
    path("cases/<uuid:pk>/note/", views.case_note, name="case_note"),
    path("cases/<uuid:pk>/close/", views.case_close, name="case_close"),
    path("cases/<uuid:pk>/reopen/", views.case_reopen, name="case_reopen"),
    path("cases/<uuid:pk>/contact-after/", views.case_follow_up, name="case_follow_up"),
    path("cases/<uuid:pk>/phase/", views.case_phase, name="case_phase"),
    path("cases/<uuid:pk>/phase/<slug:key>/", views.case_requirement, name="case_requirement"),
    path("cases/<uuid:pk>/print/", views.case_print, name="case_print"),
    path("cases/<uuid:pk>/story/", views.case_story, name="case_story"),
    path("unmet-needs/", views.unmet_needs, name="unmet_needs"),
    path("unmet-needs.csv", views.unmet_needs_file, name="unmet_needs_file"),
    path("cases/<uuid:pk>/consents/new/", views.consent_new, name="consent_new"),
    path(
        "cases/<uuid:pk>/consents/<uuid:consent_pk>/withdraw/",
        views.consent_withdraw,
        name="consent_withdraw",
    ),
    path("cases/<uuid:pk>/tasks/new/<slug:kind>/", views.case_task_new, name="case_task_new"),
    path("tasks/", views.my_tasks, name="my_tasks"),
    path("tasks/<uuid:pk>/", views.case_task, name="case_task"),
    path("tasks/<uuid:pk>/edit/", views.case_task_edit, name="case_task_edit"),
    path("tasks/<uuid:pk>/<slug:state>/", views.case_task_move, name="case_task_move"),
    path("cases/<uuid:pk>/needs/<uuid:need_pk>/", views.need_settle, name="need_settle"),
]
