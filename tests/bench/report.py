#!/usr/bin/env python3
"""Turns the figures of bench_server into pictures and into the tables of BENCHMARKS.md.

usage: report.py FIGURES.json    run in the root of the project; ./dev bench does it
"""

import json
import math
import sys
from pathlib import Path

PICTURES = Path("docs/benchmarks")
PAGE = Path("BENCHMARKS.md")
BEGIN = "<!-- figures: written by tests/bench/report.py -->"
END = "<!-- end of figures -->"

WIDTH, HEIGHT = 460, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 20, 44, 52
COLOURS = ("#2563a8", "#c2571a", "#3d7d4a")


def text(x, y, words, size=12, anchor="middle", more=""):
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" {more}>{escaped}</text>'


def short(value):
    for limit, unit in ((1e6, "M"), (1e3, "k")):
        if value >= limit:
            return f"{value / limit:g}{unit}"
    return f"{value:g}"


def round_up(value):
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value * 0.9999)


def decades(smallest, largest):
    first, last = math.floor(math.log10(smallest)), math.ceil(math.log10(largest))
    return [10.0 ** exponent for exponent in range(first, max(last, first + 1) + 1)]


class Panel:
    """One diagram: the values of x stand at equal distances, because they grow by factors."""

    def __init__(self, title, x_title, y_title, xs, series, logarithmic=False):
        self.title, self.x_title, self.y_title = title, x_title, y_title
        self.xs, self.series, self.logarithmic = xs, series, logarithmic
        values = [value for _, ys in series for value in ys if value > 0] or [1]
        if logarithmic:
            self.ticks = decades(min(values), max(values))
        else:
            step = round_up(max(values) * 1.05 / 5)
            self.ticks = [step * i for i in range(6)]

    def x(self, index):
        span = WIDTH - LEFT - RIGHT
        return LEFT + span * (index + 0.5) / len(self.xs)

    def y(self, value):
        low, high = self.ticks[0], self.ticks[-1]
        if self.logarithmic:
            share = (math.log10(max(value, low)) - math.log10(low)) / (math.log10(high) - math.log10(low))
        else:
            share = value / high
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def axes(self):
        yield text(WIDTH / 2, 18, self.title, 14, more='font-weight="bold"')
        for tick in self.ticks:
            y = self.y(tick)
            yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
            yield text(LEFT - 6, y + 4, short(tick), 11, "end")
        for index, value in enumerate(self.xs):
            yield text(self.x(index), HEIGHT - BOTTOM + 16, short(value), 11)
        yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, self.x_title)
        middle = (TOP + HEIGHT - BOTTOM) / 2
        yield text(14, middle, self.y_title, more=f'transform="rotate(-90 14 {middle:.1f})"')

    def lines(self):
        for number, (name, ys) in enumerate(self.series):
            colour = COLOURS[number % len(COLOURS)]
            places = [(self.x(i), self.y(value)) for i, value in enumerate(ys)]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
            yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
            for (x, y), value in zip(places, ys):
                yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"><title>{name}: {value:.4g}</title></circle>'
            x = LEFT + 8 + number * 120
            yield f'<rect x="{x}" y="{TOP - 17}" width="12" height="4" fill="{colour}"/>'
            yield text(x + 17, TOP - 11, name, 11, "start")

    def draw(self, offset):
        return f'<g transform="translate({offset} 0)">' + "\n".join([*self.axes(), *self.lines()]) + "</g>"


def write_picture(name, panels):
    width = WIDTH * len(panels)
    drawn = "\n".join(panel.draw(i * WIDTH) for i, panel in enumerate(panels))
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / name).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
        f'font-family="sans-serif" fill="#222">\n<rect width="100%" height="100%" fill="white"/>\n{drawn}\n</svg>\n'
    )


def values(points, name, server="maru"):
    return [point.get(server, {}).get(name, 0) for point in points]


def places(points):
    return [point["x"] for point in points]


def cost_panel(points, x_title):
    return Panel(
        f"Cost against {x_title}", x_title, "µs of CPU per delivery", places(points),
        [("maru-server", values(points, "serverMicroseconds"))])


