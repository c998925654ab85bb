"""What helps on each page of this room: what it is for, what to do first, and so on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ostoja.ui.page_help import Help, Names

KEEPERS = _("The people of the body that keeps the store, and coordinators.")

HELP: Mapping[Names, Help] = {
    "benefits": Help(
        purpose=_("What your body keeps to give to people in crisis."),
        first=_("Open a store and look at what runs low."),
        after=_("Give something out on the page of a case."),
        seen_by=KEEPERS,
    ),
    ("benefit_store", "benefit_sheet"): Help(
        purpose=_("What there is in this store, and of what there is too little."),
        first=_("Look at the top: what is out, runs low or expires."),
        after=_("Open an article to take in a delivery or to count it."),
        seen_by=KEEPERS,
    ),
    ("benefit_store_new", "benefit_store_edit"): Help(
        purpose=_("A store of your body or of one of its houses."),
        first=_("Give it a name by which colleagues know it."),
        after=_("Add its articles, then the first deliveries."),
        seen_by=KEEPERS,
    ),
    ("benefit_article_new", "benefit_article_edit"): Help(
        purpose=_("What the store keeps, how it is counted, and when it runs low."),
        first=_("Choose a name that a new colleague understands."),
        after=_("Take in a delivery. You are told once when it runs low."),
        seen_by=KEEPERS,
    ),
    ("benefit_article", "benefit_book"): Help(
        purpose=_("How much there is, and everything that changed it."),
        first=_("Look at the dates: what expires first is given out first."),
        after=_("The number of a case stands there only for who may see the case."),
        seen_by=KEEPERS,
    ),
    ("benefit_delivery", "benefit_count", "benefit_write_off"): Help(
        purpose=_("Keep the book as the shelf is."),
        first=_("Write what you have in front of you, with the date on it."),
        after=_("Nothing is deleted: a mistake is mended by counting once more."),
        seen_by=KEEPERS,
    ),
    "case_giving": Help(
        purpose=_("Write down what somebody is given, and take it off the store at once."),
        first=_("Write the amounts of everything that you hand over."),
        after=_("It stands in the case. The same day you can take a slip back."),
        seen_by=_("Who leads or coordinates the case, and the body that gave it."),
    ),
    ("benefit_giving", "benefit_back"): Help(
        purpose=_("What was given, to how many people, out of which store."),
        first=_("Take it back if it was returned or written down by mistake."),
        after=_("It stands in the store again, and stays in the case as taken back."),
        seen_by=_("Who leads or coordinates the case, and the body that gave it."),
    ),
}
