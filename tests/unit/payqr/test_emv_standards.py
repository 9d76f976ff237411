"""EMV standards, PayNow and those after it above all: published examples, ten thousand legal asks, refusals by name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.errors import DomainError
from bot.domain.money import BadAmount, Money, currencies, currency
from bot.payqr import STANDARDS, Ask, Copy, CopyKind, PayeeAccount, emv, errors, image, khqr, reading
from bot.payqr.registry import good_until
from tests.unit.payqr import lots, parsers, payees

MADE = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
#: As a payee is typed: account, name, city.
TYPED = {
    "paynow": ("200002150HWCF", "Company 1 data", ""),
    "vietqr": ("970403 0011012345678", "Nguyễn Văn An", ""),
    "fps": ("+852 6789 1234", "陳大文", ""),
    "khqr": ("jonhsmith@nbcq", "Jonh Smith", "Phnom Penh"),
    "thaibill": ("010555123456701", "Siam Fruit", ""),
}
#: What stands in every code of a standard, besides amount, account, name and reference.
FIXED = {
    "pix": {"00": "01", "26-00": "br.gov.bcb.pix", "52": "0000", "53": "986", "58": "BR"},
    "promptpay": {"00": "01", "01": "12", "29-00": "A000000677010111", "53": "764", "58": "TH"},
    "paynow": {"00": "01", "01": "12", "26-00": "SG.PAYNOW", "26-03": "0", "52": "0000", "53": "702", "58": "SG",
               "60": "Singapore"},
    "vietqr": {"00": "01", "01": "12", "38-00": "A000000727", "38-02": "QRIBFTTA", "53": "704", "58": "VN"},
    "fps": {"00": "01", "01": "12", "26-00": "hk.com.hkicl", "52": "0000", "58": "HK", "60": "HK"},
    "khqr": {"00": "01", "01": "12", "52": "5999", "58": "KH"},
    "thaibill": {"00": "01", "01": "12", "30-00": "A000000677010112", "53": "764", "58": "TH"},
}  # fmt: skip
REFERENCE_AT = {
    "pix": ["62-05"],
    "promptpay": [],
    "paynow": ["62-01"],
    "vietqr": ["62-01", "62-08"],
    "fps": ["62-05"],
    "khqr": ["62-01"],
    "thaibill": ["30-02"],
}
NAMED = {"paynow", "fps", "khqr"}
PUBLISHED = {
    "paynow": "00020101021226400009SG.PAYNOW010120213200002150HWCF0301052040000530370254031005802SG5914company_1_data"
    "6009Singapore62170113INV/TEST/0001630416C8",
    "fps": "00020101021226330012hk.com.hkicl0313+852-6789123452040000530334454031005802HK5914company_1_data6002HK"
    "62170513INV/TEST/00016304A154",
    "vietqr": "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107"
    "NPS68690819thanh toan don hang63042E2E",
    "khqr": "00020101021229180014jonhsmith@nbcq52045999530384054041.505802KH5910Jonh Smith6010Phnom Penh62130109GB-2026"
    "-19934001317953051606960113179530576069563041DC1",
}  # fmt: skip


def an_ask(standard: str, *, minor: int = 2990, code: str = "", reference: str = "KT10000041") -> Ask:
    """29.90 of the standard's currency, made now."""
    kind = STANDARDS[standard]
    return Ask(kind.check(*TYPED[standard]), Money(minor, currency(code or min(kind.currencies))), reference, MADE)


def written(amount: Money) -> str:
    """The amount as object 54 holds it."""
    if not amount.currency.decimals:
        return str(amount.minor)
    return f"{amount.minor // 100}.{amount.minor % 100:02d}"


def milliseconds(moment: datetime) -> int:
    """Since 1970."""
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000


