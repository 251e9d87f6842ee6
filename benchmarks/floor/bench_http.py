#!/usr/bin/env python3
"""Side-by-side HTTP benchmark: several targets, one run, alternating, medians and ratios.

The machines we measure on are shared and noisy, so a number taken alone means little. This
tool takes every figure of every target inside one run: in each round the targets take turns in
blocks of a few requests (A B C A B C ..., the next round C B A ...), so that they all meet the
same noise, and next to each median stands the *paired* ratio to a baseline: for each round the
ratio target/baseline is taken, and the median (and range) of those is shown.

Standard library only. `wrk` is used for the throughput phase when it is on PATH.

    bench_http.py --target app=http://127.0.0.1:8000/ --target floor=http://127.0.0.1:9000/page/5/ \
        --cookie app='sessionid=...' --cookie floor='sessionid=...' \
        --expect app='Dashboard' --baseline floor --pid app=1234 --out result.json

or `--config targets.json`:

    {"baseline": "floor",
     "targets": [{"name": "app", "url": "http://127.0.0.1:8000/", "cookie": "sessionid=...",
                  "expect": "Dashboard", "headers": {"Accept-Language": "en"}, "pid": 1234}]}

Exit status: 0 all answers were as expected; 1 a target answered wrong (a redirect to the login
page is the usual cause: such figures are worthless, so the run stops); 2 wrong arguments;
3 a limit given by --max-ratio or --max-cpu-ratio was exceeded.

With --pid (of a server on this machine) the processor time a request takes is measured as well.
On a busy machine that is the figure to trust: waiting for a processor does not count in it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import os
import re
import shutil
import socket
import ssl
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Target:
    name: str
    url: str
    cookie: str = ""
    expect: str = ""
    status: int = 200
    headers: dict = field(default_factory=dict)
    pid: object = None  # the server's main process; several: "12,34" or [12, 34]
    # results
    ttfb: list = field(default_factory=list)  # one list of seconds per round
    total: list = field(default_factory=list)
    rps: list = field(default_factory=list)
    body_bytes: int = 0
    wire_bytes: int = 0
    encoding: str = "identity"
    server_timing: str = ""
    rss_kib: list = field(default_factory=list)
    pss_kib: list = field(default_factory=list)
    cpu: list = field(default_factory=list)  # seconds of processor a request, one figure a round

    def __post_init__(self):
        if isinstance(self.pid, str):
            self.pid = [int(part) for part in self.pid.split(",") if part.strip()]
        elif isinstance(self.pid, int):
            self.pid = [self.pid]
        parts = urlsplit(self.url)
        self.https = parts.scheme == "https"
        self.host = parts.hostname or "127.0.0.1"
        self.port = parts.port or (443 if self.https else 80)
        self.path = (parts.path or "/") + ("?" + parts.query if parts.query else "")

    def request_headers(self, encoding: str) -> dict:
        out = {
            "User-Agent": "bench-http",
            "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
            "Accept-Encoding": encoding,
        }
        if self.cookie:
            out["Cookie"] = self.cookie
        out.update(self.headers)
        return out


class Wrong(Exception):
    """A target answered something other than what was asked for."""


def connect(target: Target, timeout: float):
    if target.https:
        ctx = ssl.create_default_context()
        ctx.check_hostname, ctx.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection(target.host, target.port, timeout=timeout, context=ctx)
    return http.client.HTTPConnection(target.host, target.port, timeout=timeout)


class Client:
    """One client of one target. Reuses the connection when the server allows it."""

    def __init__(self, target: Target, encoding: str, timeout: float):
        self.target, self.timeout = target, timeout
        self.headers = target.request_headers(encoding)
        self.conn = None

    def close(self):
        if self.conn is not None:
            self.conn.close()
            self.conn = None

    def get(self):
        """(seconds to the first byte, seconds to the last byte, response, body).

        The clock starts before the connection is opened when there is none: a server that
        closes after each answer makes its users pay for that, too.
        """
        start = time.perf_counter()
        for attempt in (1, 2):
            if self.conn is None:
                self.conn = connect(self.target, self.timeout)
                self.conn.connect()
                self.conn.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self.conn.request("GET", self.target.path, headers=self.headers)
                response = self.conn.getresponse()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.close()  # a kept connection that the server has since closed
                if attempt == 2:
                    raise
                start = time.perf_counter()
        first = time.perf_counter()
        body = response.read()
        last = time.perf_counter()
        if response.will_close:
            self.close()
        return first - start, last - start, response, body


def check(target: Target, response, body: bytes):
    if response.status != target.status:
        where = response.headers.get("Location", "")
        raise Wrong(
            f"{target.name}: HTTP {response.status} {where} instead of {target.status} at {target.url}"
        )


def probe(target: Target, timeout: float):
    """One uncompressed and one compressed answer: sizes, expected text, server timing."""
    client = Client(target, "identity", timeout)
    _, _, response, body = client.get()
    client.close()
    check(target, response, body)
    if target.expect and not re.search(target.expect, body.decode("utf-8", "replace")):
        raise Wrong(f"{target.name}: the page at {target.url} does not hold {target.expect!r}")
    target.body_bytes = len(body)
    target.server_timing = response.headers.get("Server-Timing", "")
    client = Client(target, "gzip, br", timeout)
    _, _, response, body = client.get()
    client.close()
    target.wire_bytes = len(body)
    target.encoding = response.headers.get("Content-Encoding", "identity")


class Round:
    """One target's share of one round, taken in short blocks between the other targets' blocks."""

    def __init__(self, target: Target, count: int, seconds: float, encoding: str, timeout: float):
        self.target, self.left, self.seconds = target, count, seconds
        self.client = Client(target, encoding, timeout)
        self.members = process_tree(target.pid) if target.pid else []
        self.ttfb: list = []
        self.total: list = []
        self.spent = self.cpu = 0.0

    def block(self, size: int) -> bool:
        """Sends up to `size` requests; False once this round has had its share."""
        before, start = cpu_seconds(self.members), time.perf_counter()
        for _ in range(min(size, self.left)):
            first, last, response, body = self.client.get()
            check(self.target, response, body)
            self.ttfb.append(first)
            self.total.append(last)
            self.left -= 1
            if self.spent + time.perf_counter() - start > self.seconds:
                self.left = 0
                break
        self.spent += time.perf_counter() - start
        self.cpu += cpu_seconds(self.members) - before
        return self.left > 0

    def close(self):
        self.client.close()
        self.target.ttfb.append(self.ttfb)
        self.target.total.append(self.total)
        if self.members:
            self.target.cpu.append(self.cpu / len(self.ttfb))


def latency_round(targets: list, count: int, block: int, seconds: float, encoding: str, timeout: float):
    rounds = [Round(target, count, seconds, encoding, timeout) for target in targets]
    open_rounds = list(rounds)
    while open_rounds:
        open_rounds = [entry for entry in open_rounds if entry.block(block)]
    for entry in rounds:
        entry.close()


def throughput_wrk(target: Target, clients: int, seconds: float, encoding: str, timeout: float):
    command = [
        "wrk",
        "-t",
        str(min(2, clients)),
        "-c",
        str(clients),
        "-d",
        f"{max(1, round(seconds))}s",
        "--timeout",
        f"{max(1, round(timeout))}s",
    ]
    for key, value in target.request_headers(encoding).items():
        command += ["-H", f"{key}: {value}"]
    out = subprocess.run(command + [target.url], capture_output=True, text=True, check=False).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", out)
    if not found:
        raise Wrong(f"{target.name}: wrk gave no figure:\n{out}")
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if bad:
        raise Wrong(f"{target.name}: {bad.group(0)} under load")
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", out)
    if errors and (int(errors.group(1)) or int(errors.group(4))):
        print(f"note: {target.name}: {errors.group(0)}", file=sys.stderr)
    return float(found.group(1))


def throughput_threads(target: Target, clients: int, seconds: float, encoding: str, timeout: float):
    stop = time.perf_counter() + seconds
    done = [0] * clients
    problems: list = []

    def work(index):
        client = Client(target, encoding, timeout)
        try:
            while time.perf_counter() < stop:
                _, _, response, body = client.get()
                check(target, response, body)
                done[index] += 1
        except Exception as error:  # reported below, in the main thread
            problems.append(error)
        finally:
            client.close()

    start = time.perf_counter()
    threads = [threading.Thread(target=work, args=(i,)) for i in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return sum(done) / (time.perf_counter() - start)


def process_tree(pids: list) -> list:
    """The processes and all that descend from them (Linux)."""
    children: dict = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as handle:
                    parent = int(handle.read().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            children.setdefault(parent, []).append(int(entry))
    out, todo = [], list(pids)
    while todo:
        current = todo.pop()
        if current not in out:
            out.append(current)
            todo += children.get(current, [])
    return out


def cpu_seconds(members: list) -> float:
    """Processor time that the processes have used: what a busy machine distorts least."""
    spent = 0
    for member in members:
        try:
            for thread in os.listdir(f"/proc/{member}/task"):
                with open(f"/proc/{member}/task/{thread}/schedstat") as handle:
                    spent += int(handle.read().split()[0])
        except (OSError, IndexError, ValueError):
            continue
    return spent / 1e9


def memory_kib(pids: list) -> tuple:
    """(sum of resident KiB, sum of proportional KiB) over the process tree."""
    rss = pss = 0
    for member in process_tree(pids):
        try:
            with open(f"/proc/{member}/smaps_rollup") as handle:
                text = handle.read()
        except OSError:
            continue
        for key, value in re.findall(r"^(Rss|Pss):\s+(\d+) kB", text, re.M):
            if key == "Rss":
                rss += int(value)
            else:
                pss += int(value)
    return rss, pss


def percentile(values: list, share: float) -> float:
    ordered = sorted(values)
    if not ordered:
        return math.nan
    position = (len(ordered) - 1) * share
    low, high = math.floor(position), math.ceil(position)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def paired(rounds: list, base_rounds: list) -> dict | None:
    ratios = [a / b for a, b in zip(rounds, base_rounds, strict=False) if b]
    if not ratios:
        return None
    return {
        "median": round(statistics.median(ratios), 3),
        "min": round(min(ratios), 3),
        "max": round(max(ratios), 3),
    }


def summarise(targets: list, baseline: Target) -> dict:
    base_ttfb = [statistics.median(r) for r in baseline.ttfb if r]
    base_total = [statistics.median(r) for r in baseline.total if r]
    out = {}
    for target in targets:
        ttfb = [x for r in target.ttfb for x in r]
        total = [x for r in target.total for x in r]
        out[target.name] = {
            "url": target.url,
            "requests": len(ttfb),
            "ttfb_ms": {
                "p50": round(percentile(ttfb, 0.5) * 1e3, 3),
                "p95": round(percentile(ttfb, 0.95) * 1e3, 3),
                "p10": round(percentile(ttfb, 0.1) * 1e3, 3),
                "min": round(min(ttfb, default=math.nan) * 1e3, 3),
            },
            "total_ms": {
                "p50": round(percentile(total, 0.5) * 1e3, 3),
                "p95": round(percentile(total, 0.95) * 1e3, 3),
            },
            "ttfb_ratio": paired([statistics.median(r) for r in target.ttfb if r], base_ttfb),
            "cpu_ms": round(statistics.median(target.cpu) * 1e3, 3) if target.cpu else None,
            "cpu_ratio": paired(target.cpu, baseline.cpu) if target.cpu else None,
            "total_ratio": paired([statistics.median(r) for r in target.total if r], base_total),
            "rps": round(statistics.median(target.rps), 1) if target.rps else None,
            "rps_ratio": paired(target.rps, baseline.rps) if target.rps else None,
            "body_bytes": target.body_bytes,
            "wire_bytes": target.wire_bytes,
            "encoding": target.encoding,
            "server_timing": target.server_timing,
            "rss_mib": round(max(target.rss_kib) / 1024, 1) if target.rss_kib else None,
            "pss_mib": round(max(target.pss_kib) / 1024, 1) if target.pss_kib else None,
        }
    return out


def table(results: dict, baseline: str) -> str:
    head = (
        "target", "ttfb p50", "p95", "last byte", f"x {baseline}", "(range)", "CPU/req",
        f"x {baseline}", "req/s", f"x {baseline}", "HTML B", "wire B", "PSS MiB",
    )  # fmt: skip
    rows = [head]
    for name, r in results.items():
        ratio, rps_ratio, cpu = r["ttfb_ratio"] or {}, r["rps_ratio"] or {}, r["cpu_ratio"] or {}
        rows.append(
            (
                name,
                f"{r['ttfb_ms']['p50']:.2f} ms",
                f"{r['ttfb_ms']['p95']:.2f}",
                f"{r['total_ms']['p50']:.2f} ms",
                f"{ratio['median']:.2f}" if ratio else "-",
                f"{ratio['min']:.2f}-{ratio['max']:.2f}" if ratio else "-",
                f"{r['cpu_ms']:.2f} ms" if r["cpu_ms"] else "-",
                f"{cpu['median']:.2f}" if cpu else "-",
                f"{r['rps']:.1f}" if r["rps"] else "-",
                f"{rps_ratio['median']:.2f}" if rps_ratio else "-",
                str(r["body_bytes"]),
                f"{r['wire_bytes']} {r['encoding'] if r['encoding'] != 'identity' else ''}".strip(),
                f"{r['pss_mib']:.0f}" if r["pss_mib"] else "-",
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = []
    for index, row in enumerate(rows):
        lines.append(
            "  ".join(
                cell.ljust(width) if i == 0 else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=False))
            )
        )
        if index == 0:
            lines.append("  ".join("-" * width for width in widths))
    return "\n".join(lines)


def pairs(items: list, flag: str) -> dict:
    out = {}
    for item in items:
        name, sep, value = item.partition("=")
        if not sep:
            raise SystemExit(f"--{flag} takes NAME=VALUE, not {item!r}")
        out[name] = value
    return out


def parse(argv):
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n\n")[0], formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--config", help="JSON file with the targets (see the top of this file)")
    parser.add_argument("--target", action="append", default=[], metavar="NAME=URL")
    parser.add_argument("--cookie", action="append", default=[], metavar="NAME=COOKIES")
    parser.add_argument("--header", action="append", default=[], metavar="NAME=KEY: VALUE")
    parser.add_argument("--expect", action="append", default=[], metavar="NAME=REGEX")
    parser.add_argument("--status", action="append", default=[], metavar="NAME=CODE")
    parser.add_argument("--pid", action="append", default=[], metavar="NAME=PID[,PID]",
                        help="the server's main process: gives memory and processor time")  # fmt: skip
    parser.add_argument("--baseline", help="the target that ratios are taken to (default: the first)")
    parser.add_argument("--only", help="comma-separated names: leave the other targets out")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=100, help="requests a round, one client")
    parser.add_argument("--block", type=int, default=5,
                        help="requests to one target before the next has its turn")  # fmt: skip
    parser.add_argument("--round-seconds", type=float, default=6.0,
                        help="a slow target's latency round ends after this")  # fmt: skip
    parser.add_argument("--clients", type=int, default=8, help="0: no throughput phase")
    parser.add_argument("--load-seconds", type=float, default=3.0)
    parser.add_argument("--load-rounds", type=int, default=3)
    parser.add_argument("--load-tool", choices=("auto", "wrk", "threads"), default="auto")
    parser.add_argument("--warmup", type=int, default=15)
    parser.add_argument("--timeout", type=float, default=60.0)
    parser.add_argument("--compress", action="store_true", help="ask for gzip/br while timing")
    parser.add_argument("--max-ratio", action="append", default=[], metavar="NAME=R",
                        help="fail (3) when NAME's paired ttfb ratio is above R")  # fmt: skip
    parser.add_argument("--max-cpu-ratio", action="append", default=[], metavar="NAME=R",
                        help="the same for processor time a request, which noise distorts less")  # fmt: skip
    parser.add_argument("--out", help="write the JSON here, too")
    parser.add_argument("--json", action="store_true", help="print the JSON instead of the table")
    return parser.parse_args(argv)


def main(argv=None) -> int:
    args = parse(argv)
    targets, baseline_name = [], args.baseline
    if args.config:
        with open(args.config) as handle:
            config = json.load(handle)
        baseline_name = baseline_name or config.get("baseline")
        for item in config["targets"]:
            targets.append(Target(**item))
    for name, url in pairs(args.target, "target").items():
        targets.append(Target(name, url))
    if args.only:
        wanted = args.only.split(",")
        targets = [t for t in targets if t.name in wanted]
    by_name = {t.name: t for t in targets}
    if not targets:
        print("no targets: give --target NAME=URL or --config FILE", file=sys.stderr)
        return 2
    for flag, setter in (
        ("cookie", lambda t, v: setattr(t, "cookie", v)),
        ("expect", lambda t, v: setattr(t, "expect", v)),
        ("status", lambda t, v: setattr(t, "status", int(v))),
        ("pid", lambda t, v: setattr(t, "pid", [int(p) for p in v.split(",")])),
        ("header", lambda t, v: t.headers.update([[p.strip() for p in v.split(":", 1)]])),
    ):
        for item in getattr(args, flag):
            name, _, value = item.partition("=")
            if name not in by_name:
                print(f"--{flag} names {name!r}, which is no target", file=sys.stderr)
                return 2
            setter(by_name[name], value)
    baseline = by_name.get(baseline_name) if baseline_name else targets[0]
    if baseline is None:
        print(f"no target is called {baseline_name!r}", file=sys.stderr)
        return 2

    encoding = "gzip, br" if args.compress else "identity"
    tool = args.load_tool
    if tool == "auto":
        tool = "wrk" if shutil.which("wrk") else "threads"
    load = throughput_wrk if tool == "wrk" else throughput_threads
    try:
        for target in targets:
            probe(target, args.timeout)
            warm = Client(target, encoding, args.timeout)
            stop = time.perf_counter() + args.round_seconds
            for _ in range(args.warmup):
                warm.get()
                if time.perf_counter() > stop:
                    break
            warm.close()
        for index in range(args.rounds):
            order = targets if index % 2 == 0 else targets[::-1]
            latency_round(order, args.requests, args.block, args.round_seconds, encoding, args.timeout)
        if args.clients:
            for index in range(args.load_rounds):
                for target in targets if index % 2 == 0 else reversed(targets):
                    target.rps.append(load(target, args.clients, args.load_seconds, encoding, args.timeout))
                    if target.pid:
                        rss, pss = memory_kib(target.pid)
                        target.rss_kib.append(rss)
                        target.pss_kib.append(pss)
        for target in targets:
            if target.pid and not target.rss_kib:
                rss, pss = memory_kib(target.pid)
                target.rss_kib.append(rss)
                target.pss_kib.append(pss)
    except (Wrong, OSError) as error:
        print(f"stopped: {error}", file=sys.stderr)
        return 1

    results = summarise(targets, baseline)
    report = {
        "taken": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "cores": os.cpu_count(),
        "load_1min": round(os.getloadavg()[0], 2),
        "baseline": baseline.name,
        "settings": {
            "rounds": args.rounds,
            "requests_a_round": args.requests,
            "block": args.block,
            "clients": args.clients,
            "load_seconds": args.load_seconds,
            "load_rounds": args.load_rounds,
            "load_tool": tool,
            "accept_encoding": encoding,
        },
        "results": results,
    }
    if args.out:
        with open(args.out, "w") as handle:
            json.dump(report, handle, indent=1)
            handle.write("\n")
    if args.json:
        print(json.dumps(report, indent=1))
    else:
        print(table(results, baseline.name))
        print(
            f"\n{args.rounds} alternating rounds of {args.requests} requests at 1 client;"
            f" {args.load_rounds} x {args.load_seconds:g} s at {args.clients} clients ({tool});"
            f" ratios are medians of per-round ratios to {baseline.name};"
            f" {os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}"
        )
    over = []
    for name, limit in pairs(args.max_ratio, "max-ratio").items():
        ratio = results[name]["ttfb_ratio"]["median"]
        if ratio > float(limit):
            over.append(f"{name}: {ratio} x {baseline.name}, above {limit}")
    for name, limit in pairs(args.max_cpu_ratio, "max-cpu-ratio").items():
        ratio = (results[name]["cpu_ratio"] or {}).get("median")
        if ratio is None:
            over.append(f"{name}: no processor time was measured: give --pid")
        elif ratio > float(limit):
            over.append(f"{name}: {ratio} x the processor time of {baseline.name}, above {limit}")
    for line in over:
        print("LIMIT " + line, file=sys.stderr)
    return 3 if over else 0


if __name__ == "__main__":
    sys.exit(main())
