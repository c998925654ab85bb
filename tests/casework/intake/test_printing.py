"""Sheets to print: one page each, whole for a screen reader, neutral for a passer-by."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from fontTools.ttLib import TTFont
from pytest_django import DjangoAssertNumQueries

from casework.intake.entry_points import printing
from casework.intake.entry_points.printing import Facts, Sheet
from casework.intake.models import EntryPoint
from casework.intake.qr import qr_file
from ostoja.ui import print_fonts
from tenants.profile.models import CityProfile, PhoneNumber
from tests.casework.intake.reports import make_entry_point
from tests.cast import Cast, browser_of

LIST = "/pl/staff/entry-points/"
LANGUAGES = ("pl", "en", "de", "uk")
ALL = [
    Sheet(size, language, easy)
    for language in LANGUAGES
    for size in printing.SIZES
    for easy in (False, True)
    if not (easy and size == "sticker")
]


def facts(**changes: str) -> Facts:
    address = "https://gdansk.example/q/HWP7K3"
    given = {
        "city": "Gdańsk", "host": "gdansk.example", "path": "/q/HWP7K3", "in_words": "/pomoc",
        "number": "58 511 01 21", "picture": qr_file(address, "svg").decode(),
    }  # fmt: skip
    return Facts(**{**given, **changes})


LONG = {
    "city": "Kędzierzyn-Koźle",
    "host": "kedzierzyn-kozle.interwencja.ostoja.example.pl",
    "in_words": "/powiat-kedzierzynsko-kozielski-pomoc-24",
}


def opened(content: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(content))


def tags(node: Any) -> Iterator[Any]:
    """Everything in the tree that a screen reader reads."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from tags(one)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        yield from tags(node.get("/K", []))


@pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("changes", [{}, LONG, {"in_words": ""}], ids=["short", "long", "code"])
def test_each_is_one_page_and_says_how_to_read_it(sheet: Sheet, changes: dict[str, str]) -> None:
    reader = opened(printing.pdf_of(sheet, facts(**changes)))
    root = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert root["/Lang"] == sheet.language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid" in metadata


@pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.name)
def test_it_is_tagged_and_its_picture_is_told(sheet: Sheet) -> None:
    found = list(tags(opened(printing.pdf_of(sheet, facts())).trailer["/Root"]["/StructTreeRoot"]["/K"]))  # fmt: skip  # noqa: E501
    kinds = [one["/S"] for one in found]
    assert kinds[0] == "/Document" and kinds.count("/H1") == 1 and "/P" in kinds
    [picture] = [one for one in found if one["/S"] == "/Figure"]  # the others are decoration
    assert "gdansk.example/q/HWP7K3" in picture["/Alt"]


def words_of(sheet: Sheet, **changes: str) -> str:
    text = opened(printing.pdf_of(sheet, facts(**changes))).pages[0].extract_text()
    return " ".join(text.replace("\u200b", "").replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", ("Możesz do nas napisać", "Możesz też zadzwonić: 58 511 01 21")),
        ("en", ("You can write to us", "You can also call: 58 511 01 21")),
        ("de", ("Sie können uns schreiben", "Sie können auch anrufen: 58 511 01 21")),
        ("uk", ("Ви можете нам написати", "58 511 01 21", "112")),
    ],
)
@pytest.mark.parametrize("size", printing.SIZES)
def test_it_speaks_its_language(language: str, words: tuple[str, ...], size: str) -> None:
    said = words_of(Sheet(size, language))
    for one in (*words, "Gdańsk", "112"):
        assert one in said
    assert "/pomoc" in said.replace(" ", "")


def test_easy_words_stand_one_thought_a_line() -> None:
    said = {language: words_of(Sheet("a4", language, easy=True)) for language in LANGUAGES}
    assert "Nie musisz podawać imienia." in said["pl"]
    assert "Sie müssen Ihren Namen nicht sagen." in said["de"]
    assert "Можна писати своєю мовою." in said["uk"]
    assert len(set(said.values())) == len(LANGUAGES)
    for text in said.values():
        assert all(len(one.split()) <= 12 for one in text.split(". ")[1:])


def test_the_title_and_the_names_are_neutral(cast: Cast) -> None:
    CityProfile.objects.update(name="Gdańsk", system_name={"pl": "System Interwencji Kryzysowej"})
    point = make_entry_point(place="Poczekalnia", audience="violence", name={"pl": "Przemoc"})
    given = printing.facts_for(point, "https://gdansk.example/q/HWP7K3", "gdansk.example")
    for sheet in printing.sheets():
        reader = opened(printing.pdf_of(sheet, given))
        text = reader.pages[0].extract_text() + str(reader.metadata)
        for word in ("rzemoc", "Poczekalnia", "Interwencji", "ryzys", "Ostoja "):
            assert word not in text, (sheet.name, word)
    title = opened(printing.pdf_of(Sheet("a4", "pl"), given)).metadata.title
    assert title == "Informacje – Gdańsk"


