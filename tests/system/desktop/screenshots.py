#!/usr/bin/python3
"""Not a test: three real maru talk, and pictures of two of their windows, light and dark, go to a folder.

dbus-run-session -- /usr/bin/python3 tests/system/desktop/screenshots.py docs/screenshots, with MARU_PROGRAM set.
"""

import os
import subprocess
import sys
import time

from desktop import Desktop, Maru, wait_for

CONVERSATION = [
    ("Hana", "Good morning! The projector for Saturday is booked."),
    ("Minsu", "좋아요! 저는 긴 케이블을 가져갈게요."),
    ("Minsu", "혹시 어댑터도 필요할까요?"),
    ("Jun", "I have one for USB-C, it is always in my bag."),
    ("Hana", "고마워요, 준! 그럼 어댑터는 해결됐네요 🎉"),
    ("Hana", "The agenda is here: https://example.org/saturday - please add what is missing before Thursday, "
             "so that I can print it in time."),
    ("Jun", "Added the demo of the sensor board, ten minutes at most."),
    ("Minsu", "@Hana 점심은 어디에서 먹을까요? 근처에 새로 생긴 국숫집이 괜찮대요."),
    ("Hana", "국수 좋아요. 열두 시 반에 예약할게요."),
    ("Jun", "Noodles it is. See you on Saturday!"),
]


class Photographer:
    def __init__(self, desktop, program):
        self.desktop = desktop
        self.people = {name: Maru(program, name) for name in ("Hana", "Minsu", "Jun")}
        for name, theme in (("Hana", "light"), ("Minsu", "dark"), ("Jun", "light")):
            (self.people[name].profile / "maru.ini").write_text(f"[window]\ntheme={theme}\n")

    def talk(self):
        hana = self.people["Hana"]
        hana.start("--host")
        address = hana.take_address_from_card()
        for name in ("Minsu", "Jun"):
            self.people[name].start("--join", address)
            wait_for(f"{name}'s open room", lambda: self.people[name].showing("Message"))
        for name, text in CONVERSATION:
            self.say(self.people[name], text)
            for person in self.people.values():
                wait_for(f"{text!r} at {person.name}",
                         lambda: any(text in spoken for spoken in person.names("list item", inside="list")))

    def say(self, person, text):
        person.activate()
        person.showing("Message").queryComponent().grabFocus()
        subprocess.run(["xclip", "-selection", "clipboard"], input=text.encode(), check=True)
        self.desktop.key("ctrl+v", "Return")

    def save(self, name, path):
        person = self.people[name]
        person.activate()
        person.showing("Message").queryComponent().grabFocus()
        self.desktop.key("End")
        time.sleep(1)  # the window's border and the cursor come to rest
        person.screenshot(path)

    def close(self):
        for person in self.people.values():
            person.remove()


def main(folder):
    desktop = Desktop()
    photographer = Photographer(desktop, os.environ["MARU_PROGRAM"])
    try:
        photographer.talk()
        photographer.save("Hana", os.path.join(folder, "light.png"))
        photographer.save("Minsu", os.path.join(folder, "dark.png"))
    finally:
        photographer.close()
        desktop.close()


if __name__ == "__main__":
    main(sys.argv[1])
