"""A round through the city's mailbox: each new e-mail is stored, then marked, one by one.

A process that is killed between the two stores nothing twice: what was stored is known by its
Message-ID, sender and words, unique in the database.
"""

from casework.intake.actions.mail import MailboxMoved, note_round, store_mail
from casework.intake.mail.line import NotReadable, OpenMailbox, opened
from casework.intake.models import Mailbox

IN_A_ROUND = 100


def fetch_round() -> int:
    """Take what is new; how many mails were taken."""
    mailbox = Mailbox.objects.filter(is_on=True).first()
    if mailbox is None:
        return 0
    taken = 0
    try:
        with opened(mailbox) as folder:
            for uid in folder.newer_than(_last_uid(mailbox, folder))[:IN_A_ROUND]:
                taken += _take(mailbox, folder, uid)
    except NotReadable as refusal:
        note_round(mailbox=mailbox, trouble=refusal.trouble)
        return taken
    except MailboxMoved:  # the next round reads the other one
        return taken
    note_round(mailbox=mailbox, trouble="")
    return taken


def _last_uid(mailbox: Mailbox, folder: OpenMailbox) -> int:
    """A server that numbers its mails anew says so by its UIDVALIDITY (RFC 3501, 2.3.1.1)."""
    return mailbox.last_uid if mailbox.uid_validity == folder.uid_validity else 0


def _take(mailbox: Mailbox, folder: OpenMailbox, uid: int) -> bool:
    raw, is_large = folder.fetch(uid)
    if raw is None:
        return False
    is_ours = store_mail(
        mailbox=mailbox, uid_validity=folder.uid_validity, uid=uid, raw=raw, was_cut=is_large
    )
    if is_ours:
        folder.mark(uid)
    return is_ours
