"""One conversation and what can be done with it. Nothing typed is ever lost."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.forms.facts import EditCaseForm, OpenCaseForm
from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.cases.views.finding import is_asked_who
from casework.intake import actions, selectors
from casework.intake.chat import presence
from casework.intake.chat.said import voice_of
from casework.intake.desk.beside import beside, carried_into_case
from casework.intake.desk.check_word import check_word_of
from casework.intake.desk.conversation import rows_of
from casework.intake.desk.page import known_at_desk
from casework.intake.desk.there_is import told_with
from casework.intake.files import number_of_files
from casework.intake.forms.desk import OneMoreForm
from casework.intake.forms.inbox import AnswerForm
from casework.intake.models import Conversation
from casework.intake.recorded import recorded_facts
from casework.intake.workflow import NotAllowed
from casework.partners.selectors import organisations_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds
from ostoja.ui.forms import SubmissionField, VersionField

VIEW = Permission.CONVERSATION_VIEW


@require_safe
@requires(VIEW)
def conversation(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """All that was said, and what can be done now."""
    presence.note_at_work(request.user)
    found = selectors.conversation_for(request.user, pk, VIEW, told_with)
    return _conversation_page(request, found, AnswerForm())


def _conversation_page(
    request: StaffRequest, found: Conversation, form: AnswerForm, status: int = 200, news: str = ""
) -> HttpResponse:
    said = list(found.messages.select_related("staff").prefetch_related("files"))
    context = {
        "conversation": found,
        "said": said,
        "form": form,
        "news": news,
        "submission": _submission(request),
        "voice": voice_of(found.pk, request.user.pk),
        "is_there": presence.is_there(found),
        "held_by_other": found.is_held_by_somebody_else(request.user),
        "may_answer": holds(request.user, Permission.CONVERSATION_ANSWER),
        "rows": rows_of(found, request.user),
        "check_word": check_word_of(found),
        **beside(found, request.user),
        "may_open_case": found.case is None and holds(request.user, Permission.CASE_OPEN),
        **known_at_desk(found, request.user, said),
    }
    return render(request, "intake/conversation.html", context, status=status)


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_claim(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take it out of the queue."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    try:
        form = OneMoreForm(request.POST)
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        actions.claim(conversation=found, by=request.user, reason=reason)
        messages.success(request, _("You answer this conversation now."))
    except actions.OverLimit as refusal:
        return one_more(request, found, str(refusal))
    except (actions.HeldBySomebodyElse, NotAllowed) as refusal:
        messages.warning(request, _why(refusal))
    return with_what_was_typed(request, pk)


def one_more(request: StaffRequest, found: Conversation, why: str) -> HttpResponse:
    """Asks for a reason from who holds as many as one person should; what was typed goes along."""
    say_that_files_are_gone(request)
    form = OneMoreForm(request.POST if "reason" in request.POST else None)
    context = {
        "conversation": found,
        "form": form,
        "why": why,
        "typed": request.POST.get("text", ""),
    }
    status = 422 if form.is_bound else 409
    return render(request, "intake/desk/one_more.html", context, status=status)


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_release(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Put it back in the queue."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    try:
        actions.release(conversation=found, version=_version(request), by=request.user)
        messages.success(request, _("The conversation is back in the queue."))
    except (StaleObject, NotAllowed) as refusal:
        messages.warning(request, _why(refusal))
    return with_what_was_typed(request, pk)


def with_what_was_typed(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The buttons stand beside the answer; one that somebody has begun goes on from there."""
    typed = request.POST.get("text", "")
    if typed.strip():
        return conversation_with(request, pk, typed)
    say_that_files_are_gone(request)
    return redirect("conversation", pk)


def say_that_files_are_gone(request: StaffRequest) -> None:
    """A page that is shown again has none of those that were chosen on it and not taken."""
    if request.FILES:
        messages.warning(request, _("Choose your files again: a browser does not keep them."))


