"""Runs a command beside two real maru-servers, one plain, one by TLS and a passcode, and ends with its exit status.

usage: with_server.py COMMAND [ARGUMENT...]

The command finds in its environment:
  MARU_TCP_PORT, MARU_TLS_PORT      ports of STOMP over TCP on localhost, plain and by TLS
  MARU_WS_URL, MARU_WSS_URL         addresses of STOMP over WebSocket
  MARU_PASSCODE                     that of the server by TLS
  MARU_AUTHORITY, MARU_STRANGER     PEM files: who signed the server's certificate, and somebody who did not
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PASSCODE = "sesame"
PATIENCE = 10  # seconds that a server may take to stop

# Bodies of 1 MB have room, and beats may be as short as a test wishes.
CONFIGURATION = """
[limits]
body = 4194304
tcp-body = 4194304
smallest-heart-beat = 10
"""


class Server:
    """A maru-server on free ports, which keeps nothing; `addresses` has what it listens on, by kind."""

    def __init__(self, *options):
        self._process = subprocess.Popen(
            [os.environ["MARU_SERVER"], "--in-memory", "--listen", "127.0.0.1:0", "--tcp", "127.0.0.1:0", *options],
            stdout=subprocess.PIPE, text=True)
        self.addresses = {}
        for line in self._process.stdout:
            if line.strip() == "ready":
                return
            address = line.split()[1]
            self.addresses[address.split(":")[0]] = address
        raise RuntimeError(f"maru-server ended with {self._process.wait()} before it was ready")

    def port(self, kind):
        return self.addresses[kind].rsplit(":", 1)[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Raises when it does not end in order."""
        self._process.terminate()
        status = self._process.wait(PATIENCE)
        if status != 0:
            raise RuntimeError(f"maru-server ended with {status}")


def environment(folder, plain, secure):
    return os.environ | {
        "MARU_TCP_PORT": plain.port("tcp"),
        "MARU_TLS_PORT": secure.port("stomp+ssl"),
        "MARU_WS_URL": plain.addresses["ws"],
        "MARU_WSS_URL": secure.addresses["wss"].replace("127.0.0.1", "localhost"),
        "MARU_PASSCODE": PASSCODE,
        "MARU_AUTHORITY": str(folder / "authority.pem"),
        "MARU_STRANGER": str(folder / "stranger.pem"),
    }


def main(command):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "limits.toml").write_text(CONFIGURATION)
        subprocess.run([HERE / "certificates.sh", folder], check=True)
        options = ["--config", folder / "limits.toml"]
        (folder / "password").write_text(PASSCODE)
        closed = ["--tls-cert", folder / "server.pem", "--tls-key", folder / "server.key",
                  "--password-file", folder / "password"]
        with Server(*options) as plain, Server(*options, *closed) as secure:
            return subprocess.run(command, env=environment(folder, plain, secure)).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
