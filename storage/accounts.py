"""Accounts: people on Telegram known to us."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any

from sqlalchemy import Row, bindparam, select, text, update

from bot.domain.errors import NotFound
from bot.domain.ids import AccountId
from bot.domain.people import Account, Person
from bot.domain.quiet_hours import THE_NIGHT, QuietHours
from storage.database import ReadTx, WriteTx
from storage.tables import accounts as t
from storage.types import Flag, Instant

_COLUMNS = (
    t.c.id, t.c.name, t.c.username, t.c.told_language, t.c.chosen_language, t.c.can_write, t.c.quiet_since,
    t.c.quiet_from, t.c.quiet_until,
)  # fmt: skip
_MEET = (
    text(
        "INSERT INTO accounts (id, name, username, told_language, chosen_language, can_write, met_at)"
        " VALUES (:id, :name, :username, :language, '', 0, :now)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, username = excluded.username,"
        " told_language = CASE WHEN excluded.told_language = '' THEN accounts.told_language"
        " ELSE excluded.told_language END"
        " RETURNING id, name, username, told_language, chosen_language, can_write, quiet_since, quiet_from, quiet_until"
    )
    .bindparams(bindparam("now", type_=Instant))
    .columns(*_COLUMNS)
)
_BY_ID = select(*_COLUMNS).where(t.c.id == bindparam("account"))
_NAMES = select(t.c.id, t.c.name).where(t.c.id.in_(bindparam("these", expanding=True)))
_SET_WRITE = (
    update(t)
    .where(t.c.id == bindparam("account"), t.c.can_write != bindparam("can", type_=Flag))
    .values(can_write=bindparam("can", type_=Flag))
)
_SUSPEND = (
    update(t).where(t.c.id == bindparam("account"), t.c.suspended_at.is_(None)).values(suspended_at=bindparam("now"))
)
_RESTORE = update(t).where(t.c.id == bindparam("account"), t.c.suspended_at.is_not(None)).values(suspended_at=None)
_SUSPENDED = select(t.c.suspended_at).where(t.c.id == bindparam("account"))
_ASK_CODE = update(t).where(t.c.id == bindparam("account")).values(code_asked_at=bindparam("now"))
_CODE_ASKED = select(t.c.code_asked_at).where(t.c.id == bindparam("account"))
_CHOOSE = update(t).where(t.c.id == bindparam("account")).values(chosen_language=bindparam("language"))

_SET_QUIET = (
    update(t)
    .where(t.c.id == bindparam("account"))
    .values(quiet_since=bindparam("since"), quiet_from=bindparam("from_minute"), quiet_until=bindparam("until_minute"))
)


def suspend(tx: WriteTx, account: AccountId, now: datetime) -> bool:
    """Let a person lead nothing; False when that was so."""
    return tx.changed(_SUSPEND, {"account": account, "now": now})


def restore(tx: WriteTx, account: AccountId) -> bool:
    """Let a person lead again; False when they could."""
    return tx.changed(_RESTORE, {"account": account})


def is_suspended(tx: ReadTx, account: AccountId) -> bool:
    """Whether an admin lets this person lead nothing."""
    return tx.value(_SUSPENDED, {"account": account}) is not None


def ask_code(tx: WriteTx, account: AccountId, now: datetime) -> None:
    """A person was told to send the code that they are paid by."""
    tx.run(_ASK_CODE, {"account": account, "now": now})


def code_asked_at(tx: ReadTx, account: AccountId) -> datetime | None:
    """When a person was last told so; None: never."""
    moment: datetime | None = tx.value(_CODE_ASKED, {"account": account})
    return moment


def meet(tx: WriteTx, person: Person, now: datetime) -> Account:
    """Keep what Telegram says of a person; the account as it stands. Nothing is written where nothing is new."""
    row = tx.first(_BY_ID, {"account": person.id})
    if row is None or _is_news(person, row):
        facts = {"id": person.id, "name": person.name, "username": person.username, "language": person.language}
        row = tx.first(_MEET, facts | {"now": now})
    assert row is not None  # noqa: S101 an upsert returns its row
    return _account(row)


def names(tx: ReadTx, accounts: Collection[AccountId]) -> dict[AccountId, str]:
    """The names of these people."""
    return {AccountId(row.id): row.name for row in tx.all(_NAMES, {"these": list(accounts)})} if accounts else {}


def get(tx: ReadTx, account: AccountId) -> Account:
    """The account of a person. Raises NotFound."""
    found = find(tx, account)
    if found is None:
        raise NotFound()
    return found


def find(tx: ReadTx, account: AccountId) -> Account | None:
    """The account of a person, if we have met."""
    row = tx.first(_BY_ID, {"account": account})
    return None if row is None else _account(row)


def set_can_write(tx: WriteTx, account: AccountId, can_write: bool) -> bool:
    """Whether we may write to a person in private; True when that is news."""
    return tx.changed(_SET_WRITE, {"account": account, "can": can_write})


def choose_language(tx: WriteTx, account: AccountId, language: str) -> None:
    """The language a person wants to be written to in."""
    tx.run(_CHOOSE, {"account": account, "language": language})


def set_quiet(tx: WriteTx, account: AccountId, quiet: QuietHours, now: datetime) -> None:
    """The hours at which a person is not disturbed; they are kept while they are switched off."""
    tx.run(
        _SET_QUIET,
        {
            "account": account,
            "since": now if quiet.is_on else None,
            "from_minute": _minutes(quiet.starts),
            "until_minute": _minutes(quiet.ends),
        },
    )


def _is_news(person: Person, row: Row[Any]) -> bool:
    told = person.language or row.told_language
    return (person.name, person.username, told) != (row.name, row.username, row.told_language)


def _minutes(shown: time) -> int:
    return shown.hour * 60 + shown.minute


def _quiet(row: Row[Any]) -> QuietHours:
    if row.quiet_from is None:
        return THE_NIGHT
    starts, ends = (time(*divmod(minutes, 60)) for minutes in (row.quiet_from, row.quiet_until))
    return QuietHours(starts=starts, ends=ends, is_on=row.quiet_since is not None)


def _account(row: Row[Any]) -> Account:
    return Account(
        id=AccountId(row.id),
        name=row.name,
        username=row.username,
        language=row.chosen_language or row.told_language,
        can_write=row.can_write,
        quiet=_quiet(row),
    )
