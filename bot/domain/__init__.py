"""The rules: pure functions and records. No await, no I/O, no clock, no Telegram, no SQL."""
