# Names of people and languages.

# For somebody whose name has nothing that can be shown.
name-unknown = Someone
# This language, by its own name.
language-name = English
