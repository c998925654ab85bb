"""Whether a token may be used for this at all; what it may see is decided behind each door."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from api import scopes
from api.authentication import token_in
from api.problems import Refused
from ostoja.accounts.memberships import holds

NO_TOKEN = _("Send a token: Authorization: Token …")
OUT_OF_SCOPE = _("This token was not made for that. Its owner can make one with another scope.")


class InScope(BasePermission):
    """A token whose scope reaches this, of a person one of whose roles holds the permission."""

    def has_permission(self, request: Request, view: Any) -> bool:
        token = token_in(request)
        if token is None:
            if view.is_public and request.method in SAFE_METHODS:
                return True
            raise NotAuthenticated(NO_TOKEN)
        only_reads = request.method in SAFE_METHODS or view.action in view.questions
        way = scopes.READ if only_reads else scopes.WRITE
        if view.part and not scopes.covers(token.scopes, view.part, way):
            if view.is_public and way == scopes.READ:
                return True
            raise Refused(403, OUT_OF_SCOPE)
        needed = view.permissions.get(view.action, view.permission)
        if needed is not None and not holds(request.user, needed):
            raise Http404
        return True
