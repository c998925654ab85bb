"""Whether something refers to rows that are about to be removed."""

from django.contrib.auth.models import Group

from casework.partners.models import Organisation, Phone, Schedule, Service
from ostoja.tables.uses import used
from tests.casework.partners.builders import hours, make_service
from tests.cast import Cast


def test_every_relation_counts_but_what_goes_along(cast: Cast) -> None:
    bodies = [cast.partner.pk, cast.other_partner.pk]
    assert used(Organisation, bodies, besides={}) == set()
    phone = Phone.objects.create(organisation=cast.partner, number="112", display="112")
    assert used(Organisation, bodies, besides={}) == {cast.partner.pk}
    assert used(Organisation, bodies, besides={Phone: [phone.pk]}) == set()


def test_groups_are_used_by_their_people(cast: Cast) -> None:
    groups = [cast.partner.group_id, cast.centre.group_id]
    besides = {Organisation: [cast.partner.pk, cast.centre.pk]}
    assert used(Group, groups, besides=besides) == set(groups)


def test_own_lists_of_a_row_do_not_count(cast: Cast) -> None:
    service = make_service(cast.partner, needs=["debt"])
    hours(service, ["MO"], "08:00", "12:00")
    assert used(Service, [service.pk], besides={}) == {service.pk}, "its hours are rows"
    assert used(Service, [service.pk], besides={Schedule: []}) == set()
