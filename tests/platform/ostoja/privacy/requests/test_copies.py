"""A copy of one person's data: everything of theirs, nothing of others, on record, for a while."""

import json
import zipfile
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from casework.cases.models import Case
from casework.intake.models import Conversation, SafeContact
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from ostoja.privacy.requests.actions import close_request, make_copy
from ostoja.privacy.requests.choices import Outcome, RequestKind, RequestState
from ostoja.privacy.requests.document import Wish
from ostoja.privacy.requests.models import DataRequest, PersonExport
from ostoja.privacy.requests.printing import as_archive, as_json, as_pdf
from ostoja.privacy.requests.refusal import NotAllowed
from tests.cast import Cast
from tests.platform.ostoja.privacy.requests.situations import asked, told_case, written_by_other
from tests.platform.ostoja.privacy.retention.situations import report, run


def copied(cast: Cast, request: DataRequest, wish: Wish | None = None) -> PersonExport:
    request.refresh_from_db()
    with translation.override("en"):
        return make_copy(
            request=request, version=request.version, wish=wish or Wish(), by=cast.officer
        )


def labels(export: PersonExport) -> set[str]:
    return {part["label"] for part in export.document["parts"]}


def left_out(export: PersonExport) -> str:
    return json.dumps(export.document["left_out"])


def test_it_holds_what_every_room_has(cast: Cast) -> None:
    export = copied(cast, asked(cast, told_case(cast), RequestKind.EXPORT))
    assert {"Case", "Notes", "Needs", "Referrals", "Conversations", "Messages"} <= labels(export)
    said = json.dumps(export.document, ensure_ascii=False)
    assert "Anna Kowalska" in said
    assert "Notatka" in said
    assert "Fundacja Łąka" in said  # who received the data
    assert export.request.state == RequestState.READY


def test_what_belongs_to_others_is_covered_and_named(cast: Cast) -> None:
    request = asked(cast, told_case(cast), RequestKind.EXPORT)
    export = copied(cast, request, Wish(names="Piotr"))
    said = json.dumps(export.document, ensure_ascii=False)
    for foreign in ("501 502 503", "piotr@dom.example", "Piotr", cast.consultant.full_name):
        assert foreign not in said
    assert "601602603" in said
    assert export.document["covered"] == 3
    assert "Names of employees" in left_out(export)


def test_what_a_neighbour_wrote_stays_with_them(cast: Cast) -> None:
    case = told_case(cast)
    written_by_other(case)
    request = asked(cast, case, RequestKind.EXPORT)
    assert "ściany" not in json.dumps(copied(cast, request).document, ensure_ascii=False)
    assert "Another person wrote it" in left_out(PersonExport.objects.get())
    with_it = copied(cast, request, Wish(others=True))
    assert "ściany" in json.dumps(with_it.document, ensure_ascii=False)


def test_how_the_neighbour_is_reached_is_never_given(cast: Cast) -> None:
    case = told_case(cast)
    conversation = written_by_other(case)
    SafeContact.objects.create(conversation=conversation, phone="701 702 703")
    case.summary = "Dzwoniła sąsiadka z 701 702 703."
    case.save()
    request = asked(cast, case, RequestKind.EXPORT)
    for wish in (Wish(), Wish(others=True)):
        said = json.dumps(copied(cast, request, wish).document, ensure_ascii=False)
        assert "701 702 703" not in said
        assert "Dzwoniła" in said


def test_the_neighbour_gets_their_own_words_and_not_the_case(cast: Cast) -> None:
    case = told_case(cast)
    export = copied(cast, asked(cast, written_by_other(case), RequestKind.EXPORT))
    said = json.dumps(export.document, ensure_ascii=False)
    assert "ściany" in said
    assert case.number not in said
    assert "Kowalska" not in said


