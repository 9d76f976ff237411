"""People in texts: short names for buttons, mentions that reach people without a username."""

from collections.abc import Iterable

from bot.domain.ids import AccountId
from bot.domain.names import clean
from bot.i18n import Html, Name, Texts

_BUTTON_NAME = 24


def short_name(name: str) -> Name:
    """A name short enough that a button's other words stay in sight."""
    return Name(clean(name, _BUTTON_NAME))


def mention(texts: Texts, account: AccountId, name: str) -> Html:
    """A person's name that notifies them, with or without a username."""
    return Html(f'<a href="tg://user?id={account:d}">{texts.name(name)}</a>')


def mentions(texts: Texts, people: Iterable[tuple[AccountId, str]]) -> Html:
    """Several people, each notified, listed as the language lists: "A, B, and C"."""
    return texts.listed(mention(texts, account, name) for account, name in people)
