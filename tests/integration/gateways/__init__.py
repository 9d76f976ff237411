"""Gateways, with a database of both kinds."""
