"""``ostoja city domain``: for people and for machines; one line that says the mend."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = pytest.mark.django_db
POMOC = "pomoc.gdańsk.example"
KEPT = "pomoc.xn--gdask-y7a.example"


def run(*words: str) -> str:
    output = StringIO()
    call_command("city", "domain", *words, stdout=output)
    return output.getvalue()


def test_a_domain_from_its_coming_to_its_going() -> None:
    assert f"domain: {KEPT}\nshown: {POMOC}\n" in run("add", "gdansk", POMOC)
    assert run("list", "gdansk").splitlines() == [
        "gdansk.localhost  gdansk.localhost  primary",
        f"{KEPT}  {POMOC}  another",
    ]
    assert run("primary", "gdansk", KEPT).splitlines()[0] == f"{KEPT}  {POMOC}  primary"
    assert run("remove", "gdansk", "gdansk.localhost") == "removed: gdansk.localhost\n"
    assert Client(HTTP_HOST="gdansk.localhost").get("/pl/").status_code == 404
    assert Client(HTTP_HOST=KEPT).get("/pl/").status_code == 200


@pytest.mark.parametrize("words", [("--json", "list", "gdansk"), ("list", "gdansk", "--json")])
def test_machines_say_json_where_they_like(words: tuple[str, ...]) -> None:
    host = "gdansk.localhost"
    assert json.loads(run(*words)) == [{"domain": host, "shown": host, "is": "primary"}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "gdansk", "gdynia.localhost"), "another city"),
        (("add", "nowhere", POMOC), "ostoja city list"),
        (("remove", "gdansk", "gdansk.localhost"), "only domain"),
        (("primary", "gdansk", "x.example"), "no domain"),
        (("list", "nowhere"), "ostoja city list"),
    ],
)
def test_what_is_wrong_is_one_line(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said) as raised:
        run(*words)
    assert "\n" not in str(raised.value)
