"""Texts: facts are typed and escaped, money, numbers and times are each language's own, and a gap is a bug."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from timeit import repeat
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deal_texts import UnknownLine
from bot.domain.errors import NotFound
from bot.domain.money import BadAmount, Money, currency
from bot.domain.orders import AlreadyIn
from bot.i18n import BadText, Fact, Html, Languages, MissingText, Name, Texts, code, joined
from bot.payqr.errors import PayeeUnreadable

LANGUAGES = Languages(Path("locales"))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def texts(language: str = "en", zone: str = "Europe/Berlin", now: datetime | None = NOW) -> Texts:
    """Texts as told in Berlin on a Tuesday at one o'clock."""
    return LANGUAGES.texts(language, ZoneInfo(zone), now)


def languages_of(folder: Path, english: str) -> Languages:
    """A language of these texts only."""
    (folder / "en").mkdir()
    (folder / "en" / "a.ftl").write_text(english, encoding="utf-8")
    return Languages(folder)


@pytest.mark.parametrize(
    ("wish", "language"),
    [("en", "en"), ("zh", "zh"), ("zh-hans", "zh"), ("zh-CN", "zh"), ("zh_TW", "zh"), ("ZH-Hant-HK", "zh"),
     ("en-GB", "en"), ("fr", "en"), ("", "en"), (None, "en"), ("zhx", "en")],
)  # fmt: skip
def test_a_reader_gets_the_nearest_language(wish: str | None, language: str) -> None:
    assert LANGUAGES.texts(wish).language == language


def test_the_first_wish_we_speak_wins() -> None:
    assert LANGUAGES.known == ("en", "zh")
    assert LANGUAGES.nearest(None, "fr", "zh-hant", "en") == "zh"
    assert LANGUAGES.nearest() == "en"


@pytest.mark.parametrize(
    ("minor", "unit", "english", "chinese"),
    [
        (2990, "EUR", "29.90 €", "29.90 €"),
        (123_456_789, "USD", "$1,234,567.89", "US$1,234,567.89"),
        (990, "CNY", "CN¥9.90", "¥9.90"),
        (29_900, "VND", "29,900 ₫", "29,900 ₫"),
        (29_900, "IDR", "29,900 IDR", "29,900 IDR"),
        (12_950, "RSD", "129.50 RSD", "129.50 RSD"),
        (5000, "THB", "50.00 THB", "50.00 THB"),
        (29_900, "BTC", "0.000299 BTC", "0.000299 BTC"),
        (5_000_000_000, "BTC", "50.00 BTC", "50.00 BTC"),
        (1, "BTC", "0.00000001 BTC", "0.00000001 BTC"),
        (1_234_500_000_000, "TON", "1,234.50 TON", "1,234.50 TON"),
        (10**15 - 1, "TON", "999,999.999999999 TON", "999,999.999999999 TON"),
    ],
)
def test_money_is_written_whole(minor: int, unit: str, english: str, chinese: str) -> None:
    money = Money(minor, currency(unit))
    assert texts("en").money(money) == english
    assert texts("zh").money(money) == chinese


@pytest.mark.parametrize(
    ("at", "english", "chinese", "form"),
    [
        (datetime(2026, 11, 24, 20, 0, tzinfo=UTC), "Tue 21:00", "周二 21:00", "wt"),
        (datetime(2026, 11, 29, 20, 0, tzinfo=UTC), "Sun 21:00", "周日 21:00", "wt"),
        (datetime(2026, 11, 24, 7, 5, 59, tzinfo=UTC), "Tue 08:05", "周二 08:05", "wt"),
        (datetime(2026, 11, 30, 12, 0, tzinfo=UTC), "Mon, Nov 30, 13:00", "11月30日周一 13:00", "wDt"),
        (datetime(2026, 11, 22, 20, 0, tzinfo=UTC), "Sun, Nov 22, 21:00", "11月22日周日 21:00", "wDt"),
        (datetime(2027, 1, 3, 20, 0, tzinfo=UTC), "Jan 3, 2027, 21:00", "2027年1月3日 21:00", "Dt"),
    ],
)
def test_a_moment_names_the_day_and_the_date_only_when_it_must(
    at: datetime, english: str, chinese: str, form: str
) -> None:
    assert texts("en").moment(at) == english
    assert texts("zh").moment(at) == chinese
    assert texts("en").tg_time(at) == f'<tg-time unix="{int(at.timestamp())}" format="{form}">{english}</tg-time>'


