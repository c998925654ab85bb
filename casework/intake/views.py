"""Pages for staff: the inbox, one conversation, entry points."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.forms import CaseForm
from casework.intake import actions, selectors
from casework.intake.envelope import read_id
from casework.intake.forms import AnswerForm, InboxFilter
from casework.intake.models import Conversation, EntryPoint
from casework.intake.page import rows_of
from casework.intake.qr import picture_of, qr_file
from casework.intake.workflow import NotAllowed
from casework.partners.selectors import organisations_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds

ON_A_PAGE = 50
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
@requires(Permission.CONVERSATION_VIEW)
def inbox(request: StaffRequest) -> HttpResponseBase:
    """Who waits, and how long; nothing of what they wrote."""
    form = InboxFilter(request.GET)
    found = selectors.inbox(request.user, **form.chosen())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "intake/inbox.html", {"filter": form, "page_obj": page})


@require_safe
@requires(Permission.CONVERSATION_VIEW)
def conversation(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """All that was said, and what can be done now."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_VIEW)
    return _conversation_page(request, found, AnswerForm())


def _conversation_page(
    request: StaffRequest, found: Conversation, form: AnswerForm, status: int = 200, news: str = ""
) -> HttpResponse:
    context = {
        "conversation": found,
        "said": found.messages.select_related("staff"),
        "form": form,
        "news": news,
        "submission": read_id(request.POST.get("submission", "")) or uuid4(),
        "held_by_other": found.is_held_by_somebody_else(request.user),
        "may_answer": holds(request.user, Permission.CONVERSATION_ANSWER),
        "rows": rows_of(found, request.user),
        "may_open_case": found.case is None and holds(request.user, Permission.CASE_OPEN),
    }
    return render(request, "intake/conversation.html", context, status=status)


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_claim(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take it out of the queue."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    try:
        actions.claim(conversation=found, by=request.user)
        messages.success(request, _("You answer this conversation now."))
    except (actions.HeldBySomebodyElse, NotAllowed) as refusal:
        messages.warning(request, _why(refusal))
    return redirect("conversation", pk)


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_release(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Put it back in the queue."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    try:
        actions.release(conversation=found, by=request.user)
        messages.success(request, _("The conversation is back in the queue."))
    except NotAllowed as refusal:
        messages.warning(request, _why(refusal))
    return redirect("conversation", pk)


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_answer(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write to the resident; what was typed stays whatever happens."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _answer_again(request, pk, form, status=422)
    try:
        actions.answer(
            conversation=found,
            version=_version(request),
            submission=read_id(request.POST.get("submission", "")) or uuid4(),
            text=form.cleaned_data["text"],
            by=request.user,
        )
    except (StaleObject, actions.HeldBySomebodyElse) as refusal:
        return _answer_again(request, pk, form, status=409, news=_why(refusal))
    messages.success(request, _("Your answer has been sent."))
    return redirect("conversation", pk)


def _answer_again(
    request: StaffRequest, pk: UUID, form: AnswerForm, status: int, news: str = ""
) -> HttpResponse:
    """The conversation as it is now, with what was typed; this too is a reading of it."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_VIEW)
    return _conversation_page(request, found, form, status=status, news=news)


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_close(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Nothing more is to be done."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    try:
        actions.close(conversation=found, version=_version(request), by=request.user)
        messages.success(request, _("The conversation is closed. The person can still write."))
    except (StaleObject, actions.HeldBySomebodyElse, NotAllowed) as refusal:
        messages.warning(request, _why(refusal))
    return redirect("conversation", pk)


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _why(refusal: Exception) -> str:
    if isinstance(refusal, actions.HeldBySomebodyElse):
        words = _("%(name)s answers this conversation now.")
        return words % {"name": refusal.conversation.claimed_by}
    if isinstance(refusal, StaleObject):
        return _(
            "Something was written or done here since you opened this page. Read it, then send."
        )
    return _("This is not possible any more: somebody was quicker. See how it stands now.")


@requires(Permission.CASE_OPEN)
def conversation_case(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Open a case from what the resident wrote."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_VIEW)
    if found.case is not None:
        return redirect("case", found.case.pk)
    lead = next(iter(organisations_of(request.user, Permission.CASE_OPEN)), None)
    if lead is None:
        raise Http404
    form = CaseForm(request.POST or None, initial=_first_facts(found))
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        case = actions.open_case_from(conversation=found, lead=lead, by=request.user, **facts)
        messages.success(request, _("The case has been opened."))
        return redirect("case", case.pk)
    context = {"conversation": found, "form": form, "lead": lead}
    status = 422 if form.errors else 200
    return render(request, "intake/conversation_case.html", context, status=status)


def _first_facts(found: Conversation) -> dict[str, Any]:
    words = "\n\n".join(message.text for message in selectors.words_of_resident(found))
    return {"summary": words, "language": found.language}


@require_safe
@requires(Permission.ENTRY_POINT_VIEW)
def entry_points(request: StaffRequest) -> HttpResponseBase:
    """Where people can begin, with the picture for a poster, and how many reports came."""
    points = [
        (point, picture_of(_address(request, point)))
        for point in selectors.entry_points_with_counts()
    ]
    return render(request, "intake/entry_points.html", {"points": points})


@require_safe
@requires(Permission.ENTRY_POINT_VIEW)
def entry_point_picture(request: StaffRequest, pk: UUID, kind: str) -> HttpResponseBase:
    """The QR picture as a file, for whoever makes the poster."""
    point = get_object_or_404(EntryPoint, pk=pk)
    if kind not in PICTURES:
        raise Http404
    picture = qr_file(_address(request, point), kind)
    name = f'attachment; filename="{point.code}.{kind}"'
    return HttpResponse(picture, PICTURES[kind], headers={"Content-Disposition": name})


def _address(request: HttpRequest, point: EntryPoint) -> str:
    return request.build_absolute_uri(reverse("entry_point", args=[point.code]))
