"""What the end of cases, their phases, printouts and story bring to other pages and rooms."""

from casework.cases import (
    ending_loading,
    ending_page,
    follow_ups,
    panels,
    phase_page,
    printing,
)


def register_all() -> None:
    """Called when the app starts."""
    for room in (follow_ups, ending_loading, printing):
        room.register_all()
    panels.register(40, ending_page.panel)
    panels.register(45, phase_page.panel)
    panels.register_buttons(phase_page.buttons)
    panels.register_history(phase_page.history)
