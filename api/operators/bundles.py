"""A city's bundles, and bringing one back."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.operations import operation
from api.operators.cities_shown import Bundle, BundleToRestore
from api.operators.jobs import Job, asked
from api.operators.selectors import bundles, is_at_work
from api.pagination import names_page
from api.problems import Invalid, Refused
from api.resources import Resource, given
from tenants.onboarding import problem_of_slug

NO_SUCH_BUNDLE = _("The city has no bundle of this name. Its list of bundles names them.")
AT_WORK = _(
    "The city is at work, and all that it stored since the bundle would be gone. Suspend it first,"
    " send “over”: true, or put the bundle beside it with “beside”."
)


class BundleView(Resource):
    """What lies in the city's folder of ``BACKUP_ROOT``."""

    tag = "cities"
    part = "cities"

    @operation("List a city's bundles", "The newest first.", gives=Bundle, page=True)
    def list(self, request: Request, slug: str) -> Response:
        self.refuse_unknown_parameters()
        found = bundles(slug)
        names, following = names_page(request, list(found))
        shown = Bundle([found[name] for name in names], many=True).data
        return given({"results": shown, "next": following})

    @operation(
        "Bring a city back from a bundle",
        "In its place, or beside it for looking something up. The bundle is read to its last byte "
        "before anything is touched, and what ended since stays ended.",
        takes=BundleToRestore,
        gives=Job,
        status=202,
    )
    def restore(self, request: Request, slug: str) -> Response:
        sent = self.body(BundleToRestore)
        beside, over = sent.get("beside", ""), sent.get("over", False)
        path = bundles(slug).get(sent["bundle"])
        if path is None:
            raise _wrong("bundle", NO_SUCH_BUNDLE)
        if beside and (problem := problem_of_slug(beside)):
            raise _wrong("beside", problem)
        if not beside and not over and is_at_work(slug):
            raise Refused(409, AT_WORK)
        return asked(
            self,
            "restore",
            slug,
            bundle=str(path.absolute()),
            beside=beside,
            over=over,
            of=slug,
        )


def _wrong(member: str, why: Any) -> Invalid:
    return Invalid([{"pointer": f"/{member}", "detail": str(why)}])
