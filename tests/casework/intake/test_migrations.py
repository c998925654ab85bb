"""What the migrations of this room do to rows that were there before."""

from importlib import import_module

from django.db import connection

from casework.intake.models import Conversation
from tests.casework.intake.reports import make_report, send_answer
from tests.cast import Cast, browser_of

DOUBTFUL = "casework.intake.migrations.0004_answered_reports_are_no_longer_doubtful"


def test_what_was_answered_is_no_longer_doubtful(cast: Cast) -> None:
    waiting, answered = make_report(is_doubtful=True), make_report()
    send_answer(browser_of(cast.consultant), answered)
    Conversation.objects.update(is_doubtful=True)
    with connection.cursor() as cursor:
        cursor.execute(import_module(DOUBTFUL).ANSWERED)
    assert set(Conversation.objects.filter(is_doubtful=True)) == {waiting}