def test_the_number_is_the_citys_own(cast: Cast) -> None:
    PhoneNumber.objects.all().delete()
    point = make_entry_point()

    def number() -> str:
        return printing.facts_for(point, "http://x/q/HWP7K3", "x").number

    assert number() == "116 123"
    texts = {"pl": "Ośrodek"}
    PhoneNumber.objects.create(number="112", display="112", label=texts, urgent=True)
    PhoneNumber.objects.create(number="116111", display="116 111", label=texts, audience="children")
    assert number() == "116 123"
    PhoneNumber.objects.create(number="+48585110121", display="58 511 01 21", label=texts)
    assert number() == "58 511 01 21"


def test_on_a_sheet_for_children_stands_a_childrens_number(cast: Cast) -> None:
    PhoneNumber.objects.all().delete()
    point, texts = make_entry_point(audience="children"), {"pl": "Ośrodek"}
    PhoneNumber.objects.create(number="+48585110121", display="58 511 01 21", label=texts)

    def number() -> str:
        return printing.facts_for(point, "http://x/q/HWP7K3", "x").number

    assert number() == "116 111"
    own = {"number": "+48585110129", "display": "58 511 01 29", "audience": "children"}
    PhoneNumber.objects.create(**own, label=texts)
    assert number() == "58 511 01 29"


def test_all_come_in_one_file_with_neutral_names(cast: Cast) -> None:
    point = make_entry_point(short_address="pomoc")
    answer = browser_of(cast.consultant).get(f"{LIST}{point.pk}/sheets.zip")
    assert answer["Content-Disposition"] == 'attachment; filename="HWP7K3.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
        first = archive.read("HWP7K3-a4-uk-easy.pdf")
    assert len(names) == 20 and "HWP7K3-sticker-de.pdf" in names
    assert "HWP7K3-sticker-de-easy.pdf" not in names
    assert opened(first).trailer["/Root"]["/Lang"] == "uk"
    again = browser_of(cast.consultant).get(f"{LIST}{point.pk}/sheets.zip")
    assert again.content == answer.content  # no moment, no chance in it


def test_a_city_has_sheets_in_its_own_languages_only(cast: Cast) -> None:
    CityProfile.objects.update(languages=["pl", "uk"])
    assert {sheet.language for sheet in printing.sheets()} == {"pl", "uk"}
    path = f"{LIST}{make_entry_point().pk}/sheets/a4-de.pdf"
    assert browser_of(cast.consultant).get(path).status_code == 404


def test_one_sheet_is_saved(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:  # fmt: skip  # noqa: E501
    point, client = make_entry_point(), browser_of(cast.consultant)
    path = f"{LIST}{point.pk}/sheets/a5-en-easy.pdf"
    client.get(path)
    with django_assert_max_num_queries(9):
        answer = client.get(path)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="HWP7K3-a5-en-easy.pdf"'
    page = client.get(f"{LIST}{point.pk}/about/").content.decode()
    assert page.count(".pdf") == 20 and path in page


@pytest.mark.parametrize("name", ["a4", "a3-pl", "sticker-pl-easy", "a4-xx", "a4-pl-hard"])
def test_what_there_is_not_is_404(cast: Cast, name: str) -> None:
    client, point = browser_of(cast.consultant), make_entry_point()
    assert client.get(f"{LIST}{point.pk}/sheets/{name}.pdf").status_code == 404
    assert client.get(f"{LIST}{uuid4()}/sheets/a4-pl.pdf").status_code == 404


@pytest.mark.parametrize("who", ["stranger", "analyst", "member"])
def test_others_get_none(cast: Cast, who: str) -> None:
    point = make_entry_point()
    client = browser_of(getattr(cast, who))
    for path in ("sheets.zip", "sheets/a4-pl.pdf"):
        assert client.get(f"{LIST}{point.pk}/{path}").status_code == 404
    assert EntryPoint.objects.filter(pk=point.pk).exists()


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_fonts_have_every_letter_of_the_four_languages(weight: str) -> None:
    font = TTFont(Path(print_fonts.FOLDER) / f"OstojaPrint-{weight}.ttf")
    letters = "ĄĆĘŁŃÓŚŹŻąćęłńóśźżÄÖÜäöüßАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґєії0123456789„”’–/:."
    assert not [letter for letter in letters if ord(letter) not in font.getBestCmap()]
    assert "OFL" in font["name"].getDebugName(13) or "Open Font" in font["name"].getDebugName(13)
