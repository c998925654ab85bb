"""What the invented administrator of a demonstration city has ticked."""

from collections.abc import Mapping
from typing import Any

from tenants.profile.actions import answer_grants, confirm_numbers
from tenants.profile.models import PhoneNumber
from tenants.profile.selectors import profile


def load_opening(data: Mapping[str, Any]) -> None:
    """``numbers_confirmed`` and ``grants_need_notice``, where nobody has said otherwise."""
    unconfirmed = PhoneNumber.objects.filter(confirmed_on=None).exists()
    if data.get("numbers_confirmed") and unconfirmed:
        versions = dict(PhoneNumber.objects.values_list("pk", "version"))
        confirm_numbers(seen=versions, by=None)
    about = profile()
    if "grants_need_notice" in data and about.grants_need_notice is None:
        answer_grants(needed=data["grants_need_notice"], version=about.version, by=None)
