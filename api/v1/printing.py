"""The printout of a case and the letter of a referral, by the same rules as their pages."""

import base64
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Nothing, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from casework.cases.actions.printing import print_case
from casework.cases.forms.printing import PrintForm
from casework.cases.printing import document_of as case_on_paper
from casework.cases.selectors import acting_group, case_for, sight_of
from casework.referrals import letter, letter_outside
from casework.referrals.selectors import referral_for
from ostoja.access.permissions import Permission
from ostoja.ui.printed import Document, pdf_of


class Paper(Shown):
    """A PDF/UA file. Who printed it stands on each page, and that it was taken is on record."""

    name = serializers.CharField(help_text="A name for the file, without its ending.")
    media_type = serializers.CharField()
    content = serializers.CharField(help_text="Base64.")

    example: ClassVar = {
        "name": "MSIK-2026-17",
        "media_type": "application/pdf",
        "content": "JVBERi0xLjc=",
    }


class Printout(Body):
    """What is printed: no more than the reader needs."""

    parts = serializers.ListField(
        child=Text(max_length=40),
        min_length=1,
        max_length=20,
        help_text="Keys of parts, such as `about` and `needs`; one that you may not print is none.",
    )
    notes = serializers.ListField(
        child=Text(max_length=40),
        required=False,
        max_length=20,
        help_text="Circles of readers whose notes are printed, as far as you read them.",
    )

    example: ClassVar = {"parts": ["about", "needs"]}


class CasePrintView(Resource):
    """Only what the person may read is printed, of what was chosen."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    questions = frozenset({"print_out"})

    @operation("Print a case", "As PDF/UA. Nothing changes.", takes=Printout, gives=Paper)
    def print_out(self, request: Request, case_pk: UUID) -> Response:
        found = case_for(self.user, case_pk, Permission.CASE_VIEW)
        sight = sight_of(found, self.user)
        form = PrintForm(sight, data_for(PrintForm, self.body(Printout)))
        said: dict[str, Any] = checked(form).cleaned_data
        body = acting_group(found, self.user, Permission.CASE_VIEW).organisation.name
        document = case_on_paper(found, sight, said["parts"], said["notes"], body)
        print_case(case=found, parts=said["parts"], notes=said["notes"], by=self.user)
        return _paper(document, found.number)


class ReferralLetterView(Resource):
    """What the receiver may know, and no more; only while the referral is open."""

    tag = "referrals"
    part = "referrals"
    permission = Permission.REFERRAL_VIEW
    questions = frozenset({"print_out"})

    @operation(
        "Print the letter of a referral",
        "As PDF/UA. Only an open referral of a need has one. Nothing changes.",
        takes=Nothing,
        gives=Paper,
    )
    def print_out(self, request: Request, pk: UUID) -> Response:
        found = referral_for(self.user, pk, Permission.REFERRAL_VIEW)
        self.body(Nothing)
        if not letter.has_letter(found):
            raise Http404
        address = letter.page_address(request._request, found)
        body = letter.body_of(self.user, found)
        document = letter.document_of(found, self.user, body, address)
        letter.print_letter(referral=found, by=self.user)
        return _paper(document, found.case.number)


class OutsideLetterView(Resource):
    """What a body outside the system was told, and no more; while its answer is waited for."""

    tag = "referrals"
    part = "referrals"
    permission = Permission.CASE_VIEW
    questions = frozenset({"print_out"})

    @operation(
        "Print the letter to a body outside the system",
        "As PDF/UA. Only what waits for an answer has one. Nothing changes.",
        takes=Nothing,
        gives=Paper,
    )
    def print_out(self, request: Request, case_pk: UUID, pk: UUID) -> Response:
        asked = letter_outside.letter_for(self.user, case_pk, pk)
        self.body(Nothing)
        document = letter_outside.document_of(asked, self.user)
        letter_outside.print_outside_letter(asked=asked, by=self.user)
        return _paper(document, asked.case.number)


def _paper(document: Document, number: str) -> Response:
    """The name says the number of the case and nothing of a person."""
    name = "".join(one if one.isascii() and one.isalnum() else "-" for one in number)
    content = base64.b64encode(pdf_of(document)).decode()
    return given({"name": name, "media_type": "application/pdf", "content": content})
