import asyncio
import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
async def test_no_test_reaches_the_network(host: str) -> None:
    with pytest.raises(PermissionError, match="asked for the network"):
        await asyncio.open_connection(host, 80)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
