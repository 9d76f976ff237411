"""A leader's own code: from static to dynamic by section and letter, and each reason why it can't be."""

import random
from dataclasses import replace

import pytest

from bot.domain.errors import DomainError
from bot.domain.money import BadAmount, Money, currency
from bot.payqr import STANDARDS, Ask, Copy, CopyKind, PayeeAccount, emv, errors, foreign, image, own, reading
from bot.payqr.registry import currencies_of
from tests.unit.payqr import lots, parsers

OWN = STANDARDS["own"]
#: A merchant that was made up, and the same with 37500, by two converters of others that agree.
QRIS = (
    "00020101021126720020ID.CO.CONTOHBANK.WWW011893600999000001234502150000000000123450303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10999000123450303UMI5204541153033605802ID5914WARUNG BERSAMA6007BANDUNG61054011162070703A01630456C0"
)
QRIS_37500 = (
    "00020101021226720020ID.CO.CONTOHBANK.WWW011893600999000001234502150000000000123450303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10999000123450303UMI5204541153033605405375005802ID5914WARUNG BERSAMA6007BANDUNG61054011162070703A01630468A1"
)
#: From the documentation of PayNet, of a provider in India, and EMVCo's own: each carries an amount.
DUITNOW = (
    "00020201021126410014A000000615000101065016640209123456789520499995303458540510.005802MY5909QRCSDNBHD6005BANGI"
    "6304343F"
)
BHARAT = (
    "000201010212021643926300000000850415540461000000008061661005900000000890827YESB0CMSNOC222333004882700126430010"
    "A0000005240117razorpaybqr@icici02041.1027350010A0000005240117RZPGT8ildsFTgS5Sp52047531530335654041.105802IN"
    "5906zxcbmn6005Delhi610611008562300514GT8ildsFTgS5Sp070838R004506304B6A9"
)
EMVCO = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT"
    "6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A"
)


def resealed(payload: str, changes: dict[str, str], *, drop: tuple[str, ...] = ()) -> str:
    """The code with some objects changed, added or left out, and a checksum that fits; written here, by hand."""
    objects = dict(parsers.tree(payload[:-8])) | changes
    body = "".join(f"{tag}{len(text):02d}{text}" for tag, text in objects.items() if tag not in drop)
    return body + "6304" + parsers.crc((body + "6304").encode())


def an_ask(payload: str = QRIS, minor: int = 37500, code: str = "IDR") -> Ask:
    """This code, asked for this amount."""
    return Ask(OWN.check(payload, "", ""), Money(minor, currency(code)), "KT10000041")


STATIC_DUITNOW = resealed(DUITNOW, {}, drop=("54",))
#: Made up after codes of the Philippines and Laos: two kinds of account, small letters, no name.
QRPH = resealed(
    "000201" + "00000000",
    {
        "01": "11",
        "28": "0011ph.ppmi.p2m0111TESTPHM1XXX03120123456789010503310",
        "52": "6016",
        "53": "608",
        "55": "02",
        "56": "5.00",
        "58": "PH",
        "59": "ALING NENA",
        "60": "MANILA",
        "62": "0012ph.ppmi.qrph0708ABCD1234",
        "88": "0012ph.ppmi.qrph",
    },
)
LAO = resealed(
    "000201" + "00000000",
    {
        "15": "3127380418005204",
        "38": "0016a005266284662577010827710418020300203100123456789",
        "53": "418",
        "58": "la",
    },
)


def test_the_published_pair_of_static_and_dynamic_is_made_to_the_letter() -> None:
    assert OWN.payload(an_ask()) == QRIS_37500
    reading.prove(image.draw(QRIS_37500), an_ask())


def test_an_own_code_is_shown_in_words() -> None:
    assert OWN.check(QRIS, "", "") == PayeeAccount("own", "ID1099900012345", "WARUNG BERSAMA", "BANDUNG", QRIS)
    assert OWN.check(STATIC_DUITNOW, "", "").account == "123456789"
    assert OWN.check(QRPH, "", "").account == "012345678901"
    assert OWN.check(LAO, "Noy", "").account == "0123456789"


def test_a_version_of_02_stays_and_a_missing_01_is_put_after_00() -> None:
    payload = OWN.payload(an_ask(STATIC_DUITNOW, 1000, "MYR"))
    assert payload.startswith("00020201021226")
    without = resealed(STATIC_DUITNOW, {}, drop=("01",))
    assert OWN.payload(an_ask(without, 1000, "MYR")) == payload


def test_tips_are_dropped_and_the_amount_stands_after_the_currency() -> None:
    tags = [tag for tag, _ in parsers.tree(OWN.payload(an_ask(QRPH, 10050, "PHP"))[:-8])]
    assert tags == ["00", "01", "28", "52", "53", "54", "58", "59", "60", "62", "88"]


