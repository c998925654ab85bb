"""The description: it is the code's, it is whole, and its examples are what it says."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from api.openapi import committed
from api.openapi.books import BOOKS, CITIES, Book
from api.openapi.document import OPERATIONS, document
from tests.cast import Cast, browser_of

DOCUMENT = committed.as_data()
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
# Each operation of both books.
EACH = [
    (path, method, one[method])
    for book in BOOKS
    for path, one in committed.as_data(book)["paths"].items()
    for method in OPERATIONS
    if method in one
]
EVERYBODYS = pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.file.stem))
REGISTRY: Registry[Any] = Registry().with_resources(
    (
        f"urn:{book.file.stem}",
        Resource.from_contents(committed.as_data(book), default_specification=DRAFT202012),
    )
    for book in BOOKS
)


@EVERYBODYS
def test_the_committed_description_is_the_codes_own(book: Book) -> None:
    """``ostoja openapi`` writes it anew."""
    assert committed.written(document(book)).encode() == committed.as_json(book)


@EVERYBODYS
def test_it_is_openapi_3_1(book: Book) -> None:
    read = committed.as_data(book)
    assert read["openapi"] == "3.1.0"
    assert read["info"]["title"] and read["components"]["securitySchemes"]


@EVERYBODYS
def test_every_operation_has_a_name_of_its_own_and_words(book: Book) -> None:
    paths = committed.as_data(book)["paths"].values()
    own = [one[method] for one in paths for method in OPERATIONS if method in one]
    names = [one["operationId"] for one in own]
    assert len(names) == len(set(names)) >= (80 if book is CITIES else 15)
    for one in own:
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
EXAMPLES = [
    (book, name, example)
    for book in BOOKS
    for name, schema in committed.as_data(book)["components"]["schemas"].items()
    for example in schema.get("examples", [])
]


@pytest.mark.parametrize(("book", "name", "example"), EXAMPLES, ids=[one[1] for one in EXAMPLES])
def test_an_example_is_what_its_schema_says(book: Book, name: str, example: Any) -> None:
    schema = {"$ref": f"urn:{book.file.stem}#/components/schemas/{name}"}
    validator = Draft202012Validator(schema, registry=REGISTRY)
    assert not [error.message for error in validator.iter_errors(example)]


def test_every_noun_has_an_example() -> None:
    nouns = {"Case", "Referral", "Conversation", "Meeting", "Outcome", "Person", "Service", "Event"}
    assert nouns <= set(WITH_EXAMPLES)
    assert len(WITH_EXAMPLES) > 40


def test_what_we_take_is_closed_to_other_members() -> None:
    for book in BOOKS:
        schemas = committed.as_data(book)["components"]["schemas"]
        taken = [schemas[name] for name in schemas if name.endswith("Request")]
        assert taken and all(one.get("additionalProperties") is False for one in taken)


@pytest.mark.parametrize(("slug", "book"), [("gdansk", BOOKS[0]), ("operator", BOOKS[1])])
def test_it_is_served_to_everybody_and_kept(slug: str, book: Book, cast: Cast) -> None:
    browser = browser_of(None, slug)
    answer = browser.get("/api/schema/")
    assert answer.status_code == 200 and answer.json() == committed.as_data(book)
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json"
    again = browser.get("/api/schema/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
