"""Attachments of e-mails that are not here: each by its name, with the reason in a few words."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.files.choices import Refusal
from casework.intake.models import Conversation, IncomingMail, LeftAttachment

WHY: Mapping[Refusal, str | Promise] = {
    Refusal.KIND: gettext_lazy("we do not take this kind of file."),
    Refusal.HEIC: gettext_lazy("this kind of photo cannot be opened here."),
    Refusal.OFFICE: gettext_lazy("this is an office document."),
    Refusal.EMPTY: gettext_lazy("this file is empty."),
    Refusal.LARGE: gettext_lazy("it is too large."),
    Refusal.PIXELS: gettext_lazy("this picture is too large."),
    Refusal.BROKEN: gettext_lazy("this file is damaged."),
    Refusal.LOCKED: gettext_lazy("this PDF needs a password."),
    Refusal.COMPLEX: gettext_lazy("this file is too complicated."),
    Refusal.VIRUS: gettext_lazy("the virus scanner found something in it. Do not open it."),
    Refusal.MANY: gettext_lazy("there are 40 files here already."),
}


def left_in_the_mailbox(
    conversation: Conversation, mails: Sequence[IncomingMail]
) -> Iterator[tuple[str, str]]:
    """What the page says of them; of e-mails from before files were taken only how many."""
    if any(mail.attachments for mail in mails):
        for one in LeftAttachment.objects.filter(message__conversation=conversation):
            words = _("%(name)s: %(why)s It is in the city's mailbox.")
            facts = {"name": one.name, "why": WHY[Refusal(one.refusal)]}
            yield _("Attachment not kept"), words % facts
    before = sum(mail.attachments for mail in mails if not mail.files_taken)
    if before:
        yield _("Attachments"), _("%(number)d, in the city's mailbox") % {"number": before}
