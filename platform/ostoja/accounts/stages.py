"""Between the first step of signing in and the door: the second factor."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from ostoja.accounts.second_factor import METHOD, PROVIDER


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """allauth's stage, which a trusted provider's second factor passes as a passkey does."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if any((one["method"], one.get("type")) == (METHOD, PROVIDER) for one in records):
            return False
        return bool(super()._should_handle(request))
