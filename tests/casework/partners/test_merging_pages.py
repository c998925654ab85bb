"""The pages on which two records of one body become one, and are two again."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.partners.models import Organisation, OrganisationMerge, ToldApart
from tests.casework.partners.builders import signatory
from tests.casework.partners.doubles import double_of, merge, worker_of
from tests.casework.partners.pages import address, text
from tests.cast import Cast, browser_of


@pytest.fixture
def double(cast: Cast) -> Organisation:
    return double_of(cast)


def send(client: Client, kept: Organisation, merged: Organisation, **answers: Any) -> Any:
    sent = {
        "submission": str(uuid4()),
        "version_kept": kept.version,
        "version_merged": merged.version,
        **answers,
    }
    return client.post(address("partner_merge_with", kept.pk, merged.pk), sent, follow=True)


def test_from_the_list_to_one_record_and_back(
    cast: Cast, coordinator: Client, double: Organisation
) -> None:
    worker_of(double)
    assert address("partner_duplicates") in text(coordinator.get(address("partners")))
    page = text(coordinator.get(address("partner_duplicates")))
    assert "ta sama nazwa" in page and "Łąka, Fundacja" in page
    page = text(coordinator.get(address("partner_merge_with", cast.partner.pk, double.pk)))
    assert "usługi: 1" in page and "Co obowiązuje tam, gdzie się różnią?" in page
    page = text(send(coordinator, cast.partner, double, name="kept", roles="both"))
    assert "Oba wpisy są teraz jednym." in page
    made = OrganisationMerge.objects.get()
    page = text(coordinator.get(address("partner_duplicates")))
    assert "Rozdziel wpisy" in page
    answer = coordinator.post(address("partner_separate", made.pk), follow=True)
    assert "To znów dwa osobne wpisy." in text(answer) and "Rozdziel wpisy" not in text(answer)


def test_the_old_addresses_lead_to_the_kept_record(
    cast: Cast, coordinator: Client, double: Organisation
) -> None:
    Organisation.objects.filter(pk=cast.partner.pk).update(agreement_state="signatory")
    merge(cast, cast.partner, double)
    answer = coordinator.get(address("partner_staff", double.pk))
    assert answer["Location"] == address("partner_staff", cast.partner.pk)
    answer = browser_of(None).get(address("partner", double.key))
    assert answer["Location"] == address("partner", cast.partner.key)
    for name in ("partner_edit", "partner_agreement", "partner_merge", "service_new"):
        assert coordinator.get(address(name, double.pk)).status_code == 404


def test_where_residents_do_not_see_the_kept_record_nothing_is_told(
    cast: Cast, double: Organisation
) -> None:
    Organisation.objects.filter(pk=cast.partner.pk).update(is_public=False)
    merge(cast, cast.partner, double, choices=dict.fromkeys(["name", "roles", "is_public"], "kept"))
    assert browser_of(None).get(address("partner", double.key)).status_code == 404


def test_another_record_is_chosen_by_hand(cast: Cast, coordinator: Client) -> None:
    path, other = address("partner_merge", cast.partner.pk), cast.other_partner
    answer = coordinator.post(path, {"other": other.pk})
    assert answer["Location"] == address("partner_merge_with", cast.partner.pk, other.pk)
    for wrong in ("", str(cast.partner.pk), str(uuid4()), "x\x00"):
        answer = coordinator.post(path, {"other": wrong})
        assert answer.status_code == 422 and "govuk-error-message" in text(answer)


def test_a_choice_that_is_missing_is_asked_for_and_the_others_stay(
    cast: Cast, coordinator: Client, double: Organisation
) -> None:
    answer = send(coordinator, cast.partner, double, name="merged", roles="wrong")
    page = text(answer)
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert re.search(r'name="name"[^>]*value="merged"[^>]*checked', page)
    assert not OrganisationMerge.objects.exists()


def test_two_people_at_once_look_again_and_lose_no_answer(
    cast: Cast, coordinator: Client, double: Organisation
) -> None:
    answers = {"name": "merged", "roles": "kept", "version_merged": "7"}
    page = text(send(coordinator, cast.partner, double, **answers))
    assert "Ktoś zmienił w międzyczasie jeden z wpisów." in page
    assert 'name="version_merged" value="1"' in page


def test_the_same_form_sent_twice_leads_to_the_record(
    cast: Cast, coordinator: Client, double: Organisation
) -> None:
    sent = {"submission": str(uuid4()), "name": "kept", "roles": "kept"}
    for _twice in range(2):
        answer = send(coordinator, cast.partner, double, **sent)
        assert answer.status_code == 200
    assert OrganisationMerge.objects.count() == 1


def test_what_stands_in_the_way_is_said_before_and_after(
    cast: Cast, coordinator: Client, double: Organisation
) -> None:
    Organisation.objects.filter(pk=double.pk).update(agreement_state="suspended")
    path = address("partner_merge_with", cast.partner.pk, double.pk)
    assert "nie można go scalić" in text(coordinator.get(path))
    double.refresh_from_db()
    answers = dict.fromkeys(["name", "roles", "agreement"], "kept")
    answer = send(coordinator, cast.partner, double, **answers)
    assert answer.status_code == 422 and text(answer).count("nie można go scalić") >= 2
    itself = address("partner_merge_with", cast.partner.pk, cast.partner.pk)
    assert coordinator.get(itself).status_code == 200
    assert send(coordinator, cast.partner, cast.partner).status_code == 422


def test_two_bodies_are_told_apart_and_a_merging_by_hand_warns(
    cast: Cast, coordinator: Client, double: Organisation
) -> None:
    path = address("partner_tell_apart", cast.partner.pk, double.pk)
    assert "to dwa różne podmioty" in text(coordinator.post(path, follow=True))
    assert ToldApart.objects.count() == 1
    page = text(coordinator.get(address("partner_merge_with", cast.partner.pk, double.pk)))
    assert "Ktoś stwierdził, że to dwa podmioty:" in page
    itself = address("partner_tell_apart", double.pk, double.pk)
    assert coordinator.post(itself).status_code == 302 and ToldApart.objects.count() == 1


def test_what_cannot_be_undone_says_why(
    cast: Cast, coordinator: Client, double: Organisation
) -> None:
    first = merge(cast, cast.partner, double)
    merge(cast, signatory("third"), cast.partner)
    page = text(coordinator.get(address("partner_duplicates")))
    assert "Najpierw cofnij tamto scalenie." in page
    answer = coordinator.post(address("partner_separate", first.pk), follow=True)
    assert "Najpierw cofnij tamto scalenie." in text(answer)
    assert coordinator.post(address("partner_separate", uuid4())).status_code == 404


@pytest.mark.parametrize("who", ["consultant", "partner_worker", "animator", "officer", None])
def test_who_does_not_keep_partners_finds_nothing(
    cast: Cast, double: Organisation, who: str | None
) -> None:
    browser = browser_of(getattr(cast, who) if who else None)
    made, expected = merge(cast, cast.other_partner, signatory("x")), 404 if who else 302
    both = (cast.partner.pk, double.pk)
    for name, keys in (
        ("partner_duplicates", ()),
        ("partner_merge", both[:1]),
        ("partner_merge_with", both),
    ):
        assert browser.get(address(name, *keys)).status_code == expected
    for name, keys in (("partner_tell_apart", both), ("partner_separate", (made.pk,))):
        assert browser.post(address(name, *keys)).status_code == expected
    assert OrganisationMerge.objects.get().undone_at is None and not ToldApart.objects.exists()


@pytest.mark.parametrize(
    "page",
    [("partner_duplicates", 14), ("partner_merge", 16), ("partner_merge_with", 45)],
)
def test_what_pages_cost(
    cast: Cast,
    coordinator: Client,
    double: Organisation,
    page: tuple[str, int],
    django_assert_max_num_queries: Any,
) -> None:
    name, most = page
    keys = {"partner_duplicates": 0, "partner_merge": 1, "partner_merge_with": 2}[name]
    path = address(name, *[cast.partner.pk, double.pk][:keys])
    coordinator.get(path)
    for number in range(3):
        signatory(f"more-{number}", "Fundacja Łąka")
    with django_assert_max_num_queries(most):
        assert coordinator.get(path).status_code == 200