@pytest.mark.parametrize("standard", FIXED)
def test_ten_thousand_legal_asks_come_back_through_an_independent_parser(standard: str) -> None:
    kind = STANDARDS[standard]
    for ask, account in lots.asks(standard):
        payload = kind.payload(ask)
        read = parsers.emv(payload)
        expected = FIXED[standard] | account | {"53": ask.amount.currency.number, "54": written(ask.amount)}
        expected |= {tag: ask.reference for tag in REFERENCE_AT[standard] if ask.reference}
        if standard == "pix":
            expected |= {"59": ask.payee.name, "60": ask.payee.city, "62-05": ask.reference or "***"}
        if standard in NAMED:
            assert read.pop("59").isascii()
        if standard == "khqr":
            assert ask.made_at is not None
            made = milliseconds(ask.made_at)
            expected |= {"60": ask.payee.city, "99-00": str(made), "99-01": str(made + 24 * 3600 * 1000)}
        assert read == expected
        assert len(payload) <= 256
        back = kind.read(payload)
        assert (back.amount, back.reference) == (ask.amount, ask.reference if kind.carries_reference else "")
        assert back.payee.account == ask.payee.account


@pytest.mark.parametrize("standard", TYPED)
def test_what_is_drawn_for_an_ask_proves_it(standard: str) -> None:
    for ask, _ in lots.asks(standard, many=20, seed=1):
        reading.prove(image.draw(STANDARDS[standard].payload(ask)), ask)


@pytest.mark.parametrize("field", ["account", "amount", "reference"])
@pytest.mark.parametrize("standard", TYPED)
def test_a_picture_of_another_ask_is_named_by_what_differs(standard: str, field: str) -> None:
    ask = an_ask(standard)
    others = {
        "paynow": "+6581234567",
        "vietqr": "970403 0011012345679",
        "fps": "7654321",
        "khqr": "other@nbcq",
        "thaibill": "010555123456702",
    }
    other = {
        "account": replace(ask, payee=replace(ask.payee, account=others[standard])),
        "amount": replace(ask, amount=Money(2991, ask.amount.currency)),
        "reference": replace(ask, reference="KT10000042"),
    }[field]
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(image.draw(STANDARDS[standard].payload(other)), ask)
    assert caught.value.facts == {"field": field}


@pytest.mark.parametrize("standard", PUBLISHED)
def test_a_published_example_is_read_and_asks_what_ours_would(standard: str) -> None:
    objects = parsers.emv(PUBLISHED[standard])
    unit = next(each for each in currencies() if each.number == objects["53"])
    minor = {"paynow": 10_000, "fps": 10_000, "vietqr": 180_000, "khqr": 150}[standard]
    name = objects.get("59", "Somebody")
    reference = {"vietqr": "NPS6869", "khqr": "GB-2026-1"}.get(standard, "INV/TEST/0001")
    payee = STANDARDS[standard].check(TYPED[standard][0], name, TYPED[standard][2])
    if standard == "fps":
        payee = replace(payee, account="+852-67891234")
    ours = parsers.emv(STANDARDS[standard].payload(Ask(payee, Money(minor, unit), reference, MADE)))
    theirs = {tag: value for tag, value in objects.items() if not tag.startswith("99")}
    theirs["54"] = written(Money(minor, unit))
    if standard == "vietqr":
        theirs["62-08"] = reference
    assert {tag: value for tag, value in ours.items() if not tag.startswith("99")} == theirs
    if standard != "khqr":
        read = STANDARDS[standard].read(PUBLISHED[standard])
        assert (read.payee.account, read.amount, read.reference) == (payee.account, Money(minor, unit), reference)


def test_a_khqr_with_another_expiry_than_ours_is_no_code_of_ours() -> None:
    with pytest.raises(errors.WrongObject) as caught:
        STANDARDS["khqr"].read(PUBLISHED["khqr"])
    assert caught.value.facts["at"] == "99"


def test_a_khqr_is_made_when_it_is_drawn_and_good_for_a_day() -> None:
    ask = an_ask("khqr", code="USD")
    objects = parsers.emv(STANDARDS["khqr"].payload(ask))
    assert (objects["99-00"], objects["99-01"]) == ("1795518000000", "1795604400000")
    later = replace(ask, made_at=MADE + timedelta(milliseconds=1))
    assert STANDARDS["khqr"].payload(later) != STANDARDS["khqr"].payload(ask)
    assert good_until(ask) == MADE + timedelta(hours=24)


def test_a_khqr_that_does_not_say_when_it_is_made_is_a_bug() -> None:
    with pytest.raises(ValueError, match="when it is made"):
        STANDARDS["khqr"].payload(replace(an_ask("khqr"), made_at=None))


def test_other_codes_do_not_expire() -> None:
    assert good_until(an_ask("paynow")) is None


