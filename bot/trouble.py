"""How a failing handler reaches intake: the library's `process_update` returns quietly after one."""

from contextvars import ContextVar

#: Intake sets a new list before each update; the application's error handler adds the error to it. DatabaseAway in it
#: withholds the acknowledgement, so that the update comes again.
trouble: ContextVar[list[BaseException]] = ContextVar("trouble")
