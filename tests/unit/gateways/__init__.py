"""Gateways, without a network."""
