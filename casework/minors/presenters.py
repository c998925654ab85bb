"""What the audit calls the events that this room records, and from whom it keeps them back."""

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from casework.minors.models import Intervention, Standards
from casework.minors.public_words import name_of
from ostoja.accounts.models import User
from ostoja.audit import kept_back, presenters
from ostoja.audit.models import AuditEvent

ERASED = "intervention.erased"
LABELS = {
    "standards.begun": _("Standards for the protection of minors begun"),
    "standards.begun_again": _("Standards begun twice; nothing was added"),
    "standards.draft_begun": _("Draft of standards begun"),
    "standards.changed": _("Draft of standards changed"),
    "standards.annex_added": _("Annex added to standards"),
    "standards.annex_changed": _("Annex of standards changed"),
    "standards.annex_removed": _("Annex of standards taken out"),
    "standards.file_added": _("File added to standards"),
    "standards.file_removed": _("File of standards taken out"),
    "standards.adopted": _("Standards adopted"),
    "standards.draft_discarded": _("Draft of standards thrown away"),
    "standards.responsible_named": _("Somebody named as responsible under the standards"),
    "standards.responsible_changed": _("How a responsible person is shown was changed"),
    "standards.responsible_ended": _("Responsibility under the standards ended"),
    "standards.read": _("Standards read, with the promise to keep to them"),
    "standards.read_again": _("Standards confirmed twice; nothing was added"),
    "standards.readers_taken": _("List of who has read standards taken as a file"),
    "standards.reviewed": _("Standards reviewed"),
    "standards.reading_recalled": _("People reminded of standards that they have not read"),
    "standards.review_recalled": _("People told that a review of standards is near"),
    "intervention.opened": _("Intervention card opened"),
    "intervention.seen": _("Intervention card read"),
    "intervention.entered": _("Something written on an intervention card"),
    "intervention.closed": _("Intervention card closed"),
    "intervention.reopened": _("Intervention card opened again"),
    "intervention.circle_changed": _("Who must not see an intervention card was changed"),
    ERASED: _("Intervention card erased; who must not see it learns nothing of it later either"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        presenters.register(verb, label)
    presenters.register_names("minors.standards", bodies)
    presenters.register_names("minors.intervention", register_numbers)
    kept_back.register(cards_kept_from)


def bodies(ids: set[str]) -> dict[str, str]:
    """Standards by the body whose they are."""
    found = Standards.objects.filter(pk__in=ids).select_related("organisation")
    return {str(one.pk): name_of(one) for one in found}


def register_numbers(ids: set[str]) -> dict[str, str]:
    """Cards by their number in the register."""
    return {str(one.pk): one.register_number for one in Intervention.objects.filter(pk__in=ids)}


def cards_kept_from(user: User) -> Q:
    """Whoever is excluded from a card does not learn from the audit that it exists, or did."""
    own = Intervention.kept_from(user.pk).annotate(key=Cast("pk", CharField())).values("key")
    there = Q(object_id__in=own) | Q(subject_id__in=own)
    return there | _erased(user, "object") | _erased(user, "subject")


def _erased(user: User, end: str) -> Q:
    """Rows of a card that is gone: who was excluded stands in what its erasure left."""
    said = AuditEvent.objects.filter(
        verb=ERASED, object_id=OuterRef(f"{end}_id"), details__excluded=str(user.pk)
    )
    return Q(Exists(said), **{f"{end}_type": Intervention._meta.label_lower})
