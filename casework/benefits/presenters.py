"""What the audit calls the events that this room records."""

from django.utils.translation import gettext_lazy as _

from ostoja.audit import presenters

LABELS = {
    "benefit_store.opened": _("Store of benefits in kind opened"),
    "benefit_store.changed": _("Store of benefits in kind changed"),
    "benefit_article.added": _("Article added to a store"),
    "benefit_article.changed": _("Article of a store changed"),
    "benefit_article.watched": _("The clock looked at an article of a store"),
    "benefit.delivered": _("Delivery taken into a store"),
    "benefit.counted": _("Stock of an article counted"),
    "benefit.written_off": _("Stock of an article written off"),
    "benefit.given": _("Benefit in kind given"),
    "benefit.seen": _("Benefit in kind seen"),
    "benefit.taken_back": _("Benefit in kind taken back"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
