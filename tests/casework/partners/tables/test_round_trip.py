"""What is exported and imported again changes nothing; services; what a template offers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from casework.partners.models import Location, Organisation, Schedule, Service
from ostoja.audit.models import AuditEvent
from ostoja.tables.models import Batch
from ostoja.tables.reading import read
from ostoja.ui import city
from tenants.profile.models import CityProfile
from tests.casework.partners.builders import hours, make_location, make_service
from tests.casework.partners.pages import address, text
from tests.casework.partners.tables.pages import import_all, states, upload
from tests.casework.partners.tables.partner_files import excel
from tests.cast import Cast, browser_of


def exported(client: Client, kind: str, file_format: str = "xlsx", language: str = "pl") -> bytes:
    answer = client.get(address("table_export", kind, file_format, language=language))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    return bytes(answer.content)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["organisations", "services", "staff"])
def test_an_export_comes_back_without_a_change(
    partners_of_gdansk: None, clerk: Client, kind: str, file_format: str, language: str
) -> None:
    """With the city's own data, which people wrote."""
    content = exported(clerk, kind, file_format, language)
    sent = upload(clerk, content, f"export.{file_format}", kind)
    assert sent.status_code == 302, text(sent)
    found = states(Batch.objects.get())
    assert set(found) == {"same"}, [
        (row.cells, row.problems, row.changes)
        for row in Batch.objects.get().rows.exclude(state="same")
    ]


def test_formulas_are_escaped_in_an_export(clerk: Client, cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.partner.pk).update(name="=cmd|' /C calc'!A0")
    content = exported(clerk, "organisations", "csv").decode("utf-8-sig")
    assert "\n'=cmd|" in content.replace("\r", "")
    assert "\n=cmd" not in content.replace("\r", "")


class TestPermissions:
    def test_staff_may_take_out_what_they_see(self, cast: Cast) -> None:
        client = browser_of(cast.consultant)
        exported(client, "organisations")
        assert client.get(address("table_export", "staff", "csv")).status_code == 404
        event = AuditEvent.objects.get(verb="table.exported")
        assert event.actor_id == cast.consultant.pk
        assert event.details == {"kind": "organisations", "rows": 4}

    @pytest.mark.parametrize("who", ["coordinator", "consultant", "analyst", "officer"])
    def test_only_administrators_import(self, cast: Cast, who: str) -> None:
        client = browser_of(getattr(cast, who))
        for name, arguments in (("tables", ()), ("table_import", ("organisations",))):
            assert client.get(address(name, *arguments)).status_code == 404

    def test_a_city_without_partners_has_no_tables_of_them(self, clerk: Client) -> None:
        CityProfile.objects.update(modules=["cases"])
        city.forget()
        assert [kind.key for kind in clerk.get(address("tables")).context["kinds"]] == ["staff"]
        assert clerk.get(address("table_import", "organisations")).status_code == 404
        assert clerk.get(address("table_export", "services", "csv")).status_code == 404

    def test_unknown_kinds_and_formats_are_absent(self, clerk: Client) -> None:
        for name in ("table_export", "table_template"):
            assert clerk.get(address(name, "nic", "csv")).status_code == 404
            assert clerk.get(address(name, "staff", "exe")).status_code == 404


class TestTemplates:
    @pytest.mark.parametrize("file_format", ["csv", "xlsx"])
    @pytest.mark.parametrize("kind", ["organisations", "services", "staff"])
    def test_its_example_is_in_order_and_left_out(
        self, partners_of_gdansk: None, clerk: Client, kind: str, file_format: str
    ) -> None:
        content = clerk.get(address("table_template", kind, file_format)).content
        refused = upload(clerk, content, f"szablon.{file_format}", kind)
        assert "Pod nagłówkami nie ma żadnych wierszy" in text(refused)

        headings, example = (row.cells for row in read(content).rows)
        changed = [cell if place != 1 else f"{cell} x" for place, cell in enumerate(example)]
        if kind == "staff":
            changed = ["Inna Osoba", *example[1:]]
        sent = upload(clerk, excel([changed], tuple(headings)), "nowy.xlsx", kind)
        batch = Batch.objects.latest("created_at")
        assert states(batch) == {"new": 1}, batch.rows.get().problems
        assert sent.status_code == 302
        assert batch.notes == []


