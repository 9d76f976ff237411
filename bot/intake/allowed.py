"""The kinds of update the bot asks for, by name: an omitted list would leave whatever was set before."""

#: One for each kind that a handler needs; `chat_member` comes only when asked for, and only to an administrator bot.
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "pre_checkout_query",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
    "chat_member",
)
