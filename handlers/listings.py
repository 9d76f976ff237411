"""When each group was last told what is open in it, in memory: who asks again soon is answered in private."""

#: A group is told once in so many seconds.
EVERY_S = 180.0
_FORGET_ABOVE = 10_000


class Listings:
    """The newest listing of each group; `now` is monotonic seconds."""

    def __init__(self) -> None:
        self._groups: dict[int, float] = {}

    def may_tell(self, group: int, now: float) -> bool:
        """Whether a group may be told again; if so, it counts as told."""
        told = self._groups.get(group)
        if told is not None and now - told < EVERY_S:
            return False
        if told is None and len(self._groups) >= _FORGET_ABOVE:
            self._groups = {one: at for one, at in self._groups.items() if now - at < EVERY_S}
        self._groups[group] = now
        return True
