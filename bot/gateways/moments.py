"""What every gateway can do, by the moments of a payment: a code is made, a notice comes, it is asked, it pays back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.trades import Provider, Report, Trade


class GatewayAway(Exception):
    """No answer, or none that says anything: the same call is made again later."""


class GatewayRefuses(Exception):
    """The gateway says no, with its own word for why."""


class TradeClosed(Exception):
    """Nobody can pay this trade any more."""


class TradePaid(Exception):
    """No code is made: the trade is paid already, and is to be asked after."""


class NoticeRefused(Exception):
    """A notice that isn't proven to be the gateway's: nothing of it is believed. Says which proof it lacks."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a gateway is answered."""

    status: int
    text: str = ""
    content_type: str = "text/plain"


class Gateway(Protocol):
    """One gateway, with the operator's keys."""

    @property
    def provider(self) -> Provider:
        """Which it is."""

    @property
    def taken(self) -> Answer:
        """The answer by which it never sends a notice again."""

    @property
    def refused(self) -> Answer:
        """The answer to what isn't proven."""

    async def create(self, trade: Trade, now: datetime) -> str:
        """The code of a trade; asked twice for one number, the gateway makes one trade.

        Raises GatewayAway, GatewayRefuses, TradeClosed, TradePaid.
        """

    def notice(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Report | None:
        """The money that a notice reports; None: it reports none. Raises NoticeRefused."""

    async def query(self, trade: Trade, now: datetime) -> Report | None:
        """The money that came for a trade; None: none yet. Raises GatewayAway, GatewayRefuses, TradeClosed."""

    async def close(self, trade: Trade, now: datetime) -> Report | None:
        """Let nobody pay a trade any more; one that the gateway doesn't know is closed.

        A report: its buyer had paid at that very moment, and the gateway has paid all of it back at once.
        Raises GatewayAway, TradePaid; GatewayRefuses: it says no, and is to be asked how the trade stands.
        """

    async def refund(self, trade: Trade, now: datetime) -> bool:
        """Pay a trade back; asked twice, it is paid back once. Whether the money has gone.

        Raises GatewayAway, GatewayRefuses.
        """
