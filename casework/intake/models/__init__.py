"""How somebody reaches the city, and the conversation that comes of it; one file an entity."""

from casework.intake.models.at_the_desk import Escalation, Pause, SamePerson
from casework.intake.models.at_work import AtWork
from casework.intake.models.canned_reply import CannedReply
from casework.intake.models.check_word import CheckWordAsked
from casework.intake.models.conversation import Conversation
from casework.intake.models.danger import DangerRun, DangerTick
from casework.intake.models.desk_settings import DeskSettings
from casework.intake.models.duty_reading import DutyReading
from casework.intake.models.entry_point import EntryPoint
from casework.intake.models.mail import IncomingMail, LeftAttachment, Letter, Mailbox, MailSender
from casework.intake.models.message import Message
from casework.intake.models.message_file import MessageFile
from casework.intake.models.need_told import NeedTold
from casework.intake.models.own_limit import OwnLimit
from casework.intake.models.passing_on import PassingOn
from casework.intake.models.quiet_time import QuietTime
from casework.intake.models.recorded_contact import RecordedContact
from casework.intake.models.risk_flag import RiskFlag
from casework.intake.models.safe_contact import SafeContact
from casework.intake.models.side_thread import HelpCall, SideMessage

__all__ = [
    "AtWork",
    "CannedReply",
    "CheckWordAsked",
    "Conversation",
    "DangerRun",
    "DangerTick",
    "DeskSettings",
    "DutyReading",
    "EntryPoint",
    "Escalation",
    "HelpCall",
    "IncomingMail",
    "LeftAttachment",
    "Letter",
    "MailSender",
    "Mailbox",
    "Message",
    "MessageFile",
    "NeedTold",
    "OwnLimit",
    "PassingOn",
    "Pause",
    "QuietTime",
    "RecordedContact",
    "RiskFlag",
    "SafeContact",
    "SamePerson",
    "SideMessage",
]
