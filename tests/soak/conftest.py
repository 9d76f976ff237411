"""Processes for the long tests: those of the acceptance tests."""

from tests.acceptance.conftest import programs

__all__ = ["programs"]
