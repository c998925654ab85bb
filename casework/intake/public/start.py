"""Where residents begin: start page, QR codes, the form. No page for them needs a session, a cookie
or JavaScript.

Forms of a person without a session carry nobody's authority, so there is nothing that a forged
request could borrow; a token in a cookie would only lose the words of those who refuse cookies.
Hence ``csrf_exempt``. Answers to POST are pages and not redirects: what they show (the code, the
conversation) has no address, and the id in the form makes reloading harmless.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from casework.intake import selectors
from casework.intake.actions import receive_report
from casework.intake.budget import REPORTS
from casework.intake.choices import Doubt
from casework.intake.entry_points.active import Standing, hours_of, standing
from casework.intake.envelope import Envelope
from casework.intake.files import files_in
from casework.intake.models import Conversation, EntryPoint
from casework.intake.public.children import help_for_children
from casework.intake.public.display import chosen_display
from casework.intake.public.forms import CheckForm, FilesForm
from casework.intake.public.guided import Walk
from casework.intake.public.steps import CHECK, facts_told
from casework.intake.qr import picture_of
from casework.intake.receipts import code_to_show, is_code_of
from casework.intake.to_a_child import is_a_child, speaking_to_a_child
from casework.partners.directory import first_to_turn_to
from ostoja.ui.city import facts_of
from ostoja.ui.display.carrying import keeps_what_was_typed
from ostoja.ui.languages import public_languages
from tenants.hosts import is_open
from tenants.profile.selectors import profile

View = Callable[..., HttpResponse]
SHOWN = 12  # bodies on the page of a city that is not open


def once_open(view: View) -> View:
    """In the place of the form a city that is not open has the page that says who helps now."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_open(request) else _help_now(request, 404)

    return guarded


def _help_now(request: HttpRequest, status: int = 200) -> HttpResponse:
    """Whom people can turn to before the city is open: numbers, and some of the directory."""
    facts = facts_of(request)
    context = {
        "profile": profile(),
        "cards": first_to_turn_to(SHOWN) if facts.has("partners") else [],
        "can_return": facts.has("contact") and Conversation.objects.exists(),
    }
    return render(request, "intake/help_now.html", context, status=status)


def where_people_can_write(view: View) -> View:
    """Cities without the module have a page that says who helps, and no form."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not facts_of(request).has("contact"):
            return render(request, "intake/no_form.html", status=404)
        return view(request, *args, **kwargs)

    return guarded


@require_safe
def front_door(request: HttpRequest) -> HttpResponseBase:
    """``/``: to the start page in the language that the browser asks for."""
    languages = public_languages(profile().languages)
    with translation.override(_wished_language(request, languages, languages[0])):
        return redirect("city_home")


@require_safe
def city_home(request: HttpRequest) -> HttpResponse:
    """The city's start page; before it is open, who helps now."""
    if not is_open(request):
        return _help_now(request)
    return render(request, "intake/city_home.html", {"profile": profile()})


@require_safe
def entry_point(request: HttpRequest, code: str) -> HttpResponseBase:
    """The address behind a QR code: to the form, in the person's language or the place's own.

    While the city is not open it leads to who helps now.
    """
    return _begin_at(request, selectors.entry_point_with(code))


@require_safe
def short_address(request: HttpRequest, words: str) -> HttpResponseBase:
    """The same by its address in words; what nobody chose is no page at all."""
    point = EntryPoint.objects.filter(short_address=words.lower()).first()
    if point is None:
        raise Http404
    return _begin_at(request, point)


