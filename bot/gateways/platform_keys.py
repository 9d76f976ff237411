"""WeChat Pay's own keys, by the numbers that its answers and notices name: the one that is set, and those it hands out.

With a public key (`PUB_KEY_ID_…`) there is that one, as the operator has set it. With certificates (a serial number)
WeChat Pay changes them every few years and hands out the new ones before: they are fetched by our own timer, believed
only when a key that we hold has signed them, and kept in memory. What a notice names fetches nothing.
https://pay.weixin.qq.com/doc/v3/merchant/4012551764
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.gateways.keys import Certificate, KeyWrong, certificate
from bot.gateways.moments import GatewayRefuses
from bot.gateways.seals import SealBroken, unsealed

#: Certificates are fetched so often.
FETCHED_EVERY = timedelta(hours=12)
_SERIAL = re.compile(r"[0-9A-Fa-f]{40}")


class PlatformKeys:
    """The keys that are believed now, by number."""

    def __init__(self, number: str, key: RSAPublicKey, *, held: Certificate | None = None) -> None:
        """`held`: the certificate that the operator has set in place of its bare key."""
        self.are_handed_out = _SERIAL.fullmatch(number) is not None  #: a certificate's: others follow it
        self.number = self._named(number)
        self._set = key
        self._certificates = {} if held is None else {self.number: held}
        self._fetched_at: datetime | None = None

    def of(self, number: str, now: datetime) -> RSAPublicKey | None:
        """The key of a number; None: we hold none, or it isn't good at this moment."""
        known = self._certificates.get(self._named(number))
        if known is not None:
            return known.key if known.since <= now < known.until else None
        return self._set if self._named(number) == self.number else None

    def are_due(self, now: datetime) -> bool:
        """Whether it is time to fetch them."""
        return self.are_handed_out and (self._fetched_at is None or now - self._fetched_at >= FETCHED_EVERY)

    def take(self, found: Sequence[Certificate], now: datetime) -> list[str]:
        """Keep what was handed out beside what is still good; the numbers that are new."""
        new = [each.number for each in found if each.number not in (*self._certificates, self.number)]
        kept = {number: each for number, each in self._certificates.items() if now < each.until}
        self._certificates = kept | {each.number: each for each in found} | self._over(now)
        self._fetched_at = now
        return new

    def _over(self, now: datetime) -> dict[str, Certificate]:
        """The one that is set stays known when it is over: without it, it would be believed as set."""
        mine = self._certificates.get(self.number)
        return {} if mine is None or now < mine.until else {mine.number: mine}

    def _named(self, number: str) -> str:
        return number.upper() if self.are_handed_out else number


@dataclass(frozen=True, slots=True)
class _Line:
    """One certificate of an answer, as it is written there."""

    number: str
    resource: object


def handed_out(answer: Mapping[str, Any], api_key: bytes) -> list[Certificate]:
    """The certificates of an answer that is proven. Raises GatewayRefuses: one of them isn't what the answer says."""
    try:
        found = [_certificate(line, api_key) for line in _lines(answer)]
    except (KeyWrong, SealBroken) as wrong:
        raise GatewayRefuses(f"certificates that can't be used: {wrong}") from None
    if not found:
        raise GatewayRefuses("no certificates")
    return found


def _lines(answer: Mapping[str, Any]) -> list[_Line]:
    data = answer.get("data")
    lines = data if isinstance(data, list) else []
    if not all(isinstance(line, dict) for line in lines):
        raise SealBroken("data")
    return [_Line(str(line.get("serial_no", "")).upper(), line.get("encrypt_certificate")) for line in lines]


def _certificate(line: _Line, api_key: bytes) -> Certificate:
    found = certificate(unsealed(api_key, line.resource))
    if found.number != line.number:
        raise KeyWrong("another number than its own")
    return found
