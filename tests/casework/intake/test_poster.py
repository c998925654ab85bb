"""The poster: what it says, in which languages, and that it fits on one sheet."""

import re
from html import unescape

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.intake.entry_points.posters import poster_for
from casework.intake.qr import svg_of
from ostoja.local.checkout import ROOT
from tenants.profile.models import CityProfile
from tests.casework.intake.reports import make_entry_point
from tests.cast import Cast, browser_of

STYLES = ROOT / "casework/intake/static/intake/poster.css"


def poster_page(cast: Cast, **facts: str) -> str:
    point = make_entry_point(**facts)
    page = browser_of(cast.consultant).get(f"/pl/staff/entry-points/{point.pk}/poster/")
    text: str = page.content.decode()
    return text


def on_paper(page: str) -> str:
    """What stands on the poster itself, as a person reads it."""
    article = re.search("<article.*</article>", page, re.DOTALL)
    assert article is not None
    return " ".join(unescape(re.sub("<[^>]+>", " ", article[0])).split())


def test_it_has_the_code_the_address_and_the_numbers(cast: Cast) -> None:
    page = poster_page(cast)
    assert svg_of("http://gdansk.localhost/q/HWP7K3") in unescape(page)
    assert "gdansk.localhost /q/HWP7K3" in on_paper(page)
    for number in ("112", "116 111", "116 123", "800 70 2222", "800 120 002"):
        assert number in on_paper(page)


def test_it_leads_to_all_sheets_which_are_not_printed_on_it(cast: Cast) -> None:
    page = poster_page(cast)
    link = re.search(r'href="(/pl/staff/entry-points/[^"]+/sheets\.zip)"', page)
    assert link is not None and "ZIP" not in on_paper(page)
    sheets = browser_of(cast.consultant).get(link[1])
    assert sheets.status_code == 200 and sheets["Content-Type"] == "application/zip"


def test_it_speaks_all_languages_the_places_own_first(cast: Cast) -> None:
    page = poster_page(cast, default_language="uk")
    languages = re.findall('<section lang="(..)"', page)
    assert languages == ["uk", "pl", "en", "de"]
    for words in (
        "Możesz do nas napisać",
        "You can write to us",
        "Sie können uns schreiben",
        "Ви можете нам написати",
        "Telefon zaufania dla dzieci i młodzieży",
        "Телефон довіри для дітей і молоді",
    ):
        assert words in on_paper(page)


def test_it_speaks_the_languages_of_the_city_only(cast: Cast) -> None:
    CityProfile.objects.update(languages=["pl", "uk"])
    poster = poster_for(make_entry_point())
    assert [one.language for one in poster.words] == ["pl", "uk"]
    assert {code for one in poster.numbers for code, _label in one.labels} == {"pl", "uk"}


def test_it_does_not_tell_what_it_is_about(cast: Cast) -> None:
    """Whoever stands before it reads nothing but the city's name and that one can write."""
    CityProfile.objects.update(name="Gdańsk", system_name={"pl": "System Interwencji Kryzysowej"})
    printed = on_paper(poster_page(cast, place="Poczekalnia", audience="violence"))
    assert printed.startswith("Gdańsk")
    for word in ("Interwencji", "Poczekalnia", "przemoc", "Plakat", "Ostoja"):
        assert word not in printed


def test_a_label_that_is_the_same_everywhere_stands_once(cast: Cast) -> None:
    from tenants.profile.models import PhoneNumber

    PhoneNumber.objects.all().delete()
    same = dict.fromkeys(("pl", "en", "de", "uk"), "ITAKA")
    PhoneNumber.objects.create(number="116123", display="116 123", label=same)
    [own] = [one for one in poster_for(make_entry_point()).numbers if one.shown == "116 123"]
    assert own.labels == [("pl", "ITAKA")]


@pytest.mark.parametrize("selector", ["ostoja-poster", "@media print", "size: a4"])
def test_it_has_styles_of_its_own_for_paper(cast: Cast, selector: str) -> None:
    assert "intake/poster.css" in poster_page(cast)
    assert selector in STYLES.read_text()


def test_it_needs_no_script_and_no_inline_style(cast: Cast) -> None:
    article = poster_page(cast).partition("<article")[2].partition("</article>")[0]
    assert "<script" not in article and "style=" not in article


def test_it_asks_little(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    point, client = make_entry_point(), browser_of(cast.consultant)
    path = f"/pl/staff/entry-points/{point.pk}/poster/"
    client.get(path)
    with django_assert_max_num_queries(8):
        client.get(path)
