"""What Telegram answers when it says no, word for word."""

from collections.abc import Mapping

#: What stands before the reason, by error code.
PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
}
OTHER_CODES = {
    413: "Request Entity Too Large",
    500: "Internal Server Error: restart",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


class Refusal(Exception):
    """A call that Telegram refuses: an error code, its text and, for some, what to do next."""

    def __init__(self, code: int, reason: str = "", parameters: Mapping[str, int] | None = None) -> None:
        prefix = PREFIXES.get(code, OTHER_CODES.get(code, "Error"))
        self.code = code
        self.description = f"{prefix}: {reason}" if reason else prefix
        self.parameters = parameters
        super().__init__(self.description)

    def answer(self) -> dict[str, object]:
        """The answer's JSON."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = dict(self.parameters)
        return body


class DoorError(ValueError):
    """Something that no person on Telegram could do was asked at the people's door."""


class ConnectionDropped(ConnectionError):
    """The connection broke; `delivered` says whether the call had taken effect by then."""

    def __init__(self, *, delivered: bool) -> None:
        self.delivered = delivered
        super().__init__("the connection was dropped")


def bad(reason: str) -> Refusal:
    """A 400 with Telegram's text."""
    return Refusal(400, reason)


def forbidden(reason: str) -> Refusal:
    """A 403 with Telegram's text."""
    return Refusal(403, reason)


def too_many(seconds: int) -> Refusal:
    """A 429 that says when to try again."""
    return Refusal(429, f"retry after {seconds}", {"retry_after": seconds})
