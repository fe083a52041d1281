#!/usr/bin/env python3
"""Writes docs/requirements.md: which test proves which requirement.

Read are the head lines of the scripts in tests/wire/scripts and tests/system/hostile/scripts (`# S-038 S-044 title`),
the names of the hostile inputs in the sources beside the latter (`{"M-001 title", …`), and in the other tests' sources
every S- or M-number in the name of a data row, or in a comment, where the next function below it is the test; in the
tests with other people's clients, every line that names one.
What has no test is named at the end, by the list of all in tests/wire/requirements.txt (`S-001 M text`: M the
specification demands it, P peers need it, X hardening, D a decision of this project; M-001 and so on are hostile inputs).
"""
import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"\b[SM]-\d{3}\b")
RANGE = re.compile(r"\b([SM])-(\d{3}) to [SM]-(\d{3})\b")
# The head of a test function, defined outside of its class or in it.
FUNCTION = re.compile(r"^( {4}|)void (?:\w+::)?(\w+)\(\)\n\1(?:\{|try)", re.M)
INPUT = re.compile(r'\{"(M-\d{3}) ([^"]+)"')
# What the list itself calls optional, and what became of it.
OPTIONAL = {
    "S-291": "exclusive consumers are answered with `not-supported`, groups of messages with nothing",
}
HOSTILE = ROOT / "tests/system/hostile"


def numbers(text):
    found = set(NUMBER.findall(text))
    for letter, first, last in RANGE.findall(text):
        found |= {f"{letter}-{n:03}" for n in range(int(first), int(last) + 1)}
    return found


def scripts():
    for folder, test in (ROOT / "tests/wire/scripts", "tst_wire"), (HOSTILE / "scripts", "tst_hostile"):
        for path in sorted(folder.glob("*.stomp")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if re.match(r"# [SM]-\d{3} ", line):
                    title = re.sub(r"^# ([SM]-\d{3} )+", "", line)
                    yield numbers(line), f"{test} `{path.stem}: {title}`"


def inputs():
    for path in sorted(HOSTILE.glob("*inputs.cpp")):
        for number, title in INPUT.findall(path.read_text(encoding="utf-8")):
            yield {number}, f"tst_hostile `{title}`"


def functions(text):
    """(begin, end, name) of each test function, in order."""
    for match in FUNCTION.finditer(text):
        end = text.find(f"\n{match[1]}}}\n", match.start())
        yield match.start(), end if end >= 0 else len(text), match[2]


def sources():
    """A number inside a test function or above it belongs to it."""
    for path in sorted((ROOT / "tests").rglob("*.cpp")):
        text = path.read_text(encoding="utf-8")
        if not NUMBER.search(text) or HOSTILE in path.parents:
            continue
        known_functions = list(functions(text))
        for match in NUMBER.finditer(text):
            name = next((name for begin, end, name in known_functions if end > match.start()), None)
            if name:
                yield numbers(text[match.start():text.find("\n", match.start())]), \
                    f"{path.stem} `{name.removesuffix('_data')}`"
    for pattern in "javascript/*.mjs", "browser/*.mjs", "python/*.py", "perl/*.t", "ruby/*.rb":
        for path in sorted((ROOT / "tests/system").glob(pattern)):
            for line in path.read_text(encoding="utf-8").splitlines():
                if NUMBER.search(line):
                    yield numbers(line), f"{path.parent.name}/{path.name}"


def known(path):
    """number -> (kind, text) of a list of all requirements."""
    result = {}
    if path:
        for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
            match = re.match(r"(?:- \*\*)?([SM]-\d{3})(?:\*\*)? \[?([MPXD])\]? (.*)", line)
            if match:
                result[match[1]] = (match[2], match[3].split(" — ")[0])
    return result


def table(tests, requirements):
    lines = ["# Requirements and their tests", "",
             "Written by `tests/wire/requirements.py`; not to be edited by hand.", "",
             "| requirement | tests |", "|---|---|"]
    for number in sorted(tests):
        lines.append(f"| {number} | {' · '.join(sorted(tests[number])).replace('|', chr(92) + '|')} |")
    lines += ["", "## Optional, and left out", ""]
    lines += [f"- {n}: {what}" for n, what in sorted(OPTIONAL.items())]
    missing = [n for n, (kind, _) in sorted(requirements.items()) if kind in "MPX" and n not in tests]
    if requirements:
        lines += ["", f"## Without a test ({len(missing)})", ""]
        lines += [f"- {n} [{requirements[n][0]}] {requirements[n][1]}" for n in missing]
    return "\n".join(lines) + "\n", missing


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", default=str(ROOT / "tests/wire/requirements.txt"),
                        help="a text that holds all requirements")
    parser.add_argument("--output", default=str(ROOT / "docs/requirements.md"))
    arguments = parser.parse_args()
    tests = {}
    for found, name in [*scripts(), *inputs(), *sources()]:
        for number in found:
            tests.setdefault(number, set()).add(name)
    text, missing = table(tests, known(arguments.list))
    output = pathlib.Path(arguments.output)
    output.parent.mkdir(exist_ok=True)
    output.write_text(text, encoding="utf-8")
    print(f"{len(tests)} requirements have tests" + (f", {len(missing)} of M, P and X have none" if arguments.list else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
