"""Routes of the console, on the operators' host alone."""

from django.urls import URLPattern, path

from tenants.console.views import cities, jobs, record

CITIES = [
    path("", cities.cities, name="staff_home"),
    path("cities/<slug:slug>/", cities.city, name="operator_city"),
    path("cities/<slug:slug>/<slug:act>/", cities.city_act, name="operator_act"),
    path("upgrade/", cities.upgrade_all, name="operator_upgrade"),
]
JOBS = [
    path("jobs/", jobs.jobs, name="operator_jobs"),
    path("jobs/<uuid:pk>/", jobs.job, name="operator_job"),
    path("jobs/<uuid:pk>/stop/", jobs.job_stop, name="operator_job_stop"),
    path("jobs/<uuid:pk>/again/", jobs.job_again, name="operator_job_again"),
]

operator_urlpatterns: list[URLPattern] = [
    *CITIES,
    *JOBS,
    path("record/", record.record, name="operator_record"),
]
