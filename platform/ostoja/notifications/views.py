"""Pages: what one was told, the way to what it is about, and how one wants to be told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ostoja.access.door import StaffRequest, staff_only
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.notifications import actions, selectors
from ostoja.notifications.forms import ChoicesForm, CodeForm, PhoneForm
from ostoja.notifications.kinds import kind_named
from ostoja.notifications.pressing import rows_for, sources_for
from ostoja.notifications.selectors import Line
from ostoja.privacy.search.numbers import shown_phone
from ostoja.ui.bell import Bell
from ostoja.ui.city import facts_of

ON_A_PAGE = 50


def bell(request: HttpRequest) -> Bell | None:
    """How much is unread, for the header; visitors and the operators' host have no such page."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or user.is_visitor:
        return None
    try:
        url = reverse("notifications")
    except NoReverseMatch:
        return None
    unread = selectors.number_unread(user, facts_of(request))
    return Bell(url, unread, selectors.MOST_COUNTED)


@require_safe
@staff_only
def notifications(request: StaffRequest) -> HttpResponse:
    """What one was told, the newest first, day by day."""
    rows = selectors.notifications_of(request.user, facts_of(request))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "days": _by_day(selectors.lines(page, request.user)),
        "until": timezone.now().isoformat(),
    }
    return render(request, "notifications/notifications.html", context)


@require_safe
@staff_only
def pressing(request: StaffRequest) -> HttpResponse:
    """The rows above every page, and no page around them: for a page that is open."""
    if not sources_for(request.user):
        raise Http404
    context = {"rows": rows_for(request.user)}
    return render(request, "notifications/includes/pressing_rows.html", context)


def _by_day(lines: Iterable[Line]) -> list[tuple[str, date, list[Line]]]:
    """A word for today and yesterday, the day on Poland's calendar, and its lines."""
    today = timezone.localdate()
    words = {today: _("Today"), today - timedelta(days=1): _("Yesterday")}
    groups = groupby(lines, key=lambda line: timezone.localdate(line.row.created_at))
    return [(words.get(day, ""), day, list(group)) for day, group in groups]


@require_safe
@staff_only
def notification(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Go to what it is about, which is asked for behind its own door; it counts as read then."""
    row = selectors.notification_for(request.user, pk, facts_of(request))
    actions.mark_read(notification=row, by=request.user)
    kind = kind_named(row.kind)
    if kind is None or kind.named(request.user, row.about) is None:
        messages.info(
            request, _("You cannot open this any more: it ended, or it is with somebody else now.")
        )
        return redirect("notifications")
    return redirect(kind.address(row.about))


@require_POST
@staff_only
def notification_read(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Mark one as read without going there."""
    row = selectors.notification_for(request.user, pk, facts_of(request))
    actions.mark_read(notification=row, by=request.user)
    return _back_to_list(request)


@require_POST
@staff_only
def notifications_read(request: StaffRequest) -> HttpResponse:
    """Mark all as read that were there when the page was shown."""
    until = _moment(request.POST.get("until", ""))
    actions.mark_all_read(person=request.user, until=until, by=request.user)
    messages.success(request, _("Everything on the list is marked as read."))
    return _back_to_list(request)


def _moment(written: str) -> datetime:
    """When the page was shown; now, where what came back is no moment or lies ahead."""
    now = timezone.now()
    try:
        found = parse_datetime(written)
    except ValueError:
        return now
    return found if found is not None and timezone.is_aware(found) and found < now else now


def _back_to_list(request: StaffRequest) -> HttpResponse:
    page = request.POST.get("page", "")
    address = reverse("notifications")
    is_number = page.isascii() and page.isdigit() and len(page) < 6
    return redirect(f"{address}?page={page}" if is_number and page != "1" else address)


@staff_only
def notification_choices(request: StaffRequest) -> HttpResponseBase:
    """Choose for each kind how it comes, and in which hours nothing should."""
    choices = selectors.choices_of(request.user)
    rows = selectors.chosen(choices, request.user, facts_of(request))
    form = ChoicesForm(request.POST or None, chosen=rows, choices=choices)
    if request.method == "POST" and form.is_valid() and _chosen(request, form):
        messages.success(request, _("Your choices are saved."))
        return redirect("notification_choices")
    status = 422 if form.is_bound else 200
    context = {"form": form, "phone": shown_phone(choices.phone)}
    return render(request, "notifications/choices.html", context, status=status)


def _chosen(request: StaffRequest, form: ChoicesForm) -> bool:
    """Whether the choices now are as the form says; if not, it says that another was quicker."""
    channels = form.channels()
    if "all_to_digest" in request.POST:
        channels = actions.to_digest((one.kind, one.channels) for one in form.chosen)
    version = form.cleaned_data["version"]
    try:
        actions.choose(
            person=request.user,
            version=version,
            channels=channels,
            quiet=form.quiet(),
            by=request.user,
        )
    except StaleObject as stale:
        form.overtaken(stale.current)
    return not form.errors


@staff_only
def notification_phone(request: StaffRequest) -> HttpResponseBase:
    """Say to which telephone text messages should go: a code is sent there first."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            phone = form.cleaned_data["phone"]
            actions.send_code(person=request.user, phone=phone, by=request.user)
            return redirect("notification_phone_code")
        except actions.TooManyCodes:
            form.add_error("phone", _("Five codes were sent today. Try again tomorrow."))
    status = 422 if form.is_bound else 200
    context = {"form": form, "phone": shown_phone(selectors.choices_of(request.user).phone)}
    return render(request, "notifications/phone.html", context, status=status)


@staff_only
def notification_phone_code(request: StaffRequest) -> HttpResponseBase:
    """Type the code; then text messages go to that telephone."""
    phone = selectors.phone_waiting(request.user)
    if not phone:
        return redirect("notification_phone")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if actions.confirm_phone(person=request.user, code=code, by=request.user):
            messages.success(
                request, _("Text messages will come to this telephone. Choose now of what.")
            )
            return redirect("notification_choices")
        form.add_error("code", _("This code does not fit, or it is older than 15 minutes."))
    status = 422 if form.is_bound else 200
    context = {"form": form, "phone": shown_phone(phone)}
    return render(request, "notifications/phone_code.html", context, status=status)


@require_POST
@staff_only
def notification_phone_forget(request: StaffRequest) -> HttpResponse:
    """No text messages any more."""
    actions.forget_phone(person=request.user, by=request.user)
    messages.success(request, _("No text messages will come any more."))
    return redirect("notification_choices")
