"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

ONLY_YOU = _("Only you see this page.")
ADMINISTRATORS = _("Only administrators of the city see this page.")

HELP: Mapping[Names, Help] = {
    "staff_home": Help(
        purpose=_("This page says what needs you now, the most urgent first."),
        first=_("Begin with what stands on top. One press takes you there."),
        after=_("When you have done it, it leaves this page by itself."),
        seen_by=ONLY_YOU,
    ),
    "own_account": Help(
        purpose=_("Here is all about your account: name, language, roles and sign-in."),
        first=_("Check whether you still have recovery codes."),
        after=_("Only an administrator changes your roles and your e-mail address."),
        seen_by=ONLY_YOU,
    ),
    "own_details": Help(
        purpose=_("Change your name or the language of the pages."),
        first=_("Write your name as colleagues know it."),
        after=_("The new name appears everywhere at once. Older records keep the old one."),
        seen_by=_("Colleagues see your name. Residents do not."),
    ),
    "account_change_password": Help(
        purpose=_("Change your password here."),
        first=_("Choose a long one that you use nowhere else."),
        after=_("You receive an e-mail that it was changed."),
        seen_by=ONLY_YOU,
    ),
    "mfa_activate_totp": Help(
        purpose=_("Set up the app that gives you six-digit codes."),
        first=_("Open the app on your telephone and scan the picture."),
        after=_("From now on each sign-in asks for such a code."),
        seen_by=ONLY_YOU,
    ),
    "own_passkeys": Help(
        purpose=_("Here are the passkeys with which you sign in without a password."),
        first=_("Add one on each device that only you use. Give it a name."),
        after=_("Remove a passkey at once when its device is lost."),
        seen_by=ONLY_YOU,
    ),
    "passkey_add": Help(
        purpose=_("Add a passkey: your finger, face or PIN then opens Ostoja."),
        first=_("Give it a name that tells you which device it is on."),
        after=_("Your device asks you to confirm. You get an e-mail about it."),
        seen_by=ONLY_YOU,
    ),
    "passkey_rename": Help(
        purpose=_("Give a passkey another name."),
        first=_("Name the device, for example “telephone at work”."),
        after=_("Signing in stays as it was."),
        seen_by=ONLY_YOU,
    ),
    "passkey_remove": Help(
        purpose=_("Remove a passkey that is lost or not used any more."),
        first=_("Make sure that you have another way to sign in."),
        after=_("Nobody can sign in with it again. You get an e-mail about it."),
        seen_by=ONLY_YOU,
    ),
    ("mfa_view_recovery_codes", "mfa_generate_recovery_codes"): Help(
        purpose=_("Recovery codes let you in when you have no telephone."),
        first=_("Print them or write them down, and keep them away from the computer."),
        after=_("Each works once. New ones make the old ones useless."),
        seen_by=ONLY_YOU,
    ),
    "usersessions_list": Help(
        purpose=_("Here you see in which browsers you are signed in."),
        first=_("End each one that you do not know."),
        after=_("Whoever sits there must sign in again. Then change your password."),
        seen_by=ONLY_YOU,
    ),
    "account_logout": Help(
        purpose=_("Sign out before you leave the computer."),
        first=_("Save what you are writing first."),
        after=_("Other browsers stay signed in."),
        seen_by=ONLY_YOU,
    ),
    ("account_reauthenticate", "mfa_reauthenticate"): Help(
        purpose=_("Before an important change we ask once more whether it is you."),
        first=_("Type your password or the code from your app."),
        after=_("Then you return to what you were doing."),
        seen_by=ONLY_YOU,
    ),
    "people": Help(
        purpose=_("Here are all people who work with the platform in your city."),
        first=_("Look first at invitations that nobody has accepted."),
        after=_("Open a person to change roles or to close the account."),
        seen_by=ADMINISTRATORS,
    ),
    "people_invite": Help(
        purpose=_("Invite a person to work with the platform."),
        first=_("Choose the role with care: it decides what the person sees."),
        after=_("The person gets an e-mail with a link for 7 days and chooses a password."),
        seen_by=ADMINISTRATORS,
    ),
    "person": Help(
        purpose=_("Here you see what one person may do, and for which body."),
        first=_("When somebody leaves, switch the account off the same day."),
        after=_("Roles work at once, also while the person is signed in."),
        seen_by=ADMINISTRATORS,
    ),
    "person_role_add": Help(
        purpose=_("Give a person a further role."),
        first=_("Choose the role, and for which body it holds."),
        after=_("It works at once. You can take it back."),
        seen_by=ADMINISTRATORS,
    ),
    "person_deactivate": Help(
        purpose=_("Switch the account off when somebody leaves or was away too long."),
        first=_("See what the person still works on."),
        after=_("Their open work goes back to the team. Nothing is deleted."),
        seen_by=ADMINISTRATORS,
    ),
    "person_second_factor_reset": Help(
        purpose=_("Help somebody who lost the telephone and the recovery codes."),
        first=_("Make sure that it is really this person: call or meet them."),
        after=_("At the next sign-in they set up a new app."),
        seen_by=ADMINISTRATORS,
    ),
    "shortcuts": Help(
        purpose=_("Here are all keys that move you about faster."),
        first=_("Try one: press g and then s for the start page."),
        after=_("Switch the keys off if they disturb you or your assistive software."),
        seen_by=ONLY_YOU,
    ),
}
