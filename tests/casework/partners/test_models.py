"""What rows about partners keep in step by themselves."""

import pytest

from casework.partners.models import Organisation
from ostoja.ui.polish_order import polish_sort_key
from tests.casework.partners.builders import hours, make_location, make_service, signatory
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("gdansk")


def test_a_name_written_alone_still_sorts(cast: Cast) -> None:
    cast.partner.name = "Ćma"
    cast.partner.save(update_fields=["name"])
    cast.partner.refresh_from_db()
    assert cast.partner.sort_key < cast.other_partner.sort_key


def test_another_field_written_alone_leaves_the_order() -> None:
    body = signatory("body", "Żuraw")
    body.unit = "Dział"
    body.save(update_fields=["unit"])
    body.refresh_from_db()
    assert (body.unit, body.sort_key) == ("Dział", polish_sort_key("Żuraw"))


def test_bodies_stand_in_polish_order() -> None:
    for key, name in (
        ("z", "Zebra"),
        ("zz", "Żaba"),
        ("l", "Łódź"),
        ("m", "Mewa"),
        ("lu", "Lubin"),
    ):
        signatory(key, name)
    names = list(Organisation.objects.values_list("name", flat=True))
    assert names == ["Lubin", "Łódź", "Mewa", "Zebra", "Żaba"]


def test_rows_are_called_by_their_names() -> None:
    body = signatory("body", "Fundacja Ćma")
    assert (str(body), str(make_location(body, "Biuro"))) == ("Fundacja Ćma", "Biuro")
    service = make_service(body)
    assert str(hours(service, ["MO", "TU"], "08:00", "15:30")) == "MO TU 08:00-15:30"
