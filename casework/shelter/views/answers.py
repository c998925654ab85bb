"""What the pages of this room share: saving what a form says."""

from collections.abc import Callable

from casework.cases.refusal import NotAllowed
from casework.shelter.refusals import ShelterRefused
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import Form, VersionedForm


def saved(form: Form, save: Callable[[], object]) -> bool:
    """Whether it could be; if not, the form says why and keeps what was typed."""
    try:
        save()
    except StaleObject as stale:
        if not isinstance(form, VersionedForm):
            raise
        form.overtaken(stale.current)
    except ShelterRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    return not form.errors
