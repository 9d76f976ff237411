"""The screens, word by word, in both languages; and no word of the other one in them."""

import re

import pytest

from bot.payqr import STANDARDS
from bot.views.screens import Screen, Toast
from tests.unit.views import models as m
from tests.unit.views.golden import ROOMS, file_of, written
from tests.unit.views.shown import labels, text_of

#: What stands in Latin letters in Chinese too: names of people, goods, standards, currencies; what is typed or copied.
_AS_WRITTEN = re.compile(
    rf"/payee .*|(?:{'|'.join(STANDARDS)}) [^\n]*|"
    r"/[a-z]+|t\.me/\S+"
    r"|(?<![A-Za-z0-9])(KT\d+|[A-Z0-9]{4})(?![A-Za-z0-9])|[A-Z][a-z]+/[A-Z][a-z]+"
    r"|Navel oranges|Oranges|First grade|Lea Leader|Ana Souza|Somchai Jaidee|Neighbours|English|PromptPay|IBAN|Pix"
    r"|Others|CSV|CAMT|PayNow|UEN|VietQR|KHQR|Bakong|QRIS|DuitNow|QR Ph|WARUNG BERSAMA, BANDUNG|lea@aclb|aclb|ANA MUSTER|Orangen|https://qr\S+"
    r"|UPI|Platba|PAY by square|BIC|NBS|IPS|TON|PayPal|Telegram|Green Market|5000_9f8e|ch_3Q7x"
    r"|seller_id|XXX"
    r"|(?<![A-Za-z])(Ana|Ben|Chen|Lea|EUR|THB|IDR|CNY|ID\d+|[0-9a-f]{4}(?: [0-9a-f]{4}){3}|gh5678|Work)(?![A-Za-z])"
)
#: Lines of the leader's own that are read back to them as typed.
_TYPED = re.compile(r"“.*”|→ .*")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", ROOMS)
def test_screens_are_as_written_down(room: str, language: str) -> None:
    assert written(room, language) == file_of(room, language).read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ROOMS)
def test_chinese_screens_have_no_english_word(room: str) -> None:
    foreign = {
        name: words
        for name, text in _texts(room, "zh")
        if (words := re.findall(r"[A-Za-z]{3,}", _AS_WRITTEN.sub("", _TYPED.sub("", text))))
    }
    assert foreign == {}


@pytest.mark.parametrize("room", ROOMS)
def test_english_screens_have_no_chinese_word(room: str) -> None:
    foreign = {
        name: words
        for name, text in _texts(room, "en")
        if (words := re.findall(r"[\u3000-\u9fff\uff00-\uffef]+", text))
    }
    for offers_languages in ("welcome", "welcome, to a leader", "language"):
        assert foreign.pop(offers_languages, ["中文"]) == ["中文"]
    assert foreign == {}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", ROOMS)
def test_at_most_one_emoji_stands_on_a_line(room: str, language: str) -> None:
    crowded = [
        f"{name}: {line}"
        for name, text in _texts(room, language)
        for line in text.splitlines()
        if len(re.findall("[\u2190-\u21ff\u231a-\u23ff\u2600-\u27bf\U0001f300-\U0001faff](?!\ufe0f\\w)", line)) > 1
    ]
    assert crowded == []


def _texts(room: str, language: str) -> list[tuple[str, str]]:
    """All that is read on the screens of a room."""
    texts = m.texts(language)
    return [
        (name, seen.text if isinstance(seen, Toast) else "\n".join([text_of(seen), *labels(seen)]))
        for name, view in ROOMS[room].items()
        if isinstance(seen := view(texts), Screen | Toast)
    ]
