"""Every column that names a body, its group or what it offers is taken care of or stays."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Model

from casework.partners import merging, twins
from casework.partners.models import Location, Organisation, Service


def columns_naming(target: type[Model]) -> set[tuple[str, str]]:
    return {
        (model._meta.label_lower, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is target
    }


NOT_OURS = {("guardian.groupobjectpermission", "group")}
"""A table of the library that nothing writes: grants stand in tables of their own."""


@pytest.mark.parametrize("target", [Organisation, Group])
def test_none_is_forgotten(target: type[Model]) -> None:
    cared_for, staying = merging.columns_cared_for(), set(merging.staying_columns())
    assert not cared_for & staying
    assert columns_naming(target) - NOT_OURS - cared_for - staying == set()


@pytest.mark.parametrize(
    ("target", "kind"), [(Service, twins.SERVICES), (Location, twins.LOCATIONS)]
)
def test_what_names_a_twin_is_known(target: type[Model], kind: Any) -> None:
    named = {(model._meta.label_lower, field) for model, field in kind.named_by}
    many = {("partners.service", "locations")}  # its table of pairs is asked instead
    staying = set(merging.staying_columns())
    assert columns_naming(target) - many - named - staying == set()


def test_each_that_stays_says_why() -> None:
    assert all(merging.staying_columns().values())
