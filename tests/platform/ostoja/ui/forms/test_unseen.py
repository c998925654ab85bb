"""What a form carries unseen: its id, and the version it was filled from."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from ostoja.ui.forms import Form, SubmissionField, VersionedForm, VersionField

NEWER: Any = SimpleNamespace(version=7)


class Sent(Form):
    submission = SubmissionField()
    name = forms.CharField(label="Name")


class Shared(VersionedForm):
    name = forms.CharField(label="Name")
    attendees = forms.MultipleChoiceField(
        choices=[(letter, letter) for letter in "abc"], widget=forms.CheckboxSelectMultiple
    )


class TestSubmission:
    def test_each_form_has_an_id_of_its_own(self) -> None:
        first, second = Sent()["submission"].value(), Sent()["submission"].value()
        assert UUID(str(first)) != UUID(str(second))

    def test_what_was_sent_is_kept(self) -> None:
        pk = uuid4()
        form = Sent({"submission": str(pk), "name": "x"})
        assert form.is_valid() and form.cleaned_data["submission"] == pk

    @pytest.mark.parametrize("spoilt", ["", "x", "\x00", "9" * 5000, None])
    def test_a_spoilt_one_is_replaced(self, spoilt: str | None) -> None:
        data = {"name": "x"} | ({} if spoilt is None else {"submission": spoilt})
        form = Sent(data)
        assert form.is_valid() and isinstance(form.cleaned_data["submission"], UUID)

    def test_it_is_not_seen(self) -> None:
        assert [field.name for field in Sent().hidden_fields()] == ["submission"]


class TestVersion:
    @pytest.mark.parametrize(("sent", "version"), [("3", 3), ("0", 0), ("-1", -1)])
    def test_it_is_a_number(self, sent: str, version: int) -> None:
        assert VersionField().clean(sent) == version

    @pytest.mark.parametrize("spoilt", ["", None, "x", "1.5", "\x00", "9" * 5000])
    def test_a_spoilt_one_is_that_of_no_row(self, spoilt: str | None) -> None:
        assert VersionField().clean(spoilt) == 0

    def test_it_never_shows_an_error_that_nobody_can_mend(self) -> None:
        form = Shared({"version": "x", "name": "x", "attendees": ["a"]})
        assert form.is_valid() and form.cleaned_data["version"] == 0


class TestOvertaken:
    @pytest.mark.parametrize("prefix", [None, "part"])
    def test_all_that_was_typed_stays(self, prefix: str | None) -> None:
        start = "" if prefix is None else f"{prefix}-"
        typed = f"{start}name=Mine&{start}attendees=a&{start}attendees=c&{start}version=1"
        form = Shared(QueryDict(typed), prefix=prefix)
        assert form.is_valid()
        form.overtaken(NEWER)
        assert form["name"].value() == "Mine"
        assert form["attendees"].value() == ["a", "c"]
        assert form["version"].value() == "7"
        assert str(form["attendees"]).count("checked") == 2

    def test_what_was_sent_is_not_changed_itself(self) -> None:
        sent = QueryDict("name=Mine&attendees=a&attendees=b&version=1")
        form = Shared(sent)
        form.overtaken(NEWER)
        assert sent["version"] == "1" and form.data is not sent

    def test_the_next_sending_goes_ahead(self) -> None:
        form = Shared(QueryDict("name=Mine&attendees=a&attendees=b&version=1"))
        form.overtaken(NEWER)
        again = Shared(form.data)
        assert again.is_valid() and again.cleaned_data["version"] == 7
        assert again.cleaned_data["attendees"] == ["a", "b"]

    def test_a_plain_dictionary_will_do(self) -> None:
        form = Shared({"name": "Mine", "attendees": ["a"], "version": "1"})
        form.overtaken(NEWER)
        assert form.data["version"] == "7"

    @pytest.mark.parametrize(
        ("language", "words"),
        [("pl", "Ktoś zmienił to w międzyczasie."), ("en", "Somebody changed this")],
    )
    def test_it_is_told_in_the_pages_language(self, language: str, words: str) -> None:
        form = Shared({"name": "Mine", "attendees": ["a"], "version": "1"})
        with translation.override(language):
            form.overtaken(NEWER)
            [error] = form.non_field_errors()
        assert str(error).startswith(words)
