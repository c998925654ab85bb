"""The link of a letter: it shows the receipt code once. See ``start`` for what these pages share.

Opening it shows a button alone, since mail programs open links by themselves; the key is used by
pressing it, and whoever presses again within ten minutes sees the same code.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casework.intake.actions.letters import use_key
from casework.intake.mail.letters import KEY_LASTS, SHOWN_AGAIN_FOR, hash_of
from casework.intake.models import Letter
from casework.intake.public.start import _wished_language, where_people_can_write, without_switch
from casework.intake.qr import picture_of
from ostoja.privacy.receipts import code_for
from ostoja.ui.languages import public_languages
from tenants.profile.selectors import profile


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@where_people_can_write
def from_letter(request: HttpRequest, key: str) -> HttpResponse:
    """A button; then the code, or that the link is used up."""
    languages = public_languages(profile().languages)
    with translation.override(_wished_language(request, languages, languages[0])):
        if request.method != "POST":
            return render(request, "intake/from_letter.html", without_switch(request))
        letter = _valid(key)
        if letter is None:
            context = {"is_used": True, **without_switch(request)}
            return render(request, "intake/from_letter.html", context, status=422)
        use_key(letter=letter)
        code = code_for(letter.conversation.submission)
        context = {"code": code, "picture": picture_of(code), **without_switch(request)}
        return render(request, "intake/from_letter.html", context)


def _valid(key: str) -> Letter | None:
    now = timezone.now()
    found = Letter.objects.select_related("conversation").filter(key_hash=hash_of(key)).first()
    if found is None or now - found.created_at > KEY_LASTS:
        return None
    return None if found.used_at and now - found.used_at > SHOWN_AGAIN_FOR else found
