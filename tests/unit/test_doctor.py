"""What doctor says of this machine."""

import pytest

from bot import doctor
from bot.config import load
from bot.doctor import Finding
from tests.unit.pictures.machines import BARE, HERE, needs_chinese

SETTINGS = load(None, bot_token="123456:" + "x" * 35)


def fonts(monkeypatch: pytest.MonkeyPatch, there: object) -> Finding:
    """What it finds where these fonts are."""
    monkeypatch.setattr(doctor, "Fonts", lambda folder: there)
    return doctor._fonts(SETTINGS)


def test_a_machine_without_fonts_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = fonts(monkeypatch, BARE)
    assert found.seen == "0 files, posters lack: Chinese, signs of money, emoji"
    assert "fonts-noto-cjk fonts-noto-color-emoji" in found.advice
    assert "FONT_DIR" in found.advice


@needs_chinese
def test_a_machine_with_fonts_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fonts(monkeypatch, HERE) == Finding(about="fonts", seen="posters have every letter")


def test_feedback_that_is_off_shows_by_the_cards_that_nobody_told_of() -> None:
    assert doctor.feedback(9, 0).advice == ""
    off = doctor.feedback(10, 0)
    assert off.seen == "off: none of 10 cards was told of"
    assert "/setinlinefeedback" in off.advice
    assert doctor.feedback(10, 1) == Finding(
        about="inline feedback", seen="on: 1 of 10 cards were told of when they were chosen"
    )


@pytest.mark.parametrize(
    ("database", "webhook", "seen"),
    [
        ("postgresql://u@h/d", "https://bot.example.org", "any number may share the work"),
        ("sqlite:///k.db", "https://bot.example.org", "one process only (SQLite's file belongs to one process)"),
        (
            "postgresql://u@h/d",
            "",
            "one process only (without WEBHOOK_URL it polls, and Telegram answers one poller)",
        ),
        (
            "sqlite:///k.db",
            "",
            "one process only (SQLite's file belongs to one process;"
            " without WEBHOOK_URL it polls, and Telegram answers one poller)",
        ),
    ],
)
def test_it_says_whether_several_replicas_are_possible(database: str, webhook: str, seen: str) -> None:
    secret = "s" * 32 if webhook else ""
    settings = load(
        None, bot_token="123456:" + "x" * 35, database_url=database, webhook_url=webhook, webhook_secret=secret
    )
    assert doctor._replicas(settings) == Finding(about="replicas", seen=seen)


@pytest.mark.parametrize(
    ("kind", "groups", "seen"),
    [
        ("LIVE", "all", "every group, in EUR, USD"),
        ("LIVE", "-1,-2", "groups named: 2, in EUR, USD"),
        ("TEST", "all", "every group, in EUR, USD; test money only"),
    ],
)
def test_invoices_say_for_whom_and_whether_their_money_is_real(kind: str, groups: str, seen: str) -> None:
    token = f"284685063:{kind}:NjQ5MzNkYzUx"
    found = doctor._invoices(
        load(
            None,
            bot_token="123456:" + "x" * 35,
            invoice_provider_token=token,
            invoice_currencies="USD,EUR",
            invoice_groups=groups,
        )
    )
    assert (found.seen, bool(found.advice)) == (seen, kind == "TEST")
    assert token not in f"{found.seen}{found.advice}"


def test_without_a_provider_invoices_are_not_set_up() -> None:
    assert doctor._invoices(SETTINGS) == Finding(about="invoices", seen="not set up")
