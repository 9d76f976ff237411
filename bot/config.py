"""Settings, from the environment and `.env`: checked all at once, before anything starts. Only bot/app.py sees them."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.invoices import CURRENCIES

#: What each setting has to look like: shown when it does not.
EXPECTED = {
    "bot_token": "the token @BotFather gave, e.g. 123456789:AAbb… (digits, a colon, 35 letters)",
    "telegram_api_base": "an address without a path, e.g. https://api.telegram.org",
    "database_url": "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME, e.g. sqlite:///kaituan.db",
    "admin_ids": "Telegram ids with commas between, e.g. 12345,67890",
    "leadership": "open (a group's administrators lead) or approved (somebody in ADMIN_IDS approves each), e.g. open",
    "http_host": "the address that health and metrics listen on, e.g. 127.0.0.1",
    "http_port": "a port from 1 to 65535, or 0 to listen nowhere, e.g. 8080",
    "webhook_url": "the public address that Telegram pushes updates to, e.g. https://bot.example.org",
    "webhook_secret": "32 to 256 letters, digits, _ and -; openssl rand -hex 32 makes one",
    "font_dir": "a folder with fonts (.ttf, .otf, .ttc) that posters use before the system's, e.g. /srv/fonts",
    "payments_url": "the public address that gateways report payments to, e.g. https://bot.example.org",
    "alipay_app_id": "the number of your app at Alipay, 16 digits, e.g. 2021000000000000",
    "alipay_seller_id": "your merchant number at Alipay, 16 digits from 2088 on, e.g. 2088000000000000",
    "alipay_name": "your merchant's name as buyers know it, up to 40 letters, e.g. Alipay",
    "alipay_private_key": "your app's private key (RSA2), or a file with it, e.g. /srv/keys/alipay-app.pem",
    "alipay_public_key": "Alipay's public key, not yours, or a file with it, e.g. /srv/keys/alipay.pem",
    "alipay_groups": "numbers of groups with commas between, or all, e.g. -1001234567890",
    "alipay_api_base": "an address without a path, e.g. https://openapi.alipay.com",
    "wechat_app_id": "the id of your app, which is bound to the merchant, e.g. wx0123456789abcdef",
    "wechat_merchant_id": "your merchant number at WeChat Pay, 8 to 10 digits, e.g. 1900000001",
    "wechat_name": "your merchant's name as buyers know it, up to 40 letters, e.g. WeChat Pay",
    "wechat_serial": "the serial number of your merchant certificate, 40 letters and digits (hexadecimal)",
    "wechat_private_key": "your merchant's private key, or a file with it, e.g. /srv/keys/apiclient_key.pem",
    "wechat_public_key_id": "the number of WeChat Pay's public key, e.g. PUB_KEY_ID_0119000000012026, or the serial"
    " number of its certificate, 40 letters and digits (hexadecimal)",
    "wechat_public_key": "WeChat Pay's key or certificate, not yours, or a file with it, e.g. /srv/keys/wechat.pem",
    "wechat_api_key": "your APIv3 key: 32 letters and digits",
    "wechat_groups": "numbers of groups with commas between, or all, e.g. -1001234567890",
    "wechat_api_base": "an address without a path, e.g. https://api.mch.weixin.qq.com",
    "invoice_provider_token": "the token of your payment provider from @BotFather, e.g. 123456789:TEST:abcdef012345",
    "invoice_name": "your shop's name as buyers know it, up to 40 letters, e.g. Green Market",
    "invoice_currencies": f"what your provider takes, with commas between, of {', '.join(sorted(CURRENCIES))}",
    "invoice_groups": "numbers of groups with commas between, or all, e.g. -1001234567890",
    "log_level": "DEBUG, INFO, WARNING or ERROR, e.g. INFO",
    "log_format": "json (for machines) or text (for eyes), e.g. json",
    "clock": "system, or sandbox to follow the clock of a sandbox on this machine, e.g. system",
}

#: Letters of a file's name; a key is longer.
_PATH_AT_MOST = 300
#: Where Telegram itself is: it pushes over https to four ports only; a Bot API server of one's own to any.
_CLOUD, _CLOUD_PORTS = "api.telegram.org", (443, 80, 88, 8443)
_WEBHOOK = re.compile(r"(?P<scheme>https?)://[A-Za-z0-9.-]+(:(?P<port>\d{1,5}))?(/[A-Za-z0-9._~-]+)*/?")
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")

_WORDS = {
    "alipay_app_id": re.compile(r"\d{16}", re.ASCII),
    "alipay_seller_id": re.compile(r"2088\d{12}", re.ASCII),
    "wechat_app_id": re.compile(r"wx[0-9a-f]{16}"),
    "wechat_merchant_id": re.compile(r"\d{8,10}", re.ASCII),
    "wechat_serial": re.compile(r"[0-9A-Fa-f]{40}"),
    "wechat_public_key_id": re.compile(r"PUB_KEY_ID_\d{1,40}|[0-9A-Fa-f]{40}", re.ASCII),
}
#: A payment provider's token: which provider, whether its money is real, and the shop's secret.
_PROVIDER_TOKEN = re.compile(r"\d{1,15}:(TEST|LIVE):[!-~]{4,200}", re.ASCII)
#: By which setting a gateway is switched on, and what it needs besides.
_SWITCHES = {"alipay": "alipay_app_id", "wechat": "wechat_app_id", "invoice": "invoice_provider_token"}
_NEEDED = (
    "alipay_seller_id", "alipay_private_key", "alipay_public_key", "alipay_groups",
    "wechat_merchant_id", "wechat_serial", "wechat_private_key", "wechat_public_key_id", "wechat_public_key",
    "wechat_api_key", "wechat_groups", "invoice_currencies", "invoice_groups",
)  # fmt: skip

# The redaction of logs knows a token by the same shape: what is accepted here is never logged.
_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")


class SettingsWrong(Exception):
    """The settings can't be used; every fault by its name, none with its value."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Settings(BaseSettings):
    """What an operator decides; `.env.example` says what each is for."""

    model_config = SettingsConfigDict(
        env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    bot_token: SecretStr
    telegram_api_base: str = "https://api.telegram.org"
    database_url: str = Field(default="sqlite:///kaituan.db", repr=False)
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    leadership: Literal["open", "approved"] = "open"
    http_host: str = Field(default="127.0.0.1", min_length=1)
    http_port: int = Field(default=8080, ge=0, le=65535)
    webhook_url: str = ""
    webhook_secret: SecretStr = Field(default=SecretStr(""), validate_default=True)
    font_dir: str = ""
    payments_url: str = ""
    alipay_app_id: str = Field(default="", repr=False)
    alipay_seller_id: str = Field(default="", repr=False, validate_default=True)
    alipay_name: str = Field(default="Alipay", min_length=1, max_length=40)
    alipay_private_key: SecretStr = Field(default=SecretStr(""), validate_default=True)
    alipay_public_key: SecretStr = Field(default=SecretStr(""), validate_default=True)
    alipay_groups: Annotated[frozenset[int] | Literal["all"], NoDecode] = Field(
        default=frozenset(), validate_default=True
    )
    alipay_api_base: str = "https://openapi.alipay.com"
    wechat_app_id: str = Field(default="", repr=False)
    wechat_merchant_id: str = Field(default="", repr=False, validate_default=True)
    wechat_name: str = Field(default="WeChat Pay", min_length=1, max_length=40)
    wechat_serial: str = Field(default="", repr=False, validate_default=True)
    wechat_private_key: SecretStr = Field(default=SecretStr(""), validate_default=True)
    wechat_public_key_id: str = Field(default="", repr=False, validate_default=True)
    wechat_public_key: SecretStr = Field(default=SecretStr(""), validate_default=True)
    wechat_api_key: SecretStr = Field(default=SecretStr(""), validate_default=True)
    wechat_groups: Annotated[frozenset[int] | Literal["all"], NoDecode] = Field(
        default=frozenset(), validate_default=True
    )
    wechat_api_base: str = "https://api.mch.weixin.qq.com"
    invoice_provider_token: SecretStr = Field(default=SecretStr(""), validate_default=True)
    invoice_name: str = Field(default="Telegram", min_length=1, max_length=40)
    invoice_currencies: Annotated[frozenset[str], NoDecode] = Field(default=frozenset(), validate_default=True)
    invoice_groups: Annotated[frozenset[int] | Literal["all"], NoDecode] = Field(
        default=frozenset(), validate_default=True
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"
    clock: Literal["system", "sandbox"] = "system"

    @field_validator("bot_token")
    @classmethod
    def _is_a_token(cls, token: SecretStr) -> SecretStr:
        if not _TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError
        return token

    @field_validator("telegram_api_base", "alipay_api_base", "wechat_api_base")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str) -> str:
        driver_urls(url)
        return url

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _are_ids(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        ids = [each.strip() for each in given.split(",") if each.strip()]
        if not all(re.fullmatch(r"[1-9]\d{0,15}", each) for each in ids):
            raise ValueError
        return frozenset(int(each) for each in ids)

    @field_validator("leadership")
    @classmethod
    def _has_somebody_to_ask(cls, leadership: str, info: ValidationInfo) -> str:
        if leadership == "approved" and not info.data.get("admin_ids", True):
            raise ValueError("approved needs ADMIN_IDS: whom to ask")
        return leadership

    @field_validator("webhook_url")
    @classmethod
    def _can_be_pushed_to(cls, url: str, info: ValidationInfo) -> str:
        if not url:
            return url
        known = _WEBHOOK.fullmatch(url)
        if known is None or int(known["port"] or 1) not in range(1, 65536):
            raise ValueError
        is_cloud = urlsplit(info.data.get("telegram_api_base", "")).hostname == _CLOUD
        if is_cloud and (known["scheme"] != "https" or int(known["port"] or 443) not in _CLOUD_PORTS):
            raise ValueError("https at port 443, 80, 88 or 8443: Telegram pushes to no other")
        if info.data.get("http_port") == 0:
            raise ValueError("needs HTTP_PORT: what Telegram pushes is taken there")
        return url.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _is_a_secret(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        given = secret.get_secret_value()
        if not given and info.data.get("webhook_url"):
            raise ValueError(f"is missing: {EXPECTED['webhook_secret']}")
        if given and not _SECRET.fullmatch(given):
            raise ValueError
        return secret

    @field_validator("font_dir")
    @classmethod
    def _is_a_folder(cls, folder: str) -> str:
        if folder and not Path(folder).expanduser().is_dir():
            raise ValueError("is no folder here")
        return folder

    @field_validator("payments_url")
    @classmethod
    def _can_be_reported_to(cls, url: str, info: ValidationInfo) -> str:
        if not url:
            return url
        known = _WEBHOOK.fullmatch(url)
        if known is None or not (known["scheme"] == "https" or _is_loopback(url)):
            raise ValueError
        if info.data.get("http_port") == 0:
            raise ValueError("needs HTTP_PORT: what gateways report is taken there")
        return url.rstrip("/")

    @field_validator(*_WORDS)
    @classmethod
    def _is_its_word(cls, given: str, info: ValidationInfo) -> str:
        if given and not _WORDS[str(info.field_name)].fullmatch(given):
            raise ValueError
        return given

    @field_validator("alipay_app_id", "wechat_app_id")
    @classmethod
    def _has_an_address(cls, given: str, info: ValidationInfo) -> str:
        if given and not info.data.get("payments_url", "wrong"):
            raise ValueError("needs PAYMENTS_URL: where payments are reported to")
        return given

    @field_validator("alipay_private_key", "alipay_public_key", "wechat_private_key", "wechat_public_key")
    @classmethod
    def _is_a_key(cls, key: SecretStr, info: ValidationInfo) -> SecretStr:
        if not key.get_secret_value():
            return key
        return SecretStr(_key(key.get_secret_value(), private="private" in str(info.field_name)))

    @field_validator("wechat_api_key")
    @classmethod
    def _is_an_api_key(cls, key: SecretStr) -> SecretStr:
        if key.get_secret_value() and not re.fullmatch(r"[A-Za-z0-9]{32}", key.get_secret_value()):
            raise ValueError
        return key

    @field_validator("invoice_provider_token")
    @classmethod
    def _is_a_providers_token(cls, token: SecretStr) -> SecretStr:
        if token.get_secret_value() and not _PROVIDER_TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError
        return token

    @field_validator("invoice_currencies", mode="before")
    @classmethod
    def _are_currencies(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        codes = frozenset(each.strip().upper() for each in given.split(",") if each.strip())
        if not codes <= CURRENCIES:
            raise ValueError
        return codes

    @field_validator("alipay_groups", "wechat_groups", "invoice_groups", mode="before")
    @classmethod
    def _are_groups(cls, given: object) -> object:
        if not isinstance(given, str) or given == "all":
            return given
        ids = [each.strip() for each in given.split(",") if each.strip()]
        if not all(re.fullmatch(r"-[1-9]\d{0,15}", each) for each in ids):
            raise ValueError
        return frozenset(int(each) for each in ids)

    @field_validator(*_NEEDED)
    @classmethod
    def _is_there(cls, given: Any, info: ValidationInfo) -> Any:
        name = str(info.field_name)
        given_here = given.get_secret_value() if isinstance(given, SecretStr) else given
        switch = info.data.get(_SWITCHES[name.partition("_")[0]])
        if not given_here and (switch.get_secret_value() if isinstance(switch, SecretStr) else switch):
            raise ValueError(f"is missing: {EXPECTED[name]}")
        return given

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, given: object) -> object:
        return given.upper() if isinstance(given, str) else given

    @field_validator("clock")
    @classmethod
    def _has_a_sandbox(cls, clock: str, info: ValidationInfo) -> str:
        base = info.data.get("telegram_api_base")
        if clock == "sandbox" and base is not None and not _is_loopback(base):
            raise ValueError("sandbox only with TELEGRAM_API_BASE on this machine, e.g. http://127.0.0.1:8081")
        return clock


def load(env_file: str | None = ".env", **overrides: object) -> Settings:
    """The settings: overrides (None says nothing), the environment, the file, in this order. Raises SettingsWrong."""
    given = {name: value for name, value in overrides.items() if value is not None}
    unknown = sorted(given.keys() - Settings.model_fields.keys())
    if unknown:
        raise TypeError(f"no such setting: {', '.join(unknown)}")
    try:
        return Settings(_env_file=env_file, **given)  # type: ignore[arg-type]  # checked by pydantic
    except ValidationError as error:
        faults = [_fault(each) for each in error.errors(include_url=False, include_input=False)]
    raise SettingsWrong(faults)  # outside the handler: the error it came from holds what was given


def driver_urls(database_url: str) -> str:
    """What the driver takes: a file's path for SQLite, `postgresql+asyncpg://…` for PostgreSQL. Raises ValueError."""
    scheme, _, rest = database_url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and rest[1:] and ":memory:" not in rest and "?" not in rest:
        return rest[1:]
    parts = urlsplit(database_url)
    if parts.scheme in ("postgresql", "postgres") and parts.path.strip("/"):
        # asyncpg calls `ssl` what everybody else calls `sslmode`
        query = [("ssl" if key == "sslmode" else key, value) for key, value in parse_qsl(parts.query)]
        return urlunsplit(("postgresql+asyncpg", parts.netloc, parts.path, urlencode(query), ""))
    raise ValueError(EXPECTED["database_url"])


def _key(given: str, *, private: bool) -> str:
    """A key's own text, from itself or its file. Raises ValueError."""
    try:
        from bot.gateways import keys  # noqa: PLC0415 its library is an extra, loaded only where a gateway is set up
    except ImportError:
        raise ValueError("needs the extra `gateways` to be installed") from None
    path = Path(given).expanduser() if len(given) < _PATH_AT_MOST and "\n" not in given else None
    try:
        text = path.read_text("ascii") if path is not None and path.is_file() else given
    except (OSError, UnicodeDecodeError):
        raise ValueError("its file can't be read") from None
    (keys.private_key if private else keys.public_key)(text)
    return text


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _fault(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    said = str(error.get("ctx", {}).get("error", ""))
    if error["type"] == "missing":
        return f"{name.upper()}: is missing: {EXPECTED[name]}"
    return f"{name.upper()}: {said or EXPECTED[name]}"
