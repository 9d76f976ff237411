"""docs/guide/getting-paid.md has a line for every standard, and says of it what the standard says of itself."""

import pytest

from bot.payqr.asks import OnThisPhone, Standard
from bot.payqr.registry import STANDARDS, parse_payee
from tests.architecture.pages import Page, quoted

PAGE = Page("docs/guide/getting-paid.md")
ROWS = [(quoted(row[2])[0].removeprefix("/payee "), row) for row in PAGE.rows("Getting paid in your country")]
ON_THE_PHONE = {
    OnThisPhone.CODE: "pastes the code",
    OnThisPhone.FORM: "copies account, amount and reference",
    OnThisPhone.PICTURE: "opens the saved picture",
    OnThisPhone.OTHER_SCREEN: "needs another screen",
    OnThisPhone.LINK: "opens the link",
    OnThisPhone.TYPED: "types amount and reference",
}


def test_every_standard_has_a_line_that_is_taken() -> None:
    shown = [parse_payee(line).standard for line, _ in ROWS]
    assert sorted(shown) == sorted(STANDARDS)
    assert [line.split()[0] for line, _ in ROWS] == shown


@pytest.mark.parametrize(("line", "row"), ROWS)
def test_a_line_says_what_its_standard_says(line: str, row: list[str]) -> None:
    _, currencies, _, on_the_phone, reference = row
    standard: Standard = STANDARDS[line.split()[0]]
    assert currencies.split(", ") == (["its own"] if standard.name == "own" else sorted(standard.currencies))
    assert on_the_phone == ON_THE_PHONE[standard.on_this_phone]
    assert reference == ("travels" if standard.carries_reference else "does not travel")
