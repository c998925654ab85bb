"""What this room holds of a person: what they were given."""

from django.utils.translation import gettext_lazy

from casework.benefits.amounts import in_digits
from casework.benefits.models import Giving, GivingLine
from casework.cases.labels_of_copies import KEY
from ostoja.privacy.requests import holdings
from ostoja.privacy.requests.holdings import Holding

GIVING = Holding(Giving, gettext_lazy("Benefits in kind"), KEY, "case", joins=("store",))
LINE = Holding(
    GivingLine,
    gettext_lazy("What was given"),
    KEY,
    "giving__case",
    joins=("article", "giving"),
    words={"amount": in_digits},
    more={
        "day": (gettext_lazy("Given on"), lambda line: f"{line.giving.given_on:%d.%m.%Y}"),
        "unit": (
            gettext_lazy("Unit in which it is counted"),
            lambda line: str(line.article.get_unit_display()),
        ),
    },
)


def register_all() -> None:
    """Called when the app starts."""
    holdings.register(GIVING, LINE)
