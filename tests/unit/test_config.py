from datetime import timedelta
from pathlib import Path

import pytest

from bot import config
from bot.clock import SystemClock
from tests.kit import gateways

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz-012345"

HIDDEN = {
    "bot_token", "webhook_secret", "alipay_private_key", "alipay_public_key", "wechat_private_key",
    "wechat_public_key", "wechat_api_key", "invoice_provider_token",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _only_the_settings_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in config.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def faults(**overrides: object) -> list[str]:
    with pytest.raises(config.SettingsWrong) as wrong:
        config.load(None, **overrides)
    return wrong.value.faults


def test_a_token_is_enough() -> None:
    settings = config.load(None, bot_token=TOKEN)
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.webhook_secret.get_secret_value() == ""
    assert settings.model_dump(exclude=HIDDEN) == {
        "telegram_api_base": "https://api.telegram.org",
        "database_url": "sqlite:///kaituan.db",
        "admin_ids": frozenset(),
        "leadership": "open",
        "http_host": "127.0.0.1",
        "http_port": 8080,
        "webhook_url": "",
        "font_dir": "",
        "payments_url": "",
        "alipay_app_id": "",
        "alipay_seller_id": "",
        "alipay_name": "Alipay",
        "alipay_groups": frozenset(),
        "alipay_api_base": "https://openapi.alipay.com",
        "wechat_app_id": "",
        "wechat_merchant_id": "",
        "wechat_name": "WeChat Pay",
        "wechat_serial": "",
        "wechat_public_key_id": "",
        "wechat_groups": frozenset(),
        "wechat_api_base": "https://api.mch.weixin.qq.com",
        "invoice_name": "Telegram",
        "invoice_currencies": frozenset(),
        "invoice_groups": frozenset(),
        "log_level": "INFO",
        "log_format": "json",
        "clock": "system",
    }


def test_every_fault_is_named_at_once() -> None:
    told = faults(
        bot_token="a secret", telegram_api_base="ftp://x", database_url="mysql://x", admin_ids="12,me", leadership="x",
        http_host="", http_port=70000, webhook_url="x", webhook_secret="short", font_dir="/no/such", payments_url="http://x",
        alipay_app_id="x", alipay_seller_id="2", alipay_name="", alipay_private_key="x", alipay_public_key="x",
        alipay_groups="5", alipay_api_base="x", wechat_app_id="x", wechat_merchant_id="x", wechat_name="",
        wechat_serial="x", wechat_private_key="x", wechat_public_key_id="x", wechat_public_key="x", wechat_api_key="x",
        wechat_groups="x", wechat_api_base="x", invoice_provider_token="x", invoice_name="", invoice_currencies="IDR",
        invoice_groups="5", log_level="loud",
        log_format="xml", clock="water",
    )  # fmt: skip
    assert [fault.partition(":")[0] for fault in told] == [name.upper() for name in config.Settings.model_fields]
    assert told[3] == "ADMIN_IDS: Telegram ids with commas between, e.g. 12345,67890"
    assert told[6] == "HTTP_PORT: a port from 1 to 65535, or 0 to listen nowhere, e.g. 8080"


def test_a_missing_token_is_called_missing() -> None:
    (fault,) = faults()
    assert fault.startswith("BOT_TOKEN: is missing: the token @BotFather gave")


def test_no_fault_shows_a_secret() -> None:
    with pytest.raises(config.SettingsWrong) as wrong:
        config.load(None, bot_token="123:hush-hush", database_url="mysql://me:hush-hush@host/x")
    assert "hush" not in repr(wrong.value)
    assert (wrong.value.__cause__, wrong.value.__context__) == (None, None)


def test_settings_show_neither_token_nor_password() -> None:
    settings = config.load(None, bot_token=TOKEN, database_url="postgresql://me:hush@host/name")
    assert TOKEN not in repr(settings)
    assert "hush" not in repr(settings)


def test_environment_comes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text(f"BOT_TOKEN={TOKEN}\nHTTP_PORT=1\nADMIN_IDS=1, 2\nLOG_LEVEL=\nSOMEBODY_ELSES=x\n")
    monkeypatch.setenv("HTTP_PORT", "2")
    settings = config.load(str(file), log_format=None)
    assert (settings.http_port, settings.admin_ids, settings.log_level) == (2, {1, 2}, "INFO")


def test_fonts_come_from_a_folder_that_is_there(tmp_path: Path) -> None:
    assert config.load(None, bot_token=TOKEN, font_dir=str(tmp_path)).font_dir == str(tmp_path)
    assert faults(bot_token=TOKEN, font_dir=str(tmp_path / "x")) == ["FONT_DIR: is no folder here"]


def test_small_letters_name_a_level() -> None:
    assert config.load(None, bot_token=TOKEN, log_level="debug").log_level == "DEBUG"


def test_an_override_nobody_knows_is_a_bug() -> None:
    with pytest.raises(TypeError, match="no such setting: port"):
        config.load(None, bot_token=TOKEN, port=1)


@pytest.mark.parametrize("base", ["http://127.0.0.1:8081", "http://localhost:8081/", "http://[::1]:8081"])
def test_a_sandbox_on_this_machine_may_set_the_clock(base: str) -> None:
    settings = config.load(None, bot_token=TOKEN, telegram_api_base=base, clock="sandbox")
    assert (settings.clock, settings.telegram_api_base) == ("sandbox", base.rstrip("/"))


@pytest.mark.parametrize("base", ["https://api.telegram.org", "http://10.0.0.1:8081", "http://localhost.example.org"])
def test_nobody_else_may_set_the_clock(base: str) -> None:
    assert faults(bot_token=TOKEN, telegram_api_base=base, clock="sandbox") == [
        "CLOCK: sandbox only with TELEGRAM_API_BASE on this machine, e.g. http://127.0.0.1:8081"
    ]


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("sqlite:///kaituan.db", "kaituan.db"),
        ("sqlite:////var/lib/kaituan/data.db", "/var/lib/kaituan/data.db"),
        ("postgresql://me:pw@host:5433/name", "postgresql+asyncpg://me:pw@host:5433/name"),
        ("postgres://host/name", "postgresql+asyncpg://host/name"),
        ("postgresql://host/name?sslmode=require", "postgresql+asyncpg://host/name?ssl=require"),
        ("postgresql://postgres:@/postgres?host=/run/pg", "postgresql+asyncpg://postgres:@/postgres?host=%2Frun%2Fpg"),
    ],
)
def test_what_people_write_becomes_what_the_driver_takes(written: str, taken: str) -> None:
    assert config.driver_urls(written) == taken


