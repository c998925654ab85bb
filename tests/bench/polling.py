"""Lists of the API as programs poll them, beside Django REST framework's usual way.

Whole requests, from the first middleware to the rendered answer: the city, the token, the share,
the door, 50 rows, their JSON, the tag. The web server in front of them is the same for both and
counts for neither. The usual way counts no share and knows no filters. Beside whole requests the
rows alone are measured; the floor is their statement without anything around it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest import mock
from uuid import uuid4

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from api.actions import create_token
from api.fast_lists import FastPage, Prepared, asked
from casework.cases.models import Case, CaseNeed
from casework.intake.models import Conversation, EntryPoint
from casework.partners.models import Need, Schedule, Service
from casework.referrals.models import Referral
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User
from tenants.fence import Power, entered
from tests.bench import peer
from tests.bench.rounds import Measured, measure
from tests.cast import Cast, make_cast, make_organisation

LISTS = ("cases", "referrals", "conversations", "organisations", "services")
PAGE, ROWS = peer.PAGE, 60
FLOOR, OURS, USUAL = "the statement alone", "ours", "Django REST framework"
ROWS_OURS, ROWS_USUAL = "rows by the database", "rows by a serializer"
PAIRS = ((ROWS_USUAL, ROWS_OURS), (USUAL, OURS))


@contextmanager
def polled() -> Iterator[str]:
    """Gdańsk with more than a page of everything; the token of somebody who sees it all."""
    with entered("gdansk"):
        cast = make_cast()
        for at in range(ROWS):
            _fill(cast, at)
        user = cast.coordinator
        Membership.objects.create(user=user, role=Role.CONSULTANT, group=cast.centre.group)
        _row, token = create_token(user=user, name="bench", scopes=["read"], days=1, by=None)
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("analyze")
    with mock.patch.dict(settings.API_A_MINUTE, person=10**9):
        yield token


def _fill(cast: Cast, at: int) -> None:
    needs = list(Need.objects.all()[:3])
    point, _is_new = EntryPoint.objects.get_or_create(key="wall", code="KNRK77", name={"pl": "A"})
    body = make_organisation(f"body-{at}", f"Body {at}", "partner")
    service = Service.objects.create(
        organisation=body, key=f"service-{at}", name={"pl": "Rozmowa"}, languages=["pl"]
    )
    service.needs.set(needs)
    for day in ("MO", "TU"):
        hours: dict[str, Any] = {"opens_at": "08:00", "closes_at": "16:00"}
        Schedule.objects.create(service=service, by_day=[day], **hours)
    case = _case(cast, at)
    submission = {"submission": uuid4()}
    Referral.objects.create(
        kind="referral",
        case=case,
        case_need=CaseNeed.objects.create(case=case, need=needs[0]),
        sender=cast.coordinating,
        receiver=cast.partner,
        service=service,
        legal_basis="statutory_task",
        readers=case.readers,
        **submission,
    )
    Conversation.objects.create(
        receipt_hash=uuid4().bytes, entry_point=point, case=case, **submission
    )


def _case(cast: Cast, at: int) -> Case:
    return Case.objects.create(
        number=f"B.{at}",
        pseudonym=f"Osoba {at}",
        urgency="soon",
        lead=cast.centre,
        worker=cast.consultant,
        opened_by_group=cast.centre.group,
        readers=[cast.coordinating.group_id],
    )


def _handler(middleware: list[str]) -> BaseHandler:
    handler = BaseHandler()
    with override_settings(MIDDLEWARE=middleware):
        handler.load_middleware()
    return handler


def _request(path: str, token: str) -> HttpRequest:
    headers = {"Authorization": f"Token {token}", "Host": "gdansk.localhost"}
    return RequestFactory().get(path, headers={**headers, "Accept-Language": "pl"})


def poll(name: str, token: str) -> Measured:
    """One page of this list in each way, and the rows alone."""
    usual, ours = _handler(peer.MIDDLEWARE), _handler(settings.MIDDLEWARE)
    ask = partial(_read, ours, f"/api/v1/{name}/", token)
    with entered("gdansk"):
        page, rows, user = _asked_for(ask)
        contenders: dict[str, Callable[[], bytes]] = {
            FLOOR: _bare(page, rows),
            ROWS_OURS: lambda: _written(page, rows),
            ROWS_USUAL: lambda: peer.WAYS[name].written(user),
            OURS: ask,
            USUAL: partial(_read, usual, f"/peer/{name}/", token),
        }
        _refuse_other_pages(contenders)
        return measure(contenders, floor=FLOOR, rounds=100, calls=4)


def _read(handler: BaseHandler, path: str, token: str) -> bytes:
    answer: Any = handler.get_response(_request(path, token))
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return bytes(answer.content)


def _refuse_other_pages(contenders: Mapping[str, Callable[[], bytes]]) -> None:
    """Nothing would be compared if one of them gave other rows, or no whole page."""
    found = set()
    for read in contenders.values():
        page = json.loads(read())
        rows = page["results"] if isinstance(page, dict) else page
        found.add(tuple(one["id"] for one in rows))
    if {len(ids) for ids in found} != {PAGE} or len(found) != 1:
        raise RuntimeError("The contenders gave different pages.")


def _asked_for(ask: Callable[[], bytes]) -> tuple[FastPage, QuerySet[Any], User]:
    """Which page our way reads, of which rows, for whom."""
    with mock.patch.object(FastPage, "read", autospec=True, side_effect=FastPage.read) as read:
        ask()
    page, rows, _most = read.call_args.args
    return page, rows, page.request.user


def _written(page: FastPage, rows: QuerySet[Any]) -> bytes:
    page.rows = page.read(rows, PAGE)
    return page.written()


def _bare(page: FastPage, rows: QuerySet[Any]) -> Callable[[], bytes]:
    """The statement of our page and nothing else."""
    with mock.patch.object(
        Prepared, "statement", autospec=True, side_effect=Prepared.statement
    ) as statement:
        page.read(rows, PAGE)
    sql, params = Prepared.statement(*statement.call_args.args)

    def read() -> bytes:
        return b"[" + b",".join(text.encode() for text, _place in asked(sql, params)) + b"]"

    return read
