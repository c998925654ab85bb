"""What is told of a city, and what is taken for a new one."""

from pathlib import Path
from typing import Any, ClassVar

import django_filters
from django.conf import settings
from rest_framework import serializers

from api.fields import Body, Choices, Flag, Shown, Text
from api.operators.selectors import behind
from tenants.models import City as CityRow
from tenants.models import Stage
from tenants.new_cities.modules import MODULES

LONGEST_FILE = 500_000  # characters
LANGUAGES = [(code, code) for code, _name in settings.LANGUAGES]
SOPOT: dict[str, Any] = {
    "slug": "sopot",
    "name": "Sopot",
    "teryt": "2264",
    "stage": "running",
    "blueprint": "msik",
    "domain": "sopot.example.pl",
    "domains": ["sopot.example.pl"],
    "copy_of": None,
    "created_at": "2026-11-22T10:00:00+01:00",
    "is_behind": False,
    "has_tables": True,
    "upgrade": None,
}


class LastUpgrade(Shown):
    """When the city was last brought up to date, or why it was not."""

    at = serializers.DateTimeField()
    error = serializers.CharField(help_text="Empty: it went well.")


class OperatedCity(Shown):
    """A city as its operators know it; nothing of its people."""

    slug = serializers.CharField(help_text="Its short name, in addresses here.")
    name = serializers.CharField()
    teryt = serializers.CharField(allow_null=True, help_text="Null where it was not given.")
    stage = serializers.ChoiceField(choices=Stage.choices)
    blueprint = serializers.CharField(help_text="What it was made after.")
    domain = serializers.SerializerMethodField(help_text="The one in its links.")
    domains = serializers.SerializerMethodField(help_text="All, the one in its links first.")
    copy_of = serializers.SerializerMethodField(
        help_text="Slug of the city of which this is a copy for looking something up; or null."
    )
    created_at = serializers.DateTimeField()
    is_behind = serializers.SerializerMethodField(
        help_text="true: its tables are older than the code, or missing. An upgrade mends it."
    )
    has_tables = serializers.SerializerMethodField(
        help_text="false: the database has lost its tables. Only a restore brings them back."
    )
    upgrade = LastUpgrade(default=None, allow_null=True, help_text="Null: it was never upgraded.")

    example: ClassVar = SOPOT

    def get_domain(self, city: CityRow) -> str:
        return next(iter(self.get_domains(city)), "")

    def get_domains(self, city: CityRow) -> list[str]:
        rows: Any = city.domains.all()
        return [row.domain for row in sorted(rows, key=lambda row: (not row.is_primary, row.pk))]

    def get_copy_of(self, city: CityRow) -> str | None:
        return city.copy_of or None

    def get_is_behind(self, city: CityRow) -> bool:
        return city.slug in self.context["behind"]

    def get_has_tables(self, city: CityRow) -> bool:
        return city.slug not in self.context["lost"]


class NewOperatedCity(OperatedCity):
    """A city that has just come into being."""

    invitation = serializers.SerializerMethodField(
        help_text="The link that lets its first administrator in. It is shown nowhere else."
    )

    rows = serializers.SerializerMethodField(
        help_text="How many rows each list brought: partners, staff."
    )

    example: ClassVar = {
        **SOPOT,
        "invitation": "https://sopot.example.pl/pl/staff/invitation/Vh3J…/",
        "rows": {"partners": 12},
    }

    def get_invitation(self, city: CityRow) -> str:
        link: str = self.context["invitation"]
        return link

    def get_rows(self, city: CityRow) -> dict[str, int]:
        return dict(self.context["rows"])


def _fact(said: str) -> Text:
    return Text(max_length=254, required=False, allow_blank=True, help_text=said)


def _list(said: str) -> Text:
    return Text(
        max_length=LONGEST_FILE,
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        help_text=said,
    )


class ActOfTheCity(Body):
    """The act on which the city's system rests, such as a mayor's ordinance."""

    title = Text(max_length=500)
    number = Text(max_length=50, required=False, allow_blank=True)
    date = Text(max_length=20, required=False, allow_blank=True, help_text="2019-08-14.")
    publisher = Text(max_length=200, required=False, allow_blank=True)


