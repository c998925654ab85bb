"""Every field of every model says what it holds, and what identifies a client is encrypted."""

from collections.abc import Mapping

import pytest
from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from ostoja.privacy.classification import ENCRYPTED, THIRD_PARTY, FieldClass
from ostoja.privacy.fields import EncryptedTextField

ABOUT_CLIENTS = ENCRYPTED | {FieldClass.CLIENT_DATA, FieldClass.CLIENT_TERMS}
MODELS = apps.get_models()
OURS = ("ostoja.", "tenants.", "casework.", "accessibility.", "api.")


def label_of(model: type[models.Model]) -> str:
    """``app.Model``."""
    return model._meta.label


def is_ours(model: type[models.Model]) -> bool:
    """Whether we wrote it."""
    return model.__module__.startswith(OURS)


OUR_MODELS = [model for model in MODELS if is_ours(model)]


def classes_of(model: type[models.Model]) -> Mapping[str, str]:
    """What the model, or the list of libraries' models, says of each field."""
    if is_ours(model):
        found: Mapping[str, str] = getattr(model, "privacy", {})
        return found
    return THIRD_PARTY.get(model._meta.label, {})


@pytest.mark.parametrize("model", MODELS, ids=label_of)
def test_each_field_is_classified_and_nothing_else_is(model: type[models.Model]) -> None:
    fields = {field.name for field in model._meta.concrete_fields}
    assert set(classes_of(model)) == fields
    assert all(isinstance(value, FieldClass) for value in classes_of(model).values())


def test_tables_between_two_models_hold_their_keys_only() -> None:
    between = set(apps.get_models(include_auto_created=True)) - set(MODELS)
    assert between
    for model in between:
        assert all(field.primary_key or field.is_relation for field in model._meta.concrete_fields)


def test_no_library_is_listed_that_is_gone() -> None:
    assert set(THIRD_PARTY) == {model._meta.label for model in MODELS if not is_ours(model)}


def test_libraries_hold_nothing_about_clients() -> None:
    held = {value for classes in THIRD_PARTY.values() for value in classes.values()}
    assert not held & ABOUT_CLIENTS


@pytest.mark.parametrize("model", OUR_MODELS, ids=label_of)
def test_what_identifies_a_client_and_what_is_told_is_encrypted(
    model: type[models.Model],
) -> None:
    for field in model._meta.concrete_fields:
        is_encrypted = isinstance(field, EncryptedTextField)
        field_class = classes_of(model)[field.name]
        if field_class in ENCRYPTED:
            assert is_encrypted, field
        if is_encrypted:
            # The code word and telephone of who goes out keep them safe, so they are encrypted too.
            assert field_class in ENCRYPTED | {FieldClass.SECRET, FieldClass.STAFF}, field


@pytest.mark.parametrize("model", OUR_MODELS, ids=label_of)
def test_secrets_are_encrypted_or_hashed(model: type[models.Model]) -> None:
    for field in model._meta.concrete_fields:
        if classes_of(model)[field.name] != FieldClass.SECRET:
            continue
        is_password = issubclass(model, AbstractBaseUser) and field.name == "password"
        assert is_password or isinstance(field, EncryptedTextField | models.BinaryField), field


@pytest.mark.parametrize("model", OUR_MODELS, ids=label_of)
def test_encrypted_fields_are_not_asked_to_be_searched(model: type[models.Model]) -> None:
    fields = [one for one in model._meta.concrete_fields if isinstance(one, EncryptedTextField)]
    encrypted = {field.name for field in fields}
    indexed = {name for index in model._meta.indexes for name in index.fields}
    assert not encrypted & indexed
    assert not encrypted & {str(name).lstrip("-") for name in model._meta.ordering or ()}
    assert not any(field.unique for field in fields)
