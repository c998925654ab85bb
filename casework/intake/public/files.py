"""Files of a conversation, for the resident: the code opens them, and travels in the body only.

See ``start`` for what these pages share.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casework.files.serving import attachment
from casework.intake.chat.by_code import Refused, opened_by
from casework.intake.envelope import read_id
from casework.intake.files import file_in
from casework.intake.public.start import where_people_can_write
from ostoja.ui.unseen import FILE


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@where_people_can_write
def resident_file(request: HttpRequest) -> HttpResponse:
    """Save one, under a name that tells nothing; without a code, to where it is typed."""
    sent = request.POST
    found = opened_by(sent.get("code", "")[:100], sent.get("ticket", "")[:500], request)
    if isinstance(found, Refused):
        return redirect("return_with_code")
    own_id = read_id(sent.get("file", ""))
    if own_id is None:
        raise Http404
    return attachment(file_in(found, own_id, by=None), FILE)
