"""Every route × an operator whom the city let in: the settings and nothing else.

A new route is closed to them until it stands here, whatever guards it.
"""

import pytest
from django.test import Client

from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES, SUPPORT, Role
from tenants.fence import entered
from tests.isolation.route import Route
from tests.isolation.routes import ROUTES
from tests.isolation.test_matrix import Worlds, address, assert_no_canary_but, call
from tests.tenants.support.making import allow, make_operator, visitor

SETTINGS = {
    "staff_home",
    "opening",
    "opening_open",
    "city_colours",
    "city_exit",
    "city_numbers",
    "city_numbers_confirm",
    "city_number_new",
    "city_number_edit",
    "city_number_remove",
    "grants",
    "city_texts",
    "city_text_edit",
    "website_form",
    "grant_notice_new",
    "grant_notice_edit",
    "grant_notice_remove",
    "easy_texts",
    "easy_text_edit",
    "easy_text_check",
    "easy_text_restore",
    "statement",
    "statement_edit",
    "statement_preview",
    "statement_publish",
    "statement_review",
    "privacy_notice_staff",
    "privacy_notice_controller",
    "privacy_notice_part",
    "desk_rules",
    "case_numbering",
    "partner_rules",
    "referral_rules",
    "entry_points",
    "entry_point_about",
    "entry_point_new",
    "entry_point_edit",
    "entry_point_withdraw",
    "entry_point_restore",
    "entry_point_poster",
    "entry_point_picture",
    "entry_point_sheet",
    "entry_point_sheets",
}
# They end the visit; tests/tenants/support does.
GOES = {"account_logout", "support_leave"}
STAFF = sorted(name for name, route in ROUTES.items() if route.who and name not in GOES)


@pytest.fixture
def support(worlds: Worlds) -> Client:
    """The browser of an operator who is in Gdańsk."""
    with entered("gdansk"):
        allow(worlds["gdansk"].cast.administrator)
    client = visitor(make_operator("support@platform.example"))
    client.handler.enforce_csrf_checks = False
    return client


@pytest.mark.parametrize("name", STAFF)
def test_support_opens_the_settings_and_finds_nothing_else(
    name: str, worlds: Worlds, support: Client
) -> None:
    """What is absent for them is absent with the other method too."""
    route, world = ROUTES[name], worlds["gdansk"]
    answer = call(support, route, address(name, world))
    if name in SETTINGS:
        assert answer.status_code in route.expects
        assert_no_canary_but("gdansk", answer)
        return
    other = Route(route.who, route.arguments, method="post" if route.method == "get" else "get")
    for closed in (answer, call(support, other, address(name, world))):
        assert closed.status_code in {404, 405}
        assert_no_canary_but(None, closed)
    assert answer.status_code == 404


def test_every_setting_is_a_route() -> None:
    assert set(STAFF) >= SETTINGS


def test_they_hold_nothing_about_people_and_nothing_that_gives_power() -> None:
    assert not {one for one in SUPPORT if one.app_label in {"cases", "referrals", "meetings"}}
    assert {one for one in SUPPORT if one.app_label == "intake"} == {
        Permission.ENTRY_POINT_VIEW,
        Permission.ENTRY_POINT_CHANGE,
    }
    powers = {
        Permission.PEOPLE_MANAGE,
        Permission.AUDIT_VIEW,
        Permission.RETENTION_MANAGE,
        Permission.TABLES_IMPORT,
        Permission.SIGN_IN_SETTINGS,
        Permission.SUPPORT_CONSENT,
        Permission.PRIVACY_NOTICE_CONFIRM,
    }
    assert not SUPPORT & powers
    assert ROLES[Role.CITY_ADMIN] > SUPPORT


def test_only_administrators_let_support_in_or_set_through_whom_people_sign_in() -> None:
    for permission in (Permission.SUPPORT_CONSENT, Permission.SIGN_IN_SETTINGS):
        assert {role for role, held in ROLES.items() if permission in held} == {Role.CITY_ADMIN}
