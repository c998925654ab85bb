"""Receipt codes against who guesses, and what a resident is told about keeping."""

from secrets import randbelow

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.intake.models import Conversation
from casework.intake.retention import CONVERSATIONS
from ostoja.privacy.receipts import lookup_hash, normalise
from ostoja.privacy.retention.models import RetentionPeriod
from tests.casework.intake.reports import code_of, filled_form, make_report, phone

GUESSES = 100_000
BATCH = 5_000

pytestmark = pytest.mark.usefixtures("gdansk")


def test_a_hundred_thousand_guesses_find_nothing() -> None:
    made = [make_report() for _ in range(20)]
    found = 0
    for _ in range(GUESSES // BATCH):
        guessed = [lookup_hash(f"{randbelow(10**16):016d}") for _ in range(BATCH)]
        found += Conversation.objects.filter(receipt_hash__in=guessed).count()
    assert found == 0
    right = [lookup_hash(code_of(one)) for one in made]
    assert Conversation.objects.filter(receipt_hash__in=right).count() == 20


def test_neighbours_of_a_right_code_find_nothing_and_look_like_any_other(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    right = normalise(code_of(make_report())) or ""
    wrong = {
        right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
        for place in range(16)
    }
    phone().get("/pl/info/2/")  # what all pages of a city share is read once
    pages = set()
    for code in sorted(wrong):
        with django_assert_num_queries(2):
            answer = phone().post("/pl/info/2/", {"code": code})
        assert answer.status_code == 422
        pages.add(answer.content.decode().replace(code, "").partition("<footer")[0])
    assert len({len(page) for page in pages}) == 1


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_the_receipt_says_how_long_it_is_kept(language: str) -> None:
    page = phone().post(f"/{language}/info/", filled_form()).content.decode()
    assert f"{CONVERSATIONS.days} " in page.partition("<main")[2].partition("</main")[0]
    assert 'download="info.png"' in page


def test_it_says_the_citys_own_period() -> None:
    RetentionPeriod.objects.create(key="conversations", days=30, is_on=True)
    page = phone().post("/en/info/", filled_form()).content.decode()
    assert "We delete this conversation 30 days after its last message." in page


def test_and_honestly_where_nothing_is_deleted() -> None:
    RetentionPeriod.objects.create(key="conversations", days=30, is_on=False)
    page = phone().post("/en/info/", filled_form()).content.decode()
    assert "until the city deletes it" in page and "30 days" not in page
