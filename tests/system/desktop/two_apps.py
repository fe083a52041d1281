#!/usr/bin/python3
"""Two real maru on one desktop: one hosts, the other joins by the address on the host's card; both write, Korean too,
by key events; the host quits and comes back, and the guest finds its way by itself."""

import os
import re
import sys
import unittest

from desktop import Desktop, Maru, text_of, wait_for

PROGRAM = os.environ["MARU_PROGRAM"]
HELLO = "안녕하세요"
ANSWER = "반가워요"
CONVERSATION = [("Ann", HELLO), ("Bob", ANSWER), ("Ann", "hello from the host"), ("Bob", "hello from the guest")]
AFTERWARDS = [("Ann", "here again"), ("Bob", "so am i")]


class TwoApps(unittest.TestCase):
    def setUp(self):
        self.desktop = Desktop(letters=HELLO + ANSWER)
        self.addCleanup(self.desktop.close)
        self.people = {}
        for name in ("Ann", "Bob"):
            self.people[name] = Maru(PROGRAM, name)
            self.addCleanup(self.people[name].remove)
        self.addCleanup(self.keep_screenshot)

    def keep_screenshot(self):
        folder = os.environ.get("MARU_SCREENSHOTS")
        if folder:
            self.desktop.screenshot(os.path.join(folder, "two-apps.png"))

    def test_a_conversation_survives_the_hosts_return(self):
        ann, bob = self.people["Ann"], self.people["Bob"]
        ann.start("--host")
        address = ann.take_address_from_card()
        bob.start("--join", address)
        wait_for("Bob's open room", lambda: bob.showing("Message"))

        self.talk(CONVERSATION)
        self.assert_both_show(CONVERSATION)

        self.quit_hosting(ann)
        ann.start("--host")
        self.assertEqual(ann.take_address_from_card(), address)
        self.assert_both_show(CONVERSATION)

        self.talk(AFTERWARDS)
        self.assert_both_show(CONVERSATION + AFTERWARDS)

    def talk(self, conversation):
        """Each says their line when they have seen the one before."""
        for name, text in conversation:
            self.say(self.people[name], text)
            for person in self.people.values():
                wait_for(f"{text!r} at {person.name}", lambda: text in self.messages(person))

    def say(self, person, text):
        person.activate()
        composer = wait_for(f"the composer of {person.name}", lambda: person.showing("Message"))
        composer.queryComponent().grabFocus()
        self.desktop.type(text)
        wait_for(f"{text!r} in the composer", lambda: text_of(composer) == text)
        self.desktop.key("Return")

    def assert_both_show(self, conversation):
        for person in self.people.values():
            wait_for(f"{conversation} at {person.name}", lambda: self.said(person) == conversation)
            for author, text in conversation:
                self.assertTrue(self.spoken(person, author, text), f"a screen reader finds {text!r} at {person.name}")

    def messages(self, person):
        return [text for _, text in self.said(person)]

    @staticmethod
    def spoken(person, author, text):
        """The message as an item of the list of messages: who, when, what."""
        return any(name.startswith(author + ", ") and name.endswith(": " + text)
                   for name in person.names("list item", inside="list"))

    def said(self, person):
        """Authors and texts of the conversation that the timeline shows, in their order: what copying all gives."""
        person.activate()
        timeline = person.showing("Messages")
        if not timeline:
            return []
        timeline.queryComponent().grabFocus()
        self.desktop.clear_clipboard()
        self.desktop.key("ctrl+a", "ctrl+c")
        shown = self.desktop.clipboard()
        known = "|".join(re.escape(text) for _, text in CONVERSATION + AFTERWARDS)
        said = re.findall(rf"^\[[^]]*\] (.*): ({known})$", shown, re.MULTILINE)
        # One message alone is copied without its author.
        return said or [(None, text) for text in re.findall(rf"^({known})$", shown)]

    def quit_hosting(self, host):
        """Closes the window; as somebody is there, it asks, and the answer is to stop."""
        host.close_window()
        question = wait_for("the question", lambda: host.showing("Stop hosting", "push button", "alert"))
        question.queryAction().doAction(0)
        self.assertEqual(host.wait_for_exit(), 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
