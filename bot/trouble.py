"""What handlers and intake tell each other about one update, beside the library, which passes nothing on."""

from contextvars import ContextVar
from enum import StrEnum

#: Intake sets a new list before each update; the application's error handler adds the error to it: the library's
#: `process_update` returns quietly after a failing handler. DatabaseAway in it withholds the acknowledgement, so that
#: the update comes again.
trouble: ContextVar[list[BaseException]] = ContextVar("trouble")

#: Intake says before each update whether it is a tap whose one answer was "it is kept": what comes of it must be said
#: in another way.
answered_before: ContextVar[bool] = ContextVar("answered_before", default=False)


class Told(StrEnum):
    """What became of telling somebody that what they did is kept."""

    NOTHING = "nothing"  #: nobody waits for a word, or its turn is too far away
    SAID = "said"
    LOST = "lost"  #: Telegram didn't take it, or didn't say
