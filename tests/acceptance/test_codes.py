"""`python -m bot qr` as it is typed: processes, exit status, both languages, a picture that is read again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.payqr.registry import STANDARDS

EPC = ("epc", "--account", "DE33 1002 0500 0001 1947 00", "--name", "Anna Schmidt", "--currency", "EUR")


def typed(*words: str, language: str = "en_US.UTF-8") -> tuple[int, str, str]:
    """What a shell is answered: exit status, output, errors."""
    command = [sys.executable, "-m", "bot", "qr", *words]
    environment = {"PATH": os.environ["PATH"], "LANG": language, "COLUMNS": "200"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_code_is_printed_drawn_and_read_again_in_words(tmp_path: Path) -> None:
    file = tmp_path / "code.png"
    asked = typed(*EPC, "--amount", "29,90", "--reference", "KT10000041", "--png", str(file))
    lines = ["BCD", "002", "1", "SCT", "", "Anna Schmidt", "DE33100205000001194700", "EUR29.90", "", "", "KT10000041"]
    assert asked == (0, "\n".join(lines) + "\n", "")
    status, said, _ = typed("read", str(file))
    assert (status, said.splitlines()[:5]) == (
        0,
        [
            "EPC (Girocode)",
            "Paid: Anna Schmidt",
            "Account: DE33100205000001194700",
            "Amount: 29.90 €",
            "Reference: KT10000041",
        ],
    )
    assert "收款人：Anna Schmidt" in typed("read", str(file), language="zh_CN.UTF-8")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*EPC[:2], "DE33 1002 0500 0001 1947 01", *EPC[3:], "--amount", "1"), "its check digits don't fit"),
        ((*EPC, "--amount", "0"), "an amount is above zero"),
        ((*EPC, "--amount", "1.005"), "EUR has 2 decimals at most"),
        ((*EPC[:-1], "THB", "--amount", "1"), "THB"),
        (("giropay", *EPC[1:], "--amount", "1"), "I don't know “giropay”"),
        (("read", "/nowhere/code.png"), "/nowhere/code.png"),
        (("read", __file__), "I found no QR code in that picture."),
    ],
)
def test_what_is_refused_is_said_as_the_bot_says_it_with_exit_status_2(words: tuple[str, ...], said: str) -> None:
    status, printed, refused = typed(*words)
    assert (status, printed) == (2, "")
    assert said in refused


def test_the_help_lists_every_standard_with_the_form_of_its_account() -> None:
    status, said, _ = typed("--help")
    assert status == 0
    for name, standard in STANDARDS.items():
        assert any(line.split()[:1] == [name] for line in said.splitlines()), name
        assert standard.line.example.removeprefix(f"{name} ")[:20] in said
