"""Pages of those who look after the easy texts: the list, one text, who checked it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accessibility.easy import selectors
from accessibility.easy.actions import change_easy_text, note_check, restore_easy_text
from accessibility.easy.forms import BLANK, CheckForm, LinesForm, pressed, typed_lines
from accessibility.easy.models import EasyText
from accessibility.easy.pages import PAGES, Page
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.easy import EasyText as Shown
from ostoja.ui.easy import Line
from ostoja.ui.forms import VersionedForm
from ostoja.ui.languages import native_name
from ostoja.ui.plain import EASY, measure

CHANGE = Permission.EASY_TEXT_CHANGE


@dataclass(frozen=True, slots=True)
class Place:
    """The page and the language whose text is looked at."""

    page: Page
    language: str

    @property
    def language_name(self) -> str:
        """What the language is called in itself."""
        return native_name(self.language)

    @property
    def row(self) -> EasyText:
        """The text as it is."""
        return selectors.text(self.page.key, self.language)


def _place(page: str, language: str) -> Place:
    found = selectors.page_named(page)
    if found is None or language not in selectors.languages():
        raise Http404
    return Place(found, language)


@require_safe
@requires(CHANGE)
def easy_texts(request: StaffRequest) -> HttpResponse:
    """Every page with its text in each language: whose it is, and who checked it."""
    context = {
        "rows": selectors.rows(),
        "fixed": [page for page in PAGES if page.is_fixed],
        "languages_here": [(code, native_name(code)) for code in selectors.languages()],
    }
    return render(request, "easy/easy_texts.html", context)


@requires(CHANGE)
def easy_text_edit(request: StaffRequest, page: str, language: str) -> HttpResponse:
    """Rewrite a text: its lines, their pictures and their order."""
    place = _place(page, language)
    row = place.row
    if request.method != "POST":
        form = _form(place, [*row.spoken, BLANK], row.version)
        return _page(request, place, form, row.spoken)
    lines, button = typed_lines(request.POST), request.POST.get("do", "save")
    form = LinesForm(request.POST, lines=lines, language=language)
    is_right = form.is_valid()
    if button != "save":
        changed = pressed(lines, button)
        form = _form(place, changed, form.cleaned_data["version"])
        return _page(request, place, form, changed)
    if is_right:
        now = _overtaken(form, place, request)
        if now is None:
            messages.success(request, _("Saved. Residents read it now."))
            return redirect("easy_text_edit", page, language)
        return _page(request, place, form, lines, status=422, now=now)
    return _page(request, place, form, lines, status=422)


def _form(place: Place, lines: list[Line], version: int) -> LinesForm:
    return LinesForm(lines=lines, language=place.language, initial={"version": version})


def _overtaken(form: LinesForm, place: Place, request: StaffRequest) -> EasyText | None:
    """Saves; where somebody else was quicker, gives what they wrote."""
    version, lines = form.cleaned_data["version"], form.written()
    row = place.row
    if row.spoken == lines:
        return None  # nothing was changed, or the same form came twice
    try:
        change_easy_text(
            page=place.page.key, language=place.language, version=version, lines=lines,
            by=request.user,
        )  # fmt: skip
    except StaleObject as stale:
        form.overtaken(stale.current)
        return place.row
    return None


def _page(
    request: StaffRequest,
    place: Place,
    form: LinesForm,
    lines: list[Line],
    *,
    status: int = 200,
    now: EasyText | None = None,
    check: CheckForm | None = None,
) -> HttpResponse:
    row = place.row
    written = [line for line in lines if line.text.strip()]
    first = {name: getattr(row, name) for name in ("version", "checked_by", "checked_on")}
    context = {
        "place": place,
        "form": form,
        "row": row,
        "now": now,
        "text": _preview(row, written),
        "measured": measure("\n".join(line.text for line in written), place.language, EASY),
        "check": check or CheckForm(initial=first),
        "languages_here": [(code, native_name(code)) for code in selectors.languages()],
    }
    return render(request, "easy/easy_text_edit.html", context, status=status)


def _preview(row: EasyText, written: list[Line]) -> Shown:
    """Who checked it stands only under the lines that they checked."""
    if written == row.spoken:
        return Shown(written, row.checked_by, row.checked_on)
    return Shown(written)


@require_POST
@requires(CHANGE)
def easy_text_check(request: StaffRequest, page: str, language: str) -> HttpResponse:
    """Say who checked the text as it is."""
    place, check = _place(page, language), CheckForm(request.POST)
    if check.is_valid():
        try:
            note_check(page=page, language=language, by=request.user, **check.cleaned_data)
        except StaleObject as stale:
            check.overtaken(stale.current)
        else:
            messages.success(request, _("Saved. Residents read it now."))
            return redirect("easy_text_edit", page, language)
    row = place.row
    form = _form(place, [*row.spoken, BLANK], row.version)
    return _page(request, place, form, row.spoken, status=422, check=check)


@require_POST
@requires(CHANGE)
def easy_text_restore(request: StaffRequest, page: str, language: str) -> HttpResponse:
    """Take the platform's text again."""
    _place(page, language)
    form = VersionedForm(request.POST)
    form.is_valid()
    version = form.cleaned_data["version"]
    try:
        restore_easy_text(page=page, language=language, version=version, by=request.user)
    except StaleObject:
        messages.error(request, _("Somebody changed this text meanwhile. Look at it again."))
    else:
        messages.success(request, _("Residents read the platform's text now."))
    return redirect("easy_text_edit", page, language)
