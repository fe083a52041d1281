#!/usr/bin/env python3
"""Makes emoji.tsv from the npm package emojibase-data (MIT, LICENSE beside this file):

    npm pack emojibase-data@17 && tar xzf emojibase-data-17*.tgz && ./generate.py package

One emoji a line, in the order of Unicode: the emoji, its group, short names, then label and other words in
English and in Korean. Skin tones and what fonts of 2022 do not have are left out.
"""
import json
import pathlib
import sys

NEWEST = 15
COMPONENTS = 2


def shown(emoji):
    """A single character that is an emoji by itself needs no selector behind it."""
    is_single = "-" not in emoji["hexcode"]
    return emoji["emoji"].replace("\ufe0f", "") if is_single and emoji["type"] == 1 else emoji["emoji"]


def words(emoji):
    return [emoji["label"], ",".join(emoji.get("tags", []))]


def names(codes, code):
    found = codes.get(code, [])
    return found if isinstance(found, list) else [found]


def main(package):
    def read(path):
        return json.loads((pathlib.Path(package) / path).read_text(encoding="utf-8"))

    korean = {emoji["hexcode"]: emoji for emoji in read("ko/data.json")}
    github, own = read("en/shortcodes/github.json"), read("en/shortcodes/emojibase.json")
    emojis = [e for e in read("en/data.json") if e.get("group", COMPONENTS) != COMPONENTS and e["version"] <= NEWEST]
    with open(pathlib.Path(__file__).parent / "emoji.tsv", "w", encoding="utf-8") as file:
        for emoji in sorted(emojis, key=lambda emoji: emoji["order"]):
            code = emoji["hexcode"]
            short = dict.fromkeys(names(github, code) + names(own, code))
            fields = [shown(emoji), str(emoji["group"]), " ".join(short), *words(emoji), *words(korean[code])]
            file.write("\t".join(fields) + "\n")


main(sys.argv[1])
