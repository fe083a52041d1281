#!/usr/bin/python3
"""Real maru join a real maru-server by wss:// with a certificate made here: they are asked once, by keys they answer,
and they talk; another certificate at the same address stops them."""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from desktop import Desktop, Maru, text_of, wait_for

PROGRAM = os.environ["MARU_PROGRAM"]
SERVER = os.environ["MARU_SERVER"]
QUESTION = "Do you trust this server?"
STOP = "Stopped: this server shows another certificate"


class Certificate:
    """A key, and a certificate for 127.0.0.1 that it has signed itself."""

    def __init__(self, folder, name):
        self.key = folder / (name + ".key")
        self.file = folder / (name + ".pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
             "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.key, "-out", self.file],
            check=True, capture_output=True)

    def fingerprint(self):
        """The hexadecimal digits, as openssl tells them."""
        told = subprocess.run(
            ["openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", self.file], check=True, capture_output=True,
            text=True).stdout
        return told.partition("=")[2].strip().replace(":", "")


class Server:
    """maru-server by TLS; comes back under the same address."""

    def __init__(self, folder):
        self._process = None
        self._log = folder / "log"
        self.port = 0

    def start(self, certificate):
        self.stop()
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [SERVER, "--in-memory", "--listen", f"127.0.0.1:{self.port}", "--tls-cert", certificate.file,
                 "--tls-key", certificate.key, "--log-level", "info"], stdout=subprocess.PIPE, stderr=log, text=True)
        self.port = int(re.search(r"wss://127\.0\.0\.1:(\d+)/", self._process.stdout.readline()).group(1))

    def stop(self):
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process.stdout.close()
            self._process = None

    def told_fingerprint(self):
        """As the server's log has it, for the host to read out."""
        return re.search(r"fingerprint \(SHA-256\) is ([0-9A-F ]+)", self._log.read_text()).group(1)

    @property
    def url(self):
        return f"wss://127.0.0.1:{self.port}"


class Encrypted(unittest.TestCase):
    def setUp(self):
        self.desktop = Desktop()
        self.addCleanup(self.desktop.close)
        temporary = tempfile.TemporaryDirectory(prefix="maru-certificates")
        self.addCleanup(temporary.cleanup)
        folder = Path(temporary.name)
        self.first = Certificate(folder, "first")
        self.second = Certificate(folder, "second")
        self.server = Server(folder)
        self.addCleanup(self.server.stop)
        self.ann = Maru(PROGRAM, "Ann")
        self.bob = Maru(PROGRAM, "Bob")
        for person in (self.ann, self.bob):
            self.addCleanup(person.remove)

    def test_a_certificate_is_asked_about_once_and_a_changed_one_stops(self):
        self.server.start(self.first)
        self.assertEqual(self.server.told_fingerprint().replace(" ", ""), self.first.fingerprint())

        self.join(self.bob)
        self.wait_for_question(self.bob, self.first)
        self.desktop.key("Return")  # is no yes
        wait_for("the reason", lambda: self.bob.showing("The server's certificate is not trusted."))
        self.assertIsNone(self.bob.showing("Message"))

        press(wait_for("the button", lambda: self.bob.showing("Join", "push button")))
        self.wait_for_question(self.bob, self.first)
        self.accept()
        wait_for("Bob's open room", lambda: self.bob.showing("Message"))

        self.join(self.ann)
        self.wait_for_question(self.ann, self.first)
        self.accept()
        self.say(self.ann, "hello over tls")
        wait_for("it at Bob's", lambda: self.hears(self.bob, "hello over tls"))

        self.bob.close_window()
        self.assertEqual(self.bob.wait_for_exit(), 0)
        self.join(self.bob)
        wait_for("it at Bob's again", lambda: self.hears(self.bob, "hello over tls"))
        self.assertIsNone(self.bob.showing(QUESTION))

        self.server.start(self.second)
        press(wait_for("the stop", lambda: self.bob.showing("Certificate…", "push button")))
        wait_for("the dialog", lambda: self.bob.showing(STOP, "label"))
        self.wait_for_fingerprint(self.bob, self.first)
        self.wait_for_fingerprint(self.bob, self.second)
        forget = self.bob.showing("Forget the remembered one", "push button")
        self.assertFalse(is_in_state(forget, "SENSITIVE"))

    def join(self, person):
        person.start("--join", self.server.url, "--room", "general")

    def wait_for_question(self, person, certificate):
        wait_for("the question", lambda: person.showing(QUESTION, "label"))
        self.wait_for_fingerprint(person, certificate)
        wait_for("the keyboard", lambda: is_in_state(person.showing("Cancel", "push button", "dialog"), "FOCUSED"))

    @staticmethod
    def wait_for_fingerprint(person, certificate):
        digits = certificate.fingerprint()
        wait_for("the fingerprint",
                 lambda: any("".join(text.split()) == digits for text in person.shown_texts()))

    def accept(self):
        self.desktop.key("shift+Tab", "space")

    def say(self, person, text):
        composer = wait_for(f"the composer of {person.name}", lambda: person.showing("Message"))
        person.activate()
        composer.queryComponent().grabFocus()
        wait_for("the keyboard", lambda: is_in_state(person.showing("Message"), "FOCUSED"))
        self.desktop.type(text)
        wait_for(f"{text!r} in the composer", lambda: text_of(composer) == text)
        self.desktop.key("Return")

    @staticmethod
    def hears(person, text):
        return any(name.endswith(": " + text) for name in person.names("list item", inside="list"))


def press(button):
    button.queryAction().doAction(0)


def is_in_state(accessible, name):
    import pyatspi  # only once the accessibility bus is there
    return accessible is not None and accessible.getState().contains(getattr(pyatspi, "STATE_" + name))


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
