"""Erasing in the background: nobody's browser waits, and a crash loses nothing."""

from uuid import UUID

from ostoja.privacy.requests.choices import RequestState
from ostoja.privacy.requests.erasing import carry_out
from ostoja.privacy.requests.models import DataRequest
from tenants.fence.tasks import lone_city_task


@lone_city_task
def erase(pk: str) -> bool:
    """Carry out one decision; false when something of it is still to do."""
    request = DataRequest.objects.filter(pk=UUID(pk), state=RequestState.ERASING).first()
    return carry_out(request) if request else True


@lone_city_task
def erase_what_is_left() -> None:
    """By the clock: decisions that no worker has carried out, or not to their end."""
    for request in DataRequest.objects.filter(state=RequestState.ERASING):
        carry_out(request)
