"""What leaders type, read into terms; every fault is told at once with a corrected line."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import amounts, deal_terms, deal_values, durations, local_times, wall_times
from bot.domain.deal_lines import line_of
from bot.domain.deal_terms import DealTerms
from bot.domain.deal_texts import (
    DealUnreadable,
    LineFault,
    LineTwice,
    MissingTeam,
    MissingTitle,
    MissingUntil,
    UnknownLine,
    read_deal,
    write_deal,
)
from bot.domain.deals import PayMoment
from bot.domain.errors import DomainError
from bot.domain.local_times import up_to_minute
from bot.domain.money import Money, currency
from bot.domain.plain_texts import one_line

BERLIN = ZoneInfo("Europe/Berlin")
EUR = currency("EUR")
NOW = datetime(2026, 11, 24, 14, 20, 30, tzinfo=UTC)  # a Tuesday, 15:20:30 in Berlin


def read(text: str, code: str = "EUR") -> DealTerms:
    return read_deal(text, now=NOW, zone=BERLIN, currency=currency(code))


def faults(text: str, code: str = "EUR") -> tuple[LineFault, ...]:
    with pytest.raises(DealUnreadable) as refused:
        read(text, code)
    assert refused.value.facts == {"faults": refused.value.faults}
    return refused.value.faults


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


ORANGES = DealTerms(
    title="Navel oranges 5 kg", solo=Money(3990, EUR), team_price=Money(2990, EUR), target=3, closes_at=at(24, 21),
    team_for=timedelta(hours=24), opens_at=at(24, 18), stock=60, limit=2, pay=PayMoment.CLOSE,
    due_for=timedelta(hours=24), note="First grade, from Ganzhou",
)  # fmt: skip
ENGLISH = """/deal Navel oranges 5 kg
alone 39.90
team 3 29.90
until 21:00
lasts 24h
opens 18:00
stock 60
limit 2
pay close
due 24h
note First grade, from Ganzhou"""
CHINESE = """/deal@kaituan_bot 赣州脐橙（5公斤）

