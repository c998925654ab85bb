"""Routes of this room: all of them are for staff."""

from django.urls import URLPattern, path

from casework.referrals import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("cases/<uuid:pk>/hand-over/", views.case_hand_over, name="case_hand_over"),
    path("cases/<uuid:pk>/refer/", views.case_refer, name="case_refer"),
    path("cases/<uuid:pk>/transfer/", views.case_transfer, name="case_transfer"),
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/steps/", views.referral_workflow, name="referral_workflow"),
    path("referrals/<uuid:pk>/", views.referral, name="referral"),
    path("referrals/<uuid:pk>/edit/", views.referral_edit, name="referral_edit"),
    path("referrals/<uuid:pk>/noted/", views.referral_acknowledge, name="referral_acknowledge"),
    path("referrals/<uuid:pk>/move/<slug:state>/", views.referral_move, name="referral_move"),
]
