import re

from bot.config import EXPECTED, Settings, load
from tests.architecture.sources import ROOT, docs

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
WRITTEN = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))


def test_the_example_has_every_setting_in_their_order() -> None:
    assert list(WRITTEN) == [name.upper() for name in Settings.model_fields]


def test_the_example_shows_what_holds_when_a_setting_is_left_out() -> None:
    token = "123456789:" + "A" * 35
    filled = {name.lower(): value for name, value in WRITTEN.items() if value}
    assert load(None, bot_token=token, **filled) == Settings.model_construct(
        bot_token=load(None, bot_token=token).bot_token
    )


def test_each_setting_of_the_example_has_one_line_of_comment() -> None:
    lines = EXAMPLE.splitlines()
    lonely = [
        line for above, line in zip(["", *lines], lines, strict=False) if "=" in line and not above.startswith("# ")
    ]
    assert [line for line in lonely if not line.startswith("#")] == []


def test_each_setting_says_what_it_expects() -> None:
    assert list(EXPECTED) == list(Settings.model_fields)


def test_the_docs_name_every_setting() -> None:
    assert [name for name in WRITTEN if not re.search(rf"\b{name}\b", docs())] == []
