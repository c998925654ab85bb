"""The page for programmers: whole, in order, and its first steps lead to the end."""

import re
import shlex
from secrets import token_hex
from typing import Any

from api.openapi import reading
from api.openapi.first_steps import NEW_KEY, STEPS
from casework.referrals.choices import State
from ostoja.ui.problems import NAMES
from tests.api.programs import Program, program_of
from tests.casework.referrals.situations import coordinated_case, make_service, refer
from tests.cast import Cast, browser_of

BASE = "http://gdansk.localhost"


def test_everybody_may_read_it_in_polish_and_english(cast: Cast) -> None:
    for language, words in (("pl", "Pierwsze kroki"), ("en", "First steps"), ("uk", "")):
        answer = browser_of(None).get("/api/docs/", headers={"Accept-Language": language})
        assert answer.status_code == 200 and words in answer.content.decode()
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_it_names_every_operation_once_and_nothing_inline(cast: Cast) -> None:
    text = browser_of(None).get("/api/docs/").content.decode()
    operations = [one for group in reading.groups() for one in group.operations]
    assert len(operations) > 80
    for one in operations:
        assert text.count(f'id="{one.anchor}"') == 1
    assert not re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", text)


def test_every_problems_type_leads_to_a_place_on_it(cast: Cast) -> None:
    text = browser_of(None).get("/api/docs/").content.decode()
    for name in NAMES.values():
        assert text.count(f'id="problem-{name}"') == 1


class Shell:
    """Runs the page's commands as a shell would, with the variables that its reader sets."""

    def __init__(self, program: Program, base: str = BASE) -> None:
        self.program, self.base = program, base
        self.known: dict[str, str] = {"TOKEN": program.token or ""}

    def run(self, command: str) -> Any:
        """One ``curl`` line; remembers the ETag of the answer."""
        words = shlex.split(command.replace("\\\n", " ").replace(NEW_KEY, f" {token_hex(8)}"))
        words = [re.sub(r"\$(\w+)", lambda found: self.known[found[1]], word) for word in words]
        assert words.pop(0) == "curl"
        said = [words[at + 1].split(":", 1) for at, word in enumerate(words) if word == "-H"]
        headers = {name: value.strip() for name, value in said}  # as web servers do
        body = next((words[at + 1] for at, word in enumerate(words) if word == "-d"), "")
        path = words[-1].removeprefix(self.base)
        assert path.startswith("/api/v1/")
        client = self.program.client
        if "POST" in words:
            media = headers.pop("Content-Type")
            answer = client.post(path, data=body, content_type=media, headers=headers)
        else:
            answer = client.get(path, headers=headers)
        assert answer.status_code in {200, 201, 202}, answer.content.decode()
        self.known["ETAG"] = answer.headers["ETag"]
        self.known["JOB"] = answer.headers.get("Location", "").strip("/").rpartition("/")[2]
        return answer.json()


def test_with_the_page_alone_a_referral_is_received_and_completed(cast: Cast) -> None:
    case = coordinated_case(cast)
    make_service(cast, case)
    referral = refer(cast, case)
    commands = [str(step.at(BASE)["command"]) for step in STEPS]
    assert commands[0].startswith("ostoja token create")
    scopes = re.findall(r"--scope (\S+)", commands[0])
    assert len(scopes) == 2, "no more than the steps need"
    shell = Shell(program_of(cast.partner_worker, *scopes))
    assert shell.run(commands[1])["email"] == cast.partner_worker.email
    [waiting] = shell.run(commands[2])["results"]
    shell.known |= {"REFERRAL": waiting["id"], "CASE": waiting["case"]}
    assert {step["action"] for step in shell.run(commands[3])["steps"]} >= {"accept"}
    assert shell.run(commands[4])["state"] == "accepted"
    tag = shell.known["ETAG"]
    assert shell.run(commands[5])["number"] == case.number
    shell.run(commands[6])
    shell.known["ETAG"] = tag  # of the last step, as the page says
    assert shell.run(commands[7])["outcome"]
    referral.refresh_from_db()
    assert referral.state == State.COMPLETED


def test_what_travels_over_sockets_is_a_link_away(cast: Cast) -> None:
    program = Program()
    assert "/api/websockets/" in program.get("/api/docs/").content.decode()
    text = program.get("/api/websockets/")
    assert text.status_code == 200 and text.headers["Content-Type"].startswith("text/plain")
    assert "/ws/chat/" in text.content.decode() and text.headers["Content-Language"] == "en"