def test_a_small_country_and_checksum_are_kept_and_made_capital() -> None:
    small = LAO[:-4] + LAO[-4:].lower()
    payload = OWN.payload(Ask(OWN.check(small, "Noy", ""), Money(45_000, currency("LAK")), ""))
    assert dict(parsers.tree(payload[:-8]))["58"] == "la"
    assert dict(parsers.tree(payload[:-8]))["54"] == "45000"
    assert payload[-4:] == parsers.crc(payload[:-4].encode())


def a_static_code(chance: random.Random) -> tuple[str, str]:
    """A legal static code of any country by lot, and its currency: objects in any order, texts of any script."""
    code, number = chance.choice([("IDR", "360"), ("MYR", "458"), ("PHP", "608"), ("LAK", "418"), ("INR", "356")])
    text = "".join(chance.choices("AZaz09 .-éß王ກ*%|&", k=chance.randint(1, 25))).strip() or "A"
    account = f"0014TEST.BANK.EXAM01{8:02d}{lots.digits(chance, 8)}"
    objects = [(str(chance.randint(26, 51)), account), ("52", lots.digits(chance, 4)), ("53", number)]
    objects += [("58", "ZZ"), ("59", text), ("60", "CITY")]
    objects += chance.choice([[], [("01", "11")]])
    objects += chance.choice([[], [("55", "01")], [("55", "02"), ("56", "10")], [("55", "03"), ("57", "5")]])
    objects += chance.choice([[], [("62", "0503***")], [("64", "0002ZH0102王芳"), ("85", "0004ABCD")]])
    chance.shuffle(objects)
    body = "000201" + "".join(f"{tag}{len(value):02d}{value}" for tag, value in objects) + "6304"
    return body + parsers.crc(body.encode()), code


def test_ten_thousand_codes_differ_in_amount_tips_and_checksum_and_nothing_else() -> None:
    chance = random.Random(20261124)
    for _ in range(10_000):
        static, code = a_static_code(chance)
        unit = currency(code)
        payee = OWN.check(static, "", "")
        first, second = (OWN.payload(Ask(payee, Money(int(10 ** chance.uniform(0, 11)), unit), "")) for _ in range(2))
        before, after = parsers.tree(static[:-8]), parsers.tree(first[:-8])
        loose = {"01", "54", "55", "56", "57"}
        assert [each for each in before if each[0] not in loose] == [each for each in after if each[0] not in loose]
        assert dict(after)["01"] == "12"
        tags = [tag for tag, _ in after]
        assert tags[tags.index("53") + 1] == "54"
        assert not {"55", "56", "57"} & set(tags)
        assert first[-8:-4] == "6304"
        assert first[-4:] == parsers.crc(first[:-4].encode())
        others = parsers.tree(second[:-8])
        assert [each for each in after if each[0] != "54"] == [each for each in others if each[0] != "54"]
        read = OWN.read(first)
        assert (read.payee.account, read.payee.name) == (payee.account, payee.name)


def test_any_one_character_changed_is_refused() -> None:
    chance = random.Random(7)
    for at in range(len(QRIS)):
        other = chance.choice([letter for letter in "0123456789ABCXYZ |é" if letter.upper() != QRIS[at].upper()])
        with pytest.raises(errors.OwnCodeRefused):
            OWN.check(QRIS[:at] + other + QRIS[at + 1 :], "", "")


@pytest.mark.parametrize("cut", [1, 4, 8, 20, 100, 200])
def test_a_code_cut_short_or_with_something_behind_it_is_refused(cut: int) -> None:
    for payload in (QRIS[:-cut], QRIS + "0" * cut, QRIS[cut:]):
        with pytest.raises(errors.OwnCodeRefused):
            OWN.check(payload, "", "")


