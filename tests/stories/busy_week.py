"""A busy week of one group: eight deals, sixty neighbours, wrong taps, and a bot that is away for forty minutes."""

from tests.stories import first_days, last_days
from tests.stories.weeks import Week


async def happens(week: Week) -> None:
    """Monday to Monday."""
    lin, mo, boss = await first_days.moves_in(week)
    await first_days.monday(week, lin)
    await first_days.tuesday(week, lin)
    await first_days.wednesday(week, lin, mo)
    await last_days.thursday(week, lin, mo)
    await last_days.friday(week, lin)
    await last_days.saturday(week, lin, boss)
    await last_days.sunday(week, lin)
