"""Requests and the data they are about, as the tests need them."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.cases.models import Case
from casework.intake.models import Conversation, Message
from ostoja.privacy.receipts import code_for
from ostoja.privacy.requests.actions import record_request
from ostoja.privacy.requests.choices import RequestKind
from ostoja.privacy.requests.models import DataRequest
from ostoja.privacy.requests.subjects import Subject, subject_named
from tests.cast import Cast
from tests.platform.ostoja.privacy.retention.situations import closed_case, report

WHO = "Dowód osobisty w okienku"


def subject(key: str) -> Subject:
    """The one with this key, which must be there."""
    found = subject_named(key)
    assert found is not None
    return found


def told_case(cast: Cast, days_ago: int = 10) -> Case:
    """A closed case of Anna Kowalska with a note, a referral and a conversation of her own."""
    case = closed_case(cast, days_ago)
    case.person_name, case.phone = "Anna Kowalska", "601 602 603"
    case.summary = "Mąż Piotr (tel. 501 502 503, piotr@dom.example) krzyczy. Dzwoni: 601602603."
    case.save()
    Conversation.objects.filter(case=case).update(about="me")
    return case


def asked(cast: Cast, about: Case | Conversation, kind: RequestKind, **facts: Any) -> DataRequest:
    """A request of today about a case or a conversation."""
    key = "cases.case" if isinstance(about, Case) else "intake.conversation"
    return record_request(
        submission=facts.pop("submission", uuid4()),
        kind=kind,
        subject=subject(key),
        subject_id=about.pk,
        received_on=facts.pop("received_on", timezone.localdate()),
        identity=WHO,
        words="Proszę o moje dane.",
        by=cast.officer,
        **facts,
    )


def written_by_other(case: Case) -> Conversation:
    """A conversation of the case in which a neighbour wrote about its person."""
    conversation = report(1)
    Conversation.objects.filter(pk=conversation.pk).update(case=case, about="other")
    message = Message.objects.get(conversation=conversation)
    message.text = "Słyszę zza ściany płacz sąsiadki."
    message.save()
    return conversation


def code_of(conversation: Conversation) -> str:
    """The return code."""
    return code_for(conversation.submission)
