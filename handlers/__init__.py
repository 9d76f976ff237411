"""Telegram update → one act → one screen. Thin: rules live in the domain, words in locales/, money in services."""
