#!/usr/bin/python3
"""A real maru hosts and its window is closed: whoever is connected is told so (close code 1001), the program ends by
itself, and what was said is on disk."""

import base64
import os
import re
import socket
import struct
import subprocess
import sys
import time
import unittest

from desktop import Desktop, Maru

PROGRAM = os.environ["MARU_PROGRAM"]
SERVER = os.environ["MARU_SERVER"]
QUICK = 5  # seconds within which a server has stopped


class Guest:
    """A bare STOMP client over WebSocket."""

    def __init__(self, port):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=QUICK)
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall((f"GET /ws-connect HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
                              f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                              "Sec-WebSocket-Protocol: v12.stomp\r\n\r\n").encode())
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self._read(1)
        assert b" 101 " in answer.split(b"\r\n")[0] + b" ", answer

    def close(self):
        self._socket.close()

    def send(self, frame):
        data = frame.encode() + b"\0"
        assert len(data) < 126
        self._socket.sendall(struct.pack("!BB4x", 0x81, 0x80 | len(data)) + data)

    def receive(self):
        """The next message as its operation code and its bytes."""
        code, length = struct.unpack("!BB", self._read(2))
        if length == 126:
            length, = struct.unpack("!H", self._read(2))
        return code & 0x0F, self._read(length)

    def receive_close_code(self):
        while True:
            code, data = self.receive()
            if code == 8:
                return struct.unpack("!H", data[:2])[0]

    def _read(self, count):
        data = b""
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            if not part:
                raise EOFError("the connection has ended")
            data += part
        return data


class Closing(unittest.TestCase):
    def setUp(self):
        self.desktop = Desktop()
        self.addCleanup(self.desktop.close)
        self.ann = Maru(PROGRAM, "Ann")
        self.addCleanup(self.ann.remove)

    def test_a_host_that_closes_the_window_ends_in_order(self):
        self.ann.start("--host")
        address = self.ann.take_address_from_card()
        guest = Guest(int(address.partition(":")[2] or 7666))
        self.addCleanup(guest.close)
        guest.send("CONNECT\naccept-version:1.2\nhost:maru\nlogin:Bob\n\n")
        self.assertIn(b"CONNECTED", guest.receive()[1])
        guest.send("SEND\ndestination:/publish/chat/kept\nreceipt:1\n\nsaid at the end")
        self.assertIn(b"RECEIPT", guest.receive()[1])

        before = time.monotonic()
        self.ann.close_window()
        self.assertEqual(guest.receive_close_code(), 1001)
        self.assertEqual(self.ann.wait_for_exit(), 0)
        self.assertLess(time.monotonic() - before, QUICK)

        self.assertIn(b"said at the end", self.read_from_disk("kept"))

    def read_from_disk(self, room):
        """The last message of the room, as a server on the same folder gives it."""
        server = subprocess.Popen(
            [SERVER, "--data", str(self.ann.profile / "server"), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
            text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        port = re.search(r"ws://127\.0\.0\.1:(\d+)/", server.stdout.readline()).group(1)
        reader = Guest(int(port))
        self.addCleanup(reader.close)
        reader.send("CONNECT\naccept-version:1.2\nhost:maru\nlogin:Eve\n\n")
        self.assertIn(b"CONNECTED", reader.receive()[1])
        reader.send(f"SUBSCRIBE\nid:1\ndestination:/subscribe/chat/{room}\nlast:1\n\n")
        return reader.receive()[1]


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
