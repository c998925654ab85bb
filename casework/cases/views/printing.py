"""The printout of a case."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from casework.cases.actions.printing import print_case
from casework.cases.forms.printing import PrintForm
from casework.cases.printing import document_of
from casework.cases.selectors import acting_group, case_for, sight_of
from casework.cases.views.answers import posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.ui.printed import pdf_of


@requires(Permission.CASE_VIEW)
def case_print(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Choose what is printed; the answer is the file."""
    found = case_for(request.user, pk, Permission.CASE_VIEW)
    sight = sight_of(found, request.user)
    form = PrintForm(sight, posted(request))
    if not form.is_valid():
        context = {"case": found, "form": form}
        return render(request, "cases/case_print.html", context, status=status_of(form))
    parts, notes = form.cleaned_data["parts"], form.cleaned_data["notes"]
    group = acting_group(found, request.user, Permission.CASE_VIEW)
    document = document_of(found, sight, parts, notes, group.organisation.name)
    print_case(case=found, parts=parts, notes=notes, by=request.user)
    return file_of(pdf_of(document), found.number)


def file_of(content: bytes, name: str) -> HttpResponse:
    """The name says the number of the case and nothing of a person."""
    plain = "".join(one if one.isascii() and one.isalnum() else "-" for one in name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
