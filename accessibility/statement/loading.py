"""Loads the statement's part of a blueprint or a city's data.

A blueprint gives what is true of the platform everywhere; a city's own data add the rest. An
answer that is there already stays, whoever wrote it.
"""

from collections.abc import Mapping
from typing import Any

from accessibility.statement import selectors
from accessibility.statement.actions import publish_statement
from accessibility.statement.models import PLAIN, TEXTS, Statement
from tenants.profile.loading import languages_of


def load_statement(data: Mapping[str, Any]) -> None:
    """Fill in what is empty; ``publish`` makes the first edition of a statement that is whole."""
    statement = selectors.statement()
    _fill(statement, data)
    statement.is_sample = statement.is_sample or data.get("sample", False)
    statement.save()
    if data.get("publish") and selectors.edition() is None:
        publish_statement(version=statement.version, by=None)


def _fill(statement: Statement, data: Mapping[str, Any]) -> None:
    for name in (*PLAIN, *TEXTS):
        if name in data and not getattr(statement, name):
            value = languages_of(data[name]) if name in TEXTS else data[name]
            setattr(statement, name, value)
