"""What happens when the app of the cities starts."""

import subprocess
import sys

from django import forms

from ostoja.ui.forms import PlainWords


def every_form(parent: type[forms.BaseForm]) -> list[type[forms.BaseForm]]:
    """All forms of the rooms."""
    children = parent.__subclasses__()
    return [*children, *(form for child in children for form in every_form(child))]


def test_pages_are_imported_in_no_city() -> None:
    code = "import django, sys; django.setup(); assert 'ostoja.urls.city' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_no_forms_query_belongs_to_a_city() -> None:
    fields = [field for form in every_form(PlainWords) for field in fields_of(form)]
    queries = [field.queryset for field in fields if isinstance(field, forms.ModelChoiceField)]
    assert len(queries) > 3
    assert {getattr(query, "city_stamp", None) for query in queries} == {None}


def fields_of(form: type[forms.BaseForm]) -> list[forms.Field]:
    return list(getattr(form, "base_fields", {}).values())
