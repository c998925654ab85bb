"""The frames of pages for residents and for staff."""

from types import SimpleNamespace

import pytest
from django import forms

from ostoja.ui.forms import Form
from ostoja.ui.navigation import NavigationItem, register, register_account
from tests.platform.ostoja.ui.pages import CITY, PERSON, Page, request_to, show

LANGUAGES = ["pl", "en", "de", "uk"]
FRAMES = ["ui/public.html", "ui/staff.html"]


class Note(Form):
    text = forms.CharField(label="Text")


def public(path: str = "/pl/", **context: object) -> Page:
    return Page(show("ui/public.html", request_to(path), **context))


@pytest.mark.parametrize(
    ("path", "beginning"),
    [("/pl/", "Błąd:"), ("/en/", "Error:"), ("/de/", "Fehler:"), ("/uk/", "Помилка:")],
)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_title_tells_of_errors(frame: str, path: str, beginning: str) -> None:
    def title(**context: object) -> str:
        return Page(show(frame, request_to(path), **context)).one("title").text

    assert title(form=Note({})).startswith(beginning)
    assert title(formset=forms.formset_factory(Note)(_one_empty_form())).startswith(beginning)
    assert not title(form=Note()).startswith(beginning)
    assert not title(form=Note({"text": "x"})).startswith(beginning)
    assert not title().startswith(beginning)


def _one_empty_form() -> dict[str, str]:
    return {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-text": ""}


def test_a_residents_title_names_only_the_city() -> None:
    assert public().one("title").text == "– Gdańsk"


def test_a_staff_title_names_platform_and_city() -> None:
    page = Page(show("ui/staff.html", request_to("/pl/staff/", user=PERSON)))
    assert page.one("title").text == "– Ostoja – Gdańsk"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language_and_links_to_the_others(language: str) -> None:
    page = public(f"/{language}/contact/")
    assert page.one("html")["lang"] == language
    links = [link for link in page.all("a") if "hreflang" in link.attributes]
    assert [link["hreflang"] for link in links] == [code for code in LANGUAGES if code != language]
    for link in links:
        assert link["href"] == f"/{link['hreflang']}/contact/"
        assert link["lang"] == link["hreflang"]


def test_staff_pages_are_in_polish_and_english() -> None:
    page = Page(show("ui/staff.html", request_to("/pl/staff/", user=PERSON)))
    assert [link["hreflang"] for link in page.all("a") if "hreflang" in link.attributes] == ["en"]


def test_the_exit_is_the_first_link_and_needs_no_script(settings: object) -> None:
    page = public()
    first = page.all("a")[0]
    assert first.text == "Opuść stronę"
    assert first["href"] == "https://www.wikipedia.org/"
    assert "noreferrer" in first["rel"]
    assert page.all("a")[1]["href"] == "#main-content"
    assert page.one("main")["id"] == "main-content"


def test_staff_pages_have_no_exit() -> None:
    assert "ostoja-exit" not in show("ui/staff.html", request_to("/pl/staff/", user=PERSON))


def test_every_number_can_be_called_from_a_residents_page() -> None:
    called = [link["href"] for link in public().all("a", "ostoja-phone")]
    assert called == [
        "tel:+48585110121",
        "tel:112",
        "tel:116111",
        "tel:116123",
        "tel:800702222",
        "tel:800120002",
    ]


def test_the_footer_links_to_the_pages_that_there_are() -> None:
    page = public("/en/")
    links = [
        link["href"] for link in page.all("a", "govuk-link") if "hreflang" not in link.attributes
    ]
    assert [link for link in links if link.startswith("/")] == ["/en/partners/", "/en/contact/"]


@pytest.mark.parametrize("frame", FRAMES)
def test_the_citys_brand_and_name_are_on_the_page(frame: str) -> None:
    page = Page(show(frame, request_to("/pl/")))
    assert page.one("link", href="/brand/0e4a57-bd7d25.css")["rel"] == "stylesheet"
    assert "data-display" not in page.one("html").attributes
    assert page.one("", "ostoja-wordmark__city").text == CITY.name


@pytest.mark.parametrize("frame", FRAMES)
def test_a_host_without_a_city_has_a_page_too(frame: str) -> None:
    page = Page(show(frame, request_to("/pl/", city=None)))
    assert not [link for link in page.all("link") if "/brand/" in link["href"]]
    assert "Ostoja" in page.one("title").text
    assert not page.all("", "ostoja-wordmark__city")


@pytest.mark.parametrize("frame", FRAMES)
def test_nothing_on_a_page_needs_a_weaker_policy(frame: str) -> None:
    page = Page(show(frame, request_to("/pl/", user=PERSON)))
    for element in page.elements:
        assert not {name for name in element.attributes if name == "style" or name[:2] == "on"}
        assert element.name != "style"
    for script in page.all("script"):
        assert script["src"].startswith("/static/")
        assert script.text == ""


def test_staff_navigation_marks_the_page_and_signs_out_by_a_form() -> None:
    register(NavigationItem("Cases", "cases"))
    register_account(NavigationItem("My account", "me"))
    page = Page(show("ui/staff.html", request_to("/pl/staff/cases/", user=PERSON)))
    assert page.one("a", aria_current="page").text == "Cases"
    assert page.one("a", href="/pl/staff/me/").text == "My account"
    form = page.one("form", action="/pl/staff/sign-out/")
    assert form["method"] == "post"
    assert page.one("input", name="csrfmiddlewaretoken")["value"]
    assert "Anna Przykładowa" in page.one("summary").text


def test_before_signing_in_there_is_no_menu() -> None:
    register(NavigationItem("Cases", "cases"))
    page = Page(show("ui/staff.html", request_to("/pl/staff/")))
    assert not page.all("summary")
    assert not page.all("nav", "govuk-service-navigation__wrapper")


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    ("kind", "role"),
    [("success", "alert"), ("error", "alert"), ("info", "status"), ("warning", "status")],
)
def test_messages_are_notifications(frame: str, kind: str, role: str) -> None:
    message = SimpleNamespace(level_tag=kind, message="<i>Saved</i>")
    page = Page(show(frame, request_to("/pl/"), messages=[message]))
    banner = page.one("", "govuk-notification-banner")
    assert banner["role"] == role
    assert banner.text.endswith("<i>Saved</i>")


@pytest.mark.parametrize("chosen", ["light", "dark", "contrast"])
def test_the_display_that_a_person_chose_is_on_the_page(chosen: str) -> None:
    request = request_to("/pl/")
    request.COOKIES["display"] = f"1.{chosen}.100.."
    assert Page(show("ui/public.html", request)).one("html")["data-display"] == chosen


@pytest.mark.parametrize("chosen", ["", "pink", '"><script>', "dark "])
def test_any_other_choice_leaves_it_to_the_device(chosen: str) -> None:
    request = request_to("/pl/")
    request.COOKIES["display"] = chosen
    assert "data-display" not in Page(show("ui/public.html", request)).one("html").attributes
