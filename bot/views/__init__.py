"""What people see: read model + texts → Screen. No Telegram here; delivery turns a Screen into Bot API calls."""
