"""What the database itself holds about partners."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.partners.models import Location, Need, Organisation, Phone, Service
from tests.casework.partners.builders import hours, make_service
from tests.cast import Cast


class TestTheDatabaseItself:
    def refused(self, name: str, create: Any) -> None:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            create()

    def test_ages_are_in_order(self, cast: Cast) -> None:
        self.refused(
            "service_ages_in_order",
            lambda: make_service(cast.partner, minimum_age=18, maximum_age=17),
        )

    def test_a_schedule_closes_later_than_it_opens(self, cast: Cast) -> None:
        service = make_service(cast.partner)
        self.refused(
            "schedule_opens_before_it_closes", lambda: hours(service, ["MO"], "10:00", "10:00")
        )

    def test_a_body_has_a_number_once(self, cast: Cast) -> None:
        def add() -> None:
            Phone.objects.create(organisation=cast.partner, number="112", display="112")

        add()
        self.refused("phone_once_for_a_body", add)

    @pytest.mark.parametrize("model", [Organisation, Location, Service, Need])
    def test_keys_are_unique(self, model: type[Any]) -> None:
        assert model._meta.get_field("key").unique

    def test_a_name_written_alone_still_sorts(self, cast: Cast) -> None:
        cast.partner.name = "Ćma"
        cast.partner.save(update_fields=["name"])
        cast.partner.refresh_from_db()
        assert cast.partner.sort_key < cast.other_partner.sort_key
