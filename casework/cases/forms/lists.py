"""The list of cases: what it shows, under which name it is kept, what is done with many at once."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Urgency
from casework.cases.forms.finding import CaseFilterForm
from casework.cases.lists import COLUMNS, ORDERS, USUAL_COLUMNS
from casework.cases.models import SavedList
from casework.cases.workers import workers_of
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User
from ostoja.ui.forms import Form, SubmissionField, VersionedForm

FORMATS = {"xlsx": _("Excel (XLSX)"), "csv": _("text with semicolons (CSV)")}


class ListForm(CaseFilterForm):
    """Which cases the list shows, in which order, with which columns."""

    overdue = forms.BooleanField(label=_("Only those that are overdue"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=list(ORDERS.items()))
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        choices=list(COLUMNS.items()),
        initial=list(USUAL_COLUMNS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def wish(self) -> dict[str, Any]:
        """The valid part of what was asked for; the rest of it asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chosen_columns(self) -> list[str]:
        """In their own order, whatever order they were asked in."""
        wanted = self.wish().get("columns") or USUAL_COLUMNS
        return [key for key in COLUMNS if key in wanted]


def query_of(wish: Mapping[str, Any]) -> str:
    """What a list was asked for, as the query of its address."""
    said = {name: "on" if value is True else value for name, value in wish.items()}
    return urlencode(said, doseq=True)


def known_wish(wish: Mapping[str, Any]) -> dict[str, Any]:
    """What of a kept wish the list still knows."""
    return ListForm(QueryDict(query_of(wish))).wish()


class SaveListForm(VersionedForm):
    """The name of a list, and whether colleagues see it."""

    name = forms.CharField(label=_("Name of the list"), max_length=60)
    shared_with = forms.ModelChoiceField(
        label=_("Who sees it"),
        queryset=Group.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        empty_label=_("only I"),
        help_text=_("A colleague sees under this name what the colleague may see anyway."),
    )
    submission = SubmissionField()

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Group.objects.filter(pk__in=groups_with(user, Permission.CASE_VIEW))
        field: Any = self.fields["shared_with"]
        field.queryset = own.select_related("organisation").order_by("name")
        field.label_from_instance = lambda group: (
            _("everybody in: %(body)s") % {"body": group.organisation}
        )

    @classmethod
    def facts_of(cls, saved: SavedList) -> dict[str, Any]:
        """What is kept now, as the form's first values."""
        shared = saved.shared_with_id
        return {"name": saved.name, "shared_with": shared, "version": saved.version}


class GiveForm(Form):
    """Who is to work on the chosen cases."""

    worker = forms.ModelChoiceField(
        label=_("Who will work on them"), queryset=User.objects.none(), empty_label=None
    )

    def __init__(self, groups: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["worker"]
        field.queryset = workers_of(groups)
        field.label_from_instance = lambda person: f"{person.full_name} ({person.email})"


class UrgencyForm(Form):
    """How soon somebody must act on the chosen cases."""

    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=Urgency.choices, widget=forms.RadioSelect
    )


class ExportForm(Form):
    """As what kind of file the rows leave the system."""

    file_format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=list(FORMATS.items()),
        widget=forms.RadioSelect,
        initial="xlsx",
    )