def conversation_with(request: StaffRequest, pk: UUID, text: str) -> HttpResponseBase:
    """The conversation with this text in the answer, to be edited before it is sent."""
    say_that_files_are_gone(request)
    found = selectors.conversation_for(request.user, pk, VIEW, told_with)
    return _conversation_page(request, found, AnswerForm(initial={"text": text}))


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_answer(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write to the resident; what was typed stays whatever happens."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    form = AnswerForm(request.POST, request.FILES)
    form.takes(number_of_files(found) if request.FILES else 0)
    if not form.is_valid():
        changed = found.version != _version(request)
        return _answer_again(request, pk, form, 422, _why(StaleObject(found)) if changed else "")
    try:
        _send(request, found, form.cleaned_data)
    except (StaleObject, actions.HeldBySomebodyElse) as refusal:
        return _answer_again(request, pk, form, 409, _why(refusal))
    except actions.OverLimit as refusal:
        return one_more(request, found, str(refusal))
    messages.success(request, _("Your answer has been sent."))
    return redirect("conversation", pk)


def _send(request: StaffRequest, found: Conversation, given: dict[str, Any]) -> None:
    """In a live talk of one's own both write at once: that is no reason to refuse an answer."""
    facts: Any = {"conversation": found, "submission": _submission(request), **given}
    if presence.is_there(found) and found.claimed_by_id == request.user.pk:
        actions.say(**facts, by=request.user)
    else:
        actions.answer(**facts, version=_version(request), by=request.user)


def _answer_again(
    request: StaffRequest, pk: UUID, form: AnswerForm, status: int, news: str = ""
) -> HttpResponse:
    """The conversation as it is now, with what was typed; this too is a reading of it."""
    if not form.errors:  # of files that came with wrong words the form says so itself
        say_that_files_are_gone(request)
    found = selectors.conversation_for(request.user, pk, VIEW, told_with)
    return _conversation_page(request, found, form, status=status, news=news)


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_close(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Nothing more is to be done; an answer that was begun and not sent keeps it open."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    typed = request.POST.get("text", "")
    if typed.strip() or request.FILES:
        news = _("Your answer has not been sent. Send it, or delete it, and close then.")
        return _answer_again(request, pk, AnswerForm(initial={"text": typed}), 409, news)
    try:
        actions.close(conversation=found, version=_version(request), by=request.user)
        messages.success(request, _("The conversation is closed. The person can still write."))
    except (StaleObject, actions.HeldBySomebodyElse, NotAllowed) as refusal:
        messages.warning(request, _why(refusal))
    return redirect("conversation", pk)


def _version(request: HttpRequest) -> int:
    return VersionField().clean(request.POST.get("version"))


def _submission(request: HttpRequest) -> UUID:
    return SubmissionField().clean(request.POST.get("submission"))


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
    leads = organisations_of(request.user, Permission.CASE_OPEN)
    if not leads:
        raise Http404
    if request.method != "POST":
        form = OpenCaseForm(leads, initial=_first_facts(found))
        return _to_its_case(request, found) or _case_page(request, found, form)
    form = OpenCaseForm(leads, request.POST)
    if not form.is_valid() or (found.case is None and is_asked_who(request, form)):
        return _case_page(request, found, form)
    case, is_ours = actions.open_case_from(conversation=found, by=request.user, **form.facts())
    if not is_ours or EditCaseForm(request.POST).what_it_says_now(case):
        return _case_page(request, found, form, opened_before=case)
    messages.success(request, _("The case has been opened."))
    return redirect("case", case.pk)


def _to_its_case(request: StaffRequest, found: Conversation) -> HttpResponseBase | None:
    """To the case that there is already; those who may not see it learn its number."""
    if found.case is None:
        return None
    if _is_visible(request, found.case):
        return redirect("case", found.case.pk)
    words = _("Case %(number)s has already been opened from this conversation.")
    messages.warning(request, words % {"number": found.case.number})
    return redirect("conversation", found.pk)


def _case_page(
    request: StaffRequest,
    found: Conversation,
    form: OpenCaseForm,
    *,
    opened_before: Case | None = None,
) -> HttpResponse:
    """The form; beside a colleague's case with what was typed, since nothing of it is kept."""
    context = {
        "conversation": found,
        "form": form,
        "opened_before": opened_before,
        "is_visible": opened_before is not None and _is_visible(request, opened_before),
    }
    status = 422 if form.errors else 409 if opened_before else 200
    return render(request, "intake/conversation_case.html", context, status=status)


def _is_visible(request: StaffRequest, case: Case) -> bool:
    return cases_visible_to(request.user).filter(pk=case.pk).exists()


def _first_facts(found: Conversation) -> dict[str, Any]:
    words = "\n\n".join(message.text for message in selectors.words_of_resident(found))
    needs = list(found.needs.values_list("need_id", flat=True))
    carried = {**carried_into_case(found), **recorded_facts(found)}
    return {"summary": words, "language": found.language, "needs": needs, **carried}
