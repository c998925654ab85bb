"""What is put on record when a report leaves the page."""

from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def take_report_out(
    *, report: str, period: str, file_format: str, exact: bool, body: str = "", by: User
) -> None:
    """Somebody took a report as a file, or a program read it."""
    record(
        "report.taken_out",
        by=by,
        on=by,
        report=report,
        period=period,
        format=file_format,
        exact=exact,
        body=body,
    )
