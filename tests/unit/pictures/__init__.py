"""Pictures that people pass on."""
