"""The bot's side: one call goes in, one answer comes out, unless a fault strikes."""

import asyncio
import inspect
from collections.abc import Mapping
from typing import Any

from bot.sandbox.calls import Call, Calls
from bot.sandbox.faults import Drop, Fault
from bot.sandbox.methods import TABLE
from bot.sandbox.parameters import Described, Files
from bot.sandbox.refusals import ConnectionDropped, Refusal
from bot.sandbox.world import World

#: What the Bot API answers: an HTTP status and the JSON.
Answer = tuple[int, dict[str, Any]]
#: The status in the log of a call whose connection broke.
DROPPED = 0


class Api:
    """The Bot API over one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.calls = Calls()

    async def call(self, method: str, params: Mapping[str, object], files: Files) -> Answer:
        """One call of the Bot API: its HTTP status and answer. Values may be native, or text as a form has them.

        Raises ConnectionDropped where a fault breaks the connection. The answer is shared: read it, never change it.
        """
        fault = self._world.faults.strike(method.lower(), _chat_id(params))
        try:
            status, answer = await self._answer(method, params, files, fault)
        except ConnectionDropped as dropped:
            self._log(method, params, files, (DROPPED, {"delivered": dropped.delivered}))
            raise
        self._log(method, params, files, (status, answer))
        return status, answer

    async def _answer(self, method: str, params: Mapping[str, object], files: Files, fault: Fault | None) -> Answer:
        if fault is not None:
            await asyncio.sleep(fault.delay_s)
            if fault.drop == Drop.BEFORE:
                raise ConnectionDropped(delivered=False)
            refusal = fault.refusal()
            if refusal is not None and not fault.delivered:
                return refusal.code, refusal.answer()
            if fault.drop == Drop.AFTER or refusal is not None:
                return await self._answer_lost(method, params, files, refusal)
        return await self._run(method, params, files)

    async def _answer_lost(
        self, method: str, params: Mapping[str, object], files: Files, refusal: Refusal | None
    ) -> Answer:
        status, _ = await self._run(method, params, files)
        if refusal is None:
            raise ConnectionDropped(delivered=status == 200)
        return refusal.code, refusal.answer()

    async def _run(self, method: str, params: Mapping[str, object], files: Files) -> Answer:
        known = TABLE.get(method.lower())
        try:
            if known is None or not known.is_there(self._world):
                raise Refusal(404, "method not found")
            args = known.read(params, files)
            if known.takes_files:
                args["files"] = files
            result = known.run(self._world, args)
            if inspect.iscoroutine(result):
                result = await result
            if isinstance(result, Described):
                return 200, {"ok": True, "result": result.result, "description": result.description}
            return 200, {"ok": True, "result": result}
        except Refusal as refusal:
            return refusal.code, refusal.answer()

    def _log(self, method: str, params: Mapping[str, object], files: Files, answered: Answer) -> None:
        status, answer = answered
        known = TABLE.get(method.lower())
        name = known.name if known is not None else method
        if name == "getUpdates" and status == 200:
            answer = {"ok": True, "result": [update["update_id"] for update in answer["result"]]}
        self.calls.add(
            Call(
                method=name,
                params=dict(params),
                status=status,
                answer=answer,
                at=self._world.clock.now(),
                files={part: len(data) for part, data in files.items()},
            )
        )


def _chat_id(params: Mapping[str, object]) -> object:
    value = params.get("chat_id")
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return value
    return value
