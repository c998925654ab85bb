"""What a choice does on pages of a made-up city: errors, calm mode, pictures, the gallery."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse

from ostoja.ui import errors, gallery
from tests.platform.ostoja.ui.pages import PERSON, Page, request_to, show

CHOSEN = "1.dark.150.andika.cp"
FAILURES: list[Callable[[HttpRequest], HttpResponse]] = [
    errors.bad_request,
    errors.permission_denied,
    errors.csrf_failure,
    errors.page_not_found,
    errors.server_error,
    errors.maintenance,
]


def chosen(path: str, cookie: str = CHOSEN) -> HttpRequest:
    request = request_to(path)
    request.COOKIES["display"] = cookie
    return request


@pytest.mark.parametrize("fails", FAILURES)
def test_a_page_about_a_failure_looks_as_chosen(
    fails: Callable[[HttpRequest], HttpResponse],
) -> None:
    html = Page(fails(chosen("/pl/contact/")).content.decode()).one("html")
    assert (html["data-display"], html["data-text-size"]) == ("dark", "150")
    assert "data-calm" in html.attributes


@pytest.mark.parametrize("fails", FAILURES)
@pytest.mark.parametrize("cookie", ["", "x" * 10_000, "1.....", "\x00"])
def test_garbage_spoils_no_page_about_a_failure(
    fails: Callable[[HttpRequest], HttpResponse], cookie: str
) -> None:
    page = Page(fails(chosen("/pl/", cookie)).content.decode())
    assert not [name for name in page.one("html").attributes if name.startswith("data-")]
    assert page.all("a", href="tel:112")


@pytest.mark.parametrize("frame", ["ui/public.html", "ui/staff.html"])
def test_the_way_there_is_on_every_page(frame: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ostoja.ui.context.DISPLAY", "contact")  # stands in for the route
    links = Page(show(frame, request_to("/en/"))).all("a", href="/en/contact/")
    if frame == "ui/public.html":
        assert [link.text for link in links if "ostoja-display-link" in link.classes] == ["Display"]


def test_where_other_pages_may_not_answer_there_is_no_way_there() -> None:
    html = errors.maintenance(chosen("/pl/")).content.decode()
    assert "ostoja-display-link" not in html


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_calm_mode_says_what_does_not_happen(language: str) -> None:
    calm = Page(show("ui/public.html", chosen(f"/{language}/")))
    assert len(calm.all("", "govuk-inset-text")) == 1
    usual = Page(show("ui/public.html", request_to(f"/{language}/")))
    assert not usual.all("", "govuk-inset-text")


def test_pictures_are_for_those_who_chose_them() -> None:
    pictures = Page(show("ui/public.html", chosen("/pl/"))).all("img", "ostoja-picture")
    assert pictures
    assert all(one["alt"] == "" for one in pictures), "the words say it already"
    assert not Page(show("ui/public.html", request_to("/pl/"))).all("img", "ostoja-picture")


def test_the_gallery_shows_a_sample_of_each_look() -> None:
    request = request_to("/pl/staff/components/", user=PERSON)
    page = Page(show("ui/gallery.html", request, **gallery.context(request.GET)))
    samples = page.all("div", "ostoja-try")
    assert [one.attributes.get("data-display") for one in samples] == [
        "light", "dark", "contrast", "light", "dark",
    ]  # fmt: skip
    assert len({one["id"] for one in samples}) == len(samples)
    assert sum("data-calm" in one.attributes for one in samples) == 2
