"""Bitcoin and TON links: the published ones, addresses by their checksums, what a link may not say."""

import base64

import pytest
from hypothesis import given, settings

from bot.domain.errors import DomainError
from bot.domain.money import Money, currency
from bot.payqr import STANDARDS, Ask, CopyKind, PayeeAccount, errors
from tests.unit.payqr import parsers, payees

BITCOIN, TON = STANDARDS["bitcoin"], STANDARDS["ton"]
BTC = currency("BTC")
OLD = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
#: The published link's own address is no sound one: nobody shall lose money to an example.
UNSOUND = "175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W"
ZERO = "EQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM9c"
WALLET = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"
PUBLISHED = f"bitcoin:{OLD}?amount=50&label=Luke-Jr&message=Donation%20for%20project%20xyz"


def test_the_published_bitcoin_link_is_read_with_a_sound_address() -> None:
    with pytest.raises(errors.BadBitcoinAddress):
        BITCOIN.read(PUBLISHED.replace(OLD, UNSOUND))
    read = BITCOIN.read(PUBLISHED)
    assert read == Ask(
        PayeeAccount("bitcoin", OLD, "Luke-Jr", ""), Money(5_000_000_000, BTC), "Donation for project xyz"
    )


def test_a_bitcoin_ask_is_written_to_the_letter_and_without_an_exponent() -> None:
    assert BITCOIN.payload(payees.a_sample("bitcoin", minor=1)) == (
        "bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.00000001&label=Anna%20Satoshi&message=GB10000041"
    )


@pytest.mark.parametrize(
    "address",
    [
        OLD,
        "3P14159f73E4gFr7JterCCQh9QjiTjiZrG",
        "1111111111111111111114oLvT2",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ],
)
def test_addresses_of_the_standards_are_taken(address: str) -> None:
    assert BITCOIN.check(address, "Anna", "").account == address


def test_an_address_in_capitals_is_taken_in_small_letters() -> None:
    address = "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"
    assert BITCOIN.check(address, "Anna", "").account == address.lower()


@pytest.mark.parametrize(
    "address",
    [
        "",
        OLD[:-1] + "X",
        UNSOUND,
        OLD.lower(),
        OLD + "1",
        "1" + OLD,
        "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn",
        "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4",
        "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "bc1pw5dgrnzv",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "bc1gmk9yu",
        "0x52908400098527886E0F7030069857D2E4169EE7",
    ],
)
def test_an_address_with_a_fault_or_of_another_network_is_refused(address: str) -> None:
    with pytest.raises(errors.BadBitcoinAddress) as caught:
        BITCOIN.check(address, "Anna", "")
    assert caught.value.facts == {"given": address}


@settings(deadline=None)
@given(payees.NASTY)
def test_a_label_cannot_change_the_amount(name: str) -> None:
    ask = payees.a_sample("bitcoin", name=f"A&amount=1#{name}?")
    where, fields = parsers.link(BITCOIN.payload(ask))
    assert (where, fields["amount"]) == ("bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "0.00002990")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("bitcoin:", "litecoin:"), errors.PayloadUnreadable),
        (("&label", "&req-pay=1&label"), errors.UnexpectedObject),
        (("&label", "&lightning=LNBC1&label"), errors.UnexpectedObject),
        (("&label", "&amount=1&label"), errors.RepeatedObject),
        (("amount=50", "amount=0.000000001"), errors.WrongObject),
        (("amount=50", "amount=5e1"), errors.WrongObject),
        (("amount=50", "amount=0"), errors.WrongObject),
        (("amount=50&", ""), errors.WrongObject),
        (("NVN2", "NVN3"), errors.BadBitcoinAddress),
    ],
)
def test_a_foreign_bitcoin_link_is_read_strictly(change: tuple[str, str], error: type[DomainError]) -> None:
    with pytest.raises(DomainError) as caught:
        BITCOIN.read(PUBLISHED.replace(*change, 1))
    assert type(caught.value) is error


def test_the_published_ton_link_is_read_without_what_would_run_a_contract() -> None:
    published = f"ton://transfer/{ZERO}?amount=100000000&init=te6ccsEBAQEAAwAAAAEEpsa17g..&bin=te6ccsEBAQEAAgAAAAC1U5ck"
    with pytest.raises(errors.UnexpectedObject) as caught:
        TON.read(published)
    assert caught.value.facts == {"at": "init"}
    assert TON.read(published.partition("&")[0]) == Ask(
        PayeeAccount("ton", ZERO, "", ""), Money(100_000_000, currency("TON")), ""
    )


def test_a_ton_ask_is_written_to_the_letter() -> None:
    assert TON.payload(payees.a_sample("ton")) == f"ton://transfer/{WALLET}?amount=2990&text=GB10000041"


def test_a_ton_payment_is_opened_by_a_link_that_a_button_takes() -> None:
    copies = TON.copies(payees.a_sample("ton", minor=2_990_000_001))
    assert copies[0].kind is CopyKind.LINK
    assert copies[0].text == f"https://app.tonkeeper.com/transfer/{WALLET}?amount=2990000001&text=GB10000041"
    assert [copy.text for copy in copies[1:]] == [WALLET, "2.990000001", "GB10000041"]


def test_a_ton_address_is_taken_in_either_alphabet() -> None:
    for octets in (b"\xfb" * 32, b"\xff" * 32):
        address = a_ton_address(0x51, 0, octets)
        typed = address.replace("-", "+").replace("_", "/")
        assert typed != address
        assert TON.check(typed, "Anna", "").account == address


def a_ton_address(tag: int, chain: int, octets: bytes) -> str:
    """An address with its checksum, worked out by dividing once more."""
    import binascii

    body = bytes([tag, chain]) + octets
    return base64.urlsafe_b64encode(body + binascii.crc_hqx(body, 0).to_bytes(2, "big")).decode()


@pytest.mark.parametrize(
    "address",
    [
        "",
        WALLET[:-1] + "O",
        WALLET.lower(),
        WALLET[:-1],
        WALLET + "A",
        "0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8",
        a_ton_address(0x91, 0, b"\1" * 32),
        a_ton_address(0x12, 0, b"\1" * 32),
        a_ton_address(0x11, 1, b"\1" * 32),
    ],
)
def test_a_ton_address_with_a_fault_or_of_the_test_network_is_refused(address: str) -> None:
    with pytest.raises(errors.BadTonAddress):
        TON.check(address, "Anna", "")


@pytest.mark.parametrize("amount", ["0", "00", "1.5", "-1", "", "1" * 16])
def test_a_ton_link_with_an_amount_that_is_none_is_refused(amount: str) -> None:
    with pytest.raises(errors.WrongObject):
        TON.read(f"ton://transfer/{WALLET}?amount={amount}")


def test_a_reference_travels_with_toncoin_and_not_with_bitcoin() -> None:
    assert (BITCOIN.carries_reference, TON.carries_reference) == (False, True)
