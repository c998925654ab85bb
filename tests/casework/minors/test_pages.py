"""The pages of standards and interventions: reading, writing, confirming, and bad input."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.minors.choices import EditionState
from casework.minors.models import Edition, Intervention, Reading, Responsible, Review, Standards
from casework.minors.public_choices import Duty
from tests.casework.cases.situations import make_case, url, words
from tests.casework.minors.making import make_draft, make_edition, name, open_card, today
from tests.cast import Cast, browser_of

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return browser_of(cast.administrator)


@pytest.fixture
def consultant(cast: Cast) -> Client:
    return browser_of(cast.consultant)


def day(prefix: str) -> dict[str, str]:
    """Today in the three parts of a form."""
    when = today()
    return {f"{prefix}_{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def version_of(edition: Edition) -> str:
    edition.refresh_from_db()
    return str(edition.version)


def card_data(**changes: Any) -> dict[str, Any]:
    """What the form of a card sends."""
    return {
        "source": "home",
        "child": "Zuzia",
        "cause": "Opowiedziała w świetlicy.",
        "suspect": "",
        "reporter": "",
        "case_number": "",
        "submission": str(uuid4()),
        **day("learnt_on"),
        **changes,
    }


def test_standards_are_written_and_adopted(cast: Cast, administrator: Client) -> None:
    sent = {"body": str(cast.centre.pk), "title": "Standardy OIK"}
    page = administrator.post(url("minors_new"), sent, follow=True).content.decode()
    assert "Write the standards, or add them as a file." in page
    draft = Edition.objects.get()
    texts = {"title": "", "language": "pl", "full_text": "# Zasady", "short_text": "Krótko"}
    edit = url("minors_draft_edit", draft.pk)
    wrong = administrator.post(edit, {**texts, "version": version_of(draft)})
    assert wrong.status_code == 422 and "# Zasady" in wrong.content.decode()
    right = {**texts, "title": "Standardy OIK", "version": version_of(draft)}
    assert administrator.post(edit, right).status_code == 302
    stale = administrator.post(edit, {**right, "full_text": "Moje słowa"})
    assert stale.status_code == 422 and "Moje słowa" in stale.content.decode()
    annex = {"title": "Karta", "text": "Wzór", "submission": str(uuid4())}
    assert administrator.post(url("minors_annex_new", draft.pk), annex).status_code == 302
    changed = {**annex, "text": "Nowy wzór", "version": version_of(draft)}
    annex_url = url("minors_annex_edit", draft.annexes.get().pk)
    assert administrator.post(annex_url, changed).status_code == 302
    adopt = {"approved": "Dyrektor", "version": version_of(draft), **day("in_force_from")}
    wrong = administrator.post(url("minors_adopt", draft.pk), {**adopt, "approved": ""})
    assert wrong.status_code == 422
    assert administrator.post(url("minors_adopt", draft.pk), adopt).status_code == 302
    draft.refresh_from_db()
    assert draft.state == EditionState.ADOPTED
    assert administrator.get(edit).status_code == 404
    page = words(administrator, "minors_standards", draft.standards_id)
    assert "in force" in page and "Approved: Dyrektor" in page


def test_a_file_is_added_opened_and_taken_out(cast: Cast, administrator: Client) -> None:
    draft = make_draft(cast)
    new = url("minors_file_new", draft.pk)
    sent: dict[str, Any] = {"part": "full", "title": "Podpisany dokument"}
    wrong = administrator.post(new, sent)
    assert wrong.status_code == 422 and "Choose one file." in wrong.content.decode()
    sent["files"] = SimpleUploadedFile("x.txt", b"Tekst standardow")
    assert administrator.post(new, sent).status_code == 302
    row = draft.files.get()
    answer = administrator.get(url("minors_file", row.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="full-1.txt"'
    assert browser_of(cast.consultant).get(url("minors_file", row.pk)).status_code == 404
    assert administrator.post(url("minors_file_remove", row.pk)).status_code == 302
    assert not draft.files.exists()


def test_a_draft_is_thrown_away_and_an_annex_taken_out(cast: Cast, administrator: Client) -> None:
    edition = make_edition(cast)
    assert administrator.post(url("minors_draft", edition.standards_id)).status_code == 302
    draft = Edition.objects.get(state="draft")
    annex = {"title": "A", "text": "B", "submission": str(uuid4())}
    administrator.post(url("minors_annex_new", draft.pk), annex)
    administrator.post(url("minors_annex_remove", draft.annexes.get().pk))
    assert not draft.annexes.exists()
    discard = url("minors_discard", draft.pk)
    administrator.post(discard, {"version": "x"})
    assert Edition.objects.filter(pk=draft.pk).exists()
    administrator.post(discard, {"version": version_of(draft)})
    assert list(Edition.objects.all()) == [edition]


def test_a_member_reads_and_confirms(cast: Cast, consultant: Client, edition: Edition) -> None:
    assert "You have not read this yet:" in words(consultant, "minors")
    page = words(consultant, "minors_edition", edition.pk)
    assert "I have read it and will keep to it" in page and "nie krzycz" in page
    for _turn in range(2):
        assert consultant.post(url("minors_read", edition.pk)).status_code == 302
    assert Reading.objects.get().person == cast.consultant.pk
    page = words(consultant, "minors_edition", edition.pk)
    assert "You have read this" in page and "I have read it and" not in page
    assert "You have not read this yet:" not in words(consultant, "minors")


def test_who_works_elsewhere_reads_but_confirms_nothing(cast: Cast, edition: Edition) -> None:
    browser = browser_of(cast.partner_worker)
    assert "I have read it" not in words(browser, "minors_edition", edition.pk)
    browser.post(url("minors_read", edition.pk))
    assert not Reading.objects.exists()


def test_drafts_and_settings_are_for_those_who_look_after_them(
    cast: Cast, consultant: Client, edition: Edition
) -> None:
    draft = make_draft(cast, cast.partner)
    closed = [
        url("minors_new"),
        url("minors_draft_edit", draft.pk),
        url("minors_edition", draft.pk),
        url("minors_adopt", draft.pk),
        url("minors_readers", edition.pk),
        url("minors_readers_csv", edition.pk),
        url("minors_responsible_new", edition.standards_id),
        url("minors_review_new", edition.standards_id),
    ]
    for path in closed:
        assert consultant.get(path).status_code == 404, path
    name(cast, edition.standards, cast.consultant, Duty.REVIEW)
    assert consultant.get(url("minors_readers", edition.pk)).status_code == 200
    assert consultant.get(url("minors_draft_edit", draft.pk)).status_code == 404


def test_who_has_not_read_is_listed_and_taken_as_a_file(
    administrator: Client, consultant: Client, edition: Edition
) -> None:
    consultant.post(url("minors_read", edition.pk))
    page = words(administrator, "minors_readers", edition.pk)
    assert "2 people have not read it." in page and "not read" in page
    table = administrator.get(url("minors_readers_csv", edition.pk)).content.decode("utf-8-sig")
    assert len(table.strip().splitlines()) == 4 and "consultant person" in table


def test_somebody_is_named_and_ended(cast: Cast, administrator: Client, edition: Edition) -> None:
    new = url("minors_responsible_new", edition.standards_id)
    sent = {"person": str(cast.stranger.pk), "duty": "reports", "shown_as": "pokój 7"}
    wrong = administrator.post(new, sent)
    assert wrong.status_code == 422 and "pokój 7" in wrong.content.decode()
    assert administrator.post(new, {**sent, "person": str(cast.supervisor.pk)}).status_code == 302
    assert "pokój 7" in words(administrator, "minors_standards", edition.standards_id)
    administrator.post(url("minors_responsible_end", Responsible.objects.get().pk))
    assert Responsible.objects.get().until == today()


def test_a_review_is_recorded(administrator: Client, edition: Edition) -> None:
    new = url("minors_review_new", edition.standards_id)
    sent = {"outcome": "still_right", "conclusions": "", **day("held_on")}
    assert administrator.post(new, sent).status_code == 422
    sent["conclusions"] = "Zgodne z prawem."
    assert administrator.post(new, sent).status_code == 302
    assert Review.objects.get().conclusions == "Zgodne z prawem."
    assert "Zgodne z prawem." in words(administrator, "minors_standards", edition.standards_id)


def test_a_card_is_opened_written_on_and_closed(
    cast: Cast, consultant: Client, edition: Edition
) -> None:
    name(cast, edition.standards, cast.supervisor)
    new = url("intervention_new")
    wrong = consultant.post(new, card_data(child="", cause="Nie chcę tego stracić"))
    assert wrong.status_code == 422 and "Nie chcę tego stracić" in wrong.content.decode()
    sent = card_data(excluded=[str(cast.colleague.pk)])
    assert consultant.post(new, sent).status_code == 302
    assert consultant.post(new, sent).status_code == 302
    card = Intervention.objects.get()
    assert card.excluded == [cast.colleague.pk]
    page = words(consultant, "intervention", card.pk)
    assert "supervisor person" in page and "Opowiedziała w świetlicy." in page
    entry = {"kind": "court", "text": "Wysłano wniosek.", **day("done_on")}
    assert consultant.post(url("intervention_entry", card.pk), entry).status_code == 302
    assert (
        consultant.post(url("intervention_entry", card.pk), {**entry, "text": ""}).status_code
        == 422
    )
    card.refresh_from_db()
    close = {"outcome": "passed_on", "result": "Sąd prowadzi.", "version": "1"}
    stale = consultant.post(url("intervention_close", card.pk), close)
    assert stale.status_code == 422 and "Sąd prowadzi." in stale.content.decode()
    close["version"] = str(card.version)
    assert consultant.post(url("intervention_close", card.pk), close).status_code == 302
    page = words(consultant, "intervention", card.pk)
    assert "Open the card again" in page and "Sąd prowadzi." in page
    card.refresh_from_db()
    again = {"reason": "Nowe wiadomości", "version": str(card.version)}
    assert consultant.post(url("intervention_reopen", card.pk), again).status_code == 302
    assert "Nowe wiadomości" in words(consultant, "intervention", card.pk)


def test_a_case_is_linked_through_its_door(
    cast: Cast, consultant: Client, edition: Edition
) -> None:
    case = make_case(cast)
    card = open_card(edition.standards, cast.consultant)
    circle = url("intervention_circle", card.pk)
    sent = {"case_number": "nie ma takiej", "version": str(card.version)}
    wrong = consultant.post(circle, sent)
    assert wrong.status_code == 422 and "nie ma takiej" in wrong.content.decode()
    sent["case_number"] = case.number
    assert consultant.post(circle, sent).status_code == 302
    assert case.number in words(consultant, "intervention", card.pk)
    assert case.number in words(consultant, "intervention_circle", card.pk)


def test_who_was_excluded_and_left_stays_excluded(
    cast: Cast, consultant: Client, edition: Edition
) -> None:
    card = open_card(edition.standards, cast.consultant, excluded=(cast.colleague,))
    cast.colleague.memberships.all().delete()
    sent = {"excluded": [str(cast.supervisor.pk)], "version": str(card.version)}
    assert consultant.post(url("intervention_circle", card.pk), sent).status_code == 302
    card.refresh_from_db()
    assert set(card.excluded) == {cast.colleague.pk, cast.supervisor.pk}


def test_a_card_can_be_opened_under_ones_own_body_and_the_citys_own_office(
    cast: Cast, consultant: Client, edition: Edition
) -> None:
    partners = make_edition(cast, cast.partner)
    citys = Standards.objects.create()
    for found, status in ((edition.standards, 200), (citys, 200), (partners.standards, 404)):
        path = url("intervention_new", standards=str(found.pk))
        assert consultant.get(path).status_code == status
    assert browser_of(cast.stranger).get(url("intervention_new")).status_code == 200
    citys.delete()
    assert browser_of(cast.stranger).get(url("intervention_new")).status_code == 404


@pytest.mark.parametrize("route", ["minors", "interventions"])
def test_lists_cost_the_same_for_one_and_for_many(
    cast: Cast, consultant: Client, edition: Edition, route: str, django_assert_max_num_queries: Any
) -> None:
    for body in (cast.partner, cast.coordinating, cast.other_partner):
        make_edition(cast, body)
    for _turn in range(4):
        open_card(edition.standards, cast.consultant)
    consultant.get(url(route))
    with django_assert_max_num_queries(12):
        assert consultant.get(url(route)).status_code == 200


def test_pages_of_one_thing_cost_a_fixed_number(
    cast: Cast, consultant: Client, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    card = open_card(edition.standards, cast.consultant)
    for route, pk in (
        ("minors_standards", edition.standards_id),
        ("minors_edition", edition.pk),
        ("intervention", card.pk),
    ):
        consultant.get(url(route, pk))
        with django_assert_max_num_queries(17):
            consultant.get(url(route, pk))
