"""Making an export, and reading it as somebody without Ostoja does."""

import csv
import io
import json
import zipfile
from typing import Any

from django.core.management import call_command

STORY = "Pani Ewa: „nie mam dokąd pójść”\n=HYPERLINK(1)"
FORMULA = "=cmd|' /C calc'!A0"


def run(*words: str) -> dict[str, Any]:
    output = StringOutput()
    call_command("city", "export", *words, "--json", stdout=output)
    found: dict[str, Any] = json.loads(output.getvalue())
    return found


class StringOutput(io.StringIO):
    """What a command prints."""


def lines_of(archive: zipfile.ZipFile, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(f"jsonl/{table}.jsonl").splitlines()]


def cells_of(archive: zipfile.ZipFile, name: str) -> list[list[str]]:
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
