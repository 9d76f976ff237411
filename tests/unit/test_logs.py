import json
import logging
import sys
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot import logs
from tests.kit import gateways

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz-012345"
IBAN = "DE33 1002 0500 0001 1947 00"


@pytest.fixture(autouse=True)
def _leave_logging_as_it_was() -> Iterator[None]:
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level, pipeline = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    structlog.configure(**pipeline)


Read = pytest.CaptureFixture[str]


def lines(capsys: Read) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_has_its_sentence_and_its_fields(capsys: Read) -> None:
    logs.set_up("INFO", "json")
    structlog.get_logger("bot.x").info("deal.closed", deal="7KQ4", orders=13)
    (line,) = lines(capsys)
    assert line.pop("timestamp")
    assert line == {"event": "deal.closed", "deal": "7KQ4", "orders": 13, "level": "info", "logger": "bot.x"}


def test_libraries_speak_the_same_way_and_only_when_it_matters(capsys: Read) -> None:
    logs.set_up("DEBUG", "json")
    for name in ("httpx", "httpcore.http11", "telegram.ext", "aiohttp.access", "apscheduler.scheduler"):
        logging.getLogger(name).info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("telegram.ext").warning("slow: %s", "getMe")
    (line,) = lines(capsys)
    assert (line["event"], line["level"], line["logger"]) == ("slow: getMe", "warning", "telegram.ext")


def test_below_the_level_nothing_is_written(capsys: Read) -> None:
    logs.set_up("WARNING", "json")
    structlog.get_logger("bot.x").info("quiet")
    assert lines(capsys) == []


@pytest.mark.parametrize("format", ["json", "text"])
def test_a_token_is_in_no_line(capsys: Read, format: str) -> None:
    logs.set_up("INFO", format)
    log = structlog.get_logger("bot.x")
    log.info(
        f"asked /bot{TOKEN}/getMe", url=f"https://api.telegram.org/bot{TOKEN}/x", escaped=TOKEN.replace(":", "%3A")
    )
    logging.getLogger("somebody").error("failed for %s", TOKEN)
    try:
        raise ConnectionError(f"no answer from /bot{TOKEN}/getMe") from ValueError(TOKEN)
    except ConnectionError:
        log.exception("send.failed")
        logging.getLogger("somebody").exception("again")
    written = capsys.readouterr().err
    assert written.count("<token>") >= 7
    assert TOKEN.partition(":")[2] not in written
    assert "ConnectionError" in written


@pytest.mark.parametrize("format", ["json", "text"])
def test_a_crash_is_logged_without_the_token_and_local_variables(capsys: Read, format: str) -> None:
    logs.set_up("INFO", format)
    kept = "nobody-else-" + "knows-this"
    try:
        raise RuntimeError(TOKEN)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    written = capsys.readouterr().err
    assert "program.crashed" in written
    assert "RuntimeError: <token>" in written
    assert kept not in written


def test_an_account_is_told_by_its_end_only(capsys: Read) -> None:
    logs.set_up("INFO", "json")
    structlog.get_logger("bot.x").info(
        "payee.kept", account="0812345678", phone="+66 81 234 5678", payee={"any": 1}, iban="short",
        facts={"given": "pix 12345678909", "account": IBAN}, buyer=1234567890,
    )  # fmt: skip
    (line,) = lines(capsys)
    assert (line["account"], line["phone"], line["payee"], line["iban"]) == ("…5678", "…5678", {"any": 1}, "<private>")
    assert line["facts"] == {"given": "pix <number>", "account": "…7 00"}
    assert line["buyer"] == 1234567890


def test_an_iban_is_masked_wherever_it_stands(capsys: Read) -> None:
    logs.set_up("INFO", "json")
    structlog.get_logger("bot.x").info(f"to {IBAN}", anywhere=IBAN.replace(" ", ""), reference="GB10000041")
    (line,) = lines(capsys)
    assert (line["event"], line["anywhere"], line["reference"]) == ("to <account>", "<account>", "GB10000041")


@pytest.mark.parametrize("format", ["json", "text"])
def test_a_name_cannot_forge_a_line(capsys: Read, format: str) -> None:
    logs.set_up("INFO", format)
    structlog.get_logger("bot.x").info("joined", name="Eve\n{'event': 'order.paid'}")
    logging.getLogger("x").warning("hello %s", "Eve\nforged")
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize(
    "written", [str, lambda pem: pem.replace("\n", "\\n"), lambda pem: "".join(pem.split("\n")[1:-1])]
)
def test_a_private_key_is_taken_out_however_it_is_written(written: Callable[[str], str]) -> None:
    key = written(gateways.private_pem(gateways.a_key("merchant")).strip())
    assert logs.redact(f"before {key} after").split() == ["before", "<key>", "after"]


@pytest.mark.parametrize("kind", ["TEST", "LIVE"])
def test_a_payment_providers_token_is_taken_out(kind: str) -> None:
    token = f"284685063:{kind}:NjQ5MzNkYzUx.x/+"
    for written in (token, token.replace(":", "%3A"), f'{{"provider_token": "{token}"}}'):
        assert "NjQ5" not in logs.redact(f"refused {written} there")
    assert logs.redact("at 10:TEST in room 7") == "at 10:TEST in room 7"
