"""Routes of this room: pages for staff alone."""

from django.urls import URLPattern, path

from casework.shelter.views import figures, holds, houses, stays, waiting

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("shelter/", houses.shelter, name="shelter"),
    path("shelter/houses/new/", houses.facility_new, name="facility_new"),
    path("shelter/houses/<uuid:pk>/", houses.facility, name="facility"),
    path("shelter/houses/<uuid:pk>/edit/", houses.facility_edit, name="facility_edit"),
    path("shelter/houses/<uuid:pk>/beds/", houses.facility_beds, name="facility_beds"),
    path("shelter/houses/<uuid:pk>/beds/new/", houses.bed_new, name="bed_new"),
    path("shelter/beds/<uuid:pk>/", houses.bed_edit, name="bed_edit"),
    path("shelter/beds/<uuid:pk>/close/", houses.bed_close, name="bed_close"),
    path("shelter/closures/<uuid:pk>/reopen/", houses.bed_reopen, name="bed_reopen"),
    path("shelter/cases/<uuid:pk>/", stays.case_bed, name="case_bed"),
    path("shelter/cases/<uuid:pk>/wait/", waiting.waiting_new, name="waiting_new"),
    path("shelter/cases/<uuid:pk>/admit/<uuid:facility_pk>/", stays.admit, name="stay_admit"),
    path("shelter/stays/<uuid:pk>/", stays.stay, name="stay"),
    path("shelter/stays/<uuid:pk>/next/", stays.stay_next, name="stay_next"),
    path("shelter/stays/<uuid:pk>/beds/", stays.stay_beds, name="stay_beds"),
    path("shelter/stays/<uuid:pk>/discharge/", stays.stay_discharge, name="stay_discharge"),
    path("shelter/referrals/<uuid:pk>/hold/", holds.hold_new, name="hold_new"),
    path("shelter/holds/<uuid:pk>/end/", holds.hold_end, name="hold_end"),
    path("shelter/waiting/", waiting.shelter_waiting, name="shelter_waiting"),
    path("shelter/waiting/<uuid:pk>/end/", waiting.waiting_end, name="waiting_end"),
    path("shelter/figures/", figures.shelter_figures, name="shelter_figures"),
    path("shelter/figures.csv", figures.shelter_figures_csv, name="shelter_figures_csv"),
]
