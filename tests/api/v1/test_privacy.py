"""Requests about data, breaches, the register of processing and papers, as programs meet them."""

import base64
import json
from typing import Any

import pytest
from django.utils import timezone

from casework.referrals.actions import withdraw
from casework.referrals.choices import Reason
from ostoja.audit.models import AuditEvent
from ostoja.privacy.breaches.models import Breach
from ostoja.privacy.processing.models import Activity, Controller
from ostoja.privacy.requests.models import DataRequest, RequestPart
from tests.api.programs import Program, assert_problem, program_of
from tests.casework.cases.situations import make_case
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast

NOW = "2026-11-22T10:00:00+01:00"


@pytest.fixture
def officer(cast: Cast) -> Program:
    return program_of(cast.officer, "privacy:write")


def verbs(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def content(answer: Any) -> bytes:
    return base64.b64decode(answer.json()["content"])


class TestBreaches:
    def test_from_noticing_to_closing(self, officer: Program) -> None:
        made = officer.post("breaches/", {"what": "Zgubiony telefon", "noticed_at": NOW})
        assert made.status_code == 201 and made.json()["due_at"].startswith("2026-11-25T")
        path, tag = made.headers["Location"], made.headers["ETag"]
        steps = (("note", 200), ("no_authority", 409), ("closed", 409), ("authority", 200))
        for kind, status in (*steps, ("no_people", 200), ("closed", 200)):
            entry = {"kind": kind, "text": "Bo tak", "happened_at": NOW, "risk": "likely"}
            answer = officer.post(f"{path}entries/", entry, match=tag)
            assert answer.status_code == status, (kind, answer.content)
            tag = answer.headers["ETag"] if status == 200 else tag
        shown = officer.get(path).json()
        assert shown["closed_at"] and shown["risk"] == "likely"
        assert [one["kind"] for one in shown["entries"]][:2] == ["note", "authority"]
        assert officer.get("breaches/?open=true").json()["results"] == []
        assert verbs("breach.entered") == 4

    @pytest.mark.parametrize(
        ("wrong", "pointer"),
        [
            ({"noticed_at": "2099-01-01T00:00:00+01:00"}, "/noticed_at"),
            ({"since": NOW, "until": "2026-11-20T10:00:00+01:00"}, "/until"),
            ({"people": -1}, "/people"),
            ({"risk": "high"}, "/risk"),
        ],
    )
    def test_what_is_wrong_is_named(
        self, officer: Program, wrong: dict[str, Any], pointer: str
    ) -> None:
        sent = {"what": "Telefon", "noticed_at": NOW, **wrong}
        problem = assert_problem(officer.post("breaches/", sent), 422)
        assert pointer in {one["pointer"] for one in problem["errors"]}
        assert not Breach.objects.exists()


class TestRequests:
    def asked(self, officer: Program, number: str, kind: str) -> Any:
        sent = {
            "kind": kind,
            "subject": "cases.case",
            "name": number,
            "received_on": timezone.localdate().isoformat(),
            "identity": "Dowód osobisty",
        }
        return officer.post("data-requests/", sent)

    def test_a_copy_is_made_taken_and_answered(self, cast: Cast, officer: Program) -> None:
        case = make_case(cast, person_name="Zofia Wrzos")
        made = self.asked(officer, case.number, "export")
        path = made.headers["Location"]
        assert_problem(officer.post(f"{path}take/", {"way": "json"}), 404)
        closing = {"outcome": "granted", "reason": ""}
        match = made.headers["ETag"]
        assert_problem(officer.post(f"{path}close/", closing, match=match), 409)
        copied = officer.post(f"{path}copy/", {}, match=match)
        assert copied.json()["state"] == "ready"
        taken = officer.post(f"{path}take/", {"way": "json"})
        assert "Zofia Wrzos" in json.dumps(json.loads(content(taken)), ensure_ascii=False)
        assert content(officer.post(f"{path}take/", {"way": "pdf"})).startswith(b"%PDF")
        closed = officer.post(f"{path}close/", closing, match=copied.headers["ETag"])
        assert closed.json()["state"] == "closed"
        assert verbs("data_request.seen") == 2
        assert officer.get("data-requests/?state=received").json()["results"] == []

    def test_erasure_is_decided_kind_by_kind(self, cast: Cast, officer: Program) -> None:
        made = self.asked(officer, make_case(cast).number, "erasure")
        path, match = made.headers["Location"], made.headers["ETag"]
        [kind] = made.json()["kinds"]
        assert kind["subject"] == "cases.case" and len(kind["names"]) == 1
        assert_problem(officer.post(f"{path}copy/", {}, match=match), 404)
        wrong = {"kinds": [{"subject": "intake.conversation", "decision": "erase"}]}
        assert_problem(officer.post(f"{path}decide/", wrong, match=match), 422)
        assert_problem(officer.post(f"{path}decide/", {"kinds": []}, match=match), 409)
        kept = {"subject": "cases.case", "decision": "archive", "category": "B10"}
        decision = {"kinds": [kept], "reason": "Wymaga tego ustawa."}
        decided = officer.post(f"{path}decide/", decision, match=match)
        assert (decided.json()["state"], decided.json()["outcome"]) == ("closed", "refused")
        part = RequestPart.objects.get()
        assert (part.keeps, part.basis, part.category) == (True, "archive", "B10")

    def test_nobody_with_that_number_and_no_second_one(self, cast: Cast, officer: Program) -> None:
        case = make_case(cast)
        problem = assert_problem(self.asked(officer, "nobodys", "export"), 422)
        assert problem["errors"][0]["pointer"] == "/name"
        assert self.asked(officer, case.number, "export").status_code == 201
        assert_problem(self.asked(officer, case.number, "export"), 409)
        assert DataRequest.objects.count() == 1


class TestProcessing:
    def test_the_citys_words_stand_beside_what_follows_from_the_platform(
        self, officer: Program
    ) -> None:
        entries = {one["key"]: one for one in officer.get("processing/").json()["entries"]}
        assert entries["cases"]["categories"] and entries["cases"]["version"] == 0
        shown = officer.get("processing/cases/")
        written = officer.patch(
            "processing/cases/", {"purpose": "Pomoc"}, match=shown.headers["ETag"]
        )
        assert written.json()["purpose"] == "Pomoc"
        again = officer.patch(
            "processing/cases/", {"basis": "Ustawa"}, match=written.headers["ETag"]
        )
        assert (again.json()["purpose"], again.json()["basis"]) == ("Pomoc", "Ustawa")
        assert_problem(
            officer.patch("processing/cases/", {"basis": "X"}, match=written.headers["ETag"]), 412
        )
        assert_problem(officer.get("processing/nothing/"), 404)
        assert Activity.objects.get().key == "cases"

    def test_the_assessment(self, officer: Program) -> None:
        first = officer.get("assessment/")
        words = {"risks": "Zgubiony telefon", "reviewed_on": "2026-11-20"}
        written = officer.patch("assessment/", words, match=first.headers["ETag"])
        assert written.json()["risks"] == "Zgubiony telefon"
        more = officer.patch("assessment/", {"opinion": "Tak"}, match=written.headers["ETag"])
        assert (more.json()["risks"], more.json()["reviewed_on"]) == (
            "Zgubiony telefon",
            "2026-11-20",
        )

    def test_bodies_that_decide(self, officer: Program) -> None:
        sent = {"part": "joint", "name": "Fundacja"}
        made = officer.post("controllers/", sent)
        path = made.headers["Location"]
        assert_problem(officer.post("controllers/", sent), 422)
        changed = officer.patch(path, {"contact": "biuro@x.example"}, match=made.headers["ETag"])
        assert (changed.json()["name"], changed.json()["version"]) == ("Fundacja", 2)
        assert_problem(officer.delete(path, match=made.headers["ETag"]), 412)
        assert officer.delete(path, match=changed.headers["ETag"]).status_code == 204
        assert not Controller.objects.exists()


class TestPapers:
    def test_a_case_is_printed_as_far_as_one_reads_it(self, cast: Cast) -> None:
        case = make_case(cast)
        consultant = program_of(cast.consultant)
        printed = consultant.post(f"cases/{case.pk}/print/", {"parts": ["about", "needs"]})
        assert content(printed).startswith(b"%PDF")
        assert printed.json()["name"].replace("-", "").isalnum()
        row = AuditEvent.objects.get(verb="case.printed")
        assert row.details["parts"] == "about, needs" and row.actor_id == cast.consultant.pk
        wrong = consultant.post(f"cases/{case.pk}/print/", {"parts": ["secrets"]})
        assert assert_problem(wrong, 422)["errors"][0]["pointer"] == "/parts"
        for who in ("stranger", "administrator"):
            program = program_of(getattr(cast, who))
            assert_problem(program.post(f"cases/{case.pk}/print/", {"parts": ["about"]}), 404)

    def test_a_letter_is_printed_while_the_referral_is_open(self, cast: Cast) -> None:
        referral = refer(cast, coordinated_case(cast))
        path = f"referrals/{referral.pk}/letter/"
        worker = program_of(cast.partner_worker)
        assert content(worker.post(path)).startswith(b"%PDF")
        assert verbs("referral.printed") == 1
        assert_problem(program_of(cast.stranger).post(path), 404)
        withdraw(
            referral=referral,
            version=referral.version,
            reason=Reason.MISTAKE,
            by=cast.coordinator,
        )
        assert_problem(worker.post(path), 404)


def test_a_token_of_another_part_opens_nothing(cast: Cast) -> None:
    program = program_of(cast.officer, "audit:read")
    for path in ("breaches/", "data-requests/", "processing/", "controllers/", "assessment/"):
        assert_problem(program.get(path), 403)
