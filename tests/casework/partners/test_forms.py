"""What the forms of this room read and write, without pages around them."""

from datetime import time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from casework.partners.forms import DirectoryForm, HoursForm, LocationForm, OrganisationForm
from casework.partners.forms.contact_points import dialable
from casework.partners.forms.hours import HoursField
from casework.partners.hours_in_words import interval_words
from casework.partners.models import Organisation
from tests.casework.partners.builders import make_service, signatory

Clock = tuple[int, int]
clocks = st.tuples(st.integers(0, 23), st.integers(0, 59))


class TestHours:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("", []),
            ("   ", []),
            ("8-15", [("8:00", "15:00")]),
            ("08:00–15:30", [("8:00", "15:30")]),
            ("8.00 — 15.30", [("8:00", "15:30")]),
            ("13–16; 8–12", [("8:00", "12:00"), ("13:00", "16:00")]),
            ("8–12,12–16", [("8:00", "12:00"), ("12:00", "16:00")]),
            ("0–24", [("0:00", "24:00")]),
            ("20:00–0:00", [("20:00", "24:00")]),
        ],
    )
    def test_hours_as_people_write_them(self, written: str, read: list[tuple[str, str]]) -> None:
        found = [tuple(interval_words(one).split("–")) for one in HoursField().clean(written)]
        assert found == read

    @pytest.mark.parametrize(
        "written",
        ["8", "8-", "-15", "8:0-15", "8-15-16", "15-8", "8-8", "8–12 13–16", "8-12,", "24-25",
         "8:60-9", "8-12, 9-10", "od 8 do 15", "8-9" * 50, "8\x00-9"],
    )  # fmt: skip
    def test_what_it_cannot_read_it_refuses(self, written: str) -> None:
        with pytest.raises(ValidationError):
            HoursForm({"hours-MO": written}).fields["MO"].clean(written)

    @given(opens=clocks, closes=clocks)
    def test_what_is_shown_can_be_sent_back(self, opens: Clock, closes: Clock) -> None:
        interval = (time(*opens), time(*closes))
        shown = HoursField().prepare_value([interval])
        if interval[0] < interval[1]:
            assert HoursField().clean(shown) == [interval]
        elif interval[1] > time():  # closing at 0:00 means midnight
            with pytest.raises(ValidationError):
                HoursField().clean(shown)

    @given(st.text(max_size=200))
    def test_any_text_is_read_or_refused(self, written: str) -> None:
        try:
            found = HoursField().clean(written)
        except ValidationError:
            return
        assert all(opens < closes for opens, closes in found)


class TestNumbers:
    @given(st.from_regex(r"[1-9]\d{8}", fullmatch=True))
    def test_nine_digits_are_polish(self, digits: str) -> None:
        written = f"{digits[:3]} {digits[3:6]}-{digits[6:]}"
        assert dialable(written) == dialable(f"+48 {written}") == f"+48{digits}"

    @given(st.text(max_size=40))
    def test_any_text_is_a_number_or_none(self, written: str) -> None:
        found = dialable(written)
        assert found is None or found.removeprefix("+").isdigit()

    @pytest.mark.parametrize("short", ["112", "116 111", "116123", "19 288"])
    def test_short_numbers_stay_short(self, short: str) -> None:
        assert dialable(short) == short.replace(" ", "")


@pytest.mark.usefixtures("gdansk")
class TestTexts:
    def sent(self, **answers: str) -> OrganisationForm:
        return OrganisationForm({"kind": "ngo", "name": "X", "roles": ["partner"],
                                 "permanence": "permanent", **answers})  # fmt: skip

    def test_only_languages_that_were_written_are_kept(self) -> None:
        form = self.sent(description_pl="Pomaga.", description_uk="Допомагає.")
        assert form.is_valid()
        assert form.facts()["description"] == {"pl": "Pomaga.", "uk": "Допомагає."}

    def test_labels_name_the_language(self) -> None:
        with override("pl"):
            labels = {name: str(field.label) for name, field in self.sent().fields.items()}
        assert labels["description_uk"].endswith("– ukraiński")
        assert not labels["description_pl"].endswith("polski")

    def test_other_languages_stay_folded_until_one_has_an_error(self) -> None:
        def folded(form: OrganisationForm) -> list[bool]:
            items = [item for section in form.sections for item in section.items]
            return [item.is_open for item in items if item.others]

        assert folded(self.sent()) == [False]
        form = self.sent(description_de="x" * 501)
        assert not form.is_valid() and folded(form) == [True]

    def test_every_field_is_in_a_section(self) -> None:
        for form in (self.sent(), LocationForm()):
            items = [item for section in form.sections for item in section.items]
            shown = {bound.name for item in items for bound in (item.field, *item.others)}
            assert shown == {bound.name for bound in form.visible_fields()}


@pytest.mark.usefixtures("gdansk")
class TestOvertaken:
    def test_what_was_typed_stays_and_what_differs_is_told(self) -> None:
        body: Organisation = signatory("body", "Stara", roles=["partner"], kind="ngo", version=4)
        form = OrganisationForm(
            QueryDict(
                "kind=ngo&name=Nowa&short_name=N&roles=partner&roles=member&permanence=permanent&version=3"
            ),
            fact=body,
        )
        assert form.is_valid()
        with override("en"):
            now = {one.key: one.value for one in form.differences(body)}
            form.overtaken(body)
        assert now["Short name"] == "–"
        assert now["Name"] == "Stara" and now["Roles"] == "partner"
        assert now["Show it in the public directory"] == "yes"
        assert "Kind" not in now
        assert form["version"].value() == "4"
        assert form.data.getlist("roles") == ["partner", "member"]  # type: ignore[attr-defined]
        assert form.non_field_errors()


@pytest.mark.usefixtures("gdansk")
class TestTheDirectorysForm:
    def filters(self, **asked: Any) -> Any:
        form = DirectoryForm(MultiValueDict(asked))
        form.is_valid()
        return form.filters()

    def test_it_offers_only_what_somebody_gives(self) -> None:
        make_service(signatory("body"), needs=["debt"], languages=["pl", "uk"])
        with override("pl"):
            form = DirectoryForm()
            languages = [str(label) for _code, label in form.fields["language"].choices]  # type: ignore[attr-defined]
            needs = [str(label) for _key, label in form.fields["need"].choices]  # type: ignore[attr-defined]
        assert languages == ["Dowolny język", "polski", "ukraiński"]
        assert needs == ["Wszystko", "Zadłużenie"]

    def test_unasked_it_looks_for_everything(self) -> None:
        assert not DirectoryForm().filters().are_set
        assert not self.filters().are_set

    def test_what_cannot_be_understood_asks_for_nothing(self) -> None:
        found = self.filters(need=["x"], language=["xx"], open_now=["on"])
        assert found.need is None and found.language == "" and found.open_now
