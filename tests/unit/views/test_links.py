"""Links go out and come back as what they are; anything else is not found."""

import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NotFound
from bot.domain.ids import Token
from bot.views.links import (
    LinkKind,
    StartLink,
    code_link,
    deal_link,
    group_link,
    order_link,
    read_start,
    share_link,
    team_link,
    written,
)

TOKENS = st.text(string.ascii_letters + string.digits + "_-", min_size=22, max_size=22).map(Token)
MAKERS = [
    (team_link, LinkKind.TEAM),
    (deal_link, LinkKind.DEAL),
    (order_link, LinkKind.ORDER),
    (code_link, LinkKind.CODE),
]


@given(TOKENS, st.sampled_from(MAKERS))
def test_a_link_comes_back_as_what_it_was(token: Token, maker: tuple[object, LinkKind]) -> None:
    make, kind = maker
    assert callable(make)
    address, payload = make("kaituan_bot", token).split("?start=")
    assert address == "https://t.me/kaituan_bot"
    assert len(payload) <= 64
    assert read_start(payload) == StartLink(kind, token)


@given(st.text() | st.from_regex(r"[a-z]_[A-Za-z0-9_-]{20,24}\n?"))
def test_a_forged_payload_is_not_found_or_well_formed(payload: str) -> None:
    with suppress(NotFound):
        link = read_start(payload)
        assert payload == f"{link.kind}_{link.token}"


@pytest.mark.parametrize("payload", ["", "t_", "x_" + "a" * 22, "t_" + "a" * 21, "t_" + "a" * 22 + "\n", "lead"])
def test_what_we_never_made_is_not_found(payload: str) -> None:
    with pytest.raises(NotFound):
        read_start(payload)


def test_links_for_sharing_and_for_groups() -> None:
    assert share_link("https://t.me/b?start=t_x", "橙子 & co") == (
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fb%3Fstart%3Dt_x&text=%E6%A9%99%E5%AD%90%20%26%20co"
    )
    assert group_link("b") == "https://t.me/b?startgroup=lead&admin=pin_messages"
    assert written("https://t.me/b?start=t_x") == "t.me/b?start=t_x"
