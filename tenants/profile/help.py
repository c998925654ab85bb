"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

EVERYBODY = _("Administrators change them. Everybody sees them.")
RESIDENTS = _("Residents read the notices at the foot of each page.")

HELP: Mapping[Names, Help] = {
    "city_colours": Help(
        purpose=_("Choose the two colours of your city's pages."),
        first=_("Try colours out and read what is said about contrast."),
        after=_("Saved colours show on all pages within half a minute."),
        seen_by=EVERYBODY,
    ),
    "city_exit": Help(
        purpose=_("Choose which site opens when somebody presses “Leave this page”."),
        first=_("Take one that anybody might be reading: weather, news, an encyclopaedia."),
        after=_("It holds on all public pages within half a minute."),
        seen_by=_("Administrators change it. Whoever leaves sees that site."),
    ),
    ("city_numbers", "city_numbers_confirm"): Help(
        purpose=_("Here are the numbers that people in crisis read on every page."),
        first=_("Call each number. Mend what is wrong, then confirm them all."),
        after=_("They get the date of today. A number that you change waits to be confirmed."),
        seen_by=EVERYBODY,
    ),
    ("city_number_new", "city_number_edit", "city_number_remove"): Help(
        purpose=_("Write one number, whom people reach there, for what and when."),
        first=_("Write Polish first, then the other languages."),
        after=_("It shows on all pages within half a minute. Then confirm the numbers."),
        seen_by=EVERYBODY,
    ),
    ("city_texts", "city_text_edit"): Help(
        purpose=_("Write what people read before they write to you."),
        first=_("Read each text aloud. Change what is not true for your city."),
        after=_("Residents read it at once. The old text is gone."),
        seen_by=_("Administrators change them. Residents read them on the pages of the contact."),
    ),
    "grants": Help(
        purpose=_("Say whether a grant asks your city for a notice on its pages."),
        first=_("Look into the agreements of the grants that pay for this."),
        after=_("If one does, write its notice. If none does, say so."),
        seen_by=RESIDENTS,
    ),
    ("grant_notice_new", "grant_notice_edit", "grant_notice_remove"): Help(
        purpose=_("Write what one funder wants to be read."),
        first=_("Take the words from the agreement, without logos."),
        after=_("It shows on all pages within half a minute."),
        seen_by=RESIDENTS,
    ),
}
