"""Buttons of a person's settings."""

from dataclasses import dataclass

from bot.views.packing import ButtonData


@dataclass(frozen=True)
class SwitchQuiet(ButtonData, prefix="sq"):
    """Be disturbed at any hour from now on (0), or only for money at quiet hours (1)."""

    on: int


@dataclass(frozen=True)
class ChooseLanguage(ButtonData, prefix="sl"):
    """Speak this language from now on."""

    language: str
