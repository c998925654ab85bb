"""The pages of the wizard on which files are handed in: a blueprint of one's own, and lists."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.tables.forms import LONGEST_NAME, name_of
from ostoja.tables.reading import MOST_BYTES
from tenants.console.models import Fact
from tenants.console.onboarding import words
from tenants.console.onboarding.forms import PageForm
from tenants.console.onboarding.wanted import OWN, Answers, File, new_city
from tenants.documents.blueprints import LARGEST, BrokenBlueprint, decoded, read_text
from tenants.new_cities.facts import LISTS, Table
from tenants.new_cities.lists import problem_of_list
from tenants.onboarding import rehearse

SPREADSHEETS = ".xlsx,.xls,.ods,.csv,.txt"


class FileField(forms.FileField):
    """A file that may be left out; its value is a ``Table``, or None."""

    def __init__(self, *, accept: str, most: int, **kwargs: Any) -> None:
        self.most = most
        widget = forms.FileInput({"accept": accept})
        super().__init__(required=False, max_length=LONGEST_NAME, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Table | None:
        """One byte more than may be: what is too large is not read further."""
        file: Any = super().clean(data)
        return Table(name_of(file), file.read(self.most + 1)) if file else None


class KindForm(PageForm):
    """What it begins as."""

    title = gettext_lazy("What it begins as")
    blueprint = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy(
            "The city begins with its texts, needs and parts, and may change all of it."
        ),
        choices=words.kinds,
        widget=forms.RadioSelect,
    )
    own_blueprint = FileField(
        label=gettext_lazy("File of the blueprint of your own"),
        help_text=gettext_lazy(
            "Only for a blueprint of your own: a .toml file, such as “ostoja city blueprint”"
            " writes, at most 1 MB."
        ),
        accept=".toml",
        most=LARGEST,
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_kept(self, Fact.OWN_BLUEPRINT)

    def clean_own_blueprint(self) -> Table | None:
        """In order as a blueprint; of no interest where another kind was chosen."""
        file: Table | None = self.cleaned_data["own_blueprint"]
        if file is None or self.cleaned_data.get("blueprint") != OWN:
            return None
        if said := _faults_in(file):
            raise ValidationError(said)
        return file

    def still_refused(self, data: Answers) -> Mapping[str, Sequence[str]]:
        return super().still_refused(data) if _is_own(data) else {}

    def problems(self, data: Answers) -> Mapping[str, Any]:
        """A file that is kept may have been in order for an earlier version of the platform."""
        if not _is_own(data) or data.get("own_blueprint"):
            return {}
        kept = self.draft.kept.get(Fact.OWN_BLUEPRINT)
        said = _faults_in(kept) if kept else [_("Choose the file.")]
        return {"own_blueprint": said} if said else {}

    def to_keep(self) -> Answers:
        return {"blueprint": self.cleaned_data["blueprint"]}

    def changed_files(self) -> Mapping[str, Table | None]:
        if not _is_own(self.cleaned_data):
            return {Fact.OWN_BLUEPRINT: None} if "blueprint" in self.cleaned_data else {}
        file = self.cleaned_data.get("own_blueprint")
        return {Fact.OWN_BLUEPRINT: file} if file else {}


def _faults_in(file: File) -> list[str]:
    try:
        read_text(decoded(file.content))
    except BrokenBlueprint as broken:
        return [f"{file.name}: {line}" for line in broken.said]
    return []


def _is_own(data: Answers) -> bool:
    return data.get("blueprint") == OWN


class ListsForm(PageForm):
    """Who is in it from the first day."""

    title = gettext_lazy("Partners and staff")
    explains = gettext_lazy(
        "Both lists may be left out: the city can bring them in later. They are looked at now, and"
        " kept encrypted until the city is made, for 7 days at most."
    )
    partners = FileField(
        label=gettext_lazy("List of partners"),
        help_text=gettext_lazy(
            "Excel (.xlsx or .xls), OpenDocument (.ods) or CSV, at most 5 MB, with at least the"
            " columns “Name” and “Kind”."
        ),
        accept=SPREADSHEETS,
        most=MOST_BYTES,
    )
    leave_out_partners = forms.BooleanField(required=False)
    staff = FileField(
        label=gettext_lazy("List of staff"),
        help_text=gettext_lazy(
            "The same, with at least “Full name”, “E-mail address” and “Role”. Each of them gets an"
            " invitation when the city is made."
        ),
        accept=SPREADSHEETS,
        most=MOST_BYTES,
    )
    leave_out_staff = forms.BooleanField(required=False)
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact in LISTS:
            kept = say_what_is_kept(self, fact)
            if kept or fact in self.refused:
                said = (
                    _("Leave out %(file)s") % {"file": kept} if kept else _("Leave this list out")
                )
                self.fields[f"leave_out_{fact}"].label = said
            else:
                del self.fields[f"leave_out_{fact}"]

    def still_refused(self, data: Answers) -> Mapping[str, Sequence[str]]:
        said = super().still_refused(data)
        return {fact: words for fact, words in said.items() if not data.get(f"leave_out_{fact}")}

    def problems(self, data: Answers) -> Mapping[str, Any]:
        """Rows are looked at in the city itself, which is made and undone again."""
        unreadable = {fact: problem_of_list(data.get(fact)) for fact in LISTS}
        changes = self.changed_files()
        if not changes or any(unreadable.values()):
            return {fact: problem for fact, problem in unreadable.items() if problem}
        lists = {fact: file for fact, file in {**self.draft.kept, **changes}.items() if file}
        return rehearse(new_city(self.answers, lists)) if lists.keys() & set(LISTS) else {}

    def to_keep(self) -> Answers:
        return {}

    def changed_files(self) -> Mapping[str, Table | None]:
        sent = {fact: self.cleaned_data.get(fact) for fact in LISTS}
        return {
            fact: file
            for fact, file in sent.items()
            if file or self.cleaned_data.get(f"leave_out_{fact}")
        }


def say_what_is_kept(form: PageForm, fact: str) -> str:
    """Name the file that is kept already in the hint of its field; empty where none is."""
    file = form.draft.kept.get(fact)
    if file is None:
        return ""
    said = _("%(file)s is kept. Another file takes its place.") % {"file": file.name}
    form.fields[fact].help_text = f"{form.fields[fact].help_text} {said}"
    return file.name