def _begin_at(request: HttpRequest, point: EntryPoint | None) -> HttpResponseBase:
    languages = public_languages(profile().languages)
    default = point.default_language if point else languages[0]
    with translation.override(_wished_language(request, languages, default)):
        if not is_open(request):
            return redirect("city_home")
        if not facts_of(request).has("contact"):
            return render(request, "intake/no_form.html", status=404)
        stands = standing(point, timezone.now()) if point else Standing.WITHDRAWN
        if point is None or stands in {Standing.WITHDRAWN, Standing.OVER}:
            return render(request, "intake/unknown_entry_point.html", status=404)
        if stands != Standing.IN_USE:
            context = {"point": point, "hours": hours_of(point)}
            return render(request, "intake/closed_entry_point.html", context)
        return redirect(f"{reverse('contact')}?e={point.code}")


def _wished_language(request: HttpRequest, languages: list[str], default: str) -> str:
    header = request.headers.get("Accept-Language", "")
    wishes = [code.partition("-")[0] for code, _weight in parse_accept_lang_header(header.lower())]
    return next((code for code in wishes if code in languages), default)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@once_open
@where_people_can_write
@keeps_what_was_typed
def contact(request: HttpRequest) -> HttpResponse:
    """The guided start; what it sends; and the check whether the code was written down."""
    if request.method != "POST":
        return Walk(request, Envelope.new(request.GET.get("e", ""))).begin()
    envelope = Envelope.arrived(request.POST)
    if "code" in request.POST:
        return _check(request, envelope)
    walk, go = Walk(request, envelope), request.POST.get("go", "next")
    if "language" in request.POST:
        return walk.stay()
    if walk.comes_from_elsewhere:  # nothing is kept before they have read our first page
        return walk.begin()
    if "step" in request.POST and go != "send":
        return walk.follow(go)
    return _send(request, walk)


def _send(request: HttpRequest, walk: Walk) -> HttpResponse:
    """Keep what was told, from whichever page; words alone, without a page, are enough too."""
    questions = walk.checked()
    if isinstance(questions, HttpResponse):
        return questions
    added = FilesForm(request.POST, request.FILES)
    if not added.is_valid():
        return walk.show(CHECK, added)
    doubt = walk.envelope.doubt
    conversation, _is_new = receive_report(
        submission=walk.envelope.submission,
        language=translation.get_language(),
        entry_point=walk.entry_point,
        channel=walk.envelope.channel,
        doubt=doubt if REPORTS.spend(request) else doubt or Doubt.MANY,
        files=added.cleaned_data["files"],
        display=chosen_display(request),
        **facts_told(questions),
    )
    return _receipt_page(request, conversation, CheckForm())


def _check(request: HttpRequest, envelope: Envelope) -> HttpResponse:
    """Nothing depends on it; a person who types the code wrongly sees the right one again."""
    conversation = Conversation.objects.filter(submission=envelope.submission).first()
    if conversation is None:
        return Walk(request, Envelope.new(envelope.entry_point)).begin()
    if "language" in request.POST:
        return _receipt_page(request, conversation, CheckForm(initial=request.POST.dict()))
    form = CheckForm(request.POST)
    is_right = form.is_valid() and is_code_of(conversation, form.cleaned_data["code"])
    if not is_right and form.is_valid():
        form.add_error("code", _("This is not the code above. Compare digit by digit."))
    return _receipt_page(request, conversation, form, is_right=is_right)


def _receipt_page(
    request: HttpRequest, conversation: Conversation, form: CheckForm, *, is_right: bool = False
) -> HttpResponse:
    code, young = code_to_show(conversation), is_a_child(conversation)
    context = {
        "form": form,
        "conversation": conversation,
        "code": code,
        "picture": picture_of(code) if code else None,
        "is_right": is_right,
        "files": files_in(conversation),
        "child_help": help_for_children(request) if young else None,
        **without_switch(request),
    }
    status = 422 if form.errors else 200
    with speaking_to_a_child(is_one=young):
        return render(request, "intake/receipt.html", context, status=status)


def without_switch(request: HttpRequest) -> dict[str, Any]:
    """Links to other languages would lose what an answer to POST shows."""
    return {"languages": []} if request.method == "POST" else {}
