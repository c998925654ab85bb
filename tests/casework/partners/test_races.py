"""People changing partners' records at the very same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from threading import Barrier
from uuid import uuid4

from django.db import connection

from casework.partners import actions
from casework.partners.models import Contact, Organisation, Phone, Schedule, Service
from casework.partners.periods import Period
from ostoja.access.versions import StaleObject
from tenants.fence import entered
from tests.casework.partners.builders import make_service
from tests.cast import Cast, make_cast

AT_ONCE = 6
EXPECTED = (StaleObject, actions.NotPossible, Contact.DoesNotExist)


def all_at_once(work: Callable[[int], object]) -> list[object]:
    """Run ``work(number)`` in several threads that start together; what each gave or raised."""
    start = Barrier(AT_ONCE)

    def run(number: int) -> object:
        start.wait()
        with entered("gdansk"):
            try:
                return work(number)
            except EXPECTED as refusal:
                return refusal
            finally:
                connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def how_many(results: list[object], kind: type) -> int:
    return sum(isinstance(one, kind) for one in results)


def prepared() -> Cast:
    with entered("gdansk"):
        return make_cast()


def test_one_number_written_down_by_several_people_is_kept_once(committed_database: str) -> None:
    cast = prepared()
    results = all_at_once(
        lambda number: actions.add_phone(
            organisation=cast.partner,
            submission=uuid4(),
            by=cast.coordinator,
            number="+48585110121",
            display=f"58 511 01 2{number}",
        )
    )
    assert how_many(results, Phone) == 1
    assert how_many(results, actions.NotPossible) == AT_ONCE - 1


def test_two_numbers_changed_into_the_same_one(committed_database: str) -> None:
    cast = prepared()
    with entered("gdansk"):
        numbers = [
            Phone.objects.create(organisation=cast.partner, number=f"11{one}", display="x")
            for one in range(AT_ONCE)
        ]
    results = all_at_once(
        lambda one: actions.change_phone(
            pk=numbers[one].pk, version=1, by=cast.coordinator, number="116111", display="116 111"
        )
    )
    assert how_many(results, Phone) == 1
    assert how_many(results, actions.NotPossible) == AT_ONCE - 1


def test_one_form_of_a_new_body_sent_several_times_adds_one(committed_database: str) -> None:
    cast, submission = prepared(), uuid4()
    results = all_at_once(
        lambda _one: (
            actions.create_organisation(
                submission=submission, by=cast.coordinator, name="Fundacja Ćma", kind="ngo"
            ).pk
        )
    )
    assert set(results) == {submission}
    with entered("gdansk"):
        assert Organisation.objects.filter(name="Fundacja Ćma").count() == 1


def test_bodies_of_one_name_get_keys_of_their_own(committed_database: str) -> None:
    cast = prepared()
    results = all_at_once(
        lambda _one: (
            actions.create_organisation(
                submission=uuid4(), by=cast.coordinator, name="Fundacja Ćma", kind="ngo"
            ).key
        )
    )
    assert len(set(results)) == AT_ONCE and "fundacja-cma" in results


def test_bodies_do_not_become_parts_of_each_other(committed_database: str) -> None:
    cast = prepared()
    pair = [cast.partner, cast.other_partner]
    all_at_once(
        lambda one: actions.change_organisation(
            pk=pair[one % 2].pk, version=1, by=cast.coordinator, parent=pair[1 - one % 2]
        )
    )
    with entered("gdansk"):
        parents = Organisation.objects.filter(parent__isnull=False)
        assert parents.count() == 1


def test_of_several_changes_of_hours_one_wins_and_the_others_are_told(
    committed_database: str,
) -> None:
    cast = prepared()
    with entered("gdansk"):
        service = make_service(cast.partner)
    week = {"MO": [(time(8), time(12))]}
    results = all_at_once(
        lambda one: actions.write_period(
            pk=service.pk,
            version=1,
            period=Period(date(2099, 7, 1), date(2099, 7, 10 + one)),
            hours=week,
            by=cast.coordinator,
        )
    )
    assert how_many(results, Service) == 1 and how_many(results, StaleObject) == AT_ONCE - 1
    with entered("gdansk"):
        assert Schedule.objects.count() == 1


def test_a_contact_is_removed_once(committed_database: str) -> None:
    cast = prepared()
    with entered("gdansk"):
        contact = Contact.objects.create(organisation=cast.partner, name="Anna Przykładowa")
    results = all_at_once(lambda _one: actions.remove(fact=contact, version=1, by=cast.coordinator))
    assert results.count(None) == 1
    assert how_many(results, Contact.DoesNotExist) == AT_ONCE - 1
