"""Screens as people see them: the bare text as Telegram reads it, the picture, the buttons."""

from typing import Any

from bot.sandbox.html import read_html
from bot.views.screens import (
    Button,
    Copy,
    FinishedMark,
    Link,
    Pay,
    PaymentCode,
    Poster,
    Screen,
    Share,
    StoredPhoto,
    Tap,
    Toast,
)


def text_of(screen: Screen) -> str:
    """The bare text. Raises Refusal where Telegram would not take the markup."""
    return read_html(screen.text, _person)[0]


def entities_of(screen: Screen) -> list[dict[str, Any]]:
    """What is marked in it."""
    return read_html(screen.text, _person)[1]


def shown(screen: Screen | Toast | None) -> str:
    """Everything of a screen, line by line."""
    if screen is None:
        return "(nothing)"
    if isinstance(screen, Toast):
        return f"{'(alert)' if screen.alert else '(toast)'} {screen.text}"
    rows = [" ".join(_button(button) for button in row) for row in screen.keyboard]
    if invoice := screen.invoice:
        asked = f"(invoice: {invoice.title} | {invoice.says} {invoice.price.decimal()} {invoice.price.currency.code})"
        return "\n".join([asked, screen.text, *rows])
    return "\n".join([*_photo(screen), text_of(screen), *rows])


def labels(screen: Screen) -> list[str]:
    """What the buttons say."""
    return [button.text for row in screen.keyboard for button in row]


def _photo(screen: Screen) -> list[str]:
    match screen.photo:
        case None:
            return []
        case StoredPhoto():
            return ["(photo)"]
        case PaymentCode():
            return ["(payment code)"]
        case FinishedMark(paid=paid):
            return ["(mark: paid)" if paid else "(mark: ended)"]
        case Poster(offer=offer):
            said = (offer.title, f"{offer.team} {offer.team_price}", f"{offer.alone} {offer.solo_price}", offer.how)
            return [f"(poster: {' | '.join(said)} | {offer.link})"]


def _button(button: Button) -> str:
    match button:
        case Tap():
            return f"[ {button.text} ]"
        case Link():
            return f"[ {button.text} ↗ ]"
        case Copy():
            return f"[ {button.text} ⧉ ]"
        case Share():
            return f"[ {button.text} » ]"
        case Pay():
            return f"[ {button.text} 💳 ]"


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "x"}
