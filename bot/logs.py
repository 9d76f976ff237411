"""Logs: a sentence for people, fields for machines, and no token, private key or account number in any of them."""

import logging
import re
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Literal

import structlog

_TOKEN = re.compile(r"\d{6,12}(?::|%3A)[A-Za-z0-9_-]{30,}")
#: A payment provider's token, as it goes out with each invoice.
_PROVIDER = re.compile(r"\d{1,15}(?::|%3A)(?:TEST|LIVE)(?::|%3A)[^\s\"'&<>]{4,}")
#: A gateway's private key, as PEM (its line breaks escaped or not) or as the bare base64 of one.
_KEY = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)|[A-Za-z0-9+/]{400,}={0,2}", re.DOTALL
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_NUMBER = re.compile(r"\+?\d(?:[ ./-]?\d){8,}")

#: Fields that hold where money goes or how a person is reached: only the last four characters are kept.
_PRIVATE = frozenset({"account", "address", "email", "iban", "payee", "payload", "phone", "pix_key", "proxy"})
#: Fields with what a person typed: numbers as long as an account's are taken out.
_TYPED = frozenset({"caption", "given", "line", "name", "note", "text"})

#: Libraries that log each request, some with the token in its address.
_QUIET = ("httpx", "httpcore", "telegram", "aiohttp.access", "apscheduler", "sqlalchemy", "aiosqlite", "alembic")
#: Libraries that log what they read, which is other people's: bank statements.
_SILENT = ("mt940",)

Fields = MutableMapping[str, Any]


def redact(text: str) -> str:
    """The text without bot tokens, providers' tokens, private keys and bank accounts."""
    return _IBAN.sub("<account>", _KEY.sub("<key>", _PROVIDER.sub("<token>", _TOKEN.sub("<token>", text))))


def set_up(level: str = "INFO", format: Literal["json", "text"] = "json") -> None:
    """Send every log line of the program and its libraries to stderr, one way, redacted; a crash too."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacting(processors=_rendered(format), foreign_pre_chain=_gathered()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=_PIPELINE,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _log_crash


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """Redacts the finished line, so that no field, message or traceback gets round it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return redact(super().format(record))


def _gathered() -> list[structlog.typing.Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        _masked,
    ]


def _rendered(format: Literal["json", "text"]) -> list[structlog.typing.Processor]:
    first = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if format == "json":  # tracebacks without local variables: they hold accounts
        return [first, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    plain = structlog.dev.plain_traceback
    return [first, _one_line, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]


def _masked(_logger: object, _method: str, fields: Fields) -> Fields:
    """What is private in the fields, as little of it as tells one from another."""
    for key, value in fields.items():
        fields[key] = _mask(key, value)
    return fields


def _mask(key: str, value: object) -> object:
    if isinstance(value, dict):
        return {inner: _mask(str(inner), held) for inner, held in value.items()}
    if key in _PRIVATE and value is not None:
        return f"…{value[-4:]}" if isinstance(value, str) and len(value) > 8 else "<private>"
    if key in _TYPED and isinstance(value, str):
        return _NUMBER.sub("<number>", value)
    return value


def _one_line(_logger: object, _method: str, fields: Fields) -> Fields:
    """A line break in a message starts no line of its own."""
    fields["event"] = str(fields.get("event", "")).replace("\r", "\\r").replace("\n", "\\n")
    return fields


def _log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger(__name__).critical("program.crashed", exc_info=(kind, error, trace))


#: One list for good: a logger keeps the list it was first used with.
_PIPELINE: list[structlog.typing.Processor] = [
    structlog.stdlib.filter_by_level,
    structlog.contextvars.merge_contextvars,
    *_gathered(),
    structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
]
