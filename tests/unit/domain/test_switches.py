"""On and off in both languages, however they are written."""

import pytest

from bot.domain.switches import read_switch


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("on", True),
        (" ON ", True),
        ("开", True),
        ("off", False),
        ("关闭", False),
        ("ｏｆｆ", False),
        ("maybe", None),
        ("", None),
    ],
)
def test_a_word_switches_on_or_off_or_nothing(typed: str, means: bool | None) -> None:
    assert read_switch(typed) is means
