"""Addresses, forms and texts of this room's pages for staff, for its tests."""

import re
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from casework.partners.models import Need

FORM = "application/x-www-form-urlencoded"


def address(name: str, *args: Any, language: str = "pl") -> str:
    with override(language):
        return reverse(name, args=args, urlconf="ostoja.urls.city")


def text(response: HttpResponse | Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def organisation_form(**answers: Any) -> dict[str, Any]:
    return {
        "submission": str(uuid4()),
        "kind": "ngo",
        "name": "Fundacja Ćma",
        "roles": ["partner"],
        "permanence": "permanent",
        "description_pl": "Pomaga.",
        "is_public": "on",
        **answers,
    }


def service_form(**answers: Any) -> dict[str, Any]:
    return {
        "submission": str(uuid4()),
        "name_pl": "Porada",
        "needs": [str(Need.objects.get(key="debt").pk)],
        "status": "active",
        "languages": ["pl"],
        "hours-MO": "8–12, 13:00-16.30",
        "hours-SU": "20:00–24:00",
        **answers,
    }
