"""Updates for which the database was late: they come again, but not for ever while others go through."""

from collections import OrderedDict

#: So often an update may be late, each time after another one was written down, before it is given up as a bug.
TIMES = 10
#: So many are remembered; one that never comes again is another replica's, or has expired.
REMEMBERED = 1_000


class Latecomers:
    """Counts how often each was late. While the database answers nobody, nothing is counted: all of them wait."""

    def __init__(self) -> None:
        self._done = 0
        self._late: OrderedDict[int, tuple[int, int]] = OrderedDict()

    def another_done(self, update_id: int) -> None:
        """An update went through, and wrote something."""
        self._done += 1
        self._late.pop(update_id, None)

    def late(self, update_id: int) -> bool:
        """One was late. True: it is given up."""
        times, done = self._late.pop(update_id, (0, -1))
        times += self._done != done
        if times >= TIMES:
            return True
        self._late[update_id] = (times, self._done)
        if len(self._late) > REMEMBERED:
            self._late.popitem(last=False)
        return False
