"""No model with data of clients is forgotten: a room gives it, or says why not."""

import pytest
from django.apps import apps
from django.utils import translation

from casework.cases.merging import movable_models
from ostoja.privacy.requests import holdings, subjects
from ostoja.privacy.requests.holdings import GIVEN, Holding
from ostoja.privacy.retention.classes import class_named

HOLDINGS = holdings.every_holding()


def label_of(holding: Holding) -> str:
    return holding.model._meta.label


def models_about_clients() -> set[type]:
    return {
        model for model in apps.get_models() if GIVEN & set(getattr(model, "privacy", {}).values())
    }


def test_each_model_about_clients_is_given_or_left_out_with_a_reason() -> None:
    known = {one.model for one in HOLDINGS} | set(holdings.left_out_models())
    assert models_about_clients() - known == set()
    assert known - models_about_clients() == set()


def test_nothing_is_both_given_and_left_out() -> None:
    assert not {one.model for one in HOLDINGS} & set(holdings.left_out_models())


@pytest.mark.parametrize("holding", HOLDINGS, ids=label_of)
def test_each_field_about_the_person_is_given_or_withheld_with_a_reason(holding: Holding) -> None:
    classes = holding.model.privacy  # type: ignore[attr-defined]
    about = {name for name, value in classes.items() if value in GIVEN}
    assert about == (set(holding.fields()) | set(holding.withheld)) & about
    assert set(holding.withheld) <= about
    assert {*holding.also, *holding.own, *holding.labels, *holding.words} <= set(classes)


@pytest.mark.parametrize("holding", HOLDINGS, ids=label_of)
def test_each_field_has_a_label_that_people_read(holding: Holding) -> None:
    """A name made from the column's own is no label: it would stay English."""
    for name in [*holding.fields(), *holding.withheld]:
        field = holding.model._meta.get_field(name)
        made_up = field.name.replace("_", " ")
        with translation.override("pl"):
            assert holding.label_of(name) != made_up, f"{label_of(holding)}.{name}"


@pytest.mark.parametrize("holding", HOLDINGS, ids=label_of)
def test_its_path_leads_to_a_subject(holding: Holding, gdansk: None) -> None:
    assert subjects.subject_named(holding.root)
    assert not holding.rows({holding.root: frozenset()}).exists()


def test_what_moves_with_a_case_is_known_here_too() -> None:
    """What has a key to a case and words in it is found by the test above; this holds the two
    registers to each other.
    """
    words = {model for model in movable_models() if model in models_about_clients()}
    assert words <= {one.model for one in HOLDINGS} | set(holdings.left_out_models())


@pytest.mark.parametrize("subject", subjects.every_subject(), ids=lambda one: one.key)
def test_each_subject_goes_through_a_class_of_retention(subject: subjects.Subject) -> None:
    kind = class_named(subject.retention)
    assert kind is not None
    assert kind.about_clients
    assert subject.key == subject.model._meta.label_lower
