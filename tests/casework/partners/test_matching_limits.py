"""For whom a service is, what is free there and what must be minded, each in words."""

from datetime import date
from typing import Any

import pytest

from casework.partners.matching import ReasonKind
from casework.partners.models import Organisation, Service
from tests.casework.partners.builders import make_service, signatory
from tests.casework.partners.test_matching import CHECKED, found, reason, words

pytestmark = pytest.mark.usefixtures("gdansk")


@pytest.fixture
def service(gdansk: None) -> Service:
    body: Organisation = signatory("body")
    return make_service(body, needs=["debt"], languages=["pl", "uk"], verified_on=CHECKED)


@pytest.mark.parametrize(
    ("limits", "person", "kind", "told"),
    [
        ({"sexes": ["female"]}, {"sex": "female"}, "sex", (True, "Is for this person: women")),
        ({"sexes": ["female"]}, {"sex": "male"}, "sex", (False, "Is not for this person: wom")),
        ({"sexes": ["female"]}, {"sex": "other"}, "sex", (None, "The case does not say the")),
        ({"sexes": ["female"]}, {}, "sex", (None, "The case does not say the sex. For women")),
        ({"districts": ["Oliwa"]}, {"district": "OLIWA"}, "district", (True, "Works in the")),
        (
            {"districts": ["Oliwa"]},
            {"district": "Orunia"},
            "district",
            (False, "Does not work"),
        ),
        ({"districts": ["Oliwa"]}, {"district": " "}, "district", (None, "The case does not")),
        (
            {"situations": ["maternity", "homelessness"]},
            {"situations": ["homelessness", "addiction"]},
            "situation",
            (True, "Is for people in this situation: pregnancy, a newborn or many"),
        ),
        (
            {"situations": ["maternity"]},
            {"situations": ["addiction"]},
            "situation",
            (False, "The case names other situations. For people in: pregnancy, a newborn"),
        ),
        ({"situations": ["maternity"]}, {}, "situation", (None, "The case does not say the")),
    ],
)
def test_for_whom_it_is(
    service: Service,
    limits: dict[str, Any],
    person: dict[str, Any],
    kind: str,
    told: tuple[bool | None, str],
) -> None:
    Service.objects.update(**limits)
    one = reason(ReasonKind(kind), **person)
    assert one.fits is told[0] and words(one).startswith(told[1])
    [suggestion] = found(**person)
    others = {ReasonKind.SEX, ReasonKind.DISTRICT, ReasonKind.SITUATION} - {one.kind}
    assert not others & {each.kind for each in suggestion.reasons}


@pytest.mark.parametrize(
    ("free", "said_on", "fits", "text"),
    [
        (3, date(2026, 11, 16), True, "Free places: 3, said on 16 November 2026"),
        (0, date(2026, 11, 23), False, "No free place, said on 23 November 2026"),
        (3, date(2026, 11, 15), None, "Ask about free places. There were 3 on 15 Nov"),
    ],
)
def test_free_places_are_believed_for_a_week(
    service: Service, free: int, said_on: date, fits: bool | None, text: str
) -> None:
    service.free_places, service.free_said_on = free, said_on
    service.save()
    one = reason(ReasonKind.ROOM)
    assert one.fits is fits and words(one).startswith(text)


def test_what_must_be_minded_and_brought_is_told(service: Service) -> None:
    service.limits, service.documents = {"en": "Call first."}, {"en": "An identity card."}
    service.save()
    assert words(reason(ReasonKind.LIMITS)) == "Mind before sending: Call first."
    assert words(reason(ReasonKind.DOCUMENTS)) == "Documents to bring: An identity card."