@pytest.mark.parametrize(
    "written",
    ["", "kaituan.db", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///x?mode=ro", "postgresql://host"],
)
def test_other_databases_are_refused(written: str) -> None:
    assert faults(bot_token=TOKEN, database_url=written or "x")[0].startswith(
        "DATABASE_URL: sqlite:///FILE or postgresql"
    )


SECRET = "0123456789abcdefghijklmnopqrs-_Z"


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("https://bot.example.org", "https://bot.example.org"),
        ("https://bot.example.org:8443/kaituan/", "https://bot.example.org:8443/kaituan"),
    ],
)
def test_a_public_address_and_a_secret_are_a_webhook(written: str, taken: str) -> None:
    settings = config.load(None, bot_token=TOKEN, webhook_url=written, webhook_secret=SECRET)
    assert (settings.webhook_url, settings.webhook_secret.get_secret_value()) == (taken, SECRET)
    assert SECRET not in repr(settings)


@pytest.mark.parametrize(
    "url", ["http://bot.example.org", "https://bot.example.org:8444", "http://bot.example.org:443"]
)
def test_telegram_pushes_over_https_to_four_ports_only(url: str) -> None:
    told = faults(bot_token=TOKEN, webhook_url=url, webhook_secret=SECRET)
    assert told == ["WEBHOOK_URL: https at port 443, 80, 88 or 8443: Telegram pushes to no other"]


