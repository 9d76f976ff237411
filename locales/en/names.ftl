# Names of people.

# For somebody whose name has nothing that can be shown.
name-unknown = Someone
