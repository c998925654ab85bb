"""The audit's words for what happens to cases."""

import re
from pathlib import Path

import casework.cases
import casework.referrals
from casework.cases import presenters as of_cases
from casework.referrals import presenters as of_referrals
from ostoja.audit import presenters
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import NAME, make_case
from tests.cast import Cast


def test_every_verb_that_the_rooms_record_has_words() -> None:
    known = {**of_cases.LABELS, **of_referrals.LABELS}
    recorded = {
        verb
        for room in (casework.cases, casework.referrals)
        for path in Path(str(room.__path__[0])).rglob("*.py")
        for verb in re.findall(r'record\(\s*"([a-z_.]+)"', path.read_text(encoding="utf-8"))
    }
    assert {"case.opened", "referral.drafted"} <= recorded
    assert recorded - set(known) == set()


def test_an_event_names_the_case_by_its_number(cast: Cast) -> None:
    case = make_case(cast)
    [line] = presenters.lines(AuditEvent.objects.filter(verb="case.opened"))
    assert line.thing == case.number
    assert NAME not in f"{line.text} {line.thing}"