def test_a_server_of_ones_own_pushes_anywhere() -> None:
    base, url = "http://127.0.0.1:8081", "http://127.0.0.1:8080"
    settings = config.load(
        None, bot_token=TOKEN, telegram_api_base=base, webhook_url=url, webhook_secret=SECRET, http_port=1
    )
    assert settings.webhook_url == url


@pytest.mark.parametrize(
    "url",
    [
        "bot.example.org", "ftp://bot.example.org", "https://", "https://me:pw@bot.example.org", "https://b.org/?x=1",
        "https://b.org/#x", "https://b.org/{x}", "https://b.org/a//b", "https://b.org:x", "https://b.org:70000",
    ],
)  # fmt: skip
def test_what_nobody_can_push_to_is_no_webhook(url: str) -> None:
    (told,) = faults(bot_token=TOKEN, webhook_url=url, webhook_secret=SECRET)
    assert told == f"WEBHOOK_URL: {config.EXPECTED['webhook_url']}"


@pytest.mark.parametrize("secret", ["x" * 31, "x" * 257, "x" * 32 + " ", "ü" * 32])
def test_a_secret_that_telegram_or_we_would_not_take_is_refused(secret: str) -> None:
    (told,) = faults(bot_token=TOKEN, webhook_url="https://bot.example.org", webhook_secret=secret)
    assert told == "WEBHOOK_SECRET: 32 to 256 letters, digits, _ and -; openssl rand -hex 32 makes one"


def test_a_webhook_without_a_secret_is_refused() -> None:
    (told,) = faults(bot_token=TOKEN, webhook_url="https://bot.example.org")
    assert told.startswith("WEBHOOK_SECRET: is missing: 32 to 256 letters")


def test_a_webhook_needs_a_port_to_listen_on() -> None:
    (told,) = faults(bot_token=TOKEN, webhook_url="https://bot.example.org", webhook_secret=SECRET, http_port=0)
    assert told == "WEBHOOK_URL: needs HTTP_PORT: what Telegram pushes is taken there"


def alipay(**changed: str | None) -> dict[str, str | None]:
    given: dict[str, str | None] = {
        "payments_url": "https://bot.example.org/",
        "alipay_app_id": gateways.APP_ID,
        "alipay_seller_id": gateways.SELLER_ID,
        "alipay_private_key": gateways.private_pem(gateways.a_key("merchant")),
        "alipay_public_key": gateways.public_pem(gateways.a_key("alipay")),
        "alipay_groups": "-1001,-1002",
    }
    return {"bot_token": TOKEN, **given, **changed}


def test_alipay_takes_groups_by_number_or_all_of_them() -> None:
    settings = config.load(None, **alipay())
    assert (settings.payments_url, settings.alipay_groups) == ("https://bot.example.org", frozenset({-1001, -1002}))
    assert config.load(None, **alipay(alipay_groups="all")).alipay_groups == "all"


@pytest.mark.parametrize("lacks", ["seller_id", "private_key", "public_key", "groups"])
def test_alipay_names_what_it_lacks(lacks: str) -> None:
    name = f"alipay_{lacks}"
    assert faults(**alipay(**{name: ""})) == [f"{name.upper()}: is missing: {config.EXPECTED[name]}"]


def test_alipay_needs_an_address_and_a_port() -> None:
    assert faults(**alipay(payments_url="")) == ["ALIPAY_APP_ID: needs PAYMENTS_URL: where payments are reported to"]
    (told, *_) = faults(**alipay(), http_port=0)
    assert told == "PAYMENTS_URL: needs HTTP_PORT: what gateways report is taken there"


