"""Files in the wizard: a blueprint of one's own and lists, looked at, kept for a while, gone."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from casework.partners.models import Organisation
from ostoja.accounts.models import Invitation
from ostoja.audit.models import AuditEvent
from ostoja.privacy.keys import schemas_with_keys
from tenants.console.models import FILES_KEPT, Draft, DraftFile
from tenants.console.tasks import forget_drafts
from tenants.fence import entered, entered_platform
from tenants.models import City
from tests.tenants.blueprints.test_broken import WHOLE
from tests.tenants.console.test_onboarding import TCZEW, answer_all, page_of, text

PARTNERS = "Nazwa;Rodzaj\nFundacja Przystań;NGO\nSzpital Powiatowy;instytucja\n"
STAFF = (
    "Imię i nazwisko;Adres e-mail;Rola;Organizacja\n"
    "Anna Przykładowa;anna@przystan.example;Pracownik partnera;Fundacja Przystań\n"
)


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def send(console: Client, draft: Draft, page: str, typed: Mapping[str, Any]) -> Any:
    return console.post(page_of(draft, page), typed, follow=True)


def own(content: str | bytes = WHOLE) -> dict[str, Any]:
    return {"blueprint": "own", "own_blueprint": file("nasz.toml", content)}


def kept() -> list[str]:
    with entered_platform():
        return sorted(DraftFile.objects.values_list("name", flat=True))


def test_a_city_begins_from_a_blueprint_of_ones_own(console: Client, draft: Draft) -> None:
    answers = {**TCZEW, "kind": own(), "modules": {"modules": ["partners", "meetings"]}}
    check = answer_all(console, draft, answers)
    assert "Nasz system (nasz.toml)" in text(console.get(check))
    console.post(check)
    with entered_platform():
        city = City.objects.get(slug="powiat-tczewski")
        assert (city.blueprint, city.own_blueprint.text) == ("own", WHOLE)
    assert "Nasz system" in text(console.get("/en/staff/cities/powiat-tczewski/"))
    assert kept() == []


def test_its_parts_are_suggested_and_it_goes_with_another_kind(
    console: Client, draft: Draft
) -> None:
    answer = send(console, draft, "kind", own())
    assert answer.context["form"].initial["modules"] == ["partners", "meetings"]
    assert "nasz.toml is kept" in text(console.get(page_of(draft, "kind")))
    again = send(console, draft, "kind", {"blueprint": "own"})
    assert again.redirect_chain[-1][0] == page_of(draft, "modules"), "it is not asked for twice"
    send(console, draft, "kind", {"blueprint": "msik"})
    assert kept() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (WHOLE.replace("[[needs]]", "[[nedes]]", 1), "nasz.toml: line 7: “nedes” is unknown"),
        (WHOLE.replace('"Nasz system"', '"Nasz system'), "nasz.toml: line 2: This is not TOML"),
        (b"# x", "nasz.toml: line 1: Nothing stands in the blueprint"),
        (b"", "The file is empty"),
        (b"\xff\xfe", "not written in UTF-8"),
        (b"#" * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
)
def test_a_broken_one_is_refused_with_line_and_reason(
    console: Client, draft: Draft, content: str | bytes, words: str
) -> None:
    send(console, draft, "name", TCZEW["name"])
    answer = send(console, draft, "kind", own(content))
    assert answer.redirect_chain[-1][0] == page_of(draft, "kind")
    assert words in text(answer)
    assert answer.context["form"].data["blueprint"] == "own"
    assert words in text(console.get(page_of(draft, "kind"))), "Back and a reload say it again"
    assert kept() == []
    with entered_platform():
        assert Draft.objects.get().answers["name"] == "powiat tczewski"


def test_one_that_a_newer_version_refuses_is_asked_for_again(console: Client, draft: Draft) -> None:
    check = answer_all(console, draft, {**TCZEW, "kind": own()})
    with entered_platform():
        spoilt = b64encode(WHOLE.replace("needs", "wishes").encode()).decode()
        stale = DraftFile.objects.get()
        stale.sealed = spoilt
        stale.save()
    assert console.get(page_of(draft, "modules")).status_code == 200
    answer = console.post(check, follow=True)
    assert answer.redirect_chain[-1][0] == page_of(draft, "kind")
    assert "nasz.toml: line 7: “wishes” is unknown" in text(answer)


def lists(**changes: str) -> dict[str, Any]:
    texts = {"partners": PARTNERS, "staff": STAFF, **changes}
    return {name: file(f"{name}.csv", text) for name, text in texts.items() if text}


def test_lists_come_with_the_city_and_are_gone_from_the_draft(
    console: Client, draft: Draft
) -> None:
    check = answer_all(console, draft, {**TCZEW, "lists": lists()})
    assert kept() == ["partners.csv", "staff.csv"]
    shown = text(console.get(check))
    assert "partners.csv" in shown
    assert "anna@przystan.example" not in shown
    console.post(check)
    assert kept() == []
    with entered("powiat-tczewski"):
        assert Organisation.objects.count() == 2
        assert Invitation.objects.filter(email="anna@przystan.example").exists()


@pytest.mark.parametrize(
    ("changes", "words", "stays"),
    [
        (
            {"partners": PARTNERS + ";NGO\n"},
            "partners.csv: row 4, column “Name”",
            ["staff.csv"],
        ),
        (
            {"staff": STAFF + "Jan;nobody;Koordynator;\n"},
            "staff.csv: row 3, column “E-mail address”",
            ["partners.csv"],
        ),
        ({"partners": "Rodzaj\nNGO\n"}, "Columns are missing: “Name”", ["staff.csv"]),
        ({"staff": "%PDF-1.7", "partners": ""}, "PDF", []),
        ({"staff": "x" * (5 * 1024 * 1024 + 2), "partners": ""}, "staff.csv: ", []),
    ],
)
def test_a_wrong_row_is_said_with_its_line_and_nothing_is_made(
    console: Client,
    draft: Draft,
    *,
    changes: dict[str, str],
    words: str,
    stays: list[str],
) -> None:
    answer_all(console, draft)
    answer = send(console, draft, "lists", lists(**changes))
    assert answer.redirect_chain[-1][0] == page_of(draft, "lists")
    assert set(answer.context["form"].errors) == set(changes) - {
        name for name, content in changes.items() if not content
    }
    assert words in text(answer)
    assert kept() == stays, "what is in order need not be sent again"
    with entered_platform():
        assert not City.objects.filter(slug="powiat-tczewski").exists()
    assert not [schema for schema in schemas_with_keys() if "tczewski" in schema]


def test_a_refused_list_is_not_left_out_by_the_way(console: Client, draft: Draft) -> None:
    answer_all(console, draft)
    send(console, draft, "lists", lists(partners=PARTNERS + ";NGO\n", staff=""))
    again = send(console, draft, "lists", {})
    assert "partners.csv: row 4" in text(again)
    assert "Leave this list out" in text(again)
    left_out = console.post(page_of(draft, "lists"), {"leave_out_partners": "on"})
    assert left_out["Location"] == page_of(draft, "check")


def test_another_kind_forgets_the_refused_file(console: Client, draft: Draft) -> None:
    send(console, draft, "kind", own("name = 1"))
    assert "nasz.toml: line 1" in text(send(console, draft, "kind", {"blueprint": "own"}))
    answer = console.post(page_of(draft, "kind"), {"blueprint": "msik"})
    assert answer["Location"] == page_of(draft, "modules")


def test_a_list_can_be_left_out_again_or_replaced(console: Client, draft: Draft) -> None:
    answer_all(console, draft)
    send(console, draft, "lists", lists(staff=""))
    assert "Leave out partners.csv" in text(console.get(page_of(draft, "lists")))
    more = file("more.csv", PARTNERS + "Szkoła;instytucja\n")
    send(console, draft, "lists", {"partners": more})
    assert kept() == ["more.csv"]
    send(console, draft, "lists", {"leave_out_partners": "on"})
    assert kept() == []


def test_a_list_that_no_longer_fits_is_said_on_its_page(console: Client, draft: Draft) -> None:
    check = answer_all(console, draft, {**TCZEW, "lists": lists(staff="")})
    send(console, draft, "modules", {"modules": ["meetings"]})
    answer = console.post(check, follow=True)
    assert answer.redirect_chain[-1][0] == page_of(draft, "lists")
    assert "needs the module “partners”" in text(answer)


def test_what_lies_in_the_database_is_encrypted(console: Client, draft: Draft) -> None:
    answer_all(console, draft, {**TCZEW, "lists": lists()})
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select sealed from console_draftfile")
        stored = b"".join(bytes(sealed) for (sealed,) in cursor.fetchall())
    assert b"anna" not in stored
    with entered_platform():
        assert DraftFile.objects.get(fact="staff").content == STAFF.encode()
        assert "anna@" not in str(list(AuditEvent.objects.values_list("details", flat=True)))


def test_files_go_after_a_week_and_with_their_draft(console: Client, draft: Draft) -> None:
    answer_all(console, draft, {**TCZEW, "lists": lists()})
    with entered_platform():
        assert forget_drafts() == 0
        DraftFile.objects.update(kept_at=timezone.now() - FILES_KEPT - timedelta(hours=1))
        assert forget_drafts() == 1
    assert kept() == []
    with entered_platform():
        assert Draft.objects.get().answers["name"] == "powiat tczewski"
    send(console, draft, "lists", lists())
    console.post(page_of(draft, "discard"))
    assert kept() == []
