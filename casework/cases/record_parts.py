"""What is written in a case, elsewhere: in the data of a city."""

from casework.cases import record_loading
from tenants import parts


def register_all() -> None:
    """Called when the app starts."""
    parts.register("case_notes", record_loading.load_notes, order=65)
