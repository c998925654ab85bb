"""A page to add a row, one to change it, an act to remove it: alike for numbers and notices."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ostoja.access.door import StaffRequest
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm
from tenants.profile.actions import NumberTaken
from tenants.translated_forms import Now, TranslatedForm

Action = Callable[..., object]
Words = str | Promise


@dataclass(frozen=True)
class RowPages:
    """What the pages of one kind of row need. ``all`` is the page with all of them; the pages of
    one are called ``one`` and ``_edit`` or ``_remove``.
    """

    model: type[models.Model]
    form: Callable[..., TranslatedForm]
    all: str
    one: str
    titles: tuple[Words, Words, Words]
    """Of the page with all of them, of adding one and of changing one."""
    saved: Words
    add: Action
    change: Action
    take_away: Action

    def new(self, request: StaffRequest) -> HttpResponseBase:
        """Add one; sent again, it is the same one."""
        form = self.form(request.POST or None)
        if form.is_valid():
            submission = form.cleaned_data["submission"]
            if _saves(form, self.add, submission=submission, by=request.user) is None:
                return self._saved(request)
        return self._page(request, form, None, [])

    def edit(self, request: StaffRequest, pk: UUID) -> HttpResponseBase:
        """Change one, unless nothing was changed or somebody was faster."""
        row = get_object_or_404(self.model, pk=pk)
        form, now = self.form(request.POST or None, row=row), None
        if form.is_valid():
            if not form.has_changed():
                return redirect(self.all)
            version = form.cleaned_data["version"]
            now = _saves(form, self.change, pk=pk, version=version, by=request.user)
            if now is None:
                return self._saved(request)
        return self._page(request, form, row, now or [])

    def remove(self, request: StaffRequest, pk: UUID) -> HttpResponseBase:
        """Take one away, unless somebody has just mended it."""
        form = VersionedForm(request.POST)
        form.is_valid()
        try:
            self.take_away(pk=pk, version=form.cleaned_data["version"], by=request.user)
        except ObjectDoesNotExist:
            raise Http404 from None
        except StaleObject:
            messages.warning(
                request, _("Somebody changed this in the meantime. Look at it again, then decide.")
            )
            return redirect(f"{self.one}_edit", pk)
        messages.success(request, _("Removed."))
        return redirect(self.all)

    def _saved(self, request: StaffRequest) -> HttpResponseBase:
        messages.success(request, str(self.saved))
        return redirect(self.all)

    def _page(
        self,
        request: StaffRequest,
        form: TranslatedForm,
        row: models.Model | None,
        now: list[Now],
    ) -> HttpResponseBase:
        """200 for a page that was asked for, 422 for a form that comes back."""
        back, adding, changing = self.titles
        context = {
            "form": form,
            "title": changing if row else adding,
            "now": now,
            "back": reverse(self.all),
            "back_text": back,
            "row": row,
            "remove_url": reverse(f"{self.one}_remove", args=[row.pk]) if row else "",
        }
        status = 422 if form.is_bound else 200
        return render(request, "profile/form.html", context, status=status)


def _saves(form: TranslatedForm, write: Action, **more: Any) -> list[Now] | None:
    """None once it is saved; else what somebody else saved meanwhile, and the form says why."""
    try:
        write(**form.facts(), **more)
    except ObjectDoesNotExist:  # somebody has just removed it
        raise Http404 from None
    except NumberTaken:
        form.add_error("display", _("This number is on the list already."))
        return []
    except StaleObject as stale:
        now = form.differences(stale.current)
        if now:
            form.overtaken(stale.current)
        return now or None
    return None