@pytest.mark.parametrize(
    ("payload", "refusal"),
    [
        (QRIS[:-1] + "1", errors.CodeChanged),
        (QRIS_37500, errors.CodeForOnePayment),
        (DUITNOW, errors.CodeForOnePayment),
        (BHARAT, errors.CodeForOnePayment),
        (EMVCO, errors.CodeForOnePayment),
        (resealed(QRIS, {"01": "12"}), errors.CodeForOnePayment),
        (resealed(QRIS, {"54": "1000"}), errors.CodeForOnePayment),
        (resealed(STATIC_DUITNOW, {"82": "0016" + "0123456789ABCDEF"}), errors.CodeLocked),
        (resealed(QRIS, {"99": "00131795319305696"}), errors.CodeExpires),
        (resealed(QRIS, {}, drop=("53",)), errors.CodeIncomplete),
        (resealed(QRIS, {}, drop=("58",)), errors.CodeIncomplete),
        (resealed(QRIS, {}, drop=("26", "51")), errors.CodeIncomplete),
        (resealed(QRIS, {"53": "999"}), errors.CodeCurrencyUnknown),
        (resealed(QRIS, {"58": "1D"}), errors.CodeBroken),
        (resealed(QRIS, {"00": "03"}), errors.CodeBroken),
        (resealed(QRIS, {"62": "0703A0"}), errors.CodeBroken),
        (resealed(QRIS, {"62": "0703A010703A01"}), errors.CodeBroken),
        (resealed(QRIS, {"59": ""}), errors.CodeBroken),
        (resealed(QRIS, {"59": "WARUNG 🍊"}), errors.CodeBroken),
        (resealed(QRIS, {}, drop=("59",)), errors.CodeNameless),
        (resealed(QRIS, {"59": "\u202e\u200b"}), errors.CodeNameless),
        (resealed(QRIS, {"59": "NA"}), errors.CodeNameless),
        (resealed(QRIS, {str(tag): "x" * 90 for tag in range(65, 70)}), errors.CodeTooLong),
        ("0002", errors.CodeBroken),
        ("", errors.CodeBroken),
    ],
)
def test_a_code_that_cannot_be_used_is_refused_by_its_reason(payload: str, refusal: type[DomainError]) -> None:
    with pytest.raises(errors.OwnCodeRefused) as caught:
        OWN.check(payload, "", "")
    assert type(caught.value) is refusal


def test_a_name_beside_a_code_serves_only_where_the_code_says_none() -> None:
    assert OWN.check(QRIS, "Somebody Else", "").name == "WARUNG BERSAMA"
    assert OWN.check(resealed(QRIS, {}, drop=("59",)), "Ibu Sari", "").name == "Ibu Sari"


@pytest.mark.parametrize("field", ["account", "name", "city", "extra"])
def test_a_payee_that_is_not_its_codes_is_refused(field: str) -> None:
    ask = an_ask()
    others = {"account": "ID0", "name": "Thief", "city": "Elsewhere", "extra": QRPH}
    with pytest.raises(DomainError):
        OWN.payload(replace(ask, payee=replace(ask.payee, **{field: others[field]})))


@pytest.mark.parametrize("field", ["account", "amount", "name"])
def test_a_picture_of_another_ask_is_named_by_what_differs(field: str) -> None:
    other = {
        "account": an_ask(resealed(QRIS, {"51": "0014ID.CO.QRIS.WWW0215ID10999000999990303UMI"})),
        "amount": an_ask(minor=37501),
        "name": an_ask(resealed(QRIS, {"59": "WARUNG LAIN"})),
    }[field]
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(image.draw(OWN.payload(other)), an_ask())
    assert caught.value.facts == {"field": field}


def test_another_object_in_the_picture_differs_too() -> None:
    with pytest.raises(errors.PictureDiffers) as caught:
        reading.prove(image.draw(resealed(QRIS_37500, {"62": "0703A02"})), an_ask())
    assert caught.value.facts == {"field": "payload"}


def test_another_currency_than_the_codes_is_refused() -> None:
    with pytest.raises(errors.CurrencyMismatch) as caught:
        OWN.payload(an_ask(code="MYR"))
    assert caught.value.facts == {"standard": "own", "given": "MYR", "wanted": "IDR"}
    assert currencies_of(an_ask().payee) == {"IDR"}


@pytest.mark.parametrize("minor", [0, -1])
def test_nothing_and_less_cannot_be_asked(minor: int) -> None:
    with pytest.raises(BadAmount):
        OWN.payload(an_ask(minor=minor))


def test_more_than_object_54_holds_is_refused() -> None:
    assert dict(parsers.tree(OWN.payload(an_ask(minor=9_999_999_999_999))[:-8]))["54"] == "9999999999999"
    with pytest.raises(errors.AmountTooHigh):
        OWN.payload(an_ask(minor=10_000_000_000_000))


def test_only_the_amount_is_copied_and_no_reference_travels() -> None:
    assert OWN.copies(an_ask()) == (Copy(CopyKind.AMOUNT, "37500"),)
    assert OWN.carries_reference is False
    assert emv.unsealed(OWN.payload(an_ask()))["62"] == "0703A01"


def test_a_code_is_the_one_of_its_scheme() -> None:
    schemes = {QRIS: "qris", DUITNOW: "duitnow", BHARAT: "bharatqr", QRPH: "qrph", LAO: "laoqr", EMVCO: "emv"}
    assert {foreign.read(payload).scheme for payload in schemes} == set(schemes.values())
    assert all(foreign.read(payload).scheme == scheme for payload, scheme in schemes.items())


def test_the_account_of_a_bharat_qr_is_its_address() -> None:
    assert foreign.read(BHARAT).account == "razorpaybqr@icici"


def test_the_example_is_the_made_up_merchant() -> None:
    assert own.EXAMPLE == "own " + QRIS
