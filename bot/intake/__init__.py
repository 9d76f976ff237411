"""In from Telegram: an update is acknowledged only after its effect is committed."""