def test_cases_that_became_one_are_all_of_them_given(cast: Cast) -> None:
    case, other = told_case(cast), told_case(cast)
    Case.objects.filter(pk=other.pk).update(merged_into=case)
    export = copied(cast, asked(cast, other, RequestKind.EXPORT))
    part = next(one for one in export.document["parts"] if one["label"] == "Case")
    assert {one["id"] for one in part["rows"]} == {str(case.pk), str(other.pk)}


def test_it_is_on_record_in_each_record_of_the_person(cast: Cast) -> None:
    case = told_case(cast)
    copied(cast, asked(cast, case, RequestKind.EXPORT))
    rows = AuditEvent.objects.filter(verb="data_request.copied")
    conversation = Conversation.objects.get(case=case)
    assert {one.subject_id for one in rows} == {str(case.pk), str(conversation.pk)}
    assert {one.actor_id for one in rows} == {cast.officer.pk}


def test_the_files_for_people_and_for_programs(cast: Cast) -> None:
    export = copied(cast, asked(cast, told_case(cast), RequestKind.EXPORT), Wish(with_files=True))
    assert json.loads(as_json(export))["format"] == "ostoja-person-1"
    pdf = as_pdf(export)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    with zipfile.ZipFile(BytesIO(as_archive(export))) as archive:
        assert {"data.json", "data.pdf"} <= set(archive.namelist())


@pytest.mark.parametrize("text", ["😀 emoji", "\u202eodwrócone", "𝔘𝔫𝔦", "", "a" * 5000, "# = $x$"])
def test_whatever_was_written_can_be_printed(cast: Cast, text: str) -> None:
    case = told_case(cast)
    case.summary = text or "–"
    case.save()
    export = copied(cast, asked(cast, case, RequestKind.EXPORT))
    assert as_pdf(export).startswith(b"%PDF-")


def test_a_copy_goes_after_its_days(cast: Cast) -> None:
    request = asked(cast, told_case(cast), RequestKind.EXPORT)
    copied(cast, request)
    PersonExport.objects.update(made_at=timezone.now() - timedelta(days=15))
    run()
    assert not PersonExport.objects.exists()
    assert DataRequest.objects.filter(pk=request.pk).exists()


def test_a_request_is_open_once_and_sent_once(cast: Cast) -> None:
    case, submission = told_case(cast), uuid4()
    first = asked(cast, case, RequestKind.EXPORT, submission=submission)
    assert asked(cast, case, RequestKind.EXPORT, submission=submission) == first
    with pytest.raises(NotAllowed):
        asked(cast, case, RequestKind.EXPORT)
    asked(cast, case, RequestKind.ERASURE)


def test_two_at_once_make_one_copy(cast: Cast) -> None:
    request = asked(cast, told_case(cast), RequestKind.EXPORT)
    copied(cast, request)
    with pytest.raises(StaleObject):
        make_copy(request=request, version=1, wish=Wish(), by=cast.officer)


def test_an_answer_needs_a_copy_or_a_reason(cast: Cast) -> None:
    request = asked(cast, told_case(cast), RequestKind.EXPORT)
    facts: dict[str, Any] = {"request": request, "version": 1, "by": cast.officer}
    with pytest.raises(NotAllowed, match="copy first"):
        close_request(outcome=Outcome.GRANTED, reason="", **facts)
    with pytest.raises(NotAllowed, match="why"):
        close_request(outcome=Outcome.REFUSED, reason=" ", **facts)
    closed = close_request(outcome=Outcome.REFUSED, reason="Nie ta osoba", **facts)
    assert closed.closed_at is not None
    with pytest.raises(NotAllowed):
        copied(cast, request)


def test_the_month_ends_on_the_same_day_or_the_last_one(cast: Cast) -> None:
    request = DataRequest(received_on=date(2026, 1, 31))
    assert request.due_on.isoformat() == "2026-02-28"
    request.received_on = date(2026, 12, 24)
    assert request.due_on.isoformat() == "2027-01-24"


def test_a_conversation_without_a_case_is_given_whole(cast: Cast) -> None:
    export = copied(cast, asked(cast, report(3), RequestKind.EXPORT))
    assert labels(export) == {"Conversations", "Messages"}
