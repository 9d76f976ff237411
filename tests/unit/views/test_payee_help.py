import pytest

from bot.payqr.registry import STANDARDS, for_currency
from bot.views.payee import payee_help
from tests.unit.views import models as m


@pytest.mark.parametrize(("currency", "said"), [("EUR", {"epc"}), ("BRL", {"pix"}), ("THB", {"promptpay"})])
def test_a_leader_is_offered_what_asks_money_in_the_groups_currency(currency: str, said: set[str]) -> None:
    text = payee_help(m.texts("en"), currency=currency).text
    offered = {name for name, standard in STANDARDS.items() if says(text, name, standard.line.example)}
    assert said <= offered == {standard.name for standard in for_currency(currency)}


def test_without_a_group_every_standard_is_offered() -> None:
    text = payee_help(m.texts("en")).text
    assert all(says(text, name, standard.line.example) for name, standard in STANDARDS.items())


def says(text: str, standard: str, example: str) -> bool:
    """Whether a way of being paid is offered: by a line to type, or by a photo of a code."""
    photographed = {"own": "A payment QR you have already", "picture": "WeChat Pay or Alipay"}
    return photographed.get(standard, example) in text
