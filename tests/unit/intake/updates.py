"""Raw updates as Telegram sends them."""

from typing import Any

Raw = dict[str, Any]


def a_person(number: int, *, is_bot: bool = False) -> Raw:
    return {"id": number, "is_bot": is_bot, "first_name": f"P{number}"}


def a_message(update_id: int, person: int = 7, chat: int | None = None, *, is_bot: bool = False, **more: Any) -> Raw:
    where = {"id": chat, "type": "supergroup", "title": "G"} if chat else {"id": person, "type": "private"}
    message = {"message_id": update_id, "date": 1_700_000_000, "chat": where, "from": a_person(person, is_bot=is_bot)}
    return {"update_id": update_id, "message": message | (more or {"text": "hello"})}


def a_tap(update_id: int, person: int = 7) -> Raw:
    tap = {"id": str(update_id), "from": a_person(person), "chat_instance": "1", "data": "x"}
    return {"update_id": update_id, "callback_query": tap}


def a_member_change(update_id: int, admin: int = 7) -> Raw:
    return {"update_id": update_id, "chat_member": {"from": a_person(admin), "chat": {"id": -5, "type": "group"}}}
