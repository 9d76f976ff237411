"""The words a leader's lines begin with, in English and Chinese, and what may stand for what: data only."""

from enum import StrEnum

from bot.domain.deals import PayMoment


class Keyword(StrEnum):
    """What a line of a deal says; the value is its word in canonical text."""

    ALONE = "alone"
    TEAM = "team"
    UNTIL = "until"
    LASTS = "lasts"
    OPENS = "opens"
    STOCK = "stock"
    LIMIT = "limit"
    PAY = "pay"
    DUE = "due"
    NOTE = "note"


ENGLISH: dict[str, Keyword] = {keyword.value: keyword for keyword in Keyword} | {
    "solo": Keyword.ALONE, "till": Keyword.UNTIL, "closes": Keyword.UNTIL, "starts": Keyword.OPENS,
}  # fmt: skip
CHINESE: dict[str, Keyword] = {
    "单买": Keyword.ALONE, "单买价": Keyword.ALONE, "成团": Keyword.TEAM, "拼团": Keyword.TEAM, "团": Keyword.TEAM,
    "截止": Keyword.UNTIL, "截止时间": Keyword.UNTIL, "截至": Keyword.UNTIL,
    "时限": Keyword.LASTS, "成团时限": Keyword.LASTS, "开始": Keyword.OPENS, "开始时间": Keyword.OPENS,
    "库存": Keyword.STOCK, "限购": Keyword.LIMIT, "每人限购": Keyword.LIMIT,
    "付款": Keyword.PAY, "付款方式": Keyword.PAY, "付款期限": Keyword.DUE, "付款时限": Keyword.DUE,
    "备注": Keyword.NOTE,
}  # fmt: skip
KEYWORDS = ENGLISH | CHINESE
#: The first word of each keyword, shown in examples.
IN_CHINESE: dict[Keyword, str] = {keyword: word for word, keyword in reversed(CHINESE.items())}
#: Words that begin other words too ("团购…"): a number must follow, or a blank or colon.
NEEDS_A_NUMBER = frozenset({"团"})

PAY_WORDS: dict[str, PayMoment] = {
    "close": PayMoment.CLOSE, "at close": PayMoment.CLOSE, "on close": PayMoment.CLOSE,
    "成团后": PayMoment.CLOSE, "成团后付": PayMoment.CLOSE, "成团后付款": PayMoment.CLOSE,
    "截单后付": PayMoment.CLOSE, "截单后": PayMoment.CLOSE, "截单后付款": PayMoment.CLOSE,
    "first": PayMoment.FIRST, "先付": PayMoment.FIRST, "先付款": PayMoment.FIRST,
    "pickup": PayMoment.PICKUP, "pick up": PayMoment.PICKUP,
    "at pickup": PayMoment.PICKUP, "on pickup": PayMoment.PICKUP,
    "自提付": PayMoment.PICKUP, "自提付款": PayMoment.PICKUP, "自提": PayMoment.PICKUP, "到付": PayMoment.PICKUP,
    "货到付款": PayMoment.PICKUP,
}  # fmt: skip
#: Numbers in words are not read, only shown as digits in the corrected line.
NUMBER_WORDS: dict[str, int] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
#: A value of each line that reads as it stands; prices, times and pieces of text are added where they are known.
EXAMPLES: dict[Keyword, tuple[str, str]] = {
    Keyword.ALONE: ("{solo}", "{solo}"),
    Keyword.TEAM: ("3 {price}", "3人 {price}"),
    Keyword.UNTIL: ("tomorrow 21:00", "明天21:00"),
    Keyword.LASTS: ("24h", "24小时"),
    Keyword.OPENS: ("tomorrow 8:00", "明天8:00"),
    Keyword.STOCK: ("60", "60"),
    Keyword.LIMIT: ("2", "2"),
    Keyword.PAY: ("close", "成团后付"),
    Keyword.DUE: ("24h", "24小时"),
    Keyword.NOTE: ("First grade, from Ganzhou", "一级果，赣州发货"),
}
TITLE_EXAMPLE = ("Navel oranges 5 kg", "赣州脐橙 5 公斤")
