"""Start page and QR codes."""

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.intake.models import EntryPoint
from tenants.fence import entered
from tests.casework.intake.reports import make_entry_point, phone

pytestmark = pytest.mark.usefixtures("gdansk")


@pytest.mark.parametrize(
    ("wish", "target"),
    [
        ("uk-UA,uk;q=0.9,ru;q=0.8", "/uk/"),
        ("fr,de;q=0.5", "/de/"),
        ("fr", "/pl/"),
        ("*", "/pl/"),
        ("", "/pl/"),
        ("\xff;q=", "/pl/"),
    ],
)
def test_the_bare_address_leads_to_the_language_asked_for(wish: str, target: str) -> None:
    answer = phone().get("/", HTTP_ACCEPT_LANGUAGE=wish)
    assert (answer.status_code, answer["Location"]) == (302, target)


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_the_start_page_leads_to_the_form_and_back_to_the_answer(language: str) -> None:
    page = phone().get(f"/{language}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert f'href="/{language}/info/"' in text
    assert f'href="/{language}/info/2/"' in text
    assert 'href="tel:112"' in text
    assert not page.cookies


# Słupsk is not open: its codes lead to the start page.
@pytest.mark.parametrize(("slug", "status_of_code"), [("gdynia", 404), ("slupsk", 302)])
def test_cities_without_contact_say_who_helps_and_have_no_form(
    slug: str, status_of_code: int
) -> None:
    with entered(slug):
        page = phone(slug).get("/pl/")
        missing = [phone(slug).get(f"/pl/{path}/") for path in ("contact", "return")]
        code = phone(slug).get("/q/HWP7K3")
    text = page.content.decode()
    assert page.status_code == 200 and code.status_code == status_of_code
    assert "<form" not in text and "/pl/info/" not in _main(text)
    assert 'href="tel:112"' in text
    for answer in missing:
        assert answer.status_code == 404
        assert "<form" not in answer.content.decode()
        assert 'href="tel:112"' in answer.content.decode()


def _main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_nothing_is_stored_where_there_is_no_contact() -> None:
    with entered("gdynia"):
        answer = phone("gdynia").post("/pl/contact/", {"text": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize("typed", ["HWP7K3", "hwp7k3", "HWP7K3/"])
def test_a_code_leads_to_the_form(typed: str) -> None:
    make_entry_point()
    answer = phone().get(f"/q/{typed}")
    assert (answer.status_code, answer["Location"]) == (302, "/pl/info/?e=HWP7K3")


def test_the_form_is_in_the_language_asked_for_or_that_of_the_place() -> None:
    make_entry_point(default_language="uk")
    asked = phone().get("/q/HWP7K3", HTTP_ACCEPT_LANGUAGE="de-AT")
    unknown = phone().get("/q/HWP7K3", HTTP_ACCEPT_LANGUAGE="fr")
    assert asked["Location"].startswith("/de/")
    assert unknown["Location"].startswith("/uk/")


@pytest.mark.parametrize("typed", ["ZZZZZZ", "0", "%00", "x" * 500, "%F0%9F%99%82", "HWP7K3%0A"])
def test_an_unknown_code_still_leads_to_the_form(typed: str) -> None:
    answer = phone().get(f"/q/{typed}", HTTP_ACCEPT_LANGUAGE="en")
    text = answer.content.decode()
    assert answer.status_code == 404
    assert 'href="/en/info/"' in text and 'href="tel:112"' in text


def test_a_withdrawn_code_is_like_an_unknown_one() -> None:
    make_entry_point(is_active=False)
    assert phone().get("/q/HWP7K3").status_code == 404


def test_codes_count_no_people(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    point = make_entry_point()
    before = EntryPoint.objects.filter(pk=point.pk).values().get()
    phone().get("/q/HWP7K3")
    with django_assert_num_queries(2):  # profile, entry point
        phone().get("/q/HWP7K3")
    assert EntryPoint.objects.filter(pk=point.pk).values().get() == before


def test_the_start_page_asks_little(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    phone().get("/pl/")
    with django_assert_num_queries(1):  # profile
        phone().get("/pl/")


@pytest.mark.parametrize("path", ["/", "/q/HWP7K3", "/pl/"])
def test_the_start_takes_nothing_in(path: str) -> None:
    assert phone().post(path, {"x": "y"}).status_code in {403, 405}
