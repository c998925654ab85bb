"""Whether anybody looks for viruses: said where the platform is looked over, so nobody guesses."""

from typing import Any

from django.conf import settings
from django.core import checks

from casework.files.choices import NotNow
from casework.files.scanner import ping

NOBODY_LOOKS = checks.Info(
    "VIRUS_SCANNER is not set: nobody looks for viruses in people's files. Each says so.",
    hint="Files are made anew all the same. Set it to a clamd, unix:///run/clamav/clamd.ctl or"
    " tcp://host:3310; see deploy/HANDBOOK.md, “Looking for viruses in files”.",
    id="files.I001",
)
AWAY = checks.Info(
    "VIRUS_SCANNER is set, but the clamd there does not answer: files wait until it does.",
    hint="See `systemctl status clamav-daemon`, and whether the application may reach its socket.",
    id="files.I002",
)


@checks.register(checks.Tags.security, deploy=True)
def somebody_looks_for_viruses(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """No error: forms are kept without a scanner too, and while it is away."""
    if settings.VIRUS_SCANNER is None:
        return [NOBODY_LOOKS]
    try:
        ping()
    except NotNow:
        return [AWAY]
    return []
