"""The one place that starts a task: it keeps the reference, logs the failure and ends what is left at the exit."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

import structlog

log = structlog.get_logger(__name__)

T = TypeVar("T")


class Nursery:
    """Holds every task of the program while `async with` lasts; none outlives it."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._vital: set[asyncio.Task[Any]] = set()
        self._failure: BaseException | None = None
        self._failed = asyncio.Event()
        self._closing = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.cancel_all()

    def start(self, coro: Coroutine[Any, Any, T], *, name: str, vital: bool = True) -> asyncio.Task[T]:
        """Start a task. If a vital one fails, `failed` says so. Raises RuntimeError: the program is ending."""
        if self._closing:
            coro.close()
            raise RuntimeError(f"no new task at the end: {name}")
        task = asyncio.create_task(coro, name=name)
        self._tasks.add(task)
        if vital:
            self._vital.add(task)
        task.add_done_callback(self._ended)
        return task

    async def failed(self) -> BaseException:
        """Wait until a vital task fails, and say with what: the sign for the program to stop."""
        await self._failed.wait()
        assert self._failure is not None  # noqa: S101 - set before the event
        return self._failure

    async def settled(self, name: str, *, within_s: float) -> None:
        """Give the task of this name so long to end by itself."""
        waited_for = [task for task in self._tasks if task.get_name() == name]
        if waited_for:
            await asyncio.wait(waited_for, timeout=within_s)

    async def cancel_all(self) -> None:
        """End every task and wait until it has ended."""
        self._closing = True
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks)
            await asyncio.sleep(0)  # their callbacks take them off the set

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        vital = task in self._vital
        self._vital.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is None:
            return
        log.error("task.failed", task=task.get_name(), exc_info=error)
        if vital and self._failure is None:
            self._failure = error
            self._failed.set()
