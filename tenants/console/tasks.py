"""What the clock starts: drafts that nobody finished go, their files long before, and what opens
the export of a job that was given up.
"""

from django.utils import timezone

from tenants.console.models import FILES_KEPT, KEPT, Draft
from tenants.console.onboarding.actions import discard_files, forget_draft
from tenants.exports.jobs import forget_passphrases
from tenants.fence.tasks import platform_task


@platform_task
def forget_drafts() -> int:
    """Drafts name the administrator of a city, and lists its people; how many were touched."""
    forget_passphrases()
    now = timezone.now()
    old = list(Draft.objects.filter(begun_at__lt=now - KEPT))
    for draft in old:
        forget_draft(draft=draft)
    with_files = list(Draft.objects.filter(files__kept_at__lt=now - FILES_KEPT).distinct())
    for draft in with_files:
        discard_files(draft=draft, by=None)
    return len(old) + len(with_files)