def write_pictures(curves):
    idle, subscribers, receipts = curves["idle"], curves["subscribers"], curves["receipts"]
    write_picture("idle.svg", [
        Panel("Latency against idle connections", "idle connections", "ms", places(idle),
              [("p50", values(idle, "latencyP50")), ("p99", values(idle, "latencyP99"))]),
        cost_panel(idle, "idle connections")])
    write_picture("subscribers.svg", [
        Panel("Throughput against subscribers", "subscribers of one topic", "deliveries a second",
              places(subscribers),
              [("maru-server", values(subscribers, "deliveriesPerSecond")),
               ("bare server", values(subscribers, "deliveriesPerSecond", "bare"))], logarithmic=True),
        Panel("Cost against subscribers", "subscribers of one topic", "µs of CPU per delivery", places(subscribers),
              [("maru-server", values(subscribers, "serverMicroseconds")),
               ("bare server", values(subscribers, "serverMicroseconds", "bare"))], logarithmic=True)])
    write_picture("receipts.svg", [
        Panel("Receipt (on disk) against rate", "messages a second, in 100 rooms", "ms", places(receipts),
              [("p50", values(receipts, "receiptP50")), ("p99", values(receipts, "receiptP99"))], logarithmic=True)])
    write_picture("cost.svg", [
        cost_panel(curves["rooms"], "rooms"), cost_panel(idle, "idle connections"),
        cost_panel(curves["history"], "messages kept in the room")])


def write_soak_picture(samples):
    chosen = samples[:: max(1, len(samples) // 12)]
    minutes = [round(sample["seconds"] / 60, 1) for sample in chosen]
    write_picture("soak.svg", [
        Panel("Memory of the server", "minutes", "MiB", minutes,
              [("resident", [sample["memory"] / 2**20 for sample in chosen])]),
        Panel("Descriptors of the server", "minutes", "open", minutes,
              [("descriptors", [sample["descriptors"] for sample in chosen])])])


def share_of_core(cores):
    limit = ", was the limit" if cores > 0.9 else ""
    return f"{cores * 100:.0f} %{limit}"


def rows_table(runs):
    lines = ["| what | budget | " + " | ".join(f"run {i + 1}" for i in range(len(runs))) + " | generator |"]
    lines.append("|---|---|" + "---|" * len(runs) + "---|")
    for rows in zip(*runs):
        figures = [f"{'kept' if row['kept'] else '**missed**'}: {row['figure']} {row['note']}".strip() for row in rows]
        generator = share_of_core(max(row["generatorCores"] for row in rows))
        lines.append(f"| {rows[0]['what']} | {rows[0]['budget']} | " + " | ".join(figures) + f" | {generator} |")
    return lines


def beside_table(rows):
    lines = ["| what | figure | generator |", "|---|---|---|"]
    lines += [f"| {row['what']} | {row['figure']} {row['note']} | {share_of_core(row['generatorCores'])} |" for row in rows]
    return lines


def client_table(rows):
    lines = ["| what | budget | figure |", "|---|---|---|"]
    for row in rows:
        kept = "kept" if row["kept"] else "**missed**"
        lines.append(f"| {row['what']} | {row['budget']} | {kept}: {row['figure']} |")
    return lines


def machine_lines(figures):
    machine = figures["machine"]
    return [
        f"Measured {machine['time']} on {machine['cores']} cores of {machine['processor']}, {machine['system']}, "
        f"Linux {machine['kernel']}, {machine['compiler']}, Qt {machine['qt']}; one small write and fsync took "
        f"{machine['writeMilliseconds']:.2f} ms; load of the machine before: {machine['loadBefore']:.1f}.", ""]


def picture_lines():
    named = (("idle", "Latency and CPU against idle connections"), ("subscribers", "Throughput against subscribers"),
             ("receipts", "Receipt latency against rate"),
             ("cost", "Cost per delivery against rooms, idle connections and history"))
    return [f"![{words}](docs/benchmarks/{name}.svg)\n" for name, words in named if (PICTURES / f"{name}.svg").exists()]


def replace_figures(lines, begin=BEGIN, end=END):
    page = PAGE.read_text()
    before, rest = page.split(begin, 1)
    after = rest.split(end, 1)[1]
    PAGE.write_text(before + begin + "\n\n" + "\n".join(lines).rstrip() + "\n\n" + end + after)


def main():
    figures = json.loads(Path(sys.argv[1]).read_text())
    if "soak" in figures:
        write_soak_picture(figures["soak"]["samples"])
        picture = ["", "![Memory and descriptors while connections come and go](docs/benchmarks/soak.svg)"]
        replace_figures(machine_lines(figures) + rows_table([figures["soak"]["rows"]]) + picture,
                        "<!-- soak: written by tests/bench/report.py -->", "<!-- end of soak -->")
        return
    lines = machine_lines(figures) + rows_table(figures["runs"])
    client = Path(sys.argv[1]).with_name("bench-client.json")
    if client.exists():
        lines += ["", "The desktop client, on Qt's offscreen platform:", ""] + client_table(json.loads(client.read_text()))
    if figures.get("beside"):
        lines += ["", "Beside it in the same run:", ""] + beside_table(figures["beside"])
    if "curves" in figures:
        write_pictures(figures["curves"])
    replace_figures(lines + [""] + picture_lines())


main()
