"""Live talks through the installed proxy: sockets, questions, and a new release meanwhile."""

import asyncio
import json
import random
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
import websockets
from websockets.asyncio.client import connect

from tests.casework.intake.chat.faults.people import AtSocket
from tests.casework.intake.chat.serving import Client
from tests.deploy.server import DOMAIN, Server

pytestmark = pytest.mark.deploy

SOPOT = f"sopot.{DOMAIN}"
NEWS, RETURN = "/pl/info/2/news/", "/pl/info/2/"
MESSAGES = 14
# As a resident's form does it, in a city whose page for residents is open.
REPORT = """
import json
from uuid import uuid4
from casework.intake.actions import receive_report
from ostoja.privacy.receipts import code_for
from tenants.fence import entered
with entered("sopot"):
    found, _ = receive_report(submission=uuid4(), text="Zgłoszenie.", language="pl")
    print("made", json.dumps([str(found.pk), code_for(found.submission)]))
"""
SAID = """
import json, sys
from casework.intake.models import Message
from tenants.fence import entered
with entered("sopot"):
    rows = Message.objects.filter(conversation_id="{pk}").order_by("number")
    print("made", json.dumps([[row.number, row.text] for row in rows]))
"""


@dataclass(frozen=True)
class Talk:
    """A conversation on the installed server."""

    server: Server
    pk: str
    code: str

    async def reach(self, after: int, host: str = SOPOT) -> Client:
        """The resident's socket, by way of the proxy and its certificate."""
        port = self.server.browser.https_port
        trusting = ssl.create_default_context(cafile=str(self.server.browser.authority))
        socket = await connect(
            f"wss://{SOPOT}:{port}/ws/chat/",
            host="127.0.0.1",
            port=port,
            ssl=trusting,
            server_hostname=SOPOT,
            additional_headers={"Origin": f"https://{host}:{port}"},
            proxy=None,
        )
        client = Client(socket)
        await client.send(type="hello", code=self.code, after=after, language="pl")
        await client.kind("welcome")
        return client

    def post(self, path: str, **facts: str) -> tuple[int, str]:
        """A form or a question over HTTP."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"code": self.code, **facts}).encode()
        answer = self.server.browser.ask("POST", SOPOT, path, body=body, headers=headers)
        return answer.status, answer.text

    @property
    def stored(self) -> list[tuple[int, str]]:
        """Numbers and words as the database has them."""
        found = told(self.server, SAID.format(pk=self.pk))
        return [(number, text) for number, text in found]


def told(server: Server, program: str) -> list[Any]:
    """What a program says that runs on the server with its settings."""
    done = server.ostoja("shell", "--command", program)
    [line] = [line for line in done.stdout.splitlines() if line.startswith("made ")]
    found: list[Any] = json.loads(line.removeprefix("made "))
    return found


@pytest.fixture
def talk(server: Server) -> Talk:
    """A report that has just come."""
    pk, code = told(server, REPORT)
    return Talk(server, str(pk), str(code))


def test_a_socket_passes_the_proxy(talk: Talk) -> None:
    async def test() -> None:
        client = await talk.reach(0)
        kept = await client.say("Przez pośrednika.")
        assert (kept["type"], kept["number"]) == ("kept", 2)
        await client.socket.close()

    asyncio.run(test())
    assert talk.stored == [(1, "Zgłoszenie."), (2, "Przez pośrednika.")]


def test_a_page_of_another_site_opens_no_socket(talk: Talk) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        asyncio.run(talk.reach(0, host="stranger.example"))
    assert refused.value.response.status_code == 403


def test_a_question_waits_at_the_proxy_until_there_is_news(talk: Talk) -> None:
    """It ends with the message, long before the fifteen seconds that it would wait."""
    _status, first = talk.post(NEWS, after="1", stance="")
    stance = json.loads(first)["frames"][-1]["stance"]

    async def test() -> tuple[int, str]:
        asked = asyncio.create_task(asyncio.to_thread(talk.post, NEWS, after="1", stance=stance))
        await asyncio.sleep(1)
        assert not asked.done()
        client = await talk.reach(1)
        assert (await client.say("Wiadomość."))["type"] == "kept"
        async with asyncio.timeout(5):
            found = await asked
        await client.socket.close()
        return found

    status, text = asyncio.run(test())
    assert status == 200
    assert "Wiadomość." in [one.get("text") for one in json.loads(text)["frames"]]


def test_without_scripts_the_talk_goes_on_by_reloading(talk: Talk) -> None:
    status, page = talk.post(RETURN, chat="1")
    assert status == 200 and "data-chat" in page
    status, text = talk.post(NEWS, id="7b1f0a4e-0c8b-4a39-9d43-0d4bcf3a7c55", text="Druga.")
    assert status == 200 and '"kept"' in text
    status, page = talk.post(RETURN, chat="1")
    assert status == 200 and "Druga." in page


def test_a_new_release_interrupts_nobody(server: Server, talk: Talk) -> None:
    """Both web servers end and begin again, one after the other, while people write."""
    side = AtSocket("resident", talk.reach, random.Random(1))  # noqa: S311 - no secret

    def restart() -> None:
        for name in ("web@1", "web@2"):
            with server.without(name):
                pass

    async def write() -> None:
        for number in range(MESSAGES):
            await side.write(f"{number}")
            await asyncio.sleep(0.5)

    async def test() -> None:
        await asyncio.gather(write(), asyncio.to_thread(restart))
        await side.write("Po wszystkim.")
        await side.read_up_to(MESSAGES + 2)
        await side.leave()

    asyncio.run(test())
    assert side.seen == talk.stored
    assert side.acknowledged == [text for _number, text in side.seen[1:]]
