from zoneinfo import ZoneInfo

from bot.domain.communities import Community
from bot.domain.ids import ChatId, CommunityId


def test_a_communitys_clock_shows_its_zone() -> None:
    made = Community(
        id=CommunityId(1), chat_id=ChatId(-5), title="Green Lane", language="en", zone="Asia/Bangkok", currency="THB"
    )
    assert made.clock == ZoneInfo("Asia/Bangkok")
