"""Entering and leaving: nested, in generators, tasks and threads, and when all goes wrong."""

import ast
import asyncio
import contextvars
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path

from casework.partners.models import Need
from tenants.fence import (
    FenceError,
    NotEntered,
    current_place,
    current_schema,
    entered,
    entered_platform,
)
from tests.source_files import PACKAGES, Function, functions, modules


def test_places_nest_and_unwind() -> None:
    with entered("gdansk"):
        with entered("gdynia"), entered_platform():
            assert current_schema() == "public"
        assert current_schema() == "city_gdansk"
    assert current_place() is None


def test_an_exception_leaves_every_place() -> None:
    with pytest.raises(ZeroDivisionError), entered("gdansk"), entered("gdynia"):
        raise ZeroDivisionError
    assert current_place() is None


def _generator() -> Generator[str]:
    with entered("gdansk"):
        yield current_schema()
        yield current_schema()


def test_a_generator_that_holds_a_place_makes_its_consumer_fail() -> None:
    """Its place reaches the consumer, who would go on in the wrong city: leaving refuses."""
    rows = _generator()
    with pytest.raises(FenceError, match="order"), entered("gdynia"):
        next(rows)
    assert current_place() is None
    with entered("slupsk"):
        with pytest.raises(FenceError, match="order"):
            rows.close()
        assert current_schema() == "city_slupsk"


def test_a_generator_that_comes_to_its_end_leaves_no_trace() -> None:
    with entered("gdynia"):
        assert list(_generator()) == ["city_gdansk"] * 2
        assert current_schema() == "city_gdynia"


def _is_a_block(function: Function) -> bool:
    names = {ast.unparse(decorator) for decorator in function.decorator_list}
    return bool(names & {"contextmanager", "asynccontextmanager"})


def _yields_inside_a_place(function: Function) -> bool:
    return any(
        isinstance(inner, ast.Yield | ast.YieldFrom)
        for node in ast.walk(function)
        if isinstance(node, ast.With | ast.AsyncWith)
        and any("entered" in ast.unparse(item.context_expr) for item in node.items)
        for inner in ast.walk(node)
    )


def test_no_generator_of_ours_holds_a_place() -> None:
    found = [
        f"{module}: {function.name}"
        for module, tree in modules(folders=PACKAGES)
        for function in functions(tree)
        if _yields_inside_a_place(function) and not _is_a_block(function)
    ]
    assert found == []


def test_tasks_of_one_loop_keep_their_places_apart() -> None:
    async def stay(slug: str) -> bool:
        with entered(slug):
            seen = set()
            for _ in range(50):
                await asyncio.sleep(0)
                seen.add(current_schema())
                seen.add(await sync_to_async(current_schema)())
            return seen == {f"city_{slug}"}

    async def many() -> list[bool]:
        return await asyncio.gather(*(stay(slug) for slug in ("gdansk", "gdynia", "slupsk") * 5))

    assert all(asyncio.run(many()))
    assert current_place() is None


def test_a_cancelled_task_leaves_its_place() -> None:
    async def wait() -> None:
        with entered("gdansk"):
            await asyncio.sleep(60)

    async def cancel() -> object:
        task = asyncio.create_task(wait())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return current_place()

    assert asyncio.run(cancel()) is None


def test_a_task_that_was_started_in_a_city_stays_in_it() -> None:
    async def start() -> str:
        async def where() -> str:
            await asyncio.sleep(0)
            return current_schema()

        with entered("gdansk"):
            task = asyncio.create_task(where())
        with entered("gdynia"):
            return await task

    assert asyncio.run(start()) == "city_gdansk"


def test_a_place_entered_in_a_thread_does_not_come_back_with_it() -> None:
    def work() -> str:
        with entered("gdynia"):
            return async_to_sync(_where)()

    async def ask() -> tuple[str, str]:
        with entered("gdansk"):
            return await sync_to_async(work)(), current_schema()

    assert asyncio.run(ask()) == ("city_gdynia", "city_gdansk")


async def _where() -> str:
    return current_schema()


def test_an_asynchronous_generator_ended_elsewhere_fails() -> None:
    async def rows() -> AsyncIterator[str]:
        with entered("gdansk"):
            yield current_schema()

    async def walk() -> None:
        opened = rows()
        await contextvars.copy_context().run(asyncio.create_task, anext(opened))  # type: ignore[arg-type]
        with pytest.raises(FenceError, match="order"):
            await opened.aclose()  # type: ignore[attr-defined]

    asyncio.run(walk())


# Through the middleware.


def _fails(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def _streams(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(str(need) for need in Need.objects.iterator())


urlpatterns = [path("fails/", _fails), path("streams/", _streams)]


@contextmanager
def _own_routes() -> Iterator[Client]:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(HTTP_HOST="gdansk.localhost", raise_request_exception=False)


@pytest.mark.django_db
def test_a_view_that_fails_leaves_its_city() -> None:
    with _own_routes() as client:
        assert client.get("/fails/").status_code == 500
    assert current_place() is None


@pytest.mark.django_db
def test_a_stream_that_asks_after_its_request_is_refused() -> None:
    """The body is made when the middleware has left; a stream has to read its rows before."""
    with _own_routes() as client, pytest.raises(NotEntered):
        client.get("/streams/").getvalue()
    assert current_place() is None


def test_one_block_is_entered_once() -> None:
    place = entered("gdansk")
    with place, pytest.raises(FenceError, match="once"), place:
        pass
    with pytest.raises(FenceError, match="once"), place:
        pass
    assert current_place() is None
