"""Which records may be about one body: each reason, and what is no reason."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.partners.actions import tell_apart
from casework.partners.duplicates import Reason, plain_name, possible_duplicates
from casework.partners.models import Contact, Organisation, Phone, ToldApart
from ostoja.audit.models import AuditEvent
from tests.casework.partners.builders import make_location, signatory
from tests.casework.partners.doubles import double_of, merge
from tests.cast import Cast


def reasons() -> list[tuple[Reason, ...]]:
    return [one.reasons for one in possible_duplicates()]


@pytest.fixture
def two(cast: Cast) -> tuple[Organisation, Organisation]:
    return signatory("one", "Fundacja Jeden"), signatory("two", "Stowarzyszenie Dwa")


def test_bodies_that_share_nothing_are_not_suggested(two: tuple[Organisation, ...]) -> None:
    assert possible_duplicates() == []


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"regon": "123456785"}, Reason.REGON),
        ({"nip": "5830000000"}, Reason.NIP),
        ({"email": "Biuro@Jeden.example"}, Reason.EMAIL),
        ({"name": "„Jeden” – FUNDACJA"}, Reason.NAME),
    ],
    ids=repr,
)
def test_each_fact_is_a_reason(
    two: tuple[Organisation, Organisation], facts: dict[str, Any], reason: Reason
) -> None:
    first = {"email": "biuro@jeden.example"} if "email" in facts else facts
    Organisation.objects.filter(pk=two[0].pk).update(**first)
    Organisation.objects.filter(pk=two[1].pk).update(**facts)
    assert reasons() == [(reason,)]


def test_a_telephone_and_an_address_are_reasons_however_they_are_written(
    two: tuple[Organisation, Organisation],
) -> None:
    Phone.objects.create(organisation=two[0], number="+48585110121", display="58 511 01 21")
    Contact.objects.create(organisation=two[1], name="Anna", phone="(58) 511-01-21")
    make_location(two[0], "a", street="ul. Długa 1")
    make_location(two[1], "b", street="UL. DLUGA 1")
    assert reasons() == [(Reason.PHONE, Reason.ADDRESS)]


def test_the_likeliest_comes_first_and_what_a_town_hall_shares_tells_nothing(cast: Cast) -> None:
    for number in range(4):
        signatory(f"office-{number}", f"Wydział {number}", nip="5830000000")
    assert possible_duplicates() == []
    double_of(cast)
    signatory("a", "Aga", email="x@a.example")
    signatory("b", "Bea", email="x@a.example")
    assert reasons() == [(Reason.NAME,), (Reason.EMAIL,)]


def test_a_body_and_its_part_share_numbers_as_a_matter_of_course(
    two: tuple[Organisation, Organisation],
) -> None:
    Organisation.objects.filter(pk__in=[one.pk for one in two]).update(regon="123456785")
    Organisation.objects.filter(pk=two[1].pk).update(parent=two[0])
    assert possible_duplicates() == []
    Organisation.objects.filter(pk=two[1].pk).update(name="Jeden Fundacja")
    assert reasons() == [(Reason.NAME,)]


def test_units_of_one_body_are_no_duplicates(two: tuple[Organisation, Organisation]) -> None:
    for body, unit in zip(two, ("Dział A", "Dział B"), strict=True):
        Organisation.objects.filter(pk=body.pk).update(name="Ośrodek", unit=unit, nip="5830000000")
    assert possible_duplicates() == []


def test_the_legal_form_does_not_count() -> None:
    names = ["Fundacja „Łąka”", "Łąka sp. z o.o.", "ŁĄKA, Stowarzyszenie"]
    assert {plain_name(Organisation(name=name)) for name in names} == {"laka"}


def test_what_was_told_apart_is_not_suggested_again(cast: Cast) -> None:
    double = double_of(cast)
    assert len(possible_duplicates(of=double.pk)) == 1
    for _twice in range(2):
        tell_apart(one=double, other=cast.partner, by=cast.coordinator)
    assert possible_duplicates() == [] and ToldApart.objects.count() == 1
    assert AuditEvent.objects.filter(verb="partner.told_apart").count() == 1


def test_a_pair_is_told_apart_once_and_in_order(cast: Cast) -> None:
    first, second = sorted((cast.partner, cast.other_partner), key=lambda one: one.pk)
    ToldApart.objects.create(first=first, second=second)
    for pair in ((first, second), (second, first), (first, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            ToldApart.objects.create(first=pair[0], second=pair[1])


def test_what_was_merged_is_not_suggested(cast: Cast) -> None:
    merge(cast, cast.partner, double_of(cast))
    assert possible_duplicates() == []


def test_the_demonstration_has_an_invented_body_written_down_twice(
    partners_of_gdansk: None,
) -> None:
    pairs = {(one.first.key, one.second.key): set(one.reasons) for one in possible_duplicates()}
    invented = pairs["przykladowa-latarnia", "latarnia-przykladowa"]
    assert invented == {Reason.NAME, Reason.EMAIL, Reason.ADDRESS}


def test_it_costs_five_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    double_of(cast)
    with django_assert_num_queries(5):
        possible_duplicates()
