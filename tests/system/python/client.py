"""A person at a stomp.py client (Debian's python3-stomp), whose frames are waited for one by one."""

import itertools
import os
import queue
import sys
import threading
import unittest

import stomp

PATIENCE = 30  # seconds to wait for a frame before a test fails
CONNECTIONS = {"1.0": stomp.Connection10, "1.1": stomp.Connection11, "1.2": stomp.Connection12}
numbers = itertools.count(1)


class Client(stomp.ConnectionListener):
    def __init__(self, version, port="MARU_TCP_PORT", **options):
        self.version = version
        self.address = ("localhost", int(os.environ[port]))
        self.connection = CONNECTIONS[version](
            [self.address], auto_decode=False, reconnect_attempts_max=1, **options)
        self.connection.set_listener("client", self)
        self.messages, self.receipts, self.errors = queue.Queue(), queue.Queue(), queue.Queue()
        self.connected = None
        self.ended = threading.Event()
        self.beats_received, self.beats_sent = 0, 0
        self._beat = threading.Condition()

    def connect(self, *arguments, **headers):
        """Waits for CONNECTED."""
        self.connection.connect(*arguments, wait=True, **headers)
        return self

    def subscribe(self, identity, destination, ack="auto", **headers):
        self.confirmed(lambda receipt: self.connection.subscribe(
            destination, identity, ack, {"receipt": receipt, **headers}))

    def unsubscribe(self, identity):
        self.confirmed(lambda receipt: self.connection.unsubscribe(id=identity, headers={"receipt": receipt}))

    def send(self, destination, body, content_type=None, **headers):
        """Returns the RECEIPT."""
        return self.confirmed(lambda receipt: self.connection.send(
            destination, body, content_type, {"receipt": receipt, **headers}))

    def acknowledge(self, message, command="ack", transaction=None, **headers):
        names = {"1.0": ["message-id"], "1.1": ["message-id", "subscription"], "1.2": ["ack"]}
        identity = [message.headers[name] for name in names[self.version]]
        act = getattr(self.connection, command)
        self.confirmed(lambda receipt: act(*identity, transaction=transaction, receipt=receipt, **headers))

    def confirmed(self, act):
        """Does something that asks for a receipt, and waits for it."""
        receipt = f"receipt-{next(numbers)}"
        act(receipt)
        frame = self.receipts.get(timeout=PATIENCE)
        if frame.headers["receipt-id"] != receipt:
            raise AssertionError(f"{frame.headers['receipt-id']} came in the place of {receipt}")
        return frame

    def receive(self):
        return self.messages.get(timeout=PATIENCE)

    def receive_bodies(self, count):
        return [self.receive().body.decode() for _ in range(count)]

    def everything_until_now(self):
        """The bodies that were on their way: frames come in order, and a receipt asked for now is the last of them."""
        self.send("/topic/nobody", "")
        return self.receive_bodies(self.messages.qsize())

    def disconnect(self):
        self.connection.disconnect(f"receipt-{next(numbers)}")

    def vanish(self):
        """Ends without DISCONNECT."""
        self.connection.transport.disconnect_socket()

    def wait_for_beats(self, count, name):
        with self._beat:
            return self._beat.wait_for(lambda: getattr(self, name) >= count, PATIENCE)

    def _count_beat(self, name):
        with self._beat:
            setattr(self, name, getattr(self, name) + 1)
            self._beat.notify_all()

    # what stomp.py calls, on its own thread

    def on_connected(self, frame):
        self.connected = frame.headers

    def on_message(self, frame):
        self.messages.put(frame)

    def on_receipt(self, frame):
        self.receipts.put(frame)

    def on_error(self, frame):
        self.errors.put(frame)

    def on_disconnected(self):
        self.ended.set()

    def on_heartbeat(self):
        self._count_beat("beats_received")

    def on_send(self, frame):
        if frame.cmd is None:
            self._count_beat("beats_sent")


class ClientTest(unittest.TestCase):
    """Tests with destinations of their own and clients that leave at the end."""

    version = "1.2"

    def destination(self, kind):
        return f"/{kind}/{next(numbers)}"

    def connect(self, **options):
        client = Client(self.version, **options)
        self.addCleanup(client.disconnect)
        return client.connect("ann", host="localhost")


def in_versions(*versions):
    """Makes of a class of tests one for each version, in its place."""
    def make(case):
        for version in versions:
            name = f"{case.__name__}_{version.replace('.', '_')}"
            attributes = {"version": version, "__module__": case.__module__}
            setattr(sys.modules[case.__module__], name, type(name, (case,), attributes))
    return make
