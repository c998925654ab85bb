"""Forms of texts in several languages: what is kept, what is unfolded, what differs."""

from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django import forms
from django.utils import translation

from tenants.translated import TranslatedText
from tenants.translated_forms import Text, TranslatedForm


class NoteForm(TranslatedForm):
    """A form of one text and two plain answers."""

    layout = (("Notes", ("title", "note", "is_done")),)
    texts: ClassVar = {"note": Text("Note", max_length=20, rows=3, is_required=True)}
    plain = ("title", "is_done")

    title = forms.CharField(label="Title", required=False)
    is_done = forms.BooleanField(label="Done", required=False)


def row(**changes: Any) -> Any:
    facts = {"version": 3, "title": "T", "is_done": False, "note": TranslatedText(pl="Dom")}
    return SimpleNamespace(**{**facts, **changes})


def sent(**changes: str) -> dict[str, str]:
    return {"version": "3", "title": "T", "note_pl": "Dom", **changes}


def test_each_language_has_a_field_in_the_order_of_the_page() -> None:
    form = NoteForm(row=row())
    expected = ["title", "note_pl", "note_en", "note_de", "note_uk", "is_done", "version"]
    assert list(form.fields) == expected
    assert form.fields["note_uk"].widget.attrs["lang"] == "uk"


def test_only_the_citys_own_language_is_required() -> None:
    assert NoteForm(sent(), row=row()).is_valid()
    assert set(NoteForm(sent(note_pl=""), row=row()).errors) == {"note_pl"}


def test_labels_name_the_language_in_the_pages_language() -> None:
    with translation.override("pl"):
        assert str(NoteForm(row=row()).fields["note_de"].label) == "Note – niemiecki"


def test_empty_languages_are_left_out_and_unknown_ones_stay() -> None:
    before = row(note=TranslatedText(pl="Dom", de="Haus", cs="Dům"))
    form = NoteForm(sent(note_uk="Дім"), row=before)
    assert form.is_valid()
    assert form.facts()["note"] == {"pl": "Dom", "uk": "Дім", "cs": "Dům"}


@pytest.mark.parametrize(
    ("note", "is_open"),
    [
        ({}, False),
        ({"pl": "Dom"}, True),
        ({"pl": "Dom", "en": "House", "de": "Haus", "uk": "Дім"}, False),
    ],
)
def test_languages_are_unfolded_while_one_lacks_what_the_first_has(
    note: dict[str, str], is_open: bool
) -> None:
    ((_title, item, _done),) = [one.items for one in NoteForm(row=row(note=note)).sections]
    assert item.is_open is is_open


def test_an_error_unfolds_them() -> None:
    form = NoteForm(sent(note_de="x" * 21), row=row())
    assert not form.is_valid()
    assert form.sections[0].items[1].is_open


def test_what_somebody_else_saved_is_said_in_words() -> None:
    form = NoteForm(sent(title="Mine"), row=row())
    assert form.is_valid()
    with translation.override("pl"):
        current = row(version=4, title="", is_done=True, note=TranslatedText(pl="Dom", uk="Дім"))
        found = {now.key: now.value for now in form.differences(current)}
    assert found == {"Title": "–", "Note – ukraiński": "Дім", "Done": "tak"}


def test_the_same_form_sent_twice_differs_in_nothing() -> None:
    form = NoteForm(sent(), row=row())
    assert form.is_valid() and form.differences(row(version=4)) == []
