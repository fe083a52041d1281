#!/usr/bin/python3
"""Two real maru on one desktop: one hosts, the other joins by the address on the host's card; both write, Korean too,
by key events; the host quits and comes back, and the guest finds its way by itself."""

import os
import re
import sys
import unittest

from desktop import Desktop, Maru, wait_for

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
        address = self.take_address_from_card(ann)
        bob.start("--join", address)
        wait_for("Bob's open room", lambda: bob.showing("Message"))

        self.talk(CONVERSATION)
        self.assert_both_show(CONVERSATION)

        self.quit_hosting(ann)
        ann.start("--host")
        self.take_address_from_card(ann)
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
        texts = [text for _, text in conversation]
        for person in self.people.values():
            wait_for(f"{texts} at {person.name}", lambda: self.messages(person) == texts)

    def messages(self, person):
        """The texts of the conversation that the timeline shows, in their order: what copying all of it gives."""
        person.activate()
        timeline = person.showing("Messages")
        if not timeline:
            return []
        timeline.queryComponent().grabFocus()
        self.desktop.clear_clipboard()
        self.desktop.key("ctrl+a", "ctrl+c")
        shown = self.desktop.clipboard()
        said = re.compile("|".join(re.escape(text) for _, text in CONVERSATION + AFTERWARDS))
        return said.findall(shown)

    def quit_hosting(self, host):
        """Closes the window; as somebody is there, it asks, and the answer is to stop."""
        host.close_window()
        question = wait_for("the question", lambda: host.showing("Stop hosting", "push button", "alert"))
        question.queryAction().doAction(0)
        self.assertEqual(host.wait_for_exit(), 0)

    def take_address_from_card(self, host):
        """The first address on the host's card, which is closed then."""
        address = wait_for("an address on the host's card", lambda: self.address_on_card(host))
        card = wait_for("the card's button", lambda: host.showing("Close", "push button"))
        card.queryAction().doAction(0)
        wait_for("the card to be gone", lambda: not self.address_on_card(host))
        return address

    @staticmethod
    def address_on_card(host):
        for text in host.shown_texts():
            match = re.search(r"Copy the address (\d+\.\d+\.\d+\.\d+(?::\d+)?)", text)
            if match:
                return match.group(1)
        return None


def text_of(accessible):
    text = accessible.queryText()
    return text.getText(0, text.characterCount)


if __name__ == "__main__":
    unittest.main(argv=sys.argv)