def test_a_key_is_read_from_its_file_or_from_the_setting_and_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "app.pem"
    written = gateways.private_pem(gateways.a_key("merchant"))
    file.write_text(written)
    settings = config.load(None, **alipay(alipay_private_key=str(file)))
    assert settings.alipay_private_key.get_secret_value() == written
    bare = "".join(written.splitlines()[1:-1])
    assert config.load(None, **alipay(alipay_private_key=bare)).alipay_private_key.get_secret_value() == bare
    assert written[100:140] not in repr(settings)


def test_a_key_of_the_wrong_half_is_refused() -> None:
    public = gateways.public_pem(gateways.a_key("alipay"))
    assert faults(**alipay(alipay_private_key=public)) == ["ALIPAY_PRIVATE_KEY: no private RSA key"]


def wechat(**changed: str | None) -> dict[str, str | None]:
    stand_in = gateways.WeChatStandIn(SystemClock().now)
    given = {**stand_in.settings(), "wechat_api_base": "https://api.mch.weixin.qq.com"}
    return {"bot_token": TOKEN, "payments_url": "https://bot.example.org", **given, **changed}


def test_wechat_pay_takes_its_settings() -> None:
    settings = config.load(None, **wechat())
    assert (settings.wechat_groups, settings.wechat_merchant_id) == ("all", gateways.MERCHANT)
    assert gateways.API_KEY not in repr(settings)


def test_wechat_pays_key_may_be_a_certificates() -> None:
    stand_in = gateways.WeChatStandIn(SystemClock().now)
    number, now = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1", SystemClock().now()
    pem = stand_in.issues(number, "wechat", now, now + timedelta(days=1)).pem
    settings = config.load(None, **wechat(wechat_public_key_id=number, wechat_public_key=pem))
    assert settings.wechat_public_key.get_secret_value() == pem


@pytest.mark.parametrize(
    "lacks", ["merchant_id", "serial", "private_key", "public_key_id", "public_key", "api_key", "groups"]
)
def test_wechat_pay_names_what_it_lacks(lacks: str) -> None:
    name = f"wechat_{lacks}"
    assert faults(**wechat(**{name: ""})) == [f"{name.upper()}: is missing: {config.EXPECTED[name]}"]


PROVIDER = "284685063:TEST:NjQ5MzNkYzUx"


def test_invoices_need_currencies_and_groups() -> None:
    told = faults(bot_token=TOKEN, invoice_provider_token=PROVIDER)
    assert [fault.partition(":")[0] for fault in told] == ["INVOICE_CURRENCIES", "INVOICE_GROUPS"]
    settings = config.load(
        None, bot_token=TOKEN, invoice_provider_token=PROVIDER, invoice_currencies="eur, USD", invoice_groups="-100,-7"
    )
    assert (settings.invoice_currencies, settings.invoice_groups) == ({"EUR", "USD"}, {-100, -7})
    assert PROVIDER not in repr(settings)


@pytest.mark.parametrize("token", ["284685063", "284685063:test:NjQ5", "x:TEST:NjQ5", "284685063:TEST:Nj Q5", TOKEN])
def test_what_is_no_providers_token_is_refused(token: str) -> None:
    (fault,) = faults(bot_token=TOKEN, invoice_provider_token=token, invoice_currencies="EUR", invoice_groups="all")
    assert fault.startswith("INVOICE_PROVIDER_TOKEN: the token of your payment provider")


@pytest.mark.parametrize("currency", ["XTR", "IDR", "BTC", "EUR;USD"])
def test_a_currency_that_invoices_can_t_ask_is_refused(currency: str) -> None:
    told = faults(bot_token=TOKEN, invoice_provider_token=PROVIDER, invoice_currencies=currency, invoice_groups="all")
    assert [fault.partition(":")[0] for fault in told] == ["INVOICE_CURRENCIES"]
