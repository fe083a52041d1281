"""A desktop without a screen: Xvfb, a window manager and the accessibility bus, and real maru programs on it.

Runs inside dbus-run-session. What a window shows is read by AT-SPI, as a screen reader does; what a person does goes
through the X server as key events.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

PATIENCE = 30  # seconds; two programs start on a machine that may be busy


def wait_for(what, condition):
    """The first true value of the condition; raises with `what` when there is none in time."""
    deadline = time.monotonic() + PATIENCE
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {PATIENCE} s for {what}")
        time.sleep(0.02)


def text_of(accessible):
    text = accessible.queryText()
    return text.getText(0, text.characterCount)


class Desktop:
    """An X server on a display of its own. `letters` are characters that its keyboard must be able to type."""

    def __init__(self, letters=""):
        read_end, write_end = os.pipe()
        self._processes = [
            subprocess.Popen(
                ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"],
                pass_fds=[write_end], stderr=subprocess.DEVNULL)
        ]
        os.close(write_end)
        with os.fdopen(read_end) as display:
            os.environ["DISPLAY"] = ":" + display.readline().strip()
        self._keys = self._add_keys(letters)
        self._start("openbox", "--sm-disable")
        self._start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        wait_for("the window manager", lambda: self._is_managed())
        os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"

    def close(self):
        for process in reversed(self._processes):
            process.terminate()
            process.wait()

    def screenshot(self, path):
        subprocess.run(["import", "-window", "root", str(path)], check=True)

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "10", *keys], check=True)

    def type(self, text):
        """Each character as the press and release of one key."""
        self.key(*(self._keys.get(letter) or f"U{ord(letter):04X}" for letter in text))

    @staticmethod
    def clear_clipboard():
        subprocess.run(["xclip", "-selection", "clipboard"], input=b"", check=True)

    @staticmethod
    def clipboard():
        result = subprocess.run(["xclip", "-selection", "clipboard", "-out"], capture_output=True, text=True)
        return result.stdout

    def _start(self, *command):
        self._processes.append(
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    @staticmethod
    def _is_managed():
        result = subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], capture_output=True, text=True)
        return "window id" in result.stdout

    @staticmethod
    def _add_keys(letters):
        """Puts each letter on a key that has none yet; xdotool would otherwise change the keyboard while it types."""
        display = os.environ["DISPLAY"]
        keymap = subprocess.run(
            ["xkbcomp", "-w0", "-xkb", display, "-"], check=True, capture_output=True, text=True).stdout
        named = re.findall(r"^\s*<(\w+)> = (\d+);", keymap, re.MULTILINE)
        used = set(re.findall(r"key\s+<(\w+)>", keymap))
        free = [name for name, code in named if name not in used]
        wanted = sorted(set(letters))
        if len(wanted) > len(free):
            raise ValueError("the keyboard has too few free keys")
        lines = [f"    key <{key}> {{ [ U{ord(letter):04X} ] }};" for letter, key in zip(wanted, free)]
        start = keymap.index("{", keymap.index("xkb_symbols")) + 1
        keymap = keymap[:start] + "\n" + "\n".join(lines) + keymap[start:]
        with tempfile.NamedTemporaryFile("w", suffix=".xkb") as file:
            file.write(keymap)
            file.flush()
            subprocess.run(["xkbcomp", "-w0", file.name, display], check=True)
        return {letter: f"U{ord(letter):04X}" for letter in wanted}


class Maru:
    """One desktop client with its own profile; started again it finds that profile."""

    def __init__(self, program, name):
        self.name = name
        self._program = program
        self._profile = Path(tempfile.mkdtemp(prefix="maru-" + name))
        self._process = None

    def start(self, *options):
        self._process = subprocess.Popen(
            [self._program, "--profile", str(self._profile), "--name", self.name, *options])
        wait_for(f"the window of {self.name}", self._window)

    def is_running(self):
        return self._process is not None and self._process.poll() is None

    @property
    def profile(self):
        return self._profile

    def wait_for_exit(self):
        return self._process.wait(timeout=PATIENCE)

    def remove(self):
        if self.is_running():
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    def activate(self):
        """The keyboard is this window's from now on."""
        subprocess.run(["xdotool", "windowactivate", "--sync", self._window()], check=True)

    def screenshot(self, path):
        subprocess.run(["import", "-window", self._window(), str(path)], check=True)

    def close_window(self):
        subprocess.run(["wmctrl", "-i", "-c", self._window()], check=True)

    def showing(self, name, role=None, inside=None):
        """The object on the screen with this accessible name, and this role, inside one of that role."""
        import pyatspi
        for accessible, ancestors in self._tree():
            if (accessible.name == name and accessible.getState().contains(pyatspi.STATE_SHOWING)
                    and role in (None, accessible.getRoleName()) and (inside is None or inside in ancestors)):
                return accessible
        return None

    def take_address_from_card(self):
        """The first address on the host's card, which is closed then."""
        address = wait_for("an address on the host's card", self._address_on_card)
        button = wait_for("the card's button", lambda: self.showing("Close", "push button"))
        button.queryAction().doAction(0)
        wait_for("the card to be gone", lambda: not self._address_on_card())
        return address

    def _address_on_card(self):
        for text in self.shown_texts():
            match = re.search(r"Copy the address (\d+\.\d+\.\d+\.\d+(?::\d+)?)$", text)
            if match:
                return match.group(1)
        return None

    def names(self, role, inside):
        """The accessible names of everything of this role, inside something of that role."""
        return [accessible.name for accessible, ancestors in self._tree()
                if accessible.getRoleName() == role and inside in ancestors]

    def shown_texts(self):
        import pyatspi
        return [accessible.name for accessible, _ in self._tree()
                if accessible.name and accessible.getState().contains(pyatspi.STATE_SHOWING)]

    def _window(self):
        result = subprocess.run(
            ["xdotool", "search", "--all", "--onlyvisible", "--pid", str(self._process.pid), "--name", "."],
            capture_output=True, text=True)
        windows = result.stdout.split()
        return windows[0] if windows else None

    def _tree(self):
        """Every accessible object of the program, with the roles of those around it."""
        import pyatspi  # only once the accessibility bus is there
        waiting = [(application, []) for application in pyatspi.Registry.getDesktop(0)
                   if application is not None and application.get_process_id() == self._process.pid]
        while waiting:
            accessible, ancestors = waiting.pop()
            yield accessible, ancestors
            inner = [*ancestors, accessible.getRoleName()]
            waiting.extend((child, inner) for child in accessible if child is not None)
