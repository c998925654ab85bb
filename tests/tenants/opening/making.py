"""Brings the present city to a stage, and gives it what it needs before it opens."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from accessibility.statement.actions import publish_statement
from casework.roster.models import DutyPlace
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from tenants.fence import current_city, entered_platform
from tenants.hosts import forget_hosts
from tenants.models import City, Stage
from tenants.privacy_notice import selectors as privacy_notice
from tenants.privacy_notice.actions import change_controller, confirm_notice
from tenants.privacy_notice.controller import Controller
from tenants.profile.actions import answer_grants, confirm_numbers
from tenants.profile.models import PhoneNumber
from tenants.profile.selectors import profile
from tests.accessibility.statement.making import whole_statement
from tests.casework.roster.making import make_shift
from tests.cast import Cast, make_person

CONTROLLER = Controller("Ośrodek", "ul. Łąkowa 1", "80-000", "Gdańsk")


def set_stage(stage: Stage) -> None:
    """As if the present city stood there."""
    slug = current_city()
    with entered_platform():
        City.objects.filter(slug=slug).update(stage=stage)
    forget_hosts()


def stage_of(slug: str) -> str:
    """Where the city stands."""
    with entered_platform():
        return City.objects.get(slug=slug).stage


def give_second_factor(*people: User) -> None:
    """As if they had set up an app."""
    for user in people:
        Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}}
        )


def second_administrator() -> User:
    """The one who comes when the first is ill."""
    return make_person(Role.CITY_ADMIN, email="second-admin@city.example")


def confirm_law(cast: Cast) -> None:
    """Statement and notice, as residents may read them."""
    statement = whole_statement(by=cast.administrator)
    publish_statement(version=statement.version, by=cast.administrator)
    notice = change_controller(
        version=privacy_notice.notice().version, controller=CONTROLLER, by=cast.officer
    )
    confirm_notice(version=notice.version, by=cast.officer)


def confirm_facts(by: User) -> None:
    """Numbers, and that no grant asks for anything."""
    seen = dict(PhoneNumber.objects.values_list("pk", "version"))
    confirm_numbers(seen=seen, by=by)
    answer_grants(needed=False, version=profile().version, by=by)


def make_ready(cast: Cast) -> User:
    """All that a city needs; the second administrator."""
    second = second_administrator()
    give_second_factor(cast.administrator, second, cast.officer)
    confirm_law(cast)
    confirm_facts(cast.administrator)
    plan_duties(cast)
    return second


def plan_duties(cast: Cast) -> None:
    """Ten days, from yesterday on, at both places of the blueprint that are never empty."""
    first = timezone.now() - timedelta(days=1)
    for place, person in zip(places_always(), (cast.consultant, cast.colleague), strict=True):
        for number in range(10):
            make_shift(place, person, first + timedelta(days=number), 24)


def places_always() -> list[DutyPlace]:
    """Those where somebody is round the clock."""
    return list(DutyPlace.objects.filter(always=True))
