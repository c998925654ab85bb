"""Making one record of two that are about the same body, and taking it back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.partners import leaving, merged_facts, merging, notices
from casework.partners.actions.rows import one_at_a_time
from casework.partners.merging import CannotMerge
from casework.partners.models import Organisation, OrganisationMerge, ToldApart
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import Membership, User
from ostoja.audit import action, record

UNDO_WITHIN = timedelta(days=30)


@action
def merge_organisations(
    *,
    kept: Organisation,
    merged: Organisation,
    versions: tuple[int, int],
    choices: Mapping[str, str],
    submission: UUID,
    by: User,
) -> OrganisationMerge:
    """Bring all of ``merged`` to ``kept``; ``choices`` say what counts where both say something.

    ``versions`` are those that the person saw. A repeat with the same ``submission`` gives the
    first one. Raises ``CannotMerge`` and ``StaleObject``.
    """
    kept, merged = _locked(kept.pk, merged.pk)
    first = OrganisationMerge.objects.filter(submission=submission, kept=kept, merged=merged)
    if (sent := first.first()) is not None:
        record("submission.repeated", by=by, on=sent, subject=kept)
        return sent
    _refuse(kept, merged, by)
    for body, version in zip((kept, merged), versions, strict=True):
        if body.version != version:
            raise StaleObject(body)
    _refuse_unsettled(kept, merged, choices)
    before: dict[str, Any] = {"kept": merged_facts.facts_of(kept)}
    before["set"] = merged_facts.decided(kept, merged, choices)
    _write(kept, before["set"])
    _refuse_circle(kept, merged)
    merged.merged_into = kept
    _write(merged, {})
    before["moved"] = merging.move_all(kept, merged)
    merge = OrganisationMerge.objects.create(
        submission=submission, kept=kept, merged=merged, before=before, by=by
    )
    _record("partner.merged", merge, by)
    notices.records_merged(kept, merge.pk, by)
    return merge


@action
def separate_organisations(*, merge: OrganisationMerge, by: User) -> OrganisationMerge:
    """Take it back: what moved goes back, and what happened since stays. Raises ``CannotMerge``."""
    kept, merged = _locked(merge.kept_id, merge.merged_id)
    merge = OrganisationMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at is not None:
        record("submission.repeated", by=by, on=merge, subject=kept)
        return merge
    if reason := why_not_undone(merge, kept):
        raise CannotMerge(reason)
    before = merge.before
    merged.merged_into = None
    _write(merged, {})
    merging.take_back(kept, merged, before["moved"])
    kept.refresh_from_db()
    _write(kept, _unchanged_since(kept, before))
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    notices.records_separated(kept)
    _record("partner.separated", merge, by)
    return merge


@action
def tell_apart(*, one: Organisation, other: Organisation, by: User) -> ToldApart:
    """Remember that these are two bodies: they are not suggested any more."""
    first, second = sorted((one, other), key=lambda body: body.pk)
    found, is_new = ToldApart.objects.get_or_create(first=first, second=second, defaults={"by": by})
    verb = "partner.told_apart" if is_new else "submission.repeated"
    record(verb, by=by, on=found, subject=first, other=str(second.pk))
    return found


def why_not_undone(merge: OrganisationMerge, kept: Organisation) -> str:
    """Why it cannot be taken back any more; empty while it can."""
    if merge.at + UNDO_WITHIN < timezone.now():
        return _("These records were merged more than 30 days ago. It cannot be undone.")
    if kept.merged_into_id is not None:
        return _("This record was merged into another one since. Undo that first.")
    if kept.agreement_state in leaving.GONE:
        return _("The body left the agreement or was suspended since, so its work ended as one.")
    return ""


def why_not_merged(kept: Organisation, merged: Organisation, by: User) -> list[str]:
    """Everything that stands in the way, whatever is chosen."""
    return [*_own(kept, merged, by), *merging.obstacles(kept, merged)]


def _locked(*keys: UUID) -> list[Organisation]:
    """Both rows. Whoever merges or writes about a body waits for the others."""
    one_at_a_time()
    rows = Organisation.every.select_for_update(of=("self",)).select_related("group")
    found = {body.pk: body for body in rows.filter(pk__in=keys).order_by("pk")}
    return [found[key] for key in keys]


def _refuse(kept: Organisation, merged: Organisation, by: User) -> None:
    if kept.pk == merged.pk:
        raise CannotMerge(_("Choose another record: this one would be merged with itself."))
    for body in (kept, merged):
        if body.merged_into_id is not None:
            words = _("“%(name)s” was merged in the meantime. Look at what is left.")
            raise CannotMerge(words % {"name": body.name})
    for obstacle in why_not_merged(kept, merged, by):
        raise CannotMerge(obstacle)


def _own(kept: Organisation, merged: Organisation, by: User) -> list[str]:
    """Nobody gives themselves the access of another body."""
    own = Membership.objects.filter(user=by, group__in=[kept.group_id, merged.group_id])
    if not own.exists():
        return []
    return [_("You act for one of them yourself. Ask another coordinator or administrator.")]


def _refuse_unsettled(kept: Organisation, merged: Organisation, choices: Mapping[str, str]) -> None:
    if any(name not in choices for name in merged_facts.conflicts(kept, merged)):
        raise CannotMerge(_("Choose what counts wherever the records say different things."))


def _refuse_circle(kept: Organisation, merged: Organisation) -> None:
    """No body is a part of its own part."""
    parents = dict(Organisation.every.values_list("pk", "parent"))
    above, seen = kept.parent_id, {kept.pk, merged.pk}
    while above is not None:
        if above in seen:
            raise CannotMerge(_("One of them is a part of the other. Change that first."))
        seen.add(above)
        above = parents.get(above)


def _unchanged_since(kept: Organisation, before: Mapping[str, Any]) -> dict[str, Any]:
    """What it said before, of everything that nobody has changed since."""
    return {
        name: before["kept"][name]
        for name, value in before["set"].items()
        if merged_facts.said(kept, name) == value
    }


def _write(body: Organisation, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        merged_facts.write(body, name, value)
    body.version += 1
    body.save()


def _record(verb: str, merge: OrganisationMerge, by: User) -> None:
    """On both records, and on each person whose colleagues are others now."""
    for body, other in ((merge.kept, merge.merged_id), (merge.merged, merge.kept_id)):
        record(verb, by=by, on=merge, subject=body, other=str(other))
    people = merge.before["moved"]["people"]
    moved = Membership.objects.filter(pk__in=people["moved"]).select_related("user")
    for one in moved:
        record("role.moved", by=by, on=one.user, role=one.role)