单买：39.9元
成团3人 29.90
截止今晚9点
时限 24小时
开始 今天１８点
库存60份
限购2
付款先付
付款期限 2天
备注 一级果，赣州发货"""


def test_a_whole_message_reads() -> None:
    assert read(ENGLISH) == ORANGES


def test_a_whole_message_in_chinese_reads_and_its_title_stays_as_written() -> None:
    terms = read(CHINESE, "CNY")
    assert terms == DealTerms(
        title="赣州脐橙（5公斤）", solo=Money(3990, currency("CNY")), team_price=Money(2990, currency("CNY")), target=3,
        closes_at=at(24, 21), opens_at=at(24, 18), stock=60, limit=2, pay=PayMoment.FIRST,
        due_for=timedelta(days=2), note="一级果，赣州发货",
    )  # fmt: skip


def test_title_team_and_until_are_enough() -> None:
    least = DealTerms(title="Oranges", team_price=Money(2990, EUR), target=3, closes_at=at(24, 21))
    assert read("/deal Oranges\nteam 3 29.90\nuntil 21:00") == least
    assert (least.solo, least.opens_at, least.stock, least.limit, least.note) == (None, None, None, None, "")
    assert (least.pay, least.team_for, least.due_for) == (PayMoment.CLOSE, timedelta(hours=24), timedelta(hours=24))


@pytest.mark.parametrize(
    "text",
    [
        "Oranges\nteam 3 29.90\nuntil 21:00",
        "/deal\nOranges\n\nteam 3 29.90\n  until 21:00  \n",
        "/DEAL Oranges\r\nTEAM 3 29,90 €\r\nUntil: 9pm",
        "/deal Oranges | team 3 29.90 | until 21:00",
        "/deal\nOranges ｜ 团 3 29.90 ｜ 截止：21：00",
        "/deal Oranges\u2028team: 3 €29.90\u2028until 9 pm",
        "/deal \u202eOranges\u200b\nteam\u00a03 29.90\nuntil 21:00",
        "Oranges\n3人团 29.90\n截止今晚9点",
        "Oranges\n團３人２９．９０\n截止今晚９點",
        "Oranges\nｔｅａｍ 3 29.90\nｕｎｔｉｌ 21:00",
        "Oranges\n成团 3 个人 29.90\n截止时间 21:00",
        "Oranges\nteam3 29.90\nuntil今晚9点",
        "|Oranges||team 3 29.90|until 21:00|",
    ],
)
def test_the_same_deal_typed_otherwise(text: str) -> None:
    assert read(text) == DealTerms(title="Oranges", team_price=Money(2990, EUR), target=3, closes_at=at(24, 21))


@pytest.mark.parametrize(
    "title",
    ["Team jackets", "Limit edition mug", "团购脐橙", "Note books", "Stock pot 5 l", "Payback", "5 kg | 2 bags"],
)
def test_a_title_may_begin_with_one_of_the_words(title: str) -> None:
    assert read(f"/deal {title}\nteam 3 29.90\nuntil 21:00").title == title


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("pay close", PayMoment.CLOSE), ("pay at close", PayMoment.CLOSE), ("付款 成团后付", PayMoment.CLOSE),
        ("付款：截单后付", PayMoment.CLOSE), ("pay First", PayMoment.FIRST), ("付款先付", PayMoment.FIRST),
        ("pay pickup", PayMoment.PICKUP), ("付款 自提付", PayMoment.PICKUP), ("付款到付", PayMoment.PICKUP),
    ],
)  # fmt: skip
def test_the_moment_to_pay_reads(line: str, moment: PayMoment) -> None:
    assert read(f"Oranges\nteam 3 29.90\nuntil 21:00\n{line}").pay is moment


def test_equal_prices_a_stock_of_one_team_and_a_limit_of_the_stock_are_allowed() -> None:
    terms = read("Oranges\nalone 29.90\nteam 3 29.90\nuntil 21:00\nstock 3\nlimit 3")
    assert (terms.solo, terms.stock, terms.limit) == (terms.team_price, 3, 3)


_GOOD = ["/deal Oranges", "team 3 29.90", "until 21:00"]


@pytest.mark.parametrize(
    ("line", "error", "example"),
    [
        # the team
        ("team three 29.90", deal_values.BadTarget, "team 3 29.90"),
        ("team five 19.50", deal_values.BadTarget, "team 5 19.50"),
        ("team 29.90", deal_values.BadTarget, "team 3 29.90"),
        ("team 3.5 29.90", deal_values.BadTarget, "team 3 29.90"),
        ("Team many", deal_values.BadTarget, "Team 3 29.90"),
        ("成团 三人 19.90", deal_values.BadTarget, "成团 3人 19.90"),
        ("团：五 19.90", deal_values.BadTarget, "团 5人 19.90"),
        ("team 1 39.90", deal_terms.TeamOfOne, "team 3 39.90"),
        ("成团1人 39.90", deal_terms.TeamOfOne, "成团 3人 39.90"),
        ("team 0 39.90", deal_terms.TargetOutOfBounds, "team 3 39.90"),
        ("team 1001 39.90", deal_terms.TargetOutOfBounds, "team 3 39.90"),
        ("team 3", deal_values.TeamWithoutPrice, "team 3 29.90"),
        ("成团 5人", deal_values.TeamWithoutPrice, "成团 5人 29.90"),
        ("team", deal_values.LineWithoutValue, "team 3 29.90"),
        # prices
        ("team 4 29.905", amounts.TooManyDecimals, "team 4 29.90"),
        ("team 4 29.900", amounts.AmbiguousAmount, "team 4 29.90"),
        ("team 4 ¥29.90", amounts.CurrencyDiffers, "team 4 29.90"),
        ("team 4 for 25", amounts.UnreadableAmount, "team 4 25.00"),
        ("team 4 0", amounts.AmountNotPositive, "team 4 29.90"),
        ("alone 39.905", amounts.TooManyDecimals, "alone 39.90"),
        ("alone 39.900", amounts.AmbiguousAmount, "alone 39.90"),
        ("alone $39.90", amounts.CurrencyDiffers, "alone 39.90"),
        ("alone cheap", amounts.UnreadableAmount, "alone 29.90"),
        ("alone -5", amounts.AmountNotPositive, "alone 29.90"),
        ("alone 99999999999999", amounts.AmountTooLarge, "alone 29.90"),
        ("单买 三十九", amounts.UnreadableAmount, "单买 29.90"),
        ("单买", deal_values.LineWithoutValue, "单买 39.90"),
        ("alone 19.90", deal_terms.TeamPriceNotLower, "team 3 19.90"),
        # times
        ("until 8:00", deal_terms.PastDeadline, "until tomorrow 8:00"),
        ("截止 8点", deal_terms.PastDeadline, "截止 明天8:00"),
        ("until 2025-01-01 18:00", deal_terms.PastDeadline, "until tomorrow 18:00"),
        ("until 6h", local_times.BadMoment, "until +6h"),
        ("until tomorrow 9", local_times.BadMoment, "until tomorrow 9:00"),
        ("until late", local_times.BadMoment, "until tomorrow 21:00"),
        ("截止 九点", local_times.BadMoment, "截止 明天21:00"),
        ("until sunday", local_times.MomentWithoutTime, "until sunday 21:00"),
        ("截止周日", local_times.MomentWithoutTime, "截止 周日21:00"),
        ("until 30.2. 18:00", local_times.NoSuchDate, "until tomorrow 21:00"),
        ("until 2027-10-31 02:30", wall_times.MomentTwice, "until 2027-10-31 02:30 +02:00"),
        ("until 2027-03-28 02:30", wall_times.MomentMissing, "until 2027-03-28 03:00"),
        ("until 2028-03-01 18:00", deal_terms.TooFarAhead, "until 2027-11-25 15:20"),
        ("until", deal_values.LineWithoutValue, "until tomorrow 21:00"),
        ("opens 8:00", local_times.PastMoment, "opens 2026-11-24 18:10"),
        ("opens now", local_times.BadMoment, "opens 2026-11-24 18:10"),
        ("开始 马上", local_times.BadMoment, "开始 2026-11-24 18:10"),
        ("opens 21:00", deal_terms.OpensAfterClose, "opens 2026-11-24 18:10"),
        ("opens tomorrow 8:00", deal_terms.OpensAfterClose, "opens 2026-11-24 18:10"),
        ("lasts 24", durations.BadDuration, "lasts 24h"),
        ("lasts a day", durations.BadDuration, "lasts 24h"),
        ("时限 一天", durations.BadDuration, "时限 24小时"),
        ("lasts 9m", durations.DurationTooShort, "lasts 10m"),
        ("lasts 31d", durations.DurationTooLong, "lasts 30d"),
        ("时限 31天", durations.DurationTooLong, "时限 30天"),
        ("due 14m", durations.DurationTooShort, "due 15m"),
        ("due 5 weeks", durations.DurationTooLong, "due 30d"),
        ("付款期限 48", durations.BadDuration, "付款期限 48小时"),
        # units
        ("stock sixty", deal_values.BadCount, "stock 60"),
        ("stock 1,000", deal_values.BadCount, "stock 1000"),
        ("stock ten", deal_values.BadCount, "stock 10"),
        ("库存 很多", deal_values.BadCount, "库存 60"),
        ("stock 0", deal_values.CountOutOfBounds, "stock 60"),
        ("stock 1000001", deal_values.CountOutOfBounds, "stock 60"),
        ("stock 2", deal_terms.StockBelowTeam, "stock 3"),
        ("库存2份", deal_terms.StockBelowTeam, "库存 3"),
        ("limit two", deal_values.BadCount, "limit 2"),
        ("限购 两份", deal_values.BadCount, "限购 2"),
        ("limit 0", deal_values.CountOutOfBounds, "limit 2"),
        # the rest
        ("pay later", deal_values.BadPayMoment, "pay close"),
        ("pay frist", deal_values.BadPayMoment, "pay first"),
        ("付款 以后再说", deal_values.BadPayMoment, "付款 成团后付"),
        ("pay", deal_values.LineWithoutValue, "pay close"),
        ("note", deal_values.LineWithoutValue, "note First grade, from Ganzhou"),
        ("备注", deal_values.LineWithoutValue, "备注 一级果，赣州发货"),
        ("note " + "x" * 4097, deal_terms.NoteTooLong, "note " + "x" * 59 + "…"),
        ("untill 22:00", UnknownLine, "until 22:00"),
        ("Stok 60", UnknownLine, "stock 60"),
        ("库藏 60", UnknownLine, "库存 60"),
        ("Sweet and juicy", UnknownLine, "note Sweet and juicy"),
        ("又甜又多汁", UnknownLine, "备注 又甜又多汁"),
        ("12345", UnknownLine, "note 12345"),
    ],
)  # fmt: skip
def test_a_malformed_line_is_named_with_a_corrected_one(line: str, error: type[DomainError], example: str) -> None:
    keyword = line_of(1, line).keyword or line_of(1, example).keyword
    lines = [good for good in _GOOD if keyword is None or line_of(1, good).keyword is not keyword]
    (fault,) = faults("\n".join([*lines, line]))
    assert type(fault.error) is error
    blamed = lines.index("team 3 29.90") + 1 if error is deal_terms.TeamPriceNotLower else len(lines) + 1
    assert (fault.line, fault.text) == (blamed, [*lines, line][blamed - 1])
    assert fault.example == example
    mended = [*lines, line]
    mended[blamed - 1] = example
    assert read("\n".join(mended)).title == "Oranges"


def test_an_example_of_opening_is_before_the_close_on_a_later_line() -> None:
    late = "Oranges\nteam 3 29.90\nopens 8:00\nuntil sun 21:00"
    assert [fault.example for fault in faults(late)] == ["opens tomorrow 8:00"]
    assert [fault.example for fault in faults(late.replace("8:00", "马上"))] == ["opens tomorrow 8:00"]


def test_a_line_about_group_buying_is_no_team_line() -> None:
    (fault,) = faults("\n".join([*_GOOD, "团购更划算"]))
    assert (type(fault.error), fault.example) == (UnknownLine, "备注 团购更划算")


def test_a_limit_above_the_stock_is_refused() -> None:
    (fault,) = faults("\n".join([*_GOOD, "stock 10", "limit 11"]))
    assert (fault.line, type(fault.error), fault.example) == (5, deal_terms.LimitAboveStock, "limit 10")
    assert fault.error.facts == {"limit": 11, "stock": 10}


def test_a_keyword_twice_names_the_first() -> None:
    (fault,) = faults("\n".join([*_GOOD, "截止 22:00"]))
    assert (fault.line, fault.text, type(fault.error)) == (4, "截止 22:00", LineTwice)
    assert fault.error.facts == {"word": "截止", "first_line": 3}
    assert fault.example == "until 21:00"


def test_a_title_too_long_is_cut_in_the_example() -> None:
    (fault,) = faults("/deal " + "x" * 101 + "\nteam 3 29.90\nuntil 21:00")
    assert (fault.line, type(fault.error)) == (1, deal_terms.TitleTooLong)
    assert fault.error.facts == {"length": 101, "at_most": 100}
    assert fault.example == "/deal " + "x" * 99 + "…"
    assert read("x" * 100 + "\nteam 3 29.90\nuntil 21:00").title == "x" * 100


@pytest.mark.parametrize("text", ["", "/deal", "/deal@kaituan_bot \n\n", "\u200b\n \u202e", "|"])
def test_an_empty_message_lacks_everything(text: str) -> None:
    told = [(fault.line, fault.text, type(fault.error), fault.example) for fault in faults(text)]
    assert told == [
        (0, "", MissingTitle, "/deal Navel oranges 5 kg"),
        (0, "", MissingTeam, "team 3 29.90"),
        (0, "", MissingUntil, "until tomorrow 21:00"),
    ]


def test_missing_lines_are_shown_in_the_language_of_the_others() -> None:
    told = [(type(fault.error), fault.example) for fault in faults("/deal\n库存 60\n限购 2")]
    assert told == [
        (MissingTitle, "/deal 赣州脐橙 5 公斤"), (MissingTeam, "成团 3人 29.90"), (MissingUntil, "截止 明天21:00"),
    ]  # fmt: skip
    assert [fault.example for fault in faults("赣州脐橙")] == ["成团 3人 29.90", "截止 明天21:00"]


@pytest.mark.parametrize("first", ["team 3 29.90", "team three 29.90", "成团 三人 29.90"])
def test_a_first_line_that_is_a_line_of_terms_is_no_title(first: str) -> None:
    told = [(fault.line, type(fault.error)) for fault in faults(f"/deal\n{first}\nuntil 21:00")]
    assert told == [(2, deal_values.BadTarget)] * (first != "team 3 29.90") + [(0, MissingTitle)]


def test_a_refused_first_line_of_terms_is_no_title_either() -> None:
    told = [(fault.line, fault.error.code) for fault in faults("/deal\nstock 0\nteam 3 29.90\nuntil 21:00")]
    assert told == [(2, "count-out-of-bounds"), (0, "missing-title")]


def test_a_time_that_comes_twice_tomorrow_is_shown_with_its_offset() -> None:
    now = datetime(2026, 10, 24, 13, 0, tzinfo=UTC)
    with pytest.raises(DealUnreadable) as refused:
        read_deal("Oranges\nteam 3 29.90\nuntil 2:30", now=now, zone=BERLIN, currency=EUR)
    assert [fault.example for fault in refused.value.faults] == ["until 2026-10-25 02:30 +02:00"]


def test_examples_fit_to_the_other_lines() -> None:
    told = faults("Oranges\nteam 100 29.90\nuntil 21:00\nstock many")
    assert [fault.example for fault in told] == ["stock 100"]
    told = faults("Oranges\nalone\nlimit many\nteam 2 99\nuntil 21:00\nstock 2")
    assert [fault.example for fault in told] == ["alone 99.00", "limit 2"]


def test_all_faults_are_told_at_once_by_line() -> None:
    told = faults("/deal Oranges\nalone 39.905\n\nteam three 29.90\nuntil 8:00\nstok 60\nlimit 1\nlimit 2")
    assert [(fault.line, fault.text, fault.error.code) for fault in told] == [
        (2, "alone 39.905", "too-many-decimals"),
        (4, "team three 29.90", "bad-target"),
        (5, "until 8:00", "past-deadline"),
        (6, "stok 60", "unknown-line"),
        (8, "limit 2", "line-twice"),
    ]


def test_parts_between_bars_share_their_line() -> None:
    told = faults("/deal\nOranges | team three 29.90 | until 8:00")
    assert [(fault.line, fault.text) for fault in told] == [(2, "team three 29.90"), (2, "until 8:00")]


def test_a_past_deadline_keeps_what_the_time_was() -> None:
    (fault,) = faults("Oranges\nteam 3 29.90\nuntil 8:00")
    assert fault.error.facts == {"given": "8:00", "moment_at": at(24, 8), "tomorrow_at": at(25, 8)}


def test_currencies_without_decimals_have_their_own_examples() -> None:
    assert [fault.example for fault in faults("Cam", "VND")] == ["team 3 29900", "until tomorrow 21:00"]
    assert read("Cam\nalone 39.900\nteam 3 29.900 ₫\nuntil 21:00", "VND").team_price == Money(29900, currency("VND"))


def test_the_canonical_text_is_in_english_words() -> None:
    dated = ENGLISH.replace("until ", "until 2026-11-24 ").replace("opens ", "opens 2026-11-24 ")
    assert write_deal(ORANGES, BERLIN) == dated


_ZONES = [
    "Europe/Berlin",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "America/St_Johns",
]
_titles = st.text(min_size=1, max_size=100).map(one_line).filter(lambda title: title and not line_of(1, title).word)


def _in(now: datetime, minutes: int) -> datetime:
    return up_to_minute(now + timedelta(minutes=minutes))


@st.composite
def _terms(draw: st.DrawFn, now: datetime, code: str) -> DealTerms:
    def money(at_least: int) -> Money:
        return Money(draw(st.integers(at_least, 10**9)), currency(code))

    team_price, target = money(1), draw(st.integers(2, 1000))
    closes_in = draw(st.integers(2, 366 * 24 * 60 - 1))
    stock = draw(st.none() | st.integers(target, 1_000_000))
    return DealTerms(
        title=draw(_titles), team_price=team_price, target=target,
        solo=money(team_price.minor) if draw(st.booleans()) else None,
        closes_at=_in(now, closes_in),
        opens_at=draw(st.none() | st.integers(1, closes_in - 1).map(lambda ahead: _in(now, ahead))),
        team_for=timedelta(minutes=draw(st.integers(10, 30 * 24 * 60))),
        due_for=timedelta(minutes=draw(st.integers(15, 30 * 24 * 60))),
        stock=stock, limit=draw(st.none() | st.integers(1, stock or 1_000_000)), pay=draw(st.sampled_from(PayMoment)),
        note=one_line(draw(st.text(max_size=500))),
    )  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.data(), st.integers(0, 2 * 365 * 86_400), st.sampled_from(_ZONES), st.sampled_from(["EUR", "VND", "CNY"]))
def test_canonical_text_reads_back_to_the_same_terms(
    data: st.DataObject, seconds: int, zone_name: str, code: str
) -> None:
    now, zone = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds), ZoneInfo(zone_name)
    terms = data.draw(_terms(now, code))
    assert read_deal(write_deal(terms, zone), now=now, zone=zone, currency=currency(code)) == terms


_WORDS = st.sampled_from(
    ["/deal", "team", "团", "成团", "until", "截止", "pay", "付款", "付款期限", "due", "note", "备注", "stock", "库存",
     "limit", "限购", "alone", "单买", "opens", "lasts", "|", "\n", "\n", "\n", " ", " ", ":", "3", "三", "人", "29.90",
     "39.900", "-1", "€", "¥", "21:00", "8:00", "明天", "sun", "+6h", "24h", "untl", "99999999999", "\u200b", "first",
     "x", "2027-10-31 02:30"]
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300), st.lists(_WORDS, max_size=40).map("".join), st.lists(_WORDS, max_size=40).map(" ".join)
    )
)
def test_any_text_is_terms_or_faults_whose_examples_read(text: str) -> None:
    try:
        terms = read(text)
    except DealUnreadable as refused:
        told = refused.faults
    else:
        assert read(write_deal(terms, BERLIN)) == terms
        return
    assert told
    for fault in told:
        assert fault.text in text
        assert 0 <= fault.line <= text.count("\n") + len(text)
        if not isinstance(fault.error, LineTwice | MissingTitle | deal_terms.TitleTooLong):
            again = faults(f"Oranges\n{fault.example}\nnote\nnote")
            assert 2 not in {other.line for other in again}, fault


@pytest.mark.parametrize(
    ("text", "examples"),
    [
        ("Oranges\nteam 2 $3\nteam 2 $3\nuntil 21:00", ["team 2 3.00", "team 2 3.00"]),
        ("Oranges\nalone 5\nuntil 21:00", ["team 3 5.00"]),
        ("Oranges\nalone 5\nteam 3\nuntil 21:00", ["team 3 5.00"]),
        ("Oranges\nalone 5\nteam 3 cheap\nuntil 21:00", ["team 3 5.00"]),
        ("Oranges\nalone cheap\nteam 3 99\nuntil 21:00", ["alone 99.00"]),
        ("Oranges\nalone $5\nteam 3 $9\nuntil 21:00", ["alone 5.00", "team 3 5.00"]),
        ("Oranges\nteam five 9\nuntil 21:00\nstock 2", ["team 2 9"]),
        ("Oranges\nteam 3 9\nuntil 21:00\nstock five\nlimit 9", ["stock 60"]),
        ("Oranges\nteam 3 9\nuntil 21:00\nstock 2\nlimit 5", ["stock 5", "limit 2"]),
        ("Oranges\nteam 3 9\nuntil someday\nopens 2026-12-01 8:00", ["until 2026-12-02 08:00"]),
    ],
)
def test_an_example_contradicts_no_other_line(text: str, examples: list[str]) -> None:
    assert [fault.example for fault in faults(text)] == examples


_LINES: dict[str, list[str]] = {
    "alone": ["alone 5", "alone 39.90", "alone 99", "alone $5", "alone cheap", "alone", "单买 5", ""],
    "team": ["team 3 29.90", "team 3 4", "team 9 120", "team three 9", "team 1 9", "team 3", "team", "成团 五人 9", ""],
    "until": ["until 21:00", "until +9d", "until 8:00", "until someday", "until sunday", "until", "截止 6小时", ""],
    "opens": ["opens +3h", "opens +3d", "opens 8:00", "opens now", "opens", ""],
    "stock": ["stock 60", "stock 2", "stock 5", "stock many", "stock 0", "sotck 9", "stock", ""],
    "limit": ["limit 2", "limit 70", "limit two", "limit 0", "limit", ""],
}


@settings(max_examples=800, deadline=None)
@given(st.tuples(*(st.sampled_from(lines) for lines in _LINES.values())))
def test_lines_put_right_are_a_deal(lines: tuple[str, ...]) -> None:
    typed = ["Oranges", *(line for line in lines if line)]
    try:
        read("\n".join(typed))
    except DealUnreadable as refused:
        told = refused.faults
    else:
        return
    mended = list(typed)
    for fault in told:
        if fault.line:
            mended[fault.line - 1] = fault.example
            alone = [*typed[: fault.line - 1], fault.example, *typed[fault.line :]]
            assert fault.line not in {left.line for left in _left("\n".join(alone))}, fault
        else:
            mended.append(fault.example)
    assert _left("\n".join(mended)) == (), told


def _left(text: str) -> tuple[LineFault, ...]:
    """What is still wrong."""
    try:
        read(text)
    except DealUnreadable as refused:
        return refused.faults
    return ()
