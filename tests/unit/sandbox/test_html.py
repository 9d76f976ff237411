"""Telegram's HTML: what it reads, and what it says where it can't."""

import pytest

from bot.sandbox.html import read_html
from bot.sandbox.refusals import Refusal


def read(marked: str) -> tuple[str, list[dict[str, object]]]:
    return read_html(
        marked, lambda user_id: {"id": user_id, "is_bot": False, "first_name": "Ann"} if user_id == 5 else None
    )


def test_plain_text_has_no_entities() -> None:
    assert read("oranges") == ("oranges", [])


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"), ("strong", "bold"), ("i", "italic"), ("em", "italic"), ("u", "underline"), ("ins", "underline"),
        ("s", "strikethrough"), ("strike", "strikethrough"), ("del", "strikethrough"), ("tg-spoiler", "spoiler"),
        ("code", "code"), ("pre", "pre"), ("blockquote", "blockquote"),
    ],
)  # fmt: skip
def test_each_tag_makes_its_entity(tag: str, kind: str) -> None:
    assert read(f"a <{tag}>bc</{tag}>") == ("a bc", [{"type": kind, "offset": 2, "length": 2}])


def test_offsets_count_utf16_units() -> None:
    assert read("🍊<b>🍎x</b>") == ("🍊🍎x", [{"type": "bold", "offset": 2, "length": 3}])


def test_tags_nest() -> None:
    text, entities = read("<b>a<i>b</i></b>")
    assert text == "ab"
    assert entities == [{"type": "italic", "offset": 1, "length": 1}, {"type": "bold", "offset": 0, "length": 2}]


def test_tag_names_are_not_case_sensitive() -> None:
    assert read("<B>a</B>") == ("a", [{"type": "bold", "offset": 0, "length": 1}])


def test_character_references_are_decoded_and_unknown_ones_stay() -> None:
    assert read("&lt;&gt;&amp;&quot;&#65;&#x42;&nbsp;&")[0] == '<>&"AB&nbsp;&'


def test_link_keeps_its_address() -> None:
    assert read('<a href="https://a.b/?x=1&amp;y=2">go</a>') == (
        "go",
        [{"type": "text_link", "offset": 0, "length": 2, "url": "https://a.b/?x=1&y=2"}],
    )


def test_link_without_a_good_address_is_only_text() -> None:
    assert read('<a href="nowhere">go</a>') == ("go", [])


def test_link_to_somebody_met_is_a_mention_and_to_a_stranger_only_text() -> None:
    mention = {
        "type": "text_mention",
        "offset": 0,
        "length": 1,
        "user": {"id": 5, "is_bot": False, "first_name": "Ann"},
    }
    assert read('<a href="tg://user?id=5">A</a><a href="tg://user?id=6">B</a>') == ("AB", [mention])


def test_time_keeps_moment_and_form() -> None:
    assert read('<tg-time unix="1800000000" format="wDT">Sunday</tg-time>') == (
        "Sunday",
        [{"type": "date_time", "offset": 0, "length": 6, "unix_time": 1_800_000_000, "date_time_format": "wDT"}],
    )


def test_spoiler_as_span_and_expandable_quote() -> None:
    assert read('<span class="tg-spoiler">a</span><blockquote expandable>b</blockquote>')[1] == [
        {"type": "spoiler", "offset": 0, "length": 1},
        {"type": "expandable_blockquote", "offset": 1, "length": 1},
    ]


def test_code_block_has_its_language() -> None:
    assert read('<pre><code class="language-py">x</code></pre>')[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "py"}
    ]
    assert read('<code class="language-py">x</code>')[1] == [{"type": "code", "offset": 0, "length": 1}]


def test_custom_emoji_is_only_its_text_and_a_time_needs_no_form() -> None:
    assert read('<tg-emoji emoji-id="5">🍊</tg-emoji>') == ("🍊", [])
    assert read("<tg-time unix=5>x</tg-time>")[1] == [{"type": "date_time", "offset": 0, "length": 1, "unix_time": 5}]


def test_end_tag_needs_no_name_and_may_hold_blanks() -> None:
    assert read("<b>a</ >")[1] == [{"type": "bold", "offset": 0, "length": 1}]


def test_block_without_a_language_has_none() -> None:
    assert read("<pre><code>x</code></pre>")[1] == [{"type": "pre", "offset": 0, "length": 1}]


def test_link_without_address_takes_its_text() -> None:
    assert read("<a>https://a.b/</a>")[1][0]["url"] == "https://a.b/"
    assert read('<a href="a.b">x</a>')[1][0]["url"] == "http://a.b/"


def test_empty_tag_makes_nothing() -> None:
    assert read("a<b></b>") == ("a", [])


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("🍊<x>a</x>", 'Unsupported start tag "x" at byte offset 4'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<b>a", "Can't find end tag corresponding to start tag \"b\""),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x!>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-time>a</tg-time>", 'Tag "tg-time" must have a valid "unix" attribute at byte offset 0'),
        (
            '<tg-time unix="1" format="q">a</tg-time>',
            'Tag "tg-time" has an invalid "format" attribute at byte offset 0',
        ),
        ("<blockquote expandable", "Unclosed start tag at byte offset 0"),
    ],
)  # fmt: skip
def test_bad_markup_is_refused_in_telegrams_words(marked: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(marked)
    assert refused.value.description == f"Bad Request: can't parse entities: {said}"
