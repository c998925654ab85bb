"""What residents read: what is in force, the short version first, in four languages."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.minors import actions
from casework.minors.marked import html_of, sections_of
from casework.minors.models import Edition
from casework.partners.choices import AgreementState
from tests.casework.cases.situations import url, words
from tests.casework.minors.making import A_DAY, adopt, make_draft, make_file, name, today
from tests.cast import Cast, browser_of

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def resident(cast: Cast) -> Client:
    return browser_of(None)


def test_a_child_reads_whom_to_turn_to_and_the_short_version(
    cast: Cast, resident: Client, edition: Edition
) -> None:
    name(cast, edition.standards, cast.supervisor, shown_as="Pani Ola, pokój 7")
    name(cast, edition.standards, cast.colleague)
    assert "Ośrodek kryzysowy" in words(resident, "child_protection")
    page = words(resident, "child_protection_body", edition.standards_id)
    assert "Pani Ola, pokój 7" in page and "Nikt nie może Cię krzywdzić." in page
    assert "supervisor person" not in page and "colleague" not in page
    assert "nie krzycz" in words(resident, "child_protection_full", edition.standards_id)
    answer = resident.get(url("child_protection_print", edition.standards_id))
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("language", "heading"),
    [("pl", "Dla dzieci"), ("en", "For children"), ("de", "Für Kinder"), ("uk", "Для дітей")],
)
def test_the_frame_speaks_the_pages_language_and_the_text_its_own(
    resident: Client, edition: Edition, language: str, heading: str
) -> None:
    path = url("child_protection_body", edition.standards_id, language=language)
    page = resident.get(path).content.decode()
    assert heading in page and '<div lang="pl">' in page


def test_only_what_is_in_force_of_bodies_that_are_shown_is_public(
    cast: Cast, resident: Client, edition: Edition
) -> None:
    draft = make_draft(cast, cast.partner)
    coming = adopt(
        make_draft(cast, cast.other_partner), cast.administrator, in_force_from=today() + A_DAY
    )
    for standards in (draft.standards_id, coming.standards_id, uuid4()):
        for route in ("body", "full", "print"):
            path = url(f"child_protection_{route}", standards)
            assert resident.get(path).status_code == 404
    for changes in ({"is_public": False}, {"agreement_state": AgreementState.LEFT}):
        type(cast.centre).objects.filter(pk=cast.centre.pk).update(**changes)
        assert resident.get(url("child_protection_body", edition.standards_id)).status_code == 404
        assert "Nothing is published here yet." in words(resident, "child_protection")
        type(cast.centre).objects.filter(pk=cast.centre.pk).update(
            is_public=True, agreement_state=cast.centre.agreement_state
        )


def test_a_file_is_public_while_its_edition_is_in_force(cast: Cast, resident: Client) -> None:
    draft = make_draft(cast)
    row = make_file(draft, cast.administrator)
    path = url("child_protection_file", row.pk)
    assert resident.get(path).status_code == 404
    edition = adopt(draft, cast.administrator)
    assert resident.get(path).status_code == 200
    assert path in words(resident, "child_protection_body", edition.standards_id)
    Edition.objects.filter(pk=edition.pk).update(in_force_from=today() - A_DAY)
    again = actions.begin_draft(standards=edition.standards, by=cast.administrator)
    adopt(again, cast.administrator)
    assert resident.get(path).status_code == 404
    assert resident.get(url("child_protection_file", UUID(int=0))).status_code == 404


def test_text_is_shown_as_text_and_headings_fit_the_page() -> None:
    shown = html_of(
        "### Zasady\n\n<script>x</script> [a](javascript:x) ![b](http://x.example/p.png)\n\n- c",
        level=2,
    )
    assert '<h2 class="govuk-heading-m">Zasady</h2>' in shown
    assert "<script" not in shown and 'href="javascript' not in shown and "<img" not in shown
    assert '<ul class="govuk-list govuk-list--bullet">' in shown


def test_print_has_a_section_for_each_heading() -> None:
    found = sections_of("Dla dzieci", "Wstęp\n\n# Jeden\n\n- a\n- b\n\n# Dwa\n\nc\nd")
    assert [(one.heading, list(one.texts)) for one in found] == [
        ("Dla dzieci", ["Wstęp"]),
        ("Jeden", ["• a", "• b"]),
        ("Dwa", ["c d"]),
    ]
    assert sections_of("x", "") == []


@pytest.mark.parametrize("page", ["child_protection", "minors", "staff_home"])
def test_a_list_reads_no_whole_texts(cast: Cast, edition: Edition, page: str) -> None:
    """Each may have hundreds of thousands of letters, and anybody may ask for the public list."""
    browser = browser_of(cast.consultant)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url(page)).status_code == 200
    assert not [one for one in asked.captured_queries if '"full_text"' in one["sql"]]