def test_a_khqr_keeps_a_merchant_s_object_as_it_was() -> None:
    extra = "3034" + "0011dev@devbank01061234560205DBANK"
    payee = PayeeAccount("khqr", "dev@devbank", "Shop", "Phnom Penh", extra)
    ask = Ask(payee, Money(150, currency("USD")), "KT10000041", MADE)
    objects = parsers.emv(STANDARDS["khqr"].payload(ask))
    assert (objects["30-00"], objects["30-01"], objects["30-02"]) == ("dev@devbank", "123456", "DBANK")
    assert not any(tag.startswith("29") for tag in objects)
    assert STANDARDS["khqr"].read(STANDARDS["khqr"].payload(ask)).payee.extra == extra


def test_a_merchant_s_object_of_another_account_is_refused() -> None:
    payee = PayeeAccount("khqr", "dev@devbank", "Shop", "Phnom Penh", "3015" + "0011thf@devbank")
    with pytest.raises(errors.WrongObject):
        STANDARDS["khqr"].payload(Ask(payee, Money(150, currency("USD")), "", MADE))


@pytest.mark.parametrize("standard", TYPED)
def test_a_checked_payee_stays_as_it_is(standard: str) -> None:
    payee = STANDARDS[standard].check(*TYPED[standard])
    assert STANDARDS[standard].check(payee.account, payee.name, payee.city) == payee
    assert STANDARDS[standard].check(payee.shown, payee.name, payee.city) == payee


@pytest.mark.parametrize("standard", TYPED)
@pytest.mark.parametrize(
    "name", ["A\n54049999", "A54049999", "A\t26|27", "A%0A*|~", "\u202eA\u2066", "🍊A", "A\u200b5303978"]
)
def test_a_name_cannot_move_anything_even_unchecked(standard: str, name: str) -> None:
    ask = an_ask(standard)
    honest = parsers.emv(STANDARDS[standard].payload(ask))
    payload = STANDARDS[standard].payload(replace(ask, payee=replace(ask.payee, name=name, city=name)))
    read = parsers.emv(payload)
    for tag in honest.keys() - {"59", "60"}:
        assert read[tag] == honest[tag]
    assert read.keys() == honest.keys()
    assert payload.isascii()
    assert payload.isprintable()


@pytest.mark.parametrize("standard", sorted(NAMED))
def test_a_name_is_folded_in_the_code_and_told_as_it_is(standard: str) -> None:
    ask = an_ask(standard)
    for name, carried in [("Đặng Łukasz", "Dang Lukasz"), ("陳大文", "NA"), ("A" * 30, "A" * 25)]:
        payee = STANDARDS[standard].check(ask.payee.account, name, ask.payee.city)
        assert payee.name == name
        assert parsers.emv(STANDARDS[standard].payload(replace(ask, payee=payee)))["59"] == carried


@pytest.mark.parametrize("standard", TYPED)
def test_a_missing_name_is_named_with_an_example(standard: str) -> None:
    account, _, city = TYPED[standard]
    with pytest.raises(errors.NameMissing) as caught:
        STANDARDS[standard].check(account, "\u200b\n", city)
    assert caught.value.facts == {"standard": standard, "expected": STANDARDS[standard].line.example}


@pytest.mark.parametrize("standard", TYPED)
@pytest.mark.parametrize("minor", [0, -1, -(10**15)])
def test_nothing_and_less_cannot_be_asked(standard: str, minor: int) -> None:
    with pytest.raises(BadAmount):
        STANDARDS[standard].payload(an_ask(standard, minor=minor))


@pytest.mark.parametrize(
    ("standard", "code", "highest"),
    [
        ("paynow", "SGD", 999_999_999_999),
        ("fps", "HKD", 999_999_999_999),
        ("fps", "CNY", 999_999_999_999),
        ("khqr", "USD", 999_999_999_999),
        ("khqr", "KHR", 9_999_999_999_999),
        ("vietqr", "VND", 9_999_999_999_999),
        ("thaibill", "THB", 999_999_999_999),
    ],
)
def test_more_than_object_54_holds_is_refused(standard: str, code: str, highest: int) -> None:
    kind = STANDARDS[standard]
    payload = kind.payload(an_ask(standard, code=code, minor=highest))
    assert len(parsers.emv(payload)["54"]) == 13
    assert kind.read(payload).amount.minor == highest
    with pytest.raises(errors.AmountTooHigh) as caught:
        kind.payload(an_ask(standard, code=code, minor=highest + 1))
    assert caught.value.facts["limit"] == Money(highest, currency(code))


