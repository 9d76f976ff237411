"""Processes for acceptance tests: none outlives its test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.programs import Programs


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[Programs]:
    """Starts command lines in an empty folder."""
    started = Programs(tmp_path)
    yield started
    started.close()
