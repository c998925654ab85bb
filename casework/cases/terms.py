"""Which terms a case is found under, and keeping them in step with it."""

from collections.abc import Iterator

from casework.cases.models import Case, CaseTerms
from ostoja.privacy.search.terms import SCHEME, filled_up, kept_terms, number_term

NAME, PSEUDONYM, PHONE, PESEL = "person name", "pseudonym", "person phone", "person pesel"
"""The fields of a search: a word of a name is no word of a pseudonym."""


def keep_terms(*cases: Case) -> None:
    """Write the terms of cases as they are now; in the transaction that writes the cases."""
    rows = [CaseTerms(case=case, terms=terms_of(case), scheme=SCHEME) for case in cases]
    CaseTerms.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=["terms", "scheme"],
    )


def terms_of(case: Case) -> list[int]:
    """The terms of the name, the pseudonym, the telephone and the PESEL."""
    return filled_up(_terms_of(case), case.pk)


def _terms_of(case: Case) -> Iterator[int]:
    yield from kept_terms(NAME, case.person_name)
    yield from kept_terms(PSEUDONYM, case.pseudonym)
    for field, number in ((PHONE, case.phone), (PESEL, case.pesel)):
        if number:
            yield number_term(field, number)
