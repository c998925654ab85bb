"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

BOTH_SIDES = _("Sender and receiver see it. The other side sees what you write here.")

HELP: Mapping[Names, Help] = {
    ("conflict_new", "conflict_lift"): Help(
        purpose=_("Keep a body away that is not impartial in this case."),
        first=_("Choose the body and write how the conflict is known."),
        after=_("It is no longer suggested. To send there all the same, one needs a reason."),
        seen_by=_("Whoever leads or coordinates the case. The body itself never reads it."),
    ),
    "referrals": Help(
        purpose=_("Here is what others ask of you, and what you asked of others."),
        first=_("Answer first where the time runs out."),
        after=_("What nobody answers comes back to the sender."),
        seen_by=_("You see only what concerns your organisation."),
    ),
    ("case_outside_new", "case_outside", "case_outside_letter"): Help(
        purpose=_("Keep on record what somebody outside the system was asked."),
        first=_("Ask by letter or telephone, then write it down here."),
        after=_("On the day that you choose you are reminded to ask what came of it."),
        seen_by=_("Those who lead or coordinate the case."),
    ),
    "referral_appointment": Help(
        purpose=_("Name when and where you meet the person."),
        first=_("Agree on it with the person, in the way they allowed."),
        after=_("It stands in the case where the deadline stood."),
        seen_by=BOTH_SIDES,
    ),
    (
        "referral",
        "referral_acknowledge",
        "referral_link",
        "referral_letter",
        "referral_send_on",
    ): Help(
        purpose=_("Somebody asks for help with one need, or hands over a case."),
        first=_("Read it and answer in time. The time runs day and night."),
        after=_("If you accept, you see the case as far as it was shared."),
        seen_by=BOTH_SIDES,
    ),
    "referral_move": Help(
        purpose=_("Take the next step, and say what belongs to it."),
        first=_("Write shortly and without names."),
        after=_("The other side is told at once."),
        seen_by=BOTH_SIDES,
    ),
    "case_hand_over": Help(
        purpose=_("Hand a case over that exceeds what your organisation can do."),
        first=_("Say what you have done and what is missing."),
        after=_("The coordinator finds partners. Your organisation still leads the case."),
        seen_by=BOTH_SIDES,
    ),
    "case_refer": Help(
        purpose=_("Choose who can help with one need. Each suggestion gives its reasons."),
        first=_("Read the reasons for and against before you choose."),
        after=_("The partner gets it at once and has a set time to answer."),
        seen_by=_("The partner sees only what you share here."),
    ),
    "case_refer_why_not": Help(
        purpose=_("See why a service is not among the suggestions."),
        first=_("Look for the one you thought of."),
        after=_("If its record is wrong, correct it: then it is suggested."),
        seen_by=_("Those who coordinate the case."),
    ),
    "case_transfer": Help(
        purpose=_("Give the lead of the case to another body."),
        first=_("Agree on it with them first."),
        after=_("They lead the case once they accept."),
        seen_by=BOTH_SIDES,
    ),
    "referral_edit": Help(
        purpose=_("Go on with what you have not sent yet."),
        first=_("Read it once more as somebody who knows nothing."),
        after=_("After sending it cannot be changed, only withdrawn."),
        seen_by=_("Only your organisation sees the draft."),
    ),
    "referral_rules": Help(
        purpose=_("Decide what happens when a partner cannot help."),
        first=_("Choose who takes care of what nobody else can."),
        after=_("It holds from now on, also for what came back before."),
        seen_by=_("City administrators change it. Coordinators see what follows from it."),
    ),
    "referral_workflow": Help(
        purpose=_("This table says which step may follow which."),
        first=_("Find the state in which your referral stands."),
        after=_("The buttons on each page follow the same table."),
        seen_by=_("Everybody who works with referrals can read it."),
    ),
}