SERVICE = ("Partner", "Nazwa usługi", "Potrzeby", "Godziny", "Od wieku", "Języki", "Miejsca")


class TestServices:
    def test_a_new_service_and_its_undoing(self, clerk: Client, cast: Cast) -> None:
        make_location(cast.partner, "biuro", name="Biuro Łąki")
        headings = (*SERVICE, "Ile naraz", "Liczone w")
        row = ["Fundacja Łąka", "Porady", "debt", "pn-pt 8-16; sob 10-12", 18, "pl, ua"]
        batch = import_all(clerk, excel([[*row, "biuro łąki", 5, "miejsca"]], headings), "services")
        assert states(batch) == {"added": 1}, batch.rows.get().problems
        made = Service.objects.get(organisation=cast.partner)
        assert made.name == {"pl": "Porady"}
        assert (made.minimum_age, made.languages, made.capacity) == (18, ["pl", "uk"], 5)
        assert [need.key for need in made.needs.all()] == ["debt"]
        assert [place.key for place in made.locations.all()] == ["biuro"]
        assert made.schedules.count() == 2
        clerk.post(address("batch_undo", batch.pk))
        assert not Service.objects.exists()
        assert not Schedule.objects.exists()
        assert Location.objects.filter(key="biuro").exists()

    def test_a_changed_service_and_its_undoing(self, clerk: Client, cast: Cast) -> None:
        service = make_service(cast.partner, needs=["debt"], languages=["pl"])
        hours(service, ["MO"], "08:00", "12:00")
        row = ["partner", service.name["pl"], "", "całodobowo", "", "angielski", ""]
        batch = import_all(clerk, excel([row], SERVICE), "services")
        assert states(batch) == {"updated": 1}, batch.rows.get().problems
        service.refresh_from_db()
        assert service.always_open
        assert not service.schedules.exists()
        assert [need.key for need in service.needs.all()] == ["debt"]
        clerk.post(address("batch_undo", batch.pk))
        service.refresh_from_db()
        assert not service.always_open
        assert service.languages == ["pl"]
        assert f"{service.schedules.get()}" == "MO 08:00-12:00"

    @pytest.mark.parametrize(
        ("change", "column"),
        [
            ({0: "Nikt"}, "organisation"),
            ({2: ""}, "needs"),
            ({2: "latanie"}, "needs"),
            ({3: "kiedyś"}, "hours"),
            ({4: 130}, "minimum_age"),
            ({6: "Zamek"}, "places"),
        ],
    )
    def test_what_is_wrong(
        self, clerk: Client, cast: Cast, change: dict[int, Any], column: str
    ) -> None:
        row: list[Any] = ["Fundacja Łąka", "Porady", "debt", "pn 8-16", 18, "pl", ""]
        for place, value in change.items():
            row[place] = value
        upload(clerk, excel([row], SERVICE), "u.xlsx", "services")
        problems = Batch.objects.get().rows.get().problems
        assert [problem["column"] for problem in problems] == [column]

    def test_many_services_take_few_statements(
        self, clerk: Client, django_assert_max_num_queries: Callable[..., Any]
    ) -> None:
        rows = [["Fundacja Łąka", f"Porady {n}", "debt", "pn 8-16", "", "", ""] for n in range(200)]
        upload(clerk, excel(rows, SERVICE), "u.xlsx", "services")
        with django_assert_max_num_queries(50):
            clerk.post(address("batch_confirm", Batch.objects.get().pk))
        assert Service.objects.count() == 200
