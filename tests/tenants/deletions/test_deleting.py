"""A city is deleted only by two people, and only after a month."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.writing import write_bundle
from tenants.deletions import carrying_out
from tenants.deletions.asking import (
    DeletionRefused,
    ask_for_deletion,
    confirm_deletion,
    withdraw_deletion,
)
from tenants.fence import Power, entered, entered_platform
from tenants.models import City
from tenants.safekeeping.models import Deletion, ExportOfCity
from tests.platform.ostoja.accounts.people import code_of, give_second_factor
from tests.tenants.deletions.leaving_city import (
    SLUG,
    certificate,
    stage_of,
    verbs_in,
)

pytestmark = pytest.mark.usefixtures("committed_database")


def test_one_operator_alone_deletes_nothing(ewa: User) -> None:
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)
    with pytest.raises(DeletionRefused, match="Another operator confirms"):
        confirm_deletion(slug=SLUG, by=ewa)
    assert stage_of(SLUG) != "suspended"
    assert list(carrying_out.carry_out_due()) == []
    two_people = pytest.raises(IntegrityError, match="takes_two_people")
    with entered_platform(), two_people, transaction.atomic():
        Deletion.objects.update(confirmed_by=ewa.pk)
    confirmed_first = pytest.raises(IntegrityError, match="confirmed_first")
    with entered_platform(), confirmed_first, transaction.atomic():
        Deletion.objects.update(state="begun")


def test_the_second_one_starts_the_month_and_the_maintenance_page(confirmed: Deletion) -> None:
    assert stage_of(SLUG) == "suspended"
    assert confirmed.due_at is not None
    days = confirmed.due_at - timezone.now()
    assert timedelta(days=29) < days <= timedelta(days=30)
    assert Client(HTTP_HOST=f"{SLUG}.localhost").get("/pl/").status_code == 503
    with pytest.raises(CommandError, match=f"deletion of {SLUG} is confirmed"):
        call_command("city", "resume", SLUG)
    assert list(carrying_out.carry_out_due()) == []
    assert verbs_in(SLUG) == ["city.deletion_asked", "city.deletion_confirmed"]
    with entered(SLUG):
        names = AuditEvent.objects.filter(verb="city.deletion_confirmed")
        assert names.get().actor_name == "Jan Sum"


def test_either_withdraws_while_it_waits(confirmed: Deletion, ewa: User) -> None:
    withdraw_deletion(slug=SLUG, by=ewa)
    assert stage_of(SLUG) != "suspended"
    with pytest.raises(DeletionRefused, match="Nobody asked"):
        withdraw_deletion(slug=SLUG, by=ewa)
    assert verbs_in(SLUG)[-1] == "city.deletion_withdrawn"
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)  # it can be asked for again


def test_a_city_that_was_suspended_before_stays_so(ewa: User, jan: User) -> None:
    call_command("city", "suspend", SLUG, stdout=io.StringIO())
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)
    confirm_deletion(slug=SLUG, by=jan)
    withdraw_deletion(slug=SLUG, by=jan)
    assert stage_of(SLUG) == "suspended"


def test_an_export_must_be_there_and_not_old(ewa: User) -> None:
    with pytest.raises(DeletionRefused, match=f"no export of {SLUG} of the last 30 days"):
        ask_for_deletion(slug=SLUG, by=ewa)
    with entered_platform():
        city = City.objects.get(slug=SLUG)
        ExportOfCity.objects.create(
            city=city,
            at=timezone.now() - timedelta(days=31),
            bytes=1,
            rows=1,
            sha256="a" * 64,
            is_encrypted=True,
        )
    with pytest.raises(DeletionRefused, match="no export"):
        ask_for_deletion(slug=SLUG, by=ewa)
    with entered_platform():
        ExportOfCity.objects.update(at=timezone.now() - timedelta(days=29))
    assert ask_for_deletion(slug=SLUG, by=ewa).export_sha256 == "a" * 64


def test_what_cannot_be_asked_is_refused(ewa: User, jan: User, tmp_path: Path) -> None:
    with pytest.raises(City.DoesNotExist):
        ask_for_deletion(slug="atlantis", by=ewa, without_export=True)
    with pytest.raises(DeletionRefused, match="Nobody asked"):
        confirm_deletion(slug=SLUG, by=jan)
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)
    with pytest.raises(DeletionRefused, match="already"):
        ask_for_deletion(slug=SLUG, by=jan, without_export=True)
    with entered_platform():
        User.objects.filter(pk=jan.pk).update(is_active=False)
    with pytest.raises(DeletionRefused, match="no active operator"):
        confirm_deletion(slug=SLUG, by=jan)
    write_bundle("gdynia", tmp_path / "g.ostoja")
    restore_bundle(tmp_path / "g.ostoja", beside="gdynia-earlier")
    with pytest.raises(DeletionRefused, match="is a copy"):
        ask_for_deletion(slug="gdynia-earlier", by=ewa, without_export=True)


def run(*words: str) -> Any:
    output = io.StringIO()
    call_command("city", *words, "--json", stdout=output)
    return json.loads(output.getvalue())


def test_two_operators_at_the_terminal(ewa: User, jan: User, tmp_path: Path) -> None:
    with entered_platform():
        codes = {user.email: code_of(give_second_factor(user)) for user in (ewa, jan)}

    def as_operator(email: str) -> tuple[str, ...]:
        return ("--as-operator", email, "--code", codes[email])

    with pytest.raises(CommandError, match="Say who you are"):
        run("delete", SLUG)
    with pytest.raises(CommandError, match="Say which city"):
        run("delete")
    with pytest.raises(CommandError, match="no active operator, or the code"):
        run("delete", SLUG, "--as-operator", ewa.email, "--code", codes[jan.email])
    run("export", SLUG, "--to", str(tmp_path / "sopot.zip"))
    asked = run("delete", SLUG, *as_operator(ewa.email))
    assert "--confirm" in asked["next"]
    with pytest.raises(CommandError, match="or the code is wrong, used"):
        run("delete", SLUG, "--confirm", *as_operator(ewa.email))  # each code works once
    assert run("delete", SLUG, "--confirm", *as_operator(jan.email))["state"] == "confirmed"
    assert run("delete", "--carry-out") == []
    with entered_platform():
        Deletion.objects.update(due_at=timezone.now())
    [done] = run("delete", "--carry-out")
    assert (done["city"], done["state"]) == (SLUG, "done")
    [row] = run("deletions")
    assert row["export"] == certificate().export_sha256 != ""
    assert "copies of KEYS_ROOT" in row["left_to_do"]


def test_an_unknown_city_is_one_line(ewa: User) -> None:
    with entered_platform():
        code = code_of(give_second_factor(ewa))
    with pytest.raises(CommandError, match="no city atlantis"):
        run("delete", "atlantis", "--as-operator", ewa.email, "--code", code)
    with entered(SLUG, Power.OWNER):
        assert not AuditEvent.objects.filter(verb="city.deletion_asked").exists()
