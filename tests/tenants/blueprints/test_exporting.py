"""A city as a new blueprint: what others may begin with, and nobody's data."""

import json
import tomllib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, router, transaction
from django.test.utils import CaptureQueriesContext

from casework.intake.models import EntryPoint
from ostoja.access.roles import Role
from ostoja.accounts.actions import invite
from ostoja.accounts.models import User
from ostoja.privacy.classification import FieldClass
from tenants.documents.blueprints import BrokenBlueprint, read_text
from tenants.documents.comparing import differences
from tenants.documents.exporting import city_document, exported, written
from tenants.fence import entered
from tenants.fence.models import CityModel
from tenants.new_cities.facts import NewCity
from tenants.onboarding import onboard
from tenants.parts import read_blueprint
from tenants.profile.models import CityProfile, PhoneNumber, PublicText
from tenants.translated import TranslatedText
from tests.cast import Cast
from tests.databases import CITIES
from tests.isolation.world import make_world

pytestmark = pytest.mark.django_db
CANARY = "Kanarek Kanarkowska"
TEXTS = (models.CharField, models.TextField)
PERSONAL = set(FieldClass) - {FieldClass.ORGANISATIONAL, FieldClass.TECHNICAL}


def run(*words: str) -> str:
    output = StringIO()
    call_command("city", *words, stdout=output)
    return output.getvalue()


@pytest.mark.parametrize("slug", CITIES)
def test_a_city_made_from_another_one_is_as_that_was(slug: str) -> None:
    with entered(slug):
        CityProfile.objects.update(languages=["pl", "uk"])
        PhoneNumber.objects.filter(number="112").update(display="999")
        PhoneNumber.objects.filter(number="116123").delete()
        PublicText.objects.create(key="new_text", text=TranslatedText(pl='Dwa\n"wiersze"\n'))
        made = exported("own")
        text = written(made.document)
    assert made.left_out == []
    onboard(NewCity("sopot", "Sopot", "", "admin@sopot.example", own_blueprint=text))
    with entered("sopot"):
        assert differences(read_text(text), city_document("sopot")) == []
        assert PhoneNumber.objects.count() == len(made.document["phone_numbers"])


def test_it_is_a_file_that_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "nasz.toml"
    said = json.loads(run("blueprint", "gdansk", "--to", str(file), "--json"))
    assert said == {"blueprint": "nasz", "file": str(file), "left_out": "nothing"}
    assert 'pl = """\n' in file.read_text()
    words = ("--slug", "sopot", "--name", "Sopot", "--admin-email", "a@sopot.example")
    run("onboard", *words, "--blueprint", str(file))
    assert "is as the blueprint nasz says" in run("compare", "sopot", "--blueprint", str(file))
    assert "nasz" in run("show", "sopot")


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "nasz.toml"
    file.write_text("mine")
    with pytest.raises(CommandError, match="was not written"):
        run("blueprint", "gdansk", "--to", str(file))
    assert file.read_text() == "mine"
    for name in ("msik", "Nasz Własny"):
        with pytest.raises(CommandError, match=name):
            run("blueprint", "gdansk", "--to", str(tmp_path / "x.toml"), "--name", name)
    with pytest.raises(CommandError, match="ostoja city list"):
        run("blueprint", "nowhere", "--to", str(tmp_path / "x.toml"))


def personal_fields() -> Iterator[tuple[type[models.Model], Any]]:
    """Every field of a city table that holds words about people."""
    for model in apps.get_models():
        if issubclass(model, CityModel) and router.allow_migrate_model("default", model):
            for name, kind in model.privacy.items():
                field = model._meta.get_field(name)
                if kind in PERSONAL and isinstance(field, TEXTS):
                    yield model, field


def put_canaries() -> int:
    """A canary of a person in every such field that the database lets have it."""
    count = 0
    for model, field in personal_fields():
        longest = getattr(field, "max_length", None) or 200
        for number, row in enumerate(model._default_manager.all()):
            words = f"{CANARY} {number} kanarek{number}@kanarek.example 600 700 8{number:02}"
            try:
                with transaction.atomic():
                    count += model._default_manager.filter(pk=row.pk).update(
                        **{field.name: words[:longest]}
                    )
            except DatabaseError:
                continue
    return count