def test_one_instant_is_told_in_each_zone_and_on_both_sides_of_a_clock_change() -> None:
    at = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    assert texts(zone="Asia/Shanghai").moment(at) == "Tue 23:30"
    assert texts(zone="Asia/Kathmandu").moment(at) == "Tue 21:15"
    assert texts(zone="Pacific/Auckland").moment(at) == "Wed 04:30"
    october = texts(now=datetime(2026, 10, 24, 12, 0, tzinfo=UTC))
    assert october.moment(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) == "Sun 02:30"
    assert october.moment(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) == "Sun 02:30"
    assert october.moment(datetime(2026, 10, 25, 2, 30, tzinfo=UTC)) == "Sun 03:30"


def test_without_now_a_moment_is_told_with_its_whole_date() -> None:
    assert texts(now=None).moment(NOW) == "Nov 24, 2026, 13:00"


def test_a_moment_needs_a_zone_and_an_aware_time() -> None:
    with pytest.raises(BadText):
        LANGUAGES.texts("en", now=NOW).moment(NOW)
    with pytest.raises(BadText):
        texts(now=None).moment(datetime(2026, 1, 1, 12, 0))  # noqa: DTZ001 the naive time is what is refused


@pytest.mark.parametrize(
    ("length", "english", "chinese"),
    [
        (timedelta(minutes=1), "1 minute", "1 分钟"),
        (timedelta(minutes=90), "90 minutes", "90 分钟"),
        (timedelta(hours=1), "1 hour", "1 小时"),
        (timedelta(hours=24), "24 hours", "24 小时"),
        (timedelta(hours=36), "36 hours", "36 小时"),
        (timedelta(days=3), "3 days", "3 天"),
        (timedelta(days=3, minutes=1), "4,321 minutes", "4,321 分钟"),
    ],
)
def test_a_length_of_time_is_told_in_its_largest_exact_unit(length: timedelta, english: str, chinese: str) -> None:
    assert texts("en").span(length) == english
    assert texts("zh").span(length) == chinese


def test_facts_are_typed_cleaned_and_escaped(tmp_path: Path) -> None:
    english = "a = <b>{ $line }</b> { $name } { $count } { $price } { $for }\nname-unknown = ?\n" + Path(
        "locales/en/times.ftl"
    ).read_text(encoding="utf-8")
    told = languages_of(tmp_path, english).texts("en")
    facts: dict[str, Fact] = {
        "line": "<i>\u202e&\n",
        "name": Name("n" * 70),
        "count": 12_345,
        "for": timedelta(hours=2),
    }
    price = Money(100, currency("EUR"))
    assert told("a", **facts, price=price) == f"<b>&lt;i&gt;&amp;</b> {'n' * 63}… 12,345 1.00 € 2 hours"
    assert told.plain("a", **facts, price=price) == f"<b><i>&</b> {'n' * 63}… 12,345 1.00 € 2 hours"


def test_text_made_by_texts_may_be_a_fact_of_html_and_never_of_plain_text() -> None:
    inner = texts()("button-ask-leader", leader="A & B")
    assert isinstance(inner, Html)
    assert texts()("button-ask-leader", leader=inner) == "Ask Ask A &amp; B"
    with pytest.raises(BadText):
        texts().plain("button-ask-leader", leader=inner)


def test_a_time_in_html_is_a_tag_and_in_plain_text_is_not() -> None:
    tag = '<tg-time unix="1795521600" format="wt">Tue 13:00</tg-time>'
    assert texts()("button-choose-community", community=NOW) == tag
    assert texts().plain("button-choose-community", community=NOW) == "Tue 13:00"


