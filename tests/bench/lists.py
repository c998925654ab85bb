"""The newest 50 of 100,000 cases, for one body that may see many and for one that may see few.

The floor is the same list without any question of access; the usual way is guardian's
``get_objects_for_user``, with the direct foreign-key tables that we have too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from guardian.shortcuts import get_objects_for_user

from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from ostoja.access.door import permissions_on
from ostoja.accounts.models import User
from tenants.fence import Power, entered
from tests.bench.rounds import Measured, measure
from tests.cast import Cast, make_cast

CASES = 100_000
PAGE = 50
DOOR, USUAL = "behind the door", "guardian's way"
MANY, FEW = 5, 1_667  # every fifth case (20 %), every 1,667th (0.06 %)

_FILL = """
insert into cases_case (
    id, submission, number, pseudonym, person_name, phone, pesel, contact_rules,
    summary, language,
    accessibility, phase, urgency, state, lead_id, opened_by_group_id, opened_at, changed_at,
    is_sample, version, readers
)
select gen_random_uuid(), gen_random_uuid(), 'B.' || n, 'P' || n, '', '', '', '', '', 'pl',
    '[]', 'intervention', (array['immediate', 'urgent', 'soon'])[1 + n %% 3], 'open',
    %(lead)s, %(lead_group)s, now() - n * interval '1 minute', now(), false, 1,
    array_remove(array[
        %(lead_group)s,
        case when n %% %(many)s = 0 then %(many_group)s end,
        case when n %% %(few)s = 0 then %(few_group)s end
    ], null)
from generate_series(1, %(cases)s) n
"""
_GRANT = """
insert into cases_casegroupobjectpermission (permission_id, group_id, content_object_id)
select permission.id, reader, cases_case.id
from cases_case, unnest(readers) reader, auth_permission permission
where permission.codename = 'view_case'
"""


@contextmanager
def archive() -> Iterator[Cast]:
    """Gdańsk with 100,000 cases; its statistics are fresh, as they are in a running city.

    The partner's worker may see a fifth of them, the stranger one in 1,667.
    """
    with entered("gdansk"):
        cast = make_cast()
        facts: dict[str, int | str | UUID] = {
            "lead": cast.centre.pk,
            "lead_group": cast.centre.group_id,
            "many": MANY,
            "many_group": cast.partner.group_id,
            "few": FEW,
            "few_group": cast.other_partner.group_id,
            "cases": CASES,
        }
        with connection.cursor() as cursor:
            cursor.execute(_FILL, facts)
            cursor.execute(_GRANT)
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("vacuum analyze cases_case")
        cursor.execute("vacuum analyze cases_casegroupobjectpermission")
    with entered("gdansk"):
        yield cast


def _page(cases: QuerySet[Case]) -> list[Case]:
    return list(cases.order_by("-opened_at", "-id")[:PAGE])


def _usual(user: User) -> QuerySet[Case]:
    # guardian asks for Django's own relation of people and groups; here memberships say it.
    user.groups = Group.objects.filter(memberships__user=user)  # type: ignore[attr-defined]
    found: QuerySet[Case] = get_objects_for_user(user, "cases.view_case", with_superuser=False)
    return found


def page_for(user: User) -> Measured:
    """One page of the list: without access, behind the door, and with guardian's own way."""
    contenders: dict[str, Callable[[], object]] = {
        "without access": lambda: _page(Case.objects.all()),
        DOOR: lambda: _page(cases_visible_to(user)),
        USUAL: lambda: _page(_usual(user)),
    }
    return measure(contenders, floor="without access", rounds=7, calls=8)


def checks_on_a_page(user: User) -> int:
    """How many statements 50 checks of what the person may do take."""
    page = _page(cases_visible_to(user))
    if len(page) < PAGE:
        raise RuntimeError("The page is not full, so nothing would be measured.")
    with CaptureQueriesContext(connection) as asked:
        permissions_on(user, page)
    return len(asked)
