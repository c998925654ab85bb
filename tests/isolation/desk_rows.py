"""What consultants have at hand in the matrix: a risk, a word aside, a canned reply."""

from dataclasses import dataclass
from uuid import UUID

from casework.cases.models import SavedList
from casework.intake.actions import set_risk, write_aside
from casework.intake.desk.choices import Risk
from casework.intake.models import CannedReply, Conversation, DeskSettings, RiskFlag
from ostoja.accounts.models import User
from tenants.profile.models import PublicText
from tests.isolation.case_rows import make_case_list


@dataclass(frozen=True)
class DeskRows:
    """The rows that have pages of their own."""

    risk: RiskFlag
    reply: CannedReply
    settings: DeskSettings
    text: PublicText
    case_list: SavedList


def make_desk_rows(
    conversation: Conversation, canary: str, submission: UUID, *, by: User
) -> DeskRows:
    """Everything with the canary in it."""
    risk = set_risk(conversation=conversation, kind=Risk.SHELTER, reason=canary, by=by)
    write_aside(conversation=conversation, submission=submission, text=canary, by=by)
    texts = {"pl": canary}
    reply = CannedReply.objects.create(key="canary", title=texts, text=texts)
    DeskSettings.objects.update(procedure={"pl": f"{canary}\n- 112"})
    PublicText.objects.filter(key="contact_notice").delete()  # it takes one id in every city
    text = PublicText.objects.create(key="contact_notice", text=texts)
    case_list = make_case_list(canary, by=by)
    return DeskRows(risk, reply, DeskSettings.objects.get(), text, case_list)
