"""A leader's own code: of which standard it makes a payee, what it says in words, and what is no payment code."""

import random
from datetime import UTC, datetime

import pytest

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, Copy, CopyKind, PayeeAccount, codes, errors, image, reading
from bot.payqr.asks import OnThisPhone
from bot.payqr.words import Described, describe
from tests.unit.payqr import lots, payees
from tests.unit.payqr.test_own import BHARAT, DUITNOW, EMVCO, LAO, QRIS, QRPH, resealed

MADE = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
UUID = "123e4567-e12b-12d1-a456-426655440000"
PIX = (
    "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal"
    "6008BRASILIA62070503***63041D3D"
)
ALIPAY = "https://qr.alipay.com/fkx01234abcdefgh5678"
WECHAT = "wxp://f2f0AbCdEfGhIjKlMnOp"
IBAN = "DE33100205000001194700"
ASKED_PIX = STANDARDS["pix"].payload(payees.a_pix_ask())
ASKED_EPC = STANDARDS["epc"].payload(payees.an_epc_ask())
EPC = "BCD\n002\n1\nSCT\n\nAnna Schmidt\nDE33100205000001194700"
KHQR = resealed(
    "000201" + "00000000",
    {
        "01": "11",
        "29": "0014jonhsmith@nbcq",
        "52": "5999",
        "53": "116",
        "58": "KH",
        "59": "Jonh Smith",
        "60": "Siem Reap",
    },
)


def static(standard: str) -> str:
    """A code of this standard without its amount, as a bank prints it: made here from one of ours."""
    typed = {
        "pix": ("ana@example.com", "Ana Souza", "Recife"),
        "promptpay": ("081-234-5678", "Somchai", ""),
        "paynow": ("+6581234567", "Tan Ah Kow", ""),
        "vietqr": ("VCB 0011001234567", "Van An", ""),
        "fps": ("67891234", "Chan Tai Man", ""),
        "khqr": ("jonhsmith@nbcq", "Jonh Smith", "Siem Reap"),
    }[standard]
    kind = STANDARDS[standard]
    ask = Ask(kind.check(*typed), Money(100, currency(min(kind.currencies))), "", MADE)
    return resealed(kind.payload(ask), {"01": "11"}, drop=("54", "99"))


@pytest.mark.parametrize(
    ("standard", "account", "name"),
    [
        ("pix", "ana@example.com", "Ana Souza"),
        ("promptpay", "0066812345678", "Beside"),
        ("paynow", "+6581234567", "Tan Ah Kow"),
        ("vietqr", "970436 0011001234567", "Beside"),
        ("fps", "+852-67891234", "Chan Tai Man"),
        ("khqr", "jonhsmith@nbcq", "Jonh Smith"),
    ],
)
def test_a_code_without_an_amount_becomes_a_payee_of_its_standard(standard: str, account: str, name: str) -> None:
    payee = codes.payee_of(static(standard), "Beside")
    assert (payee.standard, payee.account, payee.name) == (standard, account, name)
    unit = currency(codes.asks_in(static(standard)))
    ask = Ask(payee, Money(100, unit), "KT10000041", MADE)
    reading.prove(image.draw(STANDARDS[standard].payload(ask)), ask)


def test_a_pix_code_of_the_manual_becomes_a_pix_payee() -> None:
    account = UUID
    assert codes.payee_of(PIX) == PayeeAccount("pix", account, "Fulano de Tal", "BRASILIA")


def test_a_khqr_of_a_merchant_keeps_its_object() -> None:
    payload = resealed(KHQR, {"30": "0011dev@devbank01061234560205DBANK"}, drop=("29",))
    payee = codes.payee_of(payload)
    assert (payee.standard, payee.account) == ("khqr", "dev@devbank")
    assert payee.extra == "30340011dev@devbank01061234560205DBANK"


@pytest.mark.parametrize(
    ("standard", "changes"),
    [
        ("fps", {"26": "0012hk.com.hkicl0103004" + "02071234567"}),
        ("vietqr", {"38": "0010A00000072701270006970403011300110123456780208QRIBFTTC"}),
        ("promptpay", {"29": "0016A0000006770101110414" + "00412345678901"}),
        ("promptpay", {"30": "0016A0000006770101120115010555123456701"}),
        ("pix", {"27": "0009TEST.BANK0104ABCD"}),
        ("pix", {"26": "0014br.gov.bcb.pix0111ANA@EXAMPLE"}),
    ],
)
def test_a_code_that_its_standard_writes_otherwise_stays_as_it_is(standard: str, changes: dict[str, str]) -> None:
    payload = resealed(static(standard), changes)
    payee = codes.payee_of(payload, "Beside")
    assert (payee.standard, payee.extra) == ("own", payload)


