"""Who was just told how to say where the money goes, in memory: their photos in private may be of their code."""

#: Seconds for which a photo is waited for; after it, or another start of the bot, `/payee` goes into the caption.
FOR_S = 600.0
_FORGET_ABOVE = 10_000


class AwaitedCodes:
    """People whose next photo may be a payee's code; `now` is monotonic seconds."""

    def __init__(self) -> None:
        self._people: dict[int, float] = {}

    def ask(self, person: int, now: float) -> None:
        """They were told to send one."""
        if person not in self._people and len(self._people) >= _FORGET_ABOVE:
            self._people = {one: at for one, at in self._people.items() if now - at < FOR_S}
        self._people[person] = now

    def waits(self, person: int, now: float) -> bool:
        """Whether their photo is waited for: a sharper one after the first, too, or the same one delivered again."""
        asked = self._people.get(person)
        return asked is not None and now - asked < FOR_S
