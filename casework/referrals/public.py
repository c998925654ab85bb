"""Reading and answering a referral by a link, without an account and without JavaScript.

The address is opened by a button, since mail programs open links by themselves. A link that was
used, has expired, was withdrawn, is another city's or nobody's looks the same. Nothing of who
looks is kept but which link it was, and the name that they typed with an answer.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casework.cases.refusal import NotAllowed
from casework.partners.choices import OrganisationRole
from casework.partners.selectors import organisation_with_role
from casework.referrals import actions, links, public_words
from casework.referrals.choices import State
from casework.referrals.models import AnswerLink, Referral
from casework.referrals.public_forms import LinkedAnswerForm
from ostoja.access.versions import StaleObject
from ostoja.privacy.budget import Budget
from ostoja.privacy.slow_lane import WAIT, SlowLane

TEMPLATE = "referrals/answer_link.html"
# Over it links are looked up at their second sending, right or wrong.
WRONG_LINKS = Budget(limit=20, seconds=60)
LANE = SlowLane("referrals.slow lane", lambda typed: typed)


@csrf_exempt  # There is no session: the link alone is what lets somebody in.
@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """A button; then what was shared; then the answer, and its confirmation."""
    if request.method != "POST":
        return _page(request, stage="door")
    if WRONG_LINKS.is_spent(request) and not LANE.is_due(token, request.POST.get("ticket", "")):
        return _once_more(request, token)
    link = links.link_with(token)
    if link is None:
        WRONG_LINKS.spend(request)
    if "again" in request.POST:
        return _ask_for_another(request, link)
    if link is None or not links.is_valid(link):
        return _spent(request, link)
    return _valid(request, link, token)


def _valid(request: HttpRequest, link: AnswerLink, token: str) -> HttpResponse:
    referral, sent = link.referral, request.POST
    possible = dict(public_words.answers_to(referral))
    chosen = sent.get("answer") or sent.get("choose") or ""
    if chosen not in possible:
        return _shown(request, link, token)
    to = State(chosen)
    if "answer" not in sent:
        form = LinkedAnswerForm(referral, to, initial={"version": referral.version})
        return _answer_page(request, link, token, to, form)
    form = LinkedAnswerForm(referral, to, sent)
    if form.is_valid():
        try:
            moved = actions.answer_by_link(link=link, to=to, **form.cleaned_data)
        except actions.LinkSpent:
            return _spent(request, links.link_with(token))
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, moved, to)
    return _answer_page(request, link, token, to, form)


def _shown(request: HttpRequest, link: AnswerLink, token: str) -> HttpResponse:
    actions.look_by_link(link=link)
    referral = link.referral
    context = {
        "rows": public_words.rows_of(referral),
        "message": referral.message,
        "summary": public_words.summary_of(referral),
        "answers": public_words.answers_to(referral),
        "link": link,
        **_of(referral, token),
    }
    return _page(request, stage="shown", **context)


def _answer_page(
    request: HttpRequest, link: AnswerLink, token: str, to: State, form: LinkedAnswerForm
) -> HttpResponse:
    words = public_words.ANSWERS[to]
    status = 422 if form.errors else 200
    context: dict[str, Any] = {"form": form, "to": to.value, "words": words}
    shared = _of(link.referral, token)
    return _page(request, stage="answer", status=status, **context, **shared)


def _done(request: HttpRequest, moved: Referral, to: State) -> HttpResponse:
    words = public_words.ANSWERS[to]
    return _page(request, stage="done", words=words, next_token=moved.link_token)


def _of(referral: Referral, token: str) -> dict[str, Any]:
    """``ticket``: whoever opened the link is not slowed any more."""
    return {"need": str(referral.case_need.need), "ticket": LANE.pass_for(token)}  # type: ignore[union-attr]


def _spent(request: HttpRequest, link: AnswerLink | None) -> HttpResponse:
    """Pressed twice: the answer is kept already. Else a page that is the same for all."""
    if link is not None and request.POST.get("answer") == link.answered_with != "":
        words = public_words.ANSWERS[State(link.answered_with)]
        return _page(request, stage="done", words=words, next_token="")
    return _page(request, stage="spent", status=410, **_coordinator())


def _ask_for_another(request: HttpRequest, link: AnswerLink | None) -> HttpResponse:
    """The same words for all; only a link of ours, whose referral still runs, sends anything."""
    if link is not None:
        actions.ask_for_another(link=link)
    return _page(request, stage="asked", **_coordinator())


def _once_more(request: HttpRequest, token: str) -> HttpResponse:
    """Before any link is looked up, so that right and wrong ones are answered alike."""
    seconds = int(WAIT.total_seconds())
    ticket = LANE.kept_or_new(token, request.POST.get("ticket", ""))
    kept = [(name, value) for name, value in request.POST.items() if name != "ticket"]
    waits = {"ticket": ticket, "seconds": seconds, "kept": kept}
    response = _page(request, stage="door", status=429, **waits)
    response["Retry-After"] = str(seconds)
    return response


def _coordinator() -> dict[str, Any]:
    """Whom to call."""
    body = organisation_with_role(OrganisationRole.COORDINATOR)
    phones = list(body.phones.all()) if body else []
    return {"coordinator": body, "coordinator_phones": phones}


def _page(request: HttpRequest, *, stage: str, status: int = 200, **context: Any) -> HttpResponse:
    """Links to other languages would lose what an answer to POST shows."""
    more: dict[str, Any] = {"languages": []} if request.method == "POST" else {}
    title = _TITLES[stage]() if stage in _TITLES else ""
    return render(
        request, TEMPLATE, {"stage": stage, "heading": title, **context, **more}, status=status
    )


_TITLES = {
    "door": lambda: _("A letter to your organisation"),
    "spent": lambda: _("This link does not work any more"),
    "asked": lambda: _("Look into your e-mail"),
    "done": lambda: _("Thank you. Your answer was kept."),
}
