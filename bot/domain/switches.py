"""On and off, as people type them."""

from bot.domain.plain_texts import folded

_ON, _OFF = frozenset({"on", "yes", "开", "打开", "开启"}), frozenset({"off", "no", "关", "關", "关闭", "关掉"})


def read_switch(text: str) -> bool | None:
    """Whether a word switches something on or off; None: neither."""
    said = folded(text)
    return said in _ON if said in _ON | _OFF else None