def test_nobody_in_any_table_of_the_city_gets_in() -> None:
    make_world("gdansk")
    with entered("gdansk"):
        assert put_canaries() >= 40
        tables = {model._meta.db_table for model, _field in personal_fields()}
        with CaptureQueriesContext(connection) as asked:
            text = written(exported("own").document)
    own = "kanarek-gdansk"  # the city's canary, made into the key of a playbook
    assert "anarek" not in text.replace(own, "")
    assert "600 700" not in text
    assert "@" not in text
    read = {table for table in tables for query in asked if f'"{table}"' in query["sql"]}
    assert read <= {"accounts_user", "accounts_invitation"}, "asked only to leave people out"


@pytest.mark.parametrize(
    "words",
    [
        "Pytaj: Anna Kanarek.",
        "Pytaj: ANNA KANAREK.",
        "Napisz: anna@kanarek.example",
        "Zadzwoń: 600 700 800",
        "Zadzwoń: +48 600-700-800",
        "Zadzwoń: (58) 600 70 80",
        "Zapytaj Ewę Invited Kanarkową",
    ],
)
def test_words_that_name_somebody_are_left_out_and_said(words: str) -> None:
    with entered("gdansk"):
        User.objects.create(email="anna@sopot.example", full_name="Anna Kanarek")
        invite(
            email="ewa@sopot.example",
            full_name="Invited Kanarkową",
            role=Role.DPO,
            group=None,
            language="pl",
            by=None,
        )
        PublicText.objects.filter(key="contact_notice").update(text={"pl": words, "en": "x"})
        made = exported("own")
    assert made.left_out == ["texts.contact_notice"]
    assert words not in written(made.document)
    assert "anonymity_limits" in made.document["texts"]


def test_official_numbers_stay() -> None:
    with entered("gdansk"):
        PublicText.objects.filter(key="contact_notice").update(
            text={"pl": "Zadzwoń: 800 120 002 lub 116 123, od 2026-11-22, zarządzenie 1311/19."}
        )
        made = exported("own")
    assert made.left_out == []
    numbers = {row["number"] for row in made.document["phone_numbers"]}
    assert {"112", "+48800120002"} <= numbers


def test_residents_of_another_city_are_not_sent_here() -> None:
    """Neither to the city's own numbers, in rows or in texts, nor to its waiting rooms."""
    with entered("gdansk"):
        PhoneNumber.objects.create(
            number="+48585110121", display="58 511 01 21", label={"pl": "OIK"}
        )
        EntryPoint.objects.create(
            key="waiting-room", code="HWP7K9", name={"pl": "Poczekalnia"}, place="ul. Kanarkowa 1"
        )
        PublicText.objects.filter(key="contact_notice").update(text={"pl": "Lub 58 511 01 21."})
        made = exported("own")
    local = ["entry_points.waiting-room", "phone_numbers.+48585110121", "texts.contact_notice"]
    assert made.left_out == local
    assert "Kanarkowa" not in written(made.document)
    assert "58511" not in written(made.document).replace(" ", "")


def test_a_title_that_names_somebody_is_no_blueprints() -> None:
    with entered("gdansk"):
        CityProfile.objects.update(system_name={"pl": "System anna@kanarek.example"})
        with pytest.raises(BrokenBlueprint):
            exported("own")


def test_nothing_of_the_city_itself_is_in_it() -> None:
    """Who answers for it, its colours, partners, codes: each city has its own."""
    with entered("gdansk"):
        CityProfile.objects.update(
            controller={"name": "MOPR Kanarek"}, legal_act={"number": "1311/19"}
        )
        text = written(exported("own").document)
    assert set(tomllib.loads(text)) <= {*read_blueprint("msik"), "whole", "case_numbering"}
    assert not any(word in text for word in ("Kanarek", "1311/19", "code ="))


@pytest.mark.usefixtures("cast")
def test_it_does_not_matter_who_works_there(cast: Cast) -> None:
    text = written(exported("own").document)
    assert cast.consultant.full_name not in text
    assert exported("own").left_out == []
