"""What the desk tells colleagues. Nothing in it says anything about the person who writes."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.intake.desk.choices import Overdue
from casework.intake.desk.on_duty import everybody_with, people_on_duty
from casework.intake.models import Conversation, DangerRun, HelpCall, PassingOn, SideMessage
from casework.intake.notices import moments
from casework.intake.selectors import who_sees
from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import by_the_way, event_of, notify, settle

HELP_NOW = Kind(
    key="conversation-help",
    title=_("A colleague asks for help now"),
    text=_("A consultant needs you in a conversation at once. Say there that you are coming."),
    counted=ngettext_lazy(
        "%(number)d call of a colleague for help",
        "%(number)d calls of colleagues for help",
        "number",
    ),
    address=page_of("conversation"),
    names=moments,
    open_to=who_sees,
    permission=Permission.CONVERSATION_ADVISE,
    module="contact",
    pressing=True,
    order=6,
)
HELP_COMES = Kind(
    key="conversation-help-comes",
    title=_("Help is coming to you"),
    text=_("A colleague has seen your call for help and is coming."),
    counted=ngettext_lazy(
        "%(number)d answer to your call for help",
        "%(number)d answers to your calls for help",
        "number",
    ),
    address=page_of("conversation"),
    names=moments,
    permission=Permission.CONVERSATION_ADVISE,
    module="contact",
    mail=Mail.NONE,  # whoever called sits in front of the page
    order=7,
)
DANGER = Kind(
    key="conversation-danger",
    title=_("The procedure for danger to life was begun"),
    text=_("A consultant thinks that a life is in danger. See which steps are done."),
    counted=ngettext_lazy(
        "%(number)d procedure for danger to life",
        "%(number)d procedures for danger to life",
        "number",
    ),
    address=page_of("conversation_danger"),
    names=moments,
    open_to=who_sees,
    permission=Permission.CONVERSATION_ADVISE,
    module="contact",
    pressing=True,
    order=5,
)
PROMISE_BROKEN = Kind(
    key="conversation-overdue",
    title=_("Somebody waits longer than the city promises"),
    text=_("Somebody wrote to the city and has no answer within the promised time."),
    counted=ngettext_lazy(
        "%(number)d wait that is longer than promised",
        "%(number)d waits that are longer than promised",
        "number",
    ),
    address=page_of("conversation"),
    names=moments,
    open_to=who_sees,
    permission=Permission.CONVERSATION_ADVISE,
    module="contact",
    order=8,
)
PASSED_ON = Kind(
    key="conversation-passed-on",
    title=_("A colleague has passed a conversation on to you"),
    text=_("You answer this conversation now. A note of your colleague stands in it."),
    counted=ngettext_lazy(
        "%(number)d conversation passed on to you",
        "%(number)d conversations passed on to you",
        "number",
    ),
    address=page_of("conversation"),
    names=moments,
    permission=Permission.CONVERSATION_ANSWER,
    module="contact",
    order=9,
)
ASIDE = Kind(
    key="conversation-aside",
    title=_("A colleague has written to you aside"),
    text=_("Beside a conversation stands a word for you that the resident does not see."),
    counted=ngettext_lazy(
        "%(number)d word of a colleague aside", "%(number)d words of colleagues aside", "number"
    ),
    address=page_of("conversation_aside"),
    names=moments,
    permission=Permission.CONVERSATION_ADVISE,
    module="contact",
    mail=Mail.NONE,
    order=12,
)


def register_all() -> None:
    """Called when the app starts."""
    register(HELP_NOW, HELP_COMES, DANGER, PROMISE_BROKEN, PASSED_ON, ASIDE)


def help_called(call: HelpCall, *, by: User) -> None:
    """The supervisors on duty; the call is kept also if nobody could be told."""
    with by_the_way(HELP_NOW):
        people = _who_can_come(call.conversation)
        notify(HELP_NOW, to=people, event=call.pk, about=call.conversation_id, by=by)


def _who_can_come(conversation: Conversation) -> list[User]:
    """The supervisors on duty; where a restricted case keeps all of them out, whoever is named."""
    people = people_on_duty(Role.SUPERVISOR)
    seeing = who_sees(people, conversation.pk)
    named = (conversation.case.named or []) if conversation.case else []
    found = [person for person in people if person.pk in seeing]
    return found or list(User.objects.filter(is_active=True, pk__in=named))


def help_comes(call: HelpCall, *, by: User) -> None:
    """Whoever called; for the other supervisors it is settled."""
    settle(HELP_NOW, about=call.conversation_id)
    if call.asked_by is not None:
        event = event_of(call.pk, "coming")
        about = call.conversation_id
        notify(HELP_COMES, to=[call.asked_by], event=event, about=about, by=by)


def danger_begun(run: DangerRun, *, by: User) -> None:
    """The supervisors on duty: they decide, and what was begun is kept whoever hears of it."""
    with by_the_way(DANGER):
        people = _who_can_come(run.conversation)
        notify(DANGER, to=people, event=run.pk, about=run.conversation_id, by=by)


def waits_too_long(conversation: Conversation, step: Overdue) -> int:
    """First those on duty, and whoever holds it; at the second step everybody of both roles."""
    who = people_on_duty if step == Overdue.ONCE else everybody_with
    people = [*who(Role.SUPERVISOR), *who(Role.CONSULTANT)]
    if conversation.claimed_by is not None:
        people.append(conversation.claimed_by)
    event = event_of(conversation.pk, f"overdue {conversation.waiting_since} {step.value}")
    return notify(PROMISE_BROKEN, to=people, event=event, about=conversation.pk)


def passed_on(passing: PassingOn, *, by: User) -> None:
    """Who has it now."""
    if passing.receiver is not None:
        about = passing.conversation_id
        notify(PASSED_ON, to=[passing.receiver], event=passing.pk, about=about, by=by)


def written_aside(conversation: Conversation, message: SideMessage, *, by: User) -> None:
    """Who holds the conversation, and whoever has written aside there."""
    people = {one.staff for one in conversation.side_messages.select_related("staff")}
    people.add(conversation.claimed_by)
    to = [person for person in people if person is not None]
    notify(ASIDE, to=to, event=message.pk, about=conversation.pk, by=by)
