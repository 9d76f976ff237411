"""A group's open deals in a few lines: its pinned board, and the answer to /deals."""

from typing import Any

from bot.domain.deals import Deal
from bot.i18n import Html, Name, Texts, joined
from bot.services.boards import Board
from bot.views import offers
from bot.views.lengths import fits
from bot.views.links import Bot, deal_link, message_link
from bot.views.screens import Screen


def board(texts: Texts, board: Board, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """The pinned board. None: there is none to post."""
    if board.rest.off_at is not None:
        return _silent(texts("board-off")) if board.stands else None
    if board.stands:
        return _silent(_told(texts, board, bot))
    if not board.deals or (texts.now is not None and not board.rest.is_over(texts.now)):
        return None
    return _silent(_told(texts, board, bot))


def deals_here(texts: Texts, board: Board, bot: Bot) -> Screen:
    """What is open in a group, for whoever asks."""
    if not board.deals:
        return _silent(texts("deals-here-none", community=Name(board.community.title)))
    return _silent(_told(texts, board, bot))


def _told(texts: Texts, board: Board, bot: Bot) -> Html:
    if not board.deals:
        return texts("board-empty", community=Name(board.community.title))
    lines = [texts("board-heading", community=Name(board.community.title))]
    lines += [_line(texts, board, deal, card, bot) for deal, card in board.deals]
    if board.more:
        lines.append(texts("board-more", count=board.more))
    return fits(joined(lines))


def _line(texts: Texts, board: Board, deal: Deal, card: int | None, bot: Bot) -> Html:
    """One deal: its title opens the card where links to messages exist, else the deal in private."""
    url = (None if card is None else message_link(board.community.chat_id, card)) or deal_link(bot.username, deal.token)
    title = Html(f'<a href="{url}">{offers.titled(texts, deal.title)}</a>')
    return texts(
        "board-line", title=title, price=deal.team_price, target=deal.target, window=offers.window(texts, deal)
    )


def _silent(text: Html) -> Screen:
    return Screen(text=text, silent=True)
