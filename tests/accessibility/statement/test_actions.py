"""Changing, publishing and reviewing: kept once, recorded, refused where it is not whole."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accessibility.statement import selectors
from accessibility.statement.actions import change_statement, publish_statement, review_statement
from accessibility.statement.completeness import Incomplete
from accessibility.statement.models import Edition, ReviewReminder, Statement
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.accessibility.statement.making import PREPARED, whole_statement
from tests.cast import Cast


def verbs() -> list[str]:
    found = AuditEvent.objects.filter(verb__startswith="statement.").order_by("at")
    return list(found.values_list("verb", flat=True))


def test_a_city_begins_with_what_is_true_of_the_platform(gdansk: None) -> None:
    statement = selectors.statement()
    assert statement.is_sample and statement.shortcuts["uk"] and not statement.body
    assert selectors.edition() is None


def test_a_change_is_kept_and_recorded(cast: Cast) -> None:
    before = selectors.statement()
    after = change_statement(version=before.version, by=cast.administrator, town="Gdańsk")
    assert (after.town, after.version) == ("Gdańsk", before.version + 1)
    assert after.conveniences == before.conveniences
    assert verbs() == ["statement.changed"]


def test_who_saw_an_older_version_changes_nothing(cast: Cast, whole: Statement) -> None:
    with pytest.raises(StaleObject):
        change_statement(version=whole.version - 1, by=cast.administrator, town="Sopot")
    assert selectors.statement().town == "Gdańsk"


def test_publishing_makes_an_edition_that_later_changes_do_not_touch(
    cast: Cast, whole: Statement
) -> None:
    edition = publish_statement(version=whole.version, by=cast.administrator)
    assert edition.facts() == whole.facts()
    assert edition.published_by == cast.administrator
    whole_statement(by=cast.administrator, body="Inna nazwa")
    assert selectors.edition() == edition and edition.body != "Inna nazwa"
    assert "statement.published" in verbs()


def test_publishing_twice_makes_one_edition(cast: Cast, whole: Statement) -> None:
    first = publish_statement(version=whole.version, by=cast.administrator)
    assert publish_statement(version=whole.version, by=cast.administrator) == first
    assert Edition.objects.count() == 1
    assert verbs().count("statement.published_again") == 1


def test_what_changed_since_it_was_seen_is_not_published(cast: Cast, whole: Statement) -> None:
    with pytest.raises(StaleObject):
        publish_statement(version=whole.version - 1, by=cast.administrator)
    assert selectors.edition() is None


def test_half_a_statement_is_refused_with_what_is_missing(cast: Cast) -> None:
    half = whole_statement(by=cast.administrator, email="", contact={"pl": "Zespół"})
    with pytest.raises(Incomplete) as raised:
        publish_statement(version=half.version, by=cast.administrator)
    names = [one.field for one in raised.value.missing]
    assert names == ["contact_en", "contact_de", "contact_uk", "email"]
    assert selectors.edition() is None and "statement.published" not in verbs()


def test_a_review_publishes_an_edition_with_its_date(cast: Cast, whole: Statement) -> None:
    edition = review_statement(version=whole.version, by=cast.administrator)
    assert edition.reviewed_on == timezone.localdate() and edition.prepared_on == PREPARED
    assert selectors.statement().version == edition.statement_version
    assert {"statement.reviewed", "statement.published"} <= set(verbs())


def test_a_review_sent_twice_is_one(cast: Cast, whole: Statement) -> None:
    first = review_statement(version=whole.version, by=cast.administrator)
    assert review_statement(version=whole.version, by=cast.administrator) == first
    assert Edition.objects.count() == 1


def test_a_review_of_half_a_statement_leaves_no_trace(cast: Cast) -> None:
    half = whole_statement(by=cast.administrator, phone="")
    with pytest.raises(Incomplete):
        review_statement(version=half.version, by=cast.administrator)
    after = selectors.statement()
    assert (after.version, after.reviewed_on) == (half.version, None)


@pytest.mark.usefixtures("cast")
class TestConstraints:
    """The truth is in the database."""

    @pytest.mark.parametrize("model", [Statement, Edition])
    @pytest.mark.parametrize(
        ("facts", "name"),
        [
            ({"status": "perhaps"}, "status_known"),
            ({"method": "guess"}, "method_known"),
            (
                {"prepared_on": PREPARED, "reviewed_on": PREPARED - datetime.timedelta(1)},
                "reviewed_after_prepared",
            ),
            (
                {"published_on": PREPARED, "updated_on": PREPARED - datetime.timedelta(1)},
                "updated_after_published",
            ),
        ],
    )
    def test_facts_are_in_order(self, model: type, facts: dict[str, object], name: str) -> None:
        Statement.objects.all().delete()
        more = {"statement_version": 1} if model is Edition else {}
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.create(**facts, **more)  # type: ignore[attr-defined]

    def test_there_is_one_statement(self) -> None:
        selectors.statement()
        with pytest.raises(IntegrityError), transaction.atomic():
            Statement.objects.create()
        with pytest.raises(IntegrityError, match="statement_only"), transaction.atomic():
            Statement.objects.create(only=False)

    def test_a_version_is_published_once(self) -> None:
        Edition.objects.create(statement_version=1)
        with pytest.raises(IntegrityError, match="edition_once"), transaction.atomic():
            Edition.objects.create(statement_version=1)

    def test_a_reminder_is_kept_once(self) -> None:
        ReviewReminder.objects.create(due_on=PREPARED, kind="first")
        with pytest.raises(IntegrityError, match="review_reminder_once"), transaction.atomic():
            ReviewReminder.objects.create(due_on=PREPARED, kind="first")


@pytest.mark.parametrize(
    ("phone", "uri"),
    [
        ("58 347 82 82", "tel:+48583478282"),
        ("+48 58 347-82-82", "tel:+48583478282"),
        ("0048 58 3478282", "tel:0048583478282"),
    ],
)
def test_a_number_is_dialled_with_the_countrys_code(phone: str, uri: str) -> None:
    assert Statement(phone=phone).phone_uri == uri
