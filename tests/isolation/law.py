"""What the law asks for, with a city's canary in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from accessibility.easy.actions import change_easy_text
from accessibility.statement.actions import publish_statement
from casework.cases.models import Case
from casework.intake.models import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.breaches.models import Breach, BreachEntry
from ostoja.privacy.processing.models import Controller as Body
from ostoja.privacy.requests.models import DataRequest, PersonExport
from ostoja.privacy.retention.models import Hold
from ostoja.ui.easy import Line
from tenants.privacy_notice import selectors
from tenants.privacy_notice.actions import change_controller, change_part
from tenants.privacy_notice.choices import PartKind
from tenants.privacy_notice.controller import Controller
from tenants.translated import TranslatedText
from tests.accessibility.statement.making import whole_statement
from tests.isolation.minors import Minors, make_minors


def publish_law(canary: str, *, by: User) -> None:
    """A published statement, a notice and an easy text that show the canary."""
    texts = TranslatedText(dict.fromkeys(("pl", "en", "de", "uk"), canary))
    statement = whole_statement(body=canary, contact=texts, by=by)
    publish_statement(version=statement.version, by=by)
    lines = [Line(canary)]
    change_easy_text(page="start", language="pl", version=0, lines=lines, by=by)
    controller = Controller(canary, "ul. Łąkowa 1", "80-000", canary)
    change_controller(version=selectors.notice().version, controller=controller, by=by)
    version = selectors.part(PartKind.RIGHTS).version
    change_part(kind=PartKind.RIGHTS, version=version, text=texts, easy=texts, by=by)


@dataclass(kw_only=True)
class Privacy:
    """What an officer of data protection has: a hold, requests, a breach, a body."""

    hold: Hold
    data_requests: tuple[DataRequest, DataRequest]
    breach: Breach
    body: Body
    minors: Minors


def of_privacy(made: Any) -> dict[str, Any]:
    """The fields of ``Privacy``; ``made`` has the city's case, conversation, canary and people."""
    submission, case, canary, by = made.submission, made.case, made.canary, made.cast.officer
    return {
        "hold": hold_back(submission(), case, canary, by=by),
        "data_requests": asked_for_data(submission, case, made.conversation, canary, by=by),
        "breach": noticed_breach(submission, canary, by=by),
        "body": named_body(submission(), canary),
        "minors": make_minors(submission, canary, made.cast),
    }


def hold_back(submission: UUID, case: Case, canary: str, *, by: User) -> Hold:
    """A case that must not be deleted."""
    return Hold.objects.create(
        submission=submission, key="cases", object_id=case.pk, reason=canary, placed_by=by
    )


def asked_for_data(
    submission: Callable[[], UUID], case: Case, talk: Conversation, canary: str, *, by: User
) -> tuple[DataRequest, DataRequest]:
    """A request for a copy, which is made, and one for erasure, which nobody decided."""
    facts = {"received_on": timezone.localdate(), "identity": canary, "recorded_by": by}
    copy = DataRequest.objects.create(
        submission=submission(),
        kind="export",
        subject_type="cases.case",
        subject_id=case.pk,
        state="ready",
        **facts,
    )
    document = {
        "format": "ostoja-person-1",
        "language": "pl",
        "city": "",
        "about": case.number,
        "information": [["", canary]],
        "parts": [],
        "left_out": [],
        "files": [],
    }
    PersonExport.objects.create(request=copy, document=document, made_by=by)
    erasure = DataRequest.objects.create(
        submission=submission(),
        kind="erasure",
        subject_type="intake.conversation",
        subject_id=talk.pk,
        **facts,
    )
    return copy, erasure


def noticed_breach(submission: Callable[[], UUID], canary: str, *, by: User) -> Breach:
    """A breach with an entry."""
    now = timezone.now()
    facts = {"noticed_at": now, "what": canary, "recorded_by": by}
    breach = Breach.objects.create(submission=submission(), **facts)
    entry = {"kind": "note", "text": canary, "happened_at": now, "by": by}
    BreachEntry.objects.create(submission=submission(), breach=breach, **entry)
    return breach


def named_body(submission: UUID, canary: str) -> Body:
    """A body that decides about data."""
    return Body.objects.create(submission=submission, part="joint", name=canary)