@pytest.mark.parametrize("payload", [QRIS, LAO, QRPH])
def test_a_code_of_another_country_stays_as_it_is(payload: str) -> None:
    assert codes.payee_of(payload, "Noy").standard == "own"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_epc_code_without_an_amount_becomes_an_epc_payee(line_end: str) -> None:
    payload = EPC.replace("\n", line_end)
    assert codes.payee_of(payload) == PayeeAccount("epc", "DE33100205000001194700", "Anna Schmidt", "")
    assert codes.asks_in(payload) == ""


@pytest.mark.parametrize(
    ("payload", "refusal"),
    [
        (resealed(PIX, {"26": "0014br.gov.bcb.pix2522pix.example.com/v2/ab1"}), errors.CodeOfProvider),
        (resealed(static("paynow"), {"26": "0009SG.PAYNOW010100211+658123456703011040820991231"}), errors.CodeExpires),
        (resealed(static("fps"), {"26": "0012hk.com.hkicl02071234567051420261231235959"}), errors.CodeExpires),
        (resealed(KHQR, {"99": "00131795319305696"}), errors.CodeExpires),
        (static("promptpay"), errors.CodeNameless),
        (resealed(static("fps"), {"59": "NA"}), errors.CodeNameless),
        (DUITNOW, errors.CodeForOnePayment),
        (STANDARDS["pix"].payload(payees.a_pix_ask()), errors.CodeForOnePayment),
        (STANDARDS["epc"].payload(payees.an_epc_ask()), errors.CodeForOnePayment),
        ("BCD\n002\n1\nSCT\n\n\nDE33100205000001194700", errors.CodeNameless),
        ("BCD\n002\n1\nSCT\n\nAnna\nDE33100205000001194701", errors.BadIban),
        ("BCD\n002", errors.NoPaymentCode),
        (ALIPAY, errors.CodeNameless),
        ("https://qr.alipay.com/bax01234abcdefgh5678", errors.CodeForOnePayment),
        ("weixin://wxpay/bizpayurl?pr=AbCdEf", errors.CodeForOnePayment),
        ("https://example.com/menu", errors.NoPaymentCode),
        ("https://qr.alipay.com.example.com/fkx1234", errors.NoPaymentCode),
        ("wxp://f2f0 and more", errors.NoPaymentCode),
        ("WIFI:T:WPA;S:home;P:secret;;", errors.NoPaymentCode),
        ("BEGIN:VCARD\nFN:Anna\nEND:VCARD", errors.NoPaymentCode),
        ("", errors.NoPaymentCode),
    ],
)
def test_a_code_that_cannot_be_used_is_refused_by_its_reason(payload: str, refusal: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        codes.payee_of(payload)
    assert type(caught.value) is refusal


def test_how_a_wrong_code_begins_is_told_on_one_line() -> None:
    with pytest.raises(errors.NoPaymentCode) as caught:
        codes.payee_of("WIFI:\u202e\nT:WPA;" + "x" * 100)
    assert caught.value.facts == {"given": "WIFI: T:WPA;" + "x" * 28}


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        (QRIS, QRIS, ""),
        (f"{LAO}\nNoy Sithong", LAO, "Noy Sithong"),
        (f"{ALIPAY} 王芳", ALIPAY, "王芳"),
        (f"{WECHAT}\n王 芳", WECHAT, "王 芳"),
        (EPC, EPC, ""),
    ],
)
def test_a_typed_code_is_parted_from_the_name_behind_it(text: str, code: str, name: str) -> None:
    assert codes.is_code(text)
    assert codes.parted(text) == (code, name)


@pytest.mark.parametrize("line", ["epc DE33 Anna", "pix ana@example.com Ana, Rio", "0812345678", "BCD", "王芳"])
def test_a_line_is_no_code(line: str) -> None:
    assert not codes.is_code(line)


# Personal codes


def a_personal_ask(link: str = ALIPAY, *, minor: int = 2990, reference: str = "KT10000041") -> Ask:
    """29.90 CNY to Wang Fang."""
    return Ask(STANDARDS["picture"].check(link, "王芳", ""), Money(minor, currency("CNY")), reference)


@pytest.mark.parametrize(
    "link", [ALIPAY, WECHAT, "HTTPS://QR.ALIPAY.COM/FKX01234ABCDEFGH5678", "https://wx.tenpay.com/f2f?t=Ab12"]
)
def test_a_personal_code_is_drawn_as_it_is_and_proved(link: str) -> None:
    ask = a_personal_ask(link)
    assert STANDARDS["picture"].payload(ask) == link
    reading.prove(image.draw(link), ask)
    assert STANDARDS["picture"].copies(ask) == (Copy(CopyKind.AMOUNT, "29.90"), Copy(CopyKind.REFERENCE, "KT10000041"))
    assert STANDARDS["picture"].copies(a_personal_ask(link, reference="")) == (Copy(CopyKind.AMOUNT, "29.90"),)


