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