class ControllerOfTheCity(Body):
    """Who decides about the city's data, and how to reach them."""

    name = _fact("The body's name.")
    street = _fact("With the number.")
    postal_code = _fact("80-803, for example.")
    town = _fact("")
    email = _fact("")
    phone = _fact("")
    dpo_email = _fact("Of the data protection officer.")


class CityToOnboard(Body):
    """What is to be said about a new city, and the lists that it begins with."""

    slug = Text(max_length=30, help_text="Its short name, for example sopot.")
    name = Text(max_length=100)
    blueprint = Text(
        max_length=30,
        required=False,
        allow_blank=True,
        help_text="One that comes with the platform: msik, coalition or planning.",
    )
    own_blueprint = Text(
        max_length=LONGEST_FILE,
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        help_text="Instead: the text of one of your own, in TOML.",
    )
    admin_email = Text(max_length=254, help_text="Its first administrator.")
    domain = Text(
        max_length=253, required=False, allow_blank=True, help_text="Default: the slug's own host."
    )
    teryt = Text(
        max_length=7,
        required=False,
        allow_blank=True,
        help_text="4 digits for a county, 6 or 7 for a gmina.",
    )
    languages = Choices(choices=LANGUAGES, required=False, help_text="Default: the blueprint's.")
    modules = Choices(
        choices=[(name, name) for name in MODULES],
        required=False,
        help_text="Default: the blueprint's.",
    )
    colours = serializers.ListField(
        child=Text(max_length=7),
        max_length=2,
        required=False,
        help_text="The city's colour and one that only decorates. One that cannot be read is "
        "refused with the nearest that can.",
    )
    legal_act = ActOfTheCity(required=False)
    controller = ControllerOfTheCity(required=False)
    partners = _list("The text of a CSV file of its partners, with headings as in the export.")
    staff = _list("The same of its staff, who get an invitation. One broken row refuses all.")

    example: ClassVar = {
        "slug": "sopot",
        "name": "Sopot",
        "blueprint": "msik",
        "admin_email": "admin@sopot.example.pl",
        "domain": "sopot.example.pl",
        "teryt": "2264",
        "languages": ["pl", "en", "uk"],
        "colours": ["#0e4a57", "#bd7d25"],
        "controller": {"name": "Gmina Miasta Sopotu", "town": "Sopot"},
    }


class BundleToRestore(Body):
    """Which bundle to bring back, and where."""

    bundle = Text(max_length=200, help_text="A name from the city's list of bundles.")
    beside = Text(
        max_length=30,
        required=False,
        allow_blank=True,
        help_text="Another slug: put a copy there for looking something up. It is suspended.",
    )
    over = Flag(
        required=False,
        help_text="true: replace the city though it is at work; what it stored since is gone.",
    )

    example: ClassVar = {"bundle": "sopot-20261122T014000Z.ostoja", "beside": "sopot-before"}


class Bundle(Shown):
    """A whole city in one encrypted file; it is opened nowhere but here."""

    name = serializers.CharField(help_text="With the time (UTC) at which it was begun.")
    size = serializers.SerializerMethodField(help_text="Bytes; 0 once it is gone.")

    example: ClassVar = {"name": "sopot-20261122T014000Z.ostoja", "size": 1482752}

    def get_size(self, path: Path) -> int:
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return 0


class CityFilter(django_filters.FilterSet):
    """Which cities to list."""

    stage = django_filters.ChoiceFilter(choices=Stage.choices, help_text="Only in this stage.")
    blueprint = django_filters.CharFilter(max_length=30, help_text="Only made after this one.")
    teryt = django_filters.CharFilter(
        lookup_expr="startswith", max_length=7, help_text="The code or its beginning: 22, 2264."
    )
    behind = django_filters.BooleanFilter(
        method="that_are_behind", help_text="true: only those that need an upgrade."
    )

    def that_are_behind(self, rows: Any, name: str, value: bool) -> Any:
        """Or, for false, all the others."""
        found = behind()
        return rows.filter(slug__in=found) if value else rows.exclude(slug__in=found)
