"""The screens that the guides show: played in both languages, and drawn by the sandbox page's own bubbles."""
