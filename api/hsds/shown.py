"""HSDS 3.0 objects as the description of the API names them."""

from typing import ClassVar

from rest_framework import serializers

from api.fields import Shown

NESTED = serializers.ListField(
    child=serializers.DictField(), required=False, help_text="Objects of HSDS 3.0."
)
SERVICE = "e4f5a6b7-8c9d-4e0f-a1b2-3c4d5e6f7a81"
BODY = "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10"
TERM = "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"
TAXONOMY = "0d9f6f7e-5a0b-5c52-9f2e-3f8c2f0d7e11"


class HsdsMetadata(Shown):
    """Which standard this is."""

    version = serializers.CharField(help_text="Version of HSDS.")
    profile = serializers.CharField(help_text="Where the standard is described.")
    openapi_url = serializers.CharField()

    example: ClassVar = {
        "version": "3.0",
        "profile": "https://docs.openreferral.org/en/3.0/",
        "openapi_url": "http://gdansk.localhost:8000/api/schema/",
    }


class HsdsOrganization(Shown):
    """An organization."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    alternate_name = serializers.CharField(required=False)
    description = serializers.CharField()
    email = serializers.CharField(required=False)
    website = serializers.CharField(required=False)
    parent_organization_id = serializers.UUIDField(required=False)
    phones = NESTED
    locations = NESTED

    example: ClassVar = {"id": BODY, "name": "Fundacja Przykład", "description": "Rozmowy."}


class HsdsService(Shown):
    """A service."""

    id = serializers.UUIDField()
    organization_id = serializers.UUIDField()
    name = serializers.CharField()
    description = serializers.CharField(required=False)
    status = serializers.CharField()
    eligibility_description = serializers.CharField(required=False)
    application_process = serializers.CharField(required=False)
    minimum_age = serializers.IntegerField(required=False)
    maximum_age = serializers.IntegerField(required=False)
    assured_date = serializers.DateField(required=False)
    organization = serializers.DictField(required=False)
    service_at_locations = NESTED
    schedules = NESTED
    languages = NESTED
    service_areas = NESTED
    required_documents = NESTED
    capacities = NESTED
    attributes = NESTED

    example: ClassVar = {
        "id": SERVICE,
        "organization_id": BODY,
        "name": "Rozmowa z psychologiem",
        "status": "active",
    }


class HsdsServiceAtLocation(Shown):
    """A service at a place."""

    id = serializers.UUIDField()
    service_id = serializers.UUIDField()
    location_id = serializers.UUIDField()
    location = serializers.DictField()
    service = serializers.DictField()


class HsdsTaxonomy(Shown):
    """The city's list of needs."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    description = serializers.CharField()


class HsdsTaxonomyTerm(Shown):
    """One need of the list."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    taxonomy = serializers.CharField()
    taxonomy_id = serializers.UUIDField()
    language = serializers.CharField()
    taxonomy_detail = HsdsTaxonomy()

    example: ClassVar = {
        "id": TERM,
        "code": "psychological",
        "name": "pomoc psychologiczna",
        "description": "pomoc psychologiczna",
        "taxonomy": "needs",
        "taxonomy_id": TAXONOMY,
        "language": "pl",
        "taxonomy_detail": {"id": TAXONOMY, "name": "Potrzeby", "description": "Potrzeby."},
    }


class HsdsPage(Shown):
    """A numbered page, as HSDS has them."""

    total_items = serializers.IntegerField()
    total_pages = serializers.IntegerField()
    page_number = serializers.IntegerField()
    size = serializers.IntegerField(help_text="How many are on this page.")
    first_page = serializers.BooleanField()
    last_page = serializers.BooleanField()
    empty = serializers.BooleanField()


class HsdsOrganizationPage(HsdsPage):
    """A page of organizations."""

    contents = HsdsOrganization(many=True)


class HsdsServicePage(HsdsPage):
    """A page of services."""

    contents = HsdsService(many=True)


class HsdsServiceAtLocationPage(HsdsPage):
    """A page of services at places."""

    contents = HsdsServiceAtLocation(many=True)


class HsdsTaxonomyPage(HsdsPage):
    """A page of lists."""

    contents = HsdsTaxonomy(many=True)


class HsdsTaxonomyTermPage(HsdsPage):
    """A page of needs."""

    contents = HsdsTaxonomyTerm(many=True)


class HsdsExport(Shown):
    """The whole directory at once."""

    version = serializers.CharField()
    organizations = HsdsOrganization(many=True)
    services = HsdsService(many=True)
    taxonomies = HsdsTaxonomy(many=True)
    taxonomy_terms = HsdsTaxonomyTerm(many=True)
