"""What holds for every test: no network, no token in what it writes, chance that can be played again."""

import logging
import os
import socket
from collections.abc import Generator, Iterator
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bot import logs

pytest_plugins = ["tests.kit.databases"]

CANARY = "777000777:CANARY-abcdefghijklmnopqrstuvwxyz-0123"

settings.register_profile("quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def canary_token() -> str:
    """A bot token that must never be seen in anything a test writes."""
    return CANARY


@pytest.fixture(scope="session", autouse=True)
def _logs_as_in_use() -> Iterator[None]:
    logs.set_up("INFO", "text")
    yield
    logging.getLogger().handlers.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that wrote the canary's secret to its output has failed, whatever it says."""
    report = yield
    secret = CANARY.partition(":")[2]
    if secret in report.capstdout or secret in report.capstderr:
        report.outcome, report.longrepr = "failed", "the canary token stands in the output of this test"
    return report


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Only this machine can be reached: a test that asks for more fails by name."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _check(address[0])
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check(host)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


def _check(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name not in (None, "", "localhost", "0.0.0.0", "::") and not _is_loopback(str(name)):  # noqa: S104 - listens here
        raise PermissionError(f"a test asked for the network: {name}")


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
