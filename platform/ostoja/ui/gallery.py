"""What the gallery shows: one example of every component and of every kind of field."""

import datetime
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.ui.display import DisplaySettings
from ostoja.ui.display.style import sample_sheets
from ostoja.ui.forms import DateField, Form, HintedRadios, LongText, TimeField
from ostoja.ui.templatetags.ui import COLOURS

URGENCIES = [
    ("now", gettext_lazy("today")),
    ("soon", gettext_lazy("within three days")),
    ("later", gettext_lazy("later")),
]
URGENCY_HINTS = {"now": gettext_lazy("Somebody may come to harm if nobody acts today.")}
NEEDS = [
    ("shelter", gettext_lazy("a safe place to stay")),
    ("law", gettext_lazy("legal advice")),
    ("mind", gettext_lazy("psychological help")),
]


class EveryField(Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Full name"), help_text=gettext_lazy("As it stands in documents.")
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    password = forms.CharField(label=gettext_lazy("Password"), widget=forms.PasswordInput)
    people = forms.IntegerField(
        label=gettext_lazy("Number of people"),
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    story = LongText(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("Write it in your own words."),
        max_length=2_000,
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"),
        choices=URGENCIES,
        widget=HintedRadios(hints=URGENCY_HINTS),
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Needs"), choices=NEEDS, widget=forms.CheckboxSelectMultiple
    )
    phase = forms.ChoiceField(label=gettext_lazy("Phase"), choices=URGENCIES)
    due = DateField(
        label=gettext_lazy("Due date"), help_text=gettext_lazy("For example, 31 3 2026")
    )
    at = TimeField(label=gettext_lazy("Time"), help_text=gettext_lazy("For example, 14:30"))
    attachment = forms.FileField(label=gettext_lazy("Attachment"))
    agreed = forms.BooleanField(
        label=gettext_lazy("The person agrees to be called back"),
        help_text=gettext_lazy("Consent can be withdrawn at any time."),
    )


class SearchForm(Form):
    """What a list is searched by."""

    text = forms.CharField(label=gettext_lazy("Case"), required=False)
    mark_optional = False


LOOKS = [
    DisplaySettings(colours="light"),
    DisplaySettings(colours="dark", text_size=125),
    DisplaySettings(colours="contrast", underlined=True),
    DisplaySettings(colours="light", calm=True, font="opendyslexic"),
    DisplaySettings(colours="dark", calm=True, easy_to_read=True, spaced=True),
]


class Sample(NamedTuple):
    """Something made up, as a row of the demonstration is."""

    is_sample: bool


def context(query: QueryDict) -> dict[str, Any]:
    """All examples; ``?errors`` shows the fields with their errors."""
    wrong = {"email": "name@", "due_day": "31", "due_month": "2", "due_year": "2026"}
    is_wrong = "errors" in query
    return {
        "form": EveryField(wrong) if is_wrong else EveryField(),
        "is_wrong": is_wrong,
        "search": SearchForm(auto_id="search_%s"),
        "colours": sorted(COLOURS),
        "made_up": Sample(is_sample=True),
        "page_obj": Paginator(range(120), 10).get_page(query.get("page")),
        "moment": _moment(),
        "looks": LOOKS,
        "pictured": DisplaySettings(pictograms=True),
        "sample_sheets": sample_sheets(""),
        **_texts(),
    }


def _moment() -> datetime.datetime:
    return datetime.datetime(2026, 11, 22, 2, 15, tzinfo=datetime.UTC)


def _texts() -> dict[str, Any]:
    return {
        "facts": _facts(),
        "figures": [
            {"value": 3, "label": _("waiting")},
            {"value": 12, "label": _("open cases")},
            {"value": "2 h", "label": _("longest wait")},
        ],
        "tasks": _tasks(),
        "undone": [{"label": _("legal advice"), "url": "#refused"}],
        "history": _history(),
        "head": [_("Case"), _("Urgency"), _("State"), _("Due")],
        "rows": _rows(),
        "steps": [
            _("We read your message."),
            _("A consultant answers you here."),
            _("You come back with your number."),
        ],
        "referral_facts": [
            {"key": _("Need"), "value": _("a safe place to stay")},
            {"key": _("Answer by"), "value": "24.11.2026, 12:00"},
        ],
    }


def _facts() -> list[dict[str, Any]]:
    change = [{"url": "#facts", "text": _("Change")}]
    return [
        {"key": _("Phase"), "value": _("intervention"), "actions": change},
        {"key": _("Urgency"), "value": _("today"), "actions": change},
        {"key": _("Needs"), "lines": [_("a safe place to stay"), _("legal advice")]},
    ]


def _tasks() -> list[dict[str, str]]:
    return [
        {"title": _("Call back"), "url": "#tasks", "hint": _("after 6 p.m. only"),
         "state": _("open"), "state_colour": "blue"},
        {"title": _("Ask the shelter for a bed"), "url": "#tasks",
         "state": _("overdue"), "state_colour": "red"},
        {"title": _("Write the plan"), "state": _("done"), "state_colour": "green"},
    ]  # fmt: skip


def _history() -> list[dict[str, Any]]:
    return [
        {"title": _("Referral accepted"), "by": "Anna Przykładowa", "at": _moment(),
         "text": _("The first meeting is on Tuesday.")},
        {"title": _("Case opened"), "by": "Jan Wzorcowy",
         "at": _moment() - datetime.timedelta(hours=5)},
    ]  # fmt: skip


def _rows() -> list[list[Any]]:
    return [
        [{"text": "MSIK.5120.14.2026", "url": "#table"}, _("today"),
         {"tag_text": _("in progress"), "tag_colour": "blue"}, "24.11.2026"],
        [{"text": "MSIK.5120.15.2026", "url": "#table"}, _("within three days"),
         {"tag_text": _("waiting for an answer"), "tag_colour": "yellow"}, "26.11.2026"],
    ]  # fmt: skip
