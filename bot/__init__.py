"""Kaituan (开团): group buying inside the Telegram group where people already are."""
