"""Text as Telegram keeps it: trimmed, cleaned, with what it finds by itself; and as HTML for a page."""

from bot.sandbox.rendering import as_html
from bot.sandbox.texts import Text, clean, found, units


def test_units_count_an_emoji_twice() -> None:
    assert (units("abc"), units("橙"), units("🍊a")) == (3, 1, 3)


def test_blank_ends_go_and_entities_move_along() -> None:
    assert clean("  \n ab  ", [{"type": "bold", "offset": 0, "length": 8}]) == Text(
        "ab", [{"type": "bold", "offset": 0, "length": 2}]
    )


def test_entity_over_blank_ends_only_is_dropped() -> None:
    assert clean("ab  ", [{"type": "bold", "offset": 2, "length": 2}]) == Text("ab")


def test_returns_go_and_control_characters_become_blanks() -> None:
    assert clean("a\r\nb\x07c", [{"type": "bold", "offset": 3, "length": 1}]) == Text(
        "a\nb c", [{"type": "bold", "offset": 2, "length": 1}]
    )


def test_commands_mentions_links_and_hashtags_are_found() -> None:
    kinds = [
        (e["type"], e["offset"], e["length"])
        for e in clean("/deal@kaituan_bot @ann https://a.b/c. #oranges", []).entities
    ]
    assert kinds == [("bot_command", 0, 17), ("mention", 18, 4), ("url", 23, 13), ("hashtag", 38, 8)]


def test_slash_inside_a_word_or_link_is_no_command() -> None:
    assert [e["type"] for e in found("and/or t.me/bot?start=x 1/2", [])] == ["url"]


def test_nothing_is_found_inside_code_and_links() -> None:
    assert found("/start", [{"type": "code", "offset": 0, "length": 6}]) == []


def test_page_html_escapes_and_nests() -> None:
    body = Text("🍊<a>b", [{"type": "bold", "offset": 0, "length": 6}, {"type": "italic", "offset": 2, "length": 3}])
    assert as_html(body) == "<b>🍊<i>&lt;a&gt;</i>b</b>"


def test_page_html_splits_tags_that_overlap() -> None:
    body = Text("abc", [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}])
    assert as_html(body) == "<b>a<i>b</i></b><i>c</i>"


def test_page_html_carries_times_mentions_and_only_safe_links() -> None:
    body = Text(
        "x @ann y z",
        [
            {"type": "date_time", "offset": 0, "length": 1, "unix_time": 9, "date_time_format": "r"},
            {"type": "mention", "offset": 2, "length": 4},
            {"type": "text_link", "offset": 7, "length": 1, "url": "javascript:alert(1)"},
            {"type": "text_link", "offset": 9, "length": 1, "url": 'https://a.b/"'},
        ],
    )
    assert as_html(body) == (
        '<tg-time unix="9" format="r">x</tg-time> <a href="https://t.me/ann">@ann</a> y '
        '<a href="https://a.b/&quot;">z</a>'
    )


def test_page_html_links_addresses_people_and_mail() -> None:
    body = Text(
        "t.me/x a@b.c Ann",
        [
            {"type": "url", "offset": 0, "length": 6},
            {"type": "email", "offset": 7, "length": 5},
            {"type": "text_mention", "offset": 13, "length": 3, "user": {"id": 5}},
        ],
    )
    assert as_html(body) == (
        '<a href="https://t.me/x">t.me/x</a> <a href="mailto:a@b.c">a@b.c</a> <a href="tg://user?id=5">Ann</a>'
    )


def test_only_the_first_hundred_entities_count() -> None:
    bold = [{"type": "bold", "offset": at, "length": 1} for at in range(150)]
    assert clean("x" * 150, bold).entities == bold[:100]