@pytest.mark.parametrize("standard", TYPED)
def test_another_currency_is_refused(standard: str) -> None:
    able = STANDARDS[standard].currencies
    for unit in currencies():
        if unit.code not in able:
            with pytest.raises(errors.CurrencyMismatch) as caught:
                STANDARDS[standard].payload(an_ask(standard, code=unit.code))
            assert caught.value.facts == {"standard": standard, "given": unit.code, "wanted": ", ".join(sorted(able))}


@pytest.mark.parametrize("standard", TYPED)
@pytest.mark.parametrize("reference", ["A" * 26, "É", "A B", "A\n", "٣", "A%", "A|B", "🍊", "*"])
def test_a_reference_of_another_form_is_refused(standard: str, reference: str) -> None:
    with pytest.raises(errors.BadReference) as caught:
        STANDARDS[standard].payload(an_ask(standard, reference=reference))
    assert caught.value.facts["given"] == reference.upper() if standard == "thaibill" else reference


def test_a_reference_of_21_is_too_long_for_a_thai_bill() -> None:
    with pytest.raises(errors.BadReference) as caught:
        STANDARDS["thaibill"].payload(an_ask("thaibill", reference="A" * 21))
    assert caught.value.facts == {"given": "A" * 21, "longest": 20}


@pytest.mark.parametrize("standard", TYPED)
def test_a_payee_of_another_standard_is_refused(standard: str) -> None:
    with pytest.raises(errors.WrongStandard):
        STANDARDS[standard].payload(replace(an_ask(standard), payee=payees.an_epc_ask().payee))


