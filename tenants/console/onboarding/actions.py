"""Writes: a draft begins, is answered, thrown away, and becomes a city once."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ostoja.accounts.actions import send_link
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.privacy.keys import destroy_key
from tenants import onboarding
from tenants.addresses import invitation_address
from tenants.console.models import Draft
from tenants.console.onboarding.wanted import new_city
from tenants.fence import entered, entered_platform, schema_of
from tenants.new_cities.facts import Table
from tenants.noting import acting


@dataclass(frozen=True, slots=True)
class Made:
    """The city's slug, and the link of its invitation, which is known this once."""

    slug: str
    invitation: str = ""


@action
def begin_draft(*, by: User) -> Draft:
    """An empty draft."""
    draft = Draft.objects.create(begun_by_name=by.full_name)
    record("onboarding.begun", by=by, on=draft)
    return draft


@action
def answer(*, draft: Draft, page: str, answers: Mapping[str, Any], by: User) -> Draft:
    """Keep the answers of one page, unless its city was made meanwhile. Another kind of city begins
    with its own parts again.
    """
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    if not row.made:
        answered = {*row.answers.get("pages", ()), page}
        if answers.get("blueprint", row.answers.get("blueprint")) != row.answers.get("blueprint"):
            row.answers.pop("modules", None)
            answered.discard("modules")
        row.answers |= {**answers, "pages": sorted(answered)}
        row.save(update_fields=["answers"])
    record("onboarding.answered", by=by, on=row, page=page, name=row.answers.get("name", ""))
    return row


@action
def keep_files(*, draft: Draft, files: Mapping[str, Table | None], by: User) -> None:
    """Keep what was handed in, in place of what was there; None takes a file away."""
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    row.files.filter(fact__in=files).delete()
    for fact, file in files.items():
        if file and not row.made:
            sealed = b64encode(file.content).decode()
            row.files.create(fact=fact, name=file.name, sealed=sealed)
    record(
        "onboarding.files_kept",
        by=by,
        on=row,
        facts=", ".join(sorted(files)),
        name=row.answers.get("name", ""),
    )


@action
def discard_draft(*, draft: Draft, by: User) -> None:
    """A draft that no city came of is thrown away, with the address and the files in it."""
    row = Draft.objects.select_for_update().filter(pk=draft.pk, made="").first()
    if row is None:
        record("submission.repeated", by=by, on=draft)
        return
    record("onboarding.discarded", by=by, on=row, name=row.answers.get("name", ""))
    row.delete()


@action
def forget_draft(*, draft: Draft) -> None:
    """After ``KEPT`` the draft goes, whether a city came of it or not."""
    record("onboarding.forgotten", by=None, on=draft)
    Draft.objects.filter(pk=draft.pk).delete()


@action
def discard_files(*, draft: Draft, by: User | None) -> None:
    """The draft stays; what was handed in is asked for again."""
    record("onboarding.files_discarded", by=by, on=draft)
    draft.files.all().delete()


def make_city(*, pk: UUID, by: User) -> Made:
    """Make the draft's city, once however often this is called; who comes second gets no link.

    Raises ``ValidationError`` by field, such as for a slug that somebody took meanwhile.
    """
    with transaction.atomic(), entered_platform():
        draft = Draft.objects.select_for_update().get(pk=pk)
        if draft.made:
            return Made(draft.made)
        wanted = new_city(draft.answers, draft.kept)
        onboarded = onboarding.onboard(wanted, by=by)
        try:
            link = invitation_address(
                wanted.host, onboarded.invitation_token, routes=settings.ROOT_URLCONF
            )
            with entered(wanted.slug), acting(by):
                send_link(onboarded.invitation, link)  # also if nobody copied it
            _done(draft=draft, slug=wanted.slug, by=by)
        except BaseException:
            destroy_key(schema_of(wanted.slug))  # the city goes with the transaction
            raise
    return Made(wanted.slug, link)


@action
def _done(*, draft: Draft, slug: str, by: User) -> None:
    # Of its answers only where the invitation went is shown again.
    draft.made, draft.answers = slug, {"admin_email": draft.answers["admin_email"]}
    draft.save(update_fields=["made", "answers"])
    draft.files.all().delete()
    record("onboarding.done", by=by, on=draft, city=slug)
