"""What a rule says when it says no: a code and facts; the words are chosen at the edge."""

import re
from typing import ClassVar


class DomainError(Exception):
    """A rule said no. Expected, told kindly; nothing has changed.

    `code` is the locale key without `error-` (from the class name: TeamClosed → "team-closed"), `facts` fill its text.
    """

    code: ClassVar[str] = "refused"

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class NotFound(DomainError):
    """No such thing, or none this person may see: foreign and missing are told the same way."""


class NotAllowed(DomainError):
    """This person may not do this. Facts: `act`."""


class Stale(DomainError):
    """The button is older than the state it shows; today's state is drawn instead."""


class DatabaseAway(Exception):
    """The database can't be had: not opened, locked past the time-out, full, connection lost, COMMIT unanswered.

    Not a refusal: nothing is acknowledged, and what was asked comes again.
    """


class DatabaseLate(DatabaseAway):
    """The database is there, and did not answer in the time that an update has: overloaded, or behind a lock.

    The act may have happened, or may happen still; when it comes again, its request id says so.
    """
