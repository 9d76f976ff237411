"""The sandbox's page names every route of the people's door with its fields, and its example is taken by the door."""

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import aiohttp

from bot.config import load
from bot.sandbox import TEST_TOKEN, Sandbox, door, serve
from bot.sandbox.door.worlds import SETTINGS
from tests.architecture.pages import Page, quoted

SANDBOX = Page("docs/guide/sandbox.md")
POSTED = {path: act for noun in door.NOUNS for path, act in noun.POSTS.items()}
ASKED = {re.sub(r":[^}]*", "", path) for noun in door.NOUNS for path in noun.GETS} | {"files/{file_id}", "stream"}


def fields_of(act: Callable[..., Any]) -> Iterator[str]:
    """The fields that a route asks for: by name, or by a name of a list of the module."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(act)))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("fields.") and node.args:
            yield from _named(node.args[0])


def _named(argument: ast.expr) -> tuple[str, ...]:
    return (str(argument.value),) if isinstance(argument, ast.Constant) else SETTINGS


def test_every_route_that_is_posted_to_stands_there_with_its_fields() -> None:
    written = {quoted(path)[0]: set(quoted(fields)) for path, fields, _ in SANDBOX.rows("What is posted")}
    assert written == {path: set(fields_of(act)) for path, act in POSTED.items()}


def test_every_route_that_is_asked_stands_there() -> None:
    assert {quoted(path)[0] for path, _ in SANDBOX.rows("What is asked for")} == ASKED


def test_the_settings_to_try_invoices_with_are_right() -> None:
    shown = dict(re.findall(r"`(INVOICE_\w+)=([^`]+)`", SANDBOX.text))
    settings = load(None, bot_token=Sandbox().token, **{name.lower(): value for name, value in shown.items()})
    assert settings.invoice_provider_token.get_secret_value() == TEST_TOKEN
    assert (settings.invoice_currencies, settings.invoice_groups) == ({"EUR"}, "all")


async def test_the_example_is_taken_by_the_door_line_by_line() -> None:
    (example,) = SANDBOX.fences("door")
    served = await serve(0, sandbox=Sandbox())
    try:
        async with aiohttp.ClientSession(served.url) as session:
            for line in example.splitlines():
                verb, path, *body = line.split(" ", 2)
                given = {"json": json.loads(body[0])} if body else {}
                async with session.request(verb, path, **given) as answer:
                    assert (answer.status, line) == (200, line), await answer.text()
    finally:
        await served.stop()
