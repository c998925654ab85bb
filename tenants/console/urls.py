"""Routes of the console, on the operators' host alone."""

from django.urls import URLPattern, path

from tenants.console.views import cities, domains, health, inside, jobs, onboarding, record

CITIES = [
    path("", cities.cities, name="staff_home"),
    path("cities/<slug:slug>/", cities.city, name="operator_city"),
    path("cities/<slug:slug>/readiness/", inside.operator_readiness, name="operator_readiness"),
    path("cities/<slug:slug>/blueprint/", inside.operator_blueprint, name="operator_blueprint"),
    path("cities/<slug:slug>/domains/", domains.operator_domains, name="operator_domains"),
    path("cities/<slug:slug>/<slug:act>/", cities.city_act, name="operator_act"),
    path("upgrade/", cities.upgrade_all, name="operator_upgrade"),
]
JOBS = [
    path("jobs/", jobs.jobs, name="operator_jobs"),
    path("jobs/<uuid:pk>/", jobs.job, name="operator_job"),
    path("jobs/<uuid:pk>/stop/", jobs.job_stop, name="operator_job_stop"),
    path("jobs/<uuid:pk>/again/", jobs.job_again, name="operator_job_again"),
]
ONBOARDING = [
    path("onboarding/", onboarding.onboarding, name="onboarding"),
    path("onboarding/<uuid:pk>/check/", onboarding.onboarding_check, name="onboarding_check"),
    path("onboarding/<uuid:pk>/discard/", onboarding.onboarding_discard, name="onboarding_discard"),
    path("onboarding/<uuid:pk>/<slug:page>/", onboarding.onboarding_page, name="onboarding_page"),
]

operator_urlpatterns: list[URLPattern] = [
    *CITIES,
    *JOBS,
    *ONBOARDING,
    path("record/", record.record, name="operator_record"),
    path("health/", health.operator_health, name="operator_health"),
]