@pytest.mark.parametrize(
    ("standard", "account", "refusal"),
    [
        ("paynow", "200002150J", errors.BadUen),
        ("paynow", "T01FC6132E", errors.BadUen),
        ("paynow", "ABCDEFGHJ", errors.BadUen),
        ("paynow", "00192200N", errors.BadUen),
        ("paynow", "T01FI6132D", errors.BadUen),
        ("paynow", "+65 6123 4567", errors.BadPhone),
        ("paynow", "+852 6789 1234", errors.BadPhone),
        ("paynow", "812345678", errors.BadPhone),
        ("paynow", "tan@example.sg", errors.BadPaynowId),
        ("paynow", "", errors.BadPaynowId),
        ("vietqr", "NoBank 0011012345678", errors.UnknownBank),
        ("vietqr", "97043 0011012345678", errors.UnknownBank),
        ("vietqr", "VCB", errors.BadAccount),
        ("vietqr", "VCB 12", errors.BadAccount),
        ("vietqr", "VCB " + "1" * 20, errors.BadAccount),
        ("vietqr", "VCB Nguyen", errors.BadAccount),
        ("vietqr", "VCB 0011|22", errors.BadAccount),
        ("fps", "+852 1234 5678", errors.BadPhone),
        ("fps", "+65 8123 4567", errors.BadPhone),
        ("fps", "123456", errors.BadPhone),
        ("fps", "chan", errors.BadFpsId),
        ("fps", "chan@", errors.BadFpsId),
        ("fps", "a" * 60 + "@mail.hk", errors.BadFpsId),
        ("khqr", "jonhsmith", errors.BadBakongId),
        ("khqr", "jonh smith@nbcq", errors.BadBakongId),
        ("khqr", "@nbcq", errors.BadBakongId),
        ("khqr", "a" * 30 + "@nbcq", errors.BadBakongId),
        ("thaibill", "01055512345670", errors.BadBillerId),
        ("thaibill", "01055512345670x", errors.BadBillerId),
    ],
)
def test_a_wrong_account_is_refused_by_its_fault(standard: str, account: str, refusal: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        STANDARDS[standard].check(account, "Ana", "")
    assert type(caught.value) is refusal


@pytest.mark.parametrize(
    "uen",
    ["200002150H", "00192200M", "197401143C", "S16FC0121D", "T01FC6132D", "196800306E", "199201624D", "193200032W"],
)
def test_business_numbers_of_all_shapes_pass(uen: str) -> None:
    assert STANDARDS["paynow"].check(uen.lower(), "Shop", "").account == uen


@pytest.mark.parametrize(
    ("standard", "tag", "value", "refusal", "at"),
    [
        ("paynow", "26", "0009SG.PAYNOW010100213200002150HWCF03010", errors.WrongObject, "26"),
        ("paynow", "26", "0009SG.PAYNOW010120213200002150HWCF03011", errors.WrongObject, "03"),
        ("paynow", "26", "0009SG.PAYNOW010120213200002150HWCF030100408" + "20991231", errors.UnexpectedObject, "04"),
        ("paynow", "27", "0009SG.PAYNOW", errors.UnexpectedObject, "27"),
        ("paynow", "58", "MY", errors.WrongObject, "58"),
        ("paynow", "59", "", errors.ObjectMissing, "59"),
        ("vietqr", "38", "0010A00000072701270006970403011300110123456780208QRIBFTTC", errors.WrongObject, "02"),
        ("vietqr", "38", "0010A00000072801270006970403011300110123456780208QRIBFTTA", errors.WrongObject, "00"),
        ("vietqr", "54", "0", errors.WrongObject, "54"),
        ("vietqr", "54", "1.5", errors.WrongObject, "54"),
        ("vietqr", "62", "0302AB", errors.UnexpectedObject, "03"),
        ("fps", "26", "0012hk.com.hkicl", errors.ObjectMissing, "02"),
        ("fps", "26", "0012hk.com.hkicl0103004020812345678", errors.UnexpectedObject, "01"),
        ("fps", "26", "0012hk.com.hkicl020867891234", errors.WrongObject, "26"),
        ("fps", "53", "702", errors.WrongObject, "53"),
        ("khqr", "99", "", errors.ObjectMissing, "99"),
        ("khqr", "99", "00131795518000000" + "01131795518000001", errors.WrongObject, "99"),
        ("khqr", "30", "0014jonhsmith@nbcq", errors.UnexpectedObject, "30"),
        ("thaibill", "30", "0016A000000677010112", errors.ObjectMissing, "01"),
        ("thaibill", "30", "0016A0000006770101120115010555123456701" + "0301A", errors.UnexpectedObject, "03"),
    ],
)
def test_a_foreign_code_is_read_strictly(
    standard: str, tag: str, value: str, refusal: type[DomainError], at: str
) -> None:
    objects = emv.unsealed(STANDARDS[standard].payload(an_ask(standard)))
    objects[tag] = value
    with pytest.raises(errors.PayloadUnreadable) as caught:
        STANDARDS[standard].read(emv.sealed((each, text) for each, text in objects.items() if text))
    assert (type(caught.value), caught.value.facts["at"]) == (refusal, at)


@pytest.mark.parametrize(
    ("standard", "copied"),
    [
        ("paynow", ["200002150HWCF", "29.90", "KT10000041"]),
        ("vietqr", ["0011012345678", "2990", "KT10000041"]),
        ("fps", ["67891234", "29.90", "KT10000041"]),
        ("khqr", ["jonhsmith@nbcq", "2990", "KT10000041"]),
        ("thaibill", ["010555123456701", "29.90", "KT10000041"]),
    ],
)
def test_account_amount_and_reference_are_copied_one_by_one(standard: str, copied: list[str]) -> None:
    code = "HKD" if standard == "fps" else ""
    kinds = [CopyKind.ACCOUNT, CopyKind.AMOUNT, CopyKind.REFERENCE]
    expected = tuple(Copy(kind, text) for kind, text in zip(kinds, copied, strict=True))
    assert STANDARDS[standard].copies(an_ask(standard, code=code)) == expected
    assert STANDARDS[standard].copies(an_ask(standard, code=code, reference="")) == expected[:2]


@pytest.mark.parametrize("standard", TYPED)
def test_what_they_can_do(standard: str) -> None:
    can = {
        "paynow": {"SGD"},
        "vietqr": {"VND"},
        "fps": {"HKD", "CNY"},
        "khqr": {"KHR", "USD"},
        "thaibill": {"THB"},
    }
    kind = STANDARDS[standard]
    assert (kind.name, kind.currencies, kind.carries_reference) == (standard, frozenset(can[standard]), True)
    assert timedelta(hours=24) == khqr.GOOD_FOR
