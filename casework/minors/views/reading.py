"""The list of standards, those of one body, an edition, and that somebody has read it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.refusal import NotAllowed
from casework.files.serving import attachment
from casework.minors import actions, cards, page, selectors
from casework.minors.choices import EditionState, Standing
from casework.minors.models import Reading
from casework.minors.public_words import name_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds

VIEW = Permission.STANDARDS_VIEW


@require_safe
@requires(VIEW)
def minors(request: StaffRequest) -> HttpResponse:
    """What the person has to read first, then the standards of every body."""
    rows = page.rows_of(selectors.every_standards())
    context = {
        "to_read": [(one, name_of(one.standards)) for one in selectors.to_read(request.user)],
        "head": [_("Organisation"), _("In force from"), _("Review")],
        "rows": rows,
        "may_begin": holds(request.user, Permission.STANDARDS_CHANGE),
        "may_open": cards.may_open_under(request.user).exists(),
    }
    return render(request, "minors/list.html", context)


@require_safe
@requires(VIEW)
def minors_standards(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Those of one body: editions, who answers, reviews."""
    standards = selectors.standards_for(request.user, pk)
    may_change = selectors.may_change(request.user, standards)
    held = selectors.held_among(standards.editions.all())
    context = {
        "standards": standards,
        "name": name_of(standards),
        "editions": page.editions_of(standards, with_draft=may_change),
        "has_draft": any(one.state == EditionState.DRAFT for one in standards.editions.all()),
        "held": held,
        "people": page.people_of(standards),
        "reviews": standards.reviews.all(),
        "review": page.review_tag(standards),
        "may_change": may_change,
    }
    return render(request, "minors/standards.html", context)


@require_safe
@requires(VIEW)
def minors_edition(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One edition as a whole, and the button that says one has read it."""
    edition = selectors.edition_for(request.user, pk)
    standing = selectors.standing_of(edition, edition.standards.editions.all())
    read = Reading.objects.filter(edition=edition, person=request.user.pk).first()
    is_own = selectors.belongs(request.user, edition.standards)
    context = {
        "edition": edition,
        "name": name_of(edition.standards),
        "standing": (standing.label, page.COLOURS[standing]),
        "texts": page.texts_of(edition, level=3),
        "files": page.files_of(edition, "minors_file"),
        "read": read,
        "to_confirm": is_own and standing == Standing.IN_FORCE and read is None,
    }
    return render(request, "minors/edition.html", context)


@require_POST
@requires(VIEW)
def minors_read(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """I have read it and will keep to it."""
    edition = selectors.edition_for(request.user, pk)
    try:
        if not selectors.belongs(request.user, edition.standards):
            raise NotAllowed(_("Only people of this organisation confirm its standards."))
        actions.confirm_reading(edition=edition, by=request.user)
    except NotAllowed as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Thank you. It is on record that you have read them."))
    return redirect("minors_edition", pk)


@require_safe
@requires(VIEW)
def minors_file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A file of an edition."""
    row = selectors.file_for(request.user, pk)
    return attachment(row, f"{row.part}-{row.edition.number}")
