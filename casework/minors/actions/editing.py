"""Writing: standards are begun, and a draft of an edition is changed until it is adopted."""

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.files.actions import content_of, keep
from casework.files.choices import FileKind, Scan
from casework.files.receiving import Arrived
from casework.minors.choices import EditionState
from casework.minors.models import Annex, Edition, EditionFile, Standards
from casework.minors.public_choices import FilePart
from casework.partners.models import Organisation
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def add_standards(
    *, organisation: Organisation | None, title: str, by: User | None, is_sample: bool = False
) -> Standards:
    """Begin the standards of a body with an empty draft; where there are some, those."""
    standards, is_new = Standards.objects.get_or_create(
        organisation=organisation, defaults={"is_sample": is_sample}
    )
    if is_new:
        Edition.objects.create(standards=standards, number=1, title=title)
    record("standards.begun" if is_new else "standards.begun_again", by=by, on=standards)
    return standards


@action
def begin_draft(*, standards: Standards, by: User | None) -> Edition:
    """A draft with all that the latest edition says; the one being written, where there is one."""
    locked = Standards.objects.select_for_update(of=("self",)).get(pk=standards.pk)
    draft = locked.editions.filter(state=EditionState.DRAFT).first()
    if draft is None:
        draft = _copied(locked)
    record("standards.draft_begun", by=by, on=locked)
    return draft


def _copied(standards: Standards) -> Edition:
    latest = standards.editions.order_by("-number").first()
    if latest is None:
        return Edition.objects.create(standards=standards, number=1, title=str(standards))
    draft = Edition.objects.create(
        standards=standards,
        number=latest.number + 1,
        title=latest.title,
        language=latest.language,
        full_text=latest.full_text,
        short_text=latest.short_text,
    )
    for annex in latest.annexes.all():
        facts = {name: getattr(annex, name) for name in ("submission", "position", "title", "text")}
        Annex.objects.create(edition=draft, **facts)
    for row in latest.files.all():
        if row.is_ready:
            keep(EditionFile, _again(row), edition=draft, part=row.part, title=row.title)
    return draft


def _again(row: EditionFile) -> Arrived:
    origin, scan = bytes(row.origin), Scan(row.scan) if row.scan else None
    removed = frozenset(row.removed)
    return Arrived(content_of(row), FileKind(row.kind), origin, scan, removed)


@action
def change_draft(
    *,
    draft: Edition,
    version: int,
    title: str,
    language: str,
    full_text: str,
    short_text: str,
    by: User | None,
) -> Edition:
    """Change what the draft says."""
    changed = lock(Edition, draft.pk, version)
    _refuse_adopted(changed)
    changed.title, changed.language = title, language
    changed.full_text, changed.short_text = full_text, short_text
    changed.save(update_fields=["title", "language", "full_text", "short_text", "version"])
    record("standards.changed", by=by, on=changed.standards)
    return changed


@action
def add_annex(*, draft: Edition, submission: UUID, title: str, text: str, by: User | None) -> Annex:
    """Add a text at the end; a repeat with the same id gives the first."""
    locked = _locked_draft(draft)
    first = locked.annexes.filter(submission=submission).first()
    if first is not None:
        record("submission.repeated", by=by, on=locked.standards)
        return first
    last = locked.annexes.aggregate(last=Max("position"))["last"] or 0
    annex = Annex.objects.create(
        edition=locked, submission=submission, position=last + 1, title=title, text=text
    )
    record("standards.annex_added", by=by, on=locked.standards)
    return annex


@action
def change_annex(*, annex: Annex, version: int, title: str, text: str, by: User | None) -> Annex:
    """Change what it says; ``version`` is that of the draft."""
    draft = lock(Edition, annex.edition_id, version)
    _refuse_adopted(draft)
    draft.save(update_fields=["version"])
    annex.title, annex.text = title, text
    annex.save(update_fields=["title", "text"])
    record("standards.annex_changed", by=by, on=draft.standards)
    return annex


@action
def remove_annex(*, annex: Annex, by: User | None) -> None:
    """Take it out of the draft."""
    draft = _locked_draft(annex.edition)
    annex.delete()
    record("standards.annex_removed", by=by, on=draft.standards)


@action
def add_file(
    *, draft: Edition, arrived: Arrived, part: FilePart, title: str, by: User | None
) -> EditionFile:
    """Keep a file with the draft; the same file is kept once."""
    locked = _locked_draft(draft)
    first = locked.files.filter(origin=arrived.origin).first()
    if first is not None:
        record("submission.repeated", by=by, on=locked.standards)
        return first
    row = keep(EditionFile, arrived, edition=locked, part=part, title=title)
    record("standards.file_added", by=by, on=row, subject=locked.standards)
    return row


@action
def remove_file(*, row: EditionFile, by: User | None) -> None:
    """Take it out of the draft; the sweep takes it from the disk."""
    draft = _locked_draft(row.edition)
    record("standards.file_removed", by=by, on=row, subject=draft.standards)
    row.delete()


def _locked_draft(draft: Edition) -> Edition:
    locked = (
        Edition.objects.select_for_update(of=("self",)).select_related("standards").get(pk=draft.pk)
    )
    _refuse_adopted(locked)
    return locked


def _refuse_adopted(edition: Edition) -> None:
    if edition.state != EditionState.DRAFT:
        raise NotAllowed(_("This edition was adopted and stays as it is. Begin a new one."))
