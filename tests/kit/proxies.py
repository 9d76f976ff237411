"""nginx before several replicas, with the configuration that operators are given."""

import getpass
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.kit.ports import a_free_port
from tests.kit.programs import ROOT, until

EXAMPLE = ROOT / "docs/examples/nginx.conf"
_PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
_AROUND = """user {user};
worker_processes 1;
error_log {folder}/nginx.err warn;
pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/kaituan.conf;
}}
"""


def nginx() -> str:
    """The program. Raises AssertionError, saying what to install, where it is missing."""
    path = os.pathsep.join((os.environ.get("PATH", ""), *_PLACES))
    found = os.environ.get("NGINX") or shutil.which("nginx", path=path)
    assert found, "nginx is missing: apt-get install nginx-light, or name it: make test NGINX=/path/to/nginx"
    return found


def configuration(port: int, replicas: list[int]) -> str:
    """The example for these ports of this machine, without TLS; everything else is as operators have it."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    told: list[str] = []
    servers = [line for line in lines if line.strip().startswith("server 127.0.0.1:")]
    assert len(servers) == len(replicas)
    ports = iter(replicas)
    for line in lines:
        if line in servers:
            told.append(re.sub(r":\d+ ", f":{next(ports)} ", line))
        elif "listen 443 ssl" in line:
            told.append(f"    listen 127.0.0.1:{port};")
        elif not line.strip().startswith("ssl_"):
            told.append(line)
    return "\n".join(told)


class Proxy:
    """nginx while it lasts."""

    def __init__(self, folder: Path, replicas: list[int]) -> None:
        self.port = a_free_port()
        self._folder = folder / "nginx"
        self._replicas = replicas
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        program = nginx()
        self._folder.mkdir()
        (self._folder / "kaituan.conf").write_text(configuration(self.port, self._replicas), encoding="utf-8")
        main = self._folder / "nginx.conf"
        main.write_text(_AROUND.format(user=getpass.getuser(), folder=self._folder), encoding="utf-8")
        command = [program, "-p", str(self._folder), "-c", str(main), "-g", "daemon off;"]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: ASYNC220 it starts at once
        await until(lambda: self._listens() or self._process is None or self._process.poll() is not None, "nginx")
        assert self._process.poll() is None, (self._folder / "nginx.err").read_text()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(10)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
