"""A city in which every room is open."""

from ostoja.ui import city
from tenants.models import Stage
from tenants.profile.models import CityProfile
from tests.tenants.opening.making import set_stage

MODULES = [
    "contact",
    "cases",
    "referrals",
    "playbooks",
    "partners",
    "roster",
    "shelter",
    "incidents",
    "visits",
    "benefits",
    "meetings",
]


def open_whole(slug: str) -> None:
    """All rooms, and for residents too: Słupsk is planning, and would show no form."""
    CityProfile.objects.update(modules=MODULES)
    city.forget(slug)
    set_stage(Stage.RUNNING)
