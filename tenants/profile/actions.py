"""Writes: what a city says of itself."""

from collections.abc import Mapping
from typing import TypedDict, Unpack
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from ostoja.access import versions
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.ui import city
from ostoja.ui.brand import Brand
from ostoja.ui.unseen import check_exit_site
from tenants.fence import after_commit, current_city
from tenants.profile.models import CityProfile, GrantNotice, PhoneNumber, PublicText
from tenants.translated import TranslatedText

AFTER_THE_CITYS_OWN = 100
"""Where the numbers of the whole country begin."""


class NumberFacts(TypedDict):
    """What a person says of a number."""

    number: str
    display: str
    label: TranslatedText
    purpose: TranslatedText
    hours: TranslatedText


@action
def set_colours(*, brand: Brand, version: int, by: User) -> CityProfile:
    """Set the city's colours. Raises ``StaleObject`` when somebody changed them since."""
    profile = versions.lock(CityProfile, CityProfile.objects.get().pk, version)
    profile.brand_colour, profile.accent_colour = brand.colour, brand.accent
    profile.save()
    record("city.colours_set", by=by, on=profile, colour=brand.colour, accent=brand.accent)
    _show_everywhere()
    return profile


@action
def set_exit_site(*, address: str, version: int, by: User) -> CityProfile:
    """Set where the quick exit leads; empty for the installation's own site. Raises
    ``StaleObject``, and ``ValidationError`` for an address that is no neutral site.
    """
    if address:
        check_exit_site(address)
    profile = versions.lock(CityProfile, CityProfile.objects.get().pk, version)
    profile.exit_site = address
    profile.save()
    record("city.exit_set", by=by, on=profile, address=address)
    _show_everywhere()
    return profile


class NumberTaken(Exception):
    """The number is on the list already."""


@action
def add_number(*, submission: UUID, by: User, **facts: Unpack[NumberFacts]) -> PhoneNumber:
    """Add a number after the city's own; sent again, gives the first result.

    Raises ``NumberTaken``.
    """
    _one_at_a_time()
    found = PhoneNumber.objects.filter(pk=submission).first()
    if found is not None:
        record("submission.repeated", by=by, on=found)
        return found
    _check_free(facts["number"], submission)
    own = PhoneNumber.objects.filter(position__lt=AFTER_THE_CITYS_OWN)
    last = own.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else min(last + 1, AFTER_THE_CITYS_OWN - 1)
    number = PhoneNumber.objects.create(pk=submission, position=position, **facts)
    record("phone_number.added", by=by, on=number)
    _show_everywhere()
    return number


@action
def change_number(*, pk: UUID, version: int, by: User, **facts: Unpack[NumberFacts]) -> PhoneNumber:
    """Change what residents read; it must then be confirmed again.

    Raises ``StaleObject`` and ``NumberTaken``.
    """
    _one_at_a_time()
    number = versions.lock(PhoneNumber, pk, version)
    _check_free(facts["number"], pk)
    for name, value in facts.items():
        setattr(number, name, value)
    number.confirmed_on = None
    number.save()
    record("phone_number.changed", by=by, on=number)
    _show_everywhere()
    return number


@action
def remove_number(*, pk: UUID, version: int, by: User) -> None:
    """Take it from the pages. The country's crisis numbers are shown all the same.

    Raises ``StaleObject``.
    """
    number = versions.lock(PhoneNumber, pk, version)
    record("phone_number.removed", by=by, on=number)
    number.delete()
    _show_everywhere()


class Overtaken(Exception):
    """The numbers are no longer those that somebody saw."""


@action
def confirm_numbers(*, seen: Mapping[UUID, int], by: User | None) -> None:
    """All numbers of the city are right today. ``seen`` has the version of each as it was read.

    Raises ``Overtaken`` where one was added or changed since; then none is confirmed.
    """
    numbers = list(PhoneNumber.objects.select_for_update(of=("self",)))
    if {one.pk: one.version for one in numbers} != seen:
        raise Overtaken
    PhoneNumber.objects.update(confirmed_on=timezone.localdate())
    record("phone_numbers.confirmed", by=by, on=CityProfile.objects.get(), count=len(numbers))


@action
def answer_grants(*, needed: bool, version: int, by: User | None) -> CityProfile:
    """Say whether a grant asks for a notice on the pages. Raises ``StaleObject``."""
    profile = versions.lock(CityProfile, CityProfile.objects.get().pk, version)
    profile.grants_need_notice = needed
    profile.save()
    record("city.grants_answered", by=by, on=profile, needed=needed)
    _show_everywhere()
    return profile


@action
def add_grant_notice(
    *, submission: UUID, funder: str, text: TranslatedText, by: User
) -> GrantNotice:
    """Add a notice; sent again, gives the first result."""
    _one_at_a_time()
    found = GrantNotice.objects.filter(pk=submission).first()
    if found is not None:
        record("submission.repeated", by=by, on=found)
        return found
    notice = GrantNotice.objects.create(pk=submission, funder=funder, text=text)
    record("grant_notice.added", by=by, on=notice)
    _show_everywhere()
    return notice


@action
def change_grant_notice(
    *, pk: UUID, version: int, funder: str, text: TranslatedText, by: User
) -> GrantNotice:
    """Change what residents read. Raises ``StaleObject``."""
    notice = versions.lock(GrantNotice, pk, version)
    notice.funder, notice.text = funder, text
    notice.save()
    record("grant_notice.changed", by=by, on=notice)
    _show_everywhere()
    return notice


@action
def remove_grant_notice(*, pk: UUID, version: int, by: User) -> None:
    """Take it from the pages. Raises ``StaleObject``."""
    notice = versions.lock(GrantNotice, pk, version)
    record("grant_notice.removed", by=by, on=notice)
    notice.delete()
    _show_everywhere()


@action
def change_public_text(*, key: str, version: int, text: TranslatedText, by: User) -> PublicText:
    """Change the city's own words to residents; ``version`` 0 writes them for the first time.

    Raises ``StaleObject``.
    """
    _one_at_a_time()
    row = PublicText.objects.filter(key=key).first()
    if row is None:
        row = PublicText(key=key)
    elif row.version != version:
        raise versions.StaleObject(row)
    else:
        row.version += 1
    row.text = text
    row.save()
    record("public_text.changed", by=by, on=row, key=row.key)
    return row


def _one_at_a_time() -> None:
    """Of two clicks the second waits, and then sees what the first one did."""
    CityProfile.objects.select_for_update(of=("self",)).get()


def _check_free(number: str, pk: UUID) -> None:
    if PhoneNumber.objects.filter(number=number).exclude(pk=pk).exists():
        raise NumberTaken


def _show_everywhere() -> None:
    """Other processes notice within half a minute."""
    after_commit(lambda: city.forget(current_city()))