def test_plurals_are_the_language_s_own(tmp_path: Path) -> None:
    told = languages_of(tmp_path, "a = { $n ->\n    [one] one { $n }\n   *[other] many { $n }\n}\n").texts("en")
    assert [told("a", n=count) for count in (0, 1, 2, 1001)] == ["many 0", "one 1", "many 2", "many 1,001"]


def test_a_gap_is_a_bug_and_never_shows_a_key() -> None:
    with pytest.raises(MissingText):
        texts()("no-such-text")
    with pytest.raises(BadText):
        texts()("button-ask-leader")
    for wrong in (None, 1.5, True, b"x"):
        with pytest.raises(BadText):
            texts()("button-ask-leader", leader=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", ["a = { $", "a = x\na = y\n", "a =\n    .b = c\n"])
def test_a_bad_file_stops_the_start(tmp_path: Path, bad: str) -> None:
    with pytest.raises(BadText):
        languages_of(tmp_path, bad)


def test_a_refusal_is_told_in_the_reader_s_words() -> None:
    assert texts("zh").refusal(NotFound()) == "没有找到。编号或链接可能输错了，或者不归你看。"
    assert texts("en").refusal(BadAmount(given="1.234", decimals=2)) == (
        "“1.234” isn't an amount I can use. Write a number above zero, with 2 decimals at most, like 29.90."
    )
    assert texts("en").refusal(BadAmount(given="x", decimals=0)) == (
        "“x” isn't an amount I can use. Write a whole number above zero, like 30."
    )


def test_a_refusal_s_facts_may_be_of_any_kind() -> None:
    class OddRefusal(BadAmount):
        """A narrower refusal without a text of its own."""

    told = OddRefusal(given="x", decimals=1, extra=None, at=NOW, items=(1, 2))
    assert LANGUAGES.texts("en").refusal(told).startswith("“x” isn't an amount I can use. Write a number")
    assert texts().refusal(AlreadyIn(order="K7Q2", same_team=True)) == "You're in this team already."
    assert (
        texts().refusal(AlreadyIn(order="K7Q2", same_team=False))
        == "You have an order in this deal already: /my shows it."
    )
    assert texts().refusal(UnknownLine(word="colour", suggestion="")).endswith("a remark begins with note")
    assert texts().refusal(UnknownLine(word="stok", suggestion="stock")).endswith("did you mean “stock”?")


def test_a_refusal_in_a_message_is_escaped_and_its_commands_stay_live() -> None:
    told = texts().refusal_html(PayeeUnreadable(given="<b>", expected="epc DE33 Anna & Co"))
    assert "“&lt;b&gt;”" in told
    assert "/payee epc DE33 Anna &amp; Co" in told


def test_what_is_to_be_copied_stands_as_it_is() -> None:
    assert code("a@b.example <x>\u202e") == "<code>a@b.example &lt;x&gt;</code>"


def test_names_are_listed_and_pieces_joined() -> None:
    assert texts("en").listed(["A&B", Name("C"), Html("<b>D</b>")]) == "A&amp;B, C, and <b>D</b>"
    assert texts("zh").listed([Name("甲"), Name("乙")]) == "甲和乙"
    assert joined([Html("a"), Html("<b>b</b>")]) == "a\n<b>b</b>"
    assert texts().number(1_234_567) == "1,234,567"


def test_a_card_s_texts_are_written_in_a_fraction_of_a_millisecond() -> None:
    told = texts("zh")
    price = Money(2990, currency("EUR"))

    def card() -> None:
        told("button-start-team")
        told("button-all-teams")
        told("button-buy-alone", price=price)
        told("button-confirm-all-paid", count=4, amount=price)
        told("button-choose-community", community=NOW)
        for left in (1, 2, 3):
            told("button-join-team", starter=Name("李雷 <3"), left=left)

    assert min(repeat(card, number=20, repeat=30)) / 20 < 300e-6
