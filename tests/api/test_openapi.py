"""The description: it is the code's, it is whole, and its examples are what it says."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from api.openapi import committed
from api.openapi.document import OPERATIONS, document
from tests.cast import Cast, browser_of

DOCUMENT = committed.as_data()
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
EACH = [
    (path, method, one[method])
    for path, one in DOCUMENT["paths"].items()
    for method in OPERATIONS
    if method in one
]
REGISTRY: Registry[Any] = Registry().with_resource(
    "urn:api", Resource.from_contents(DOCUMENT, default_specification=DRAFT202012)
)


def test_the_committed_description_is_the_codes_own() -> None:
    """``ostoja openapi`` writes it anew."""
    assert committed.written(document()).encode() == committed.as_json()


def test_it_is_openapi_3_1() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    assert DOCUMENT["info"]["title"] and DOCUMENT["components"]["securitySchemes"]


def test_every_operation_has_a_name_of_its_own_and_words() -> None:
    names = [one["operationId"] for _path, _method, one in EACH]
    assert len(names) == len(set(names)) > 80
    for _path, _method, one in EACH:
        assert one["summary"] and one["description"] and one["tags"]


@pytest.mark.parametrize(("path", "method", "one"), EACH, ids=lambda value: str(value)[:60])
def test_every_answer_is_described(path: str, method: str, one: dict[str, Any]) -> None:
    answers = one["responses"]
    assert {"401", "403", "429"} <= set(answers)
    if method == "post":
        assert {"400", "409", "413", "415", "422"} <= set(answers)
        assert "Idempotency-Key" in {each["name"] for each in one["parameters"]}
    if method in {"patch", "delete"}:
        assert {"412", "428"} <= set(answers)
    for status, answer in answers.items():
        assert answer["description"]
        if status >= "400":
            content = answer["content"]["application/problem+json"]
            assert content["example"]["status"] == int(status)
    for each in one.get("parameters", []):
        assert each.get("description") or each["in"] == "path", each["name"]


WITH_EXAMPLES = [name for name, schema in SCHEMAS.items() if schema.get("examples")]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_an_example_is_what_its_schema_says(name: str) -> None:
    schema = {"$ref": f"urn:api#/components/schemas/{name}"}
    validator = Draft202012Validator(schema, registry=REGISTRY)
    for example in SCHEMAS[name]["examples"]:
        assert not [error.message for error in validator.iter_errors(example)]


def test_every_noun_has_an_example() -> None:
    nouns = {"Case", "Referral", "Conversation", "Meeting", "Outcome", "Person", "Service", "Event"}
    assert nouns <= set(WITH_EXAMPLES)
    assert len(WITH_EXAMPLES) > 40


def test_what_we_take_is_closed_to_other_members() -> None:
    taken = [name for name in SCHEMAS if name.endswith("Request")]
    assert taken and all(SCHEMAS[name].get("additionalProperties") is False for name in taken)


def test_it_is_served_to_everybody_and_kept(cast: Cast) -> None:
    browser = browser_of(None)
    answer = browser.get("/api/schema/")
    assert answer.status_code == 200 and answer.json() == DOCUMENT
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json"
    again = browser.get("/api/schema/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
