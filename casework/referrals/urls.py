"""Routes of this room: for staff, and the address of links by which others answer."""

from django.urls import URLPattern, path

from casework.referrals import public, views
from ostoja.ui.unseen import unseen

public_urlpatterns: list[URLPattern] = [
    path("answer/<str:token>/", unseen(public.answer_link), name="answer_link"),
]
staff_urlpatterns: list[URLPattern] = [
    path("cases/<uuid:pk>/hand-over/", views.case_hand_over, name="case_hand_over"),
    path("cases/<uuid:pk>/refer/", views.case_refer, name="case_refer"),
    path(
        "cases/<uuid:pk>/refer/<uuid:need_pk>/why-not/",
        views.case_refer_why_not,
        name="case_refer_why_not",
    ),
    path("cases/<uuid:pk>/conflicts/new/", views.conflict_new, name="conflict_new"),
    path(
        "cases/<uuid:pk>/conflicts/<uuid:conflict_pk>/lift/",
        views.conflict_lift,
        name="conflict_lift",
    ),
    path("cases/<uuid:pk>/outside/new/", views.case_outside_new, name="case_outside_new"),
    path("cases/<uuid:pk>/outside/<uuid:outside_pk>/", views.case_outside, name="case_outside"),
    path(
        "cases/<uuid:pk>/outside/<uuid:outside_pk>/letter/",
        views.case_outside_letter,
        name="case_outside_letter",
    ),
    path("cases/<uuid:pk>/transfer/", views.case_transfer, name="case_transfer"),
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/steps/", views.referral_workflow, name="referral_workflow"),
    path("referrals/<uuid:pk>/", views.referral, name="referral"),
    path("referrals/<uuid:pk>/edit/", views.referral_edit, name="referral_edit"),
    path("referrals/<uuid:pk>/noted/", views.referral_acknowledge, name="referral_acknowledge"),
    path("referrals/<uuid:pk>/send-on/", views.referral_send_on, name="referral_send_on"),
    path("city/referrals/", views.referral_rules, name="referral_rules"),
    path("referrals/<uuid:pk>/meeting/", views.referral_appointment, name="referral_appointment"),
    path("referrals/<uuid:pk>/letter/", views.referral_letter, name="referral_letter"),
    path("referrals/<uuid:pk>/link/", views.referral_link, name="referral_link"),
    path("referrals/<uuid:pk>/move/<slug:state>/", views.referral_move, name="referral_move"),
]