def test_a_picture_of_another_personal_code_differs() -> None:
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(image.draw(ALIPAY + "9"), a_personal_ask())
    assert caught.value.facts == {"field": "account"}


def test_a_personal_code_takes_no_amount_and_carries_nothing() -> None:
    kind = STANDARDS["picture"]
    assert (kind.on_this_phone, kind.carries_reference, kind.currencies) == (OnThisPhone.TYPED, False, {"CNY"})


@pytest.mark.parametrize(
    ("ask", "refusal"),
    [
        (a_personal_ask(minor=10_000_000_000), errors.AmountTooHigh),
        (a_personal_ask(reference="A\nB"), errors.BadReference),
        (a_personal_ask(reference="A" * 51), errors.BadReference),
        (Ask(a_personal_ask().payee, Money(2990, currency("EUR")), ""), errors.CurrencyMismatch),
        (Ask(payees.an_epc_ask().payee, Money(2990, currency("CNY")), ""), errors.WrongStandard),
    ],
)
def test_what_a_personal_code_cannot_ask_is_refused(ask: Ask, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        STANDARDS["picture"].payload(ask)


def test_a_personal_code_that_is_none_is_not_read() -> None:
    with pytest.raises(errors.NoPaymentCode):
        STANDARDS["picture"].read("https://example.com")


# In words


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (
            QRIS,
            Described(
                scheme="qris",
                country="ID",
                currency="IDR",
                name="WARUNG BERSAMA",
                city="BANDUNG",
                account="ID1099900012345",
                standard="own",
            ),
        ),
        (
            PIX,
            Described(
                scheme="pix",
                country="BR",
                currency="BRL",
                name="Fulano de Tal",
                city="BRASILIA",
                account=UUID,
                standard="pix",
            ),
        ),
        (
            static("vietqr"),
            Described(scheme="vietqr", country="VN", currency="VND", account="970436 0011001234567", standard="vietqr"),
        ),
        (ALIPAY, Described(scheme="alipay", country="CN", currency="CNY", account=ALIPAY, standard="picture")),
        (WECHAT, Described(scheme="wechat", country="CN", currency="CNY", account=WECHAT, standard="picture")),
        (EPC, Described(scheme="epc", currency="EUR", name="Anna Schmidt", account=IBAN, standard="epc")),
    ],
)
def test_a_code_is_described(payload: str, said: Described) -> None:
    assert describe(payload) == said


@pytest.mark.parametrize(
    ("payload", "scheme", "minor", "name", "reference", "refusal"),
    [
        (DUITNOW, "duitnow", 1000, "QRCSDNBHD", "", errors.CodeForOnePayment),
        (BHARAT, "bharatqr", 110, "zxcbmn", "GT8ildsFTgS5Sp", errors.CodeForOnePayment),
        (EMVCO, "emv", 2372, "BEST TRANSPORT", "", errors.CodeForOnePayment),
        (ASKED_PIX, "pix", 2990, "Fulano de Tal", "GB10000041", errors.CodeForOnePayment),
        (ASKED_EPC, "epc", 2990, "Wikimedia Fördergesellschaft", "GB10000041", errors.CodeForOnePayment),
    ],
)
def test_a_code_that_asks_an_amount_is_described_with_why_it_cannot_be_used(
    payload: str, scheme: str, minor: int, name: str, reference: str, refusal: type[DomainError]
) -> None:
    said = describe(payload)
    assert said.amount is not None
    assert (said.scheme, said.amount.minor, said.name, said.reference) == (scheme, minor, name, reference)
    assert (said.standard, type(said.refusal)) == ("", refusal)


def test_a_code_of_a_currency_that_nobody_has_is_described_by_its_number() -> None:
    said = describe(resealed(QRIS, {"53": "999"}))
    assert (said.currency, type(said.refusal)) == ("999", errors.CodeCurrencyUnknown)


@pytest.mark.parametrize("payload", ["", "https://example.com", "hello", "BCD\n002"])
def test_what_is_no_payment_code_is_not_described(payload: str) -> None:
    with pytest.raises(errors.NoPaymentCode):
        describe(payload)


def test_any_text_is_described_or_refused_by_name() -> None:
    chance = random.Random(20261124)
    heads = [
        "",
        "000201",
        "BCD\n002\n1\nSCT\n\n",
        "https://qr.alipay.com/",
        "wxp://",
        "upi://pay?",
        "SPD*1.0*",
        QRIS[:60],
    ]
    for _ in range(3_000):
        text = chance.choice(heads) + lots.nasty(chance)
        for what in (describe, codes.payee_of):
            try:
                what(text)
            except DomainError:
                continue
