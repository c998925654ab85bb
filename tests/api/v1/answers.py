"""What the tests of nouns ask of answers."""

from typing import Any

from tests.api.programs import Program


def ok(answer: Any, status: int = 200) -> Any:
    """The body of an answer that succeeded."""
    assert answer.status_code == status, answer.content.decode()
    return answer.json() if answer.content else None


def made(program: Program, path: str, body: dict[str, Any]) -> tuple[str, dict[str, Any], str]:
    """Something added: its address, its body and its tag."""
    answer = program.post(path, body)
    data = ok(answer, 201)
    return answer.headers["Location"], data, answer.headers["ETag"]


def pointers(answer: Any) -> set[str]:
    """What the errors of a refusal point to."""
    assert answer.status_code == 422, answer.content.decode()
    return {one["pointer"] for one in answer.json()["errors"]}
