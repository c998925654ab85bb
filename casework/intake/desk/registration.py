"""What the desk makes known to the rest of the platform when the app starts."""

from casework.files import checks  # noqa: F401 - registers them
from casework.files.exported import readable_files
from casework.files.storage import FOLDER
from casework.intake.desk import blueprint as desk_blueprint
from casework.intake.desk import calls
from casework.intake.desk import notices as desk_notices
from casework.intake.desk import presenters as desk_presenters
from casework.intake.desk.help import DESK_HELP
from ostoja.notifications import pressing
from ostoja.ui import page_help
from tenants.exports import readable


def register_all() -> None:
    """Called when the app starts."""
    desk_notices.register_all()
    desk_presenters.register_all()
    desk_blueprint.register_all()
    page_help.register(DESK_HELP)
    pressing.register(calls.PRESSING)
    readable.register(FOLDER, readable_files)
