#!/usr/bin/env python3
"""What a first and a second visit to a page cost a browser: requests, bytes, paint times.

    page_weight.py --url http://127.0.0.1:8000/ --cookie 'sessionid=...' [--url ... --cookie ...]

Drives a headless Chromium over its debugging protocol; standard library only. The first visit
has an empty cache, the second is the same page again with what the first left. Only 127.0.0.1
and localhost can be reached: whatever a page wants from another host is listed as "elsewhere"
and fails, as it would on a machine without internet.

Environment: CHROME_PATH (default: chromium, chromium-browser or google-chrome on PATH).
Prints a table and, with --out, writes JSON. Limits for CI: --max-requests, --max-bytes (wire
bytes of the first visit, all targets), --max-elsewhere, --max-console.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
from urllib.parse import urlsplit

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-features=Translate,OptimizationHints,MediaRouter,CertificateTransparencyComponentUpdater",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--remote-debugging-port=0",
]

MEASURE = r"""
(() => new Promise(done => {
  const out = {fcp: null, lcp: null, cls: 0};
  const nav = performance.getEntriesByType('navigation')[0] || {};
  out.ttfb = nav.responseStart - nav.requestStart;
  out.dcl = nav.domContentLoadedEventEnd;
  out.load = nav.loadEventEnd;
  for (const e of performance.getEntriesByType('paint'))
    if (e.name === 'first-contentful-paint') out.fcp = e.startTime;
  new PerformanceObserver(l => { for (const e of l.getEntries()) out.lcp = e.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) out.cls += e.value; })
    .observe({type: 'layout-shift', buffered: true});
  out.nodes = document.getElementsByTagName('*').length;
  out.title = document.title;
  out.text = document.body ? document.body.innerText.length : 0;
  setTimeout(() => done(out), 60);
}))()
"""


class Socket:
    """The little of the WebSocket protocol that the debugging port needs."""

    def __init__(self, url: str):
        parts = urlsplit(url)
        self.sock = socket.create_connection((parts.hostname, parts.port), timeout=90)
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        self.sock.sendall(
            (
                f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.buffer += self.sock.recv(65536)
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise OSError("the browser refused the connection")

    def take(self, count: int) -> bytes:
        while len(self.buffer) < count:
            chunk = self.sock.recv(1 << 20)
            if not chunk:
                raise OSError("the browser closed the connection")
            self.buffer += chunk
        out, self.buffer = self.buffer[:count], self.buffer[count:]
        return out

    def send(self, text: str):
        data = text.encode()
        mask = secrets.token_bytes(4)
        if len(data) < 126:
            head = struct.pack("!BB", 0x81, 0x80 | len(data))
        elif len(data) < 65536:
            head = struct.pack("!BBH", 0x81, 0x80 | 126, len(data))
        else:
            head = struct.pack("!BBQ", 0x81, 0x80 | 127, len(data))
        padded = (mask * (len(data) // 4 + 1))[: len(data)]
        body = (int.from_bytes(data, "big") ^ int.from_bytes(padded, "big")).to_bytes(len(data), "big")
        self.sock.sendall(head + mask + body)

    def receive(self, timeout: float) -> str | None:
        self.sock.settimeout(max(0.01, timeout))
        message = b""
        try:
            while True:
                first, second = self.take(2)
                self.sock.settimeout(90)
                size = second & 0x7F
                if size == 126:
                    (size,) = struct.unpack("!H", self.take(2))
                elif size == 127:
                    (size,) = struct.unpack("!Q", self.take(8))
                payload = self.take(size)
                kind = first & 0x0F
                if kind == 8:
                    raise OSError("the browser closed the connection")
                if kind in (0, 1, 2):
                    message += payload
                    if first & 0x80:
                        return message.decode("utf-8", "replace")
        except TimeoutError:
            return None


class Page:
    def __init__(self, socket_url: str):
        self.ws = Socket(socket_url)
        self.number = 0
        self.events: list = []

    def pump(self, timeout: float) -> dict | None:
        text = self.ws.receive(timeout)
        return json.loads(text) if text else None

    def call(self, method: str, **params):
        self.number += 1
        number = self.number
        self.ws.send(json.dumps({"id": number, "method": method, "params": params}))
        stop = time.monotonic() + 90
        while time.monotonic() < stop:
            message = self.pump(5)
            if message is None:
                continue
            if message.get("id") == number:
                if "error" in message:
                    raise OSError(f"{method}: {message['error'].get('message')}")
                return message.get("result", {})
            self.events.append(message)
        raise OSError(f"{method}: no answer")

    def settle(self, quiet: float, limit: float):
        """Reads events until the page has loaded and nothing has been in flight for `quiet` s."""
        loaded, busy, last = False, set(), time.monotonic()
        stop = time.monotonic() + limit
        index = 0
        while time.monotonic() < stop:
            message = self.pump(0.05)
            if message is not None:
                self.events.append(message)
            while index < len(self.events):
                event = self.events[index]
                index += 1
                method, params = event.get("method"), event.get("params", {})
                if method == "Network.requestWillBeSent":
                    if not params["request"]["url"].startswith("data:"):
                        busy.add(params["requestId"])
                        last = time.monotonic()
                elif method in ("Network.loadingFinished", "Network.loadingFailed"):
                    busy.discard(params["requestId"])
                    last = time.monotonic()
                elif method == "Page.loadEventFired":
                    loaded, last = True, time.monotonic()
            if loaded and not busy and time.monotonic() - last > quiet:
                return True
        return False


def browser_path() -> str:
    for name in (os.environ.get("CHROME_PATH"), "chromium", "chromium-browser", "google-chrome"):
        found = name and shutil.which(name)
        if found:
            return found
    raise SystemExit("no Chromium found: set CHROME_PATH")


class Browser:
    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="page-weight-")
        self.process = subprocess.Popen(
            [browser_path(), *FLAGS, f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        marker = os.path.join(self.folder, "DevToolsActivePort")
        stop = time.monotonic() + 60
        while time.monotonic() < stop and self.process.poll() is None:
            if os.path.exists(marker):
                text = open(marker).read().split("\n")
                if text[0].strip():
                    self.port = int(text[0])
                    return self
            time.sleep(0.05)
        self.__exit__()
        raise SystemExit("Chromium did not start")

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def page(self) -> Page:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.port}/json/list", timeout=30) as answer:
            targets = json.load(answer)
        target = next(t for t in targets if t["type"] == "page")
        return Page(target["webSocketDebuggerUrl"])


def tally(events: list, host: str) -> dict:
    requests: dict = {}
    console = []
    for event in events:
        method, params = event.get("method"), event.get("params", {})
        key = params.get("requestId")
        if method == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if url.startswith(("data:", "blob:", "about:", "chrome")):
                continue
            if "redirectResponse" in params and key in requests:
                requests[key + "-redirect"] = requests.pop(key)
                requests[key + "-redirect"]["wire"] += params["redirectResponse"].get("encodedDataLength", 0)
            requests[key] = {"url": url, "type": params.get("type", "Other"), "wire": 0, "body": 0,
                             "status": None, "cached": False}  # fmt: skip
        elif key in requests:
            if method == "Network.responseReceived":
                response = params["response"]
                requests[key]["status"] = response.get("status")
                requests[key]["type"] = params.get("type", requests[key]["type"])
                if response.get("fromDiskCache") or response.get("fromPrefetchCache"):
                    requests[key]["cached"] = True
            elif method == "Network.requestServedFromCache":
                requests[key]["cached"] = True
            elif method == "Network.dataReceived":
                requests[key]["body"] += params.get("dataLength", 0)
            elif method == "Network.loadingFinished":
                requests[key]["wire"] += int(params.get("encodedDataLength", 0))
            elif method == "Network.loadingFailed":
                requests[key]["failed"] = params.get("errorText") or params.get("blockedReason")
        elif method == "Runtime.consoleAPICalled" and params.get("type") in ("error", "warning"):
            console.append(str(params["args"][0].get("value") if params["args"] else "")[:200])
        elif method == "Runtime.exceptionThrown":
            console.append("exception: " + params["exceptionDetails"].get("text", ""))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            console.append(params["entry"]["text"][:200])
    rows = list(requests.values())
    mine = [r for r in rows if (urlsplit(r["url"]).hostname or "") == host]
    network = [r for r in mine if not r["cached"]]
    by_type: dict = {}
    for row in network:
        entry = by_type.setdefault(row["type"], {"requests": 0, "wire": 0, "body": 0})
        entry["requests"] += 1
        entry["wire"] += row["wire"]
        entry["body"] += row["body"]
    return {
        "requests": len(network),
        "from_cache": len(mine) - len(network),
        "wire_bytes": sum(r["wire"] for r in network),
        "body_bytes": sum(r["body"] for r in network),
        "by_type": by_type,
        "broken": [f"{r['status']} {r['url']}" for r in mine if (r["status"] or 0) >= 400],
        "elsewhere": sorted({r["url"] for r in rows if r not in mine}),
        "console": console,
        "document_status": next((r["status"] for r in rows if r["type"] == "Document"), None),
    }


def visit(page: Page, url: str, quiet: float, limit: float) -> dict:
    page.events = []
    page.call("Page.navigate", url=url)
    settled = page.settle(quiet, limit)
    out = tally(page.events, urlsplit(url).hostname)
    value = page.call(
        "Runtime.evaluate", expression=MEASURE, awaitPromise=True, returnByValue=True
    ).get("result", {}).get("value", {})  # fmt: skip
    out["timing_ms"] = {
        k: round(v, 1) for k in ("ttfb", "fcp", "lcp", "dcl", "load") if (v := value.get(k)) is not None
    }
    out["cls"] = round(value.get("cls", 0), 4)
    out["nodes"], out["title"], out["text_chars"] = (
        value.get("nodes"), value.get("title"), value.get("text"),
    )  # fmt: skip
    out["settled"] = settled
    return out


def measure(url: str, cookie: str, runs: int, quiet: float, limit: float, width: int) -> dict:
    visits = []
    for _ in range(runs):
        with Browser() as browser:
            page = browser.page()
            for domain in ("Network", "Page", "Runtime", "Log"):
                page.call(domain + ".enable")
            page.call("Emulation.setDeviceMetricsOverride", width=width, height=900,
                      deviceScaleFactor=1, mobile=width < 600)  # fmt: skip
            for part in filter(None, (p.strip() for p in cookie.split(";"))):
                name, _, value = part.partition("=")
                page.call("Network.setCookie", name=name, value=value, url=url)
            first = visit(page, url, quiet, limit)
            page.call("Page.navigate", url="about:blank")
            time.sleep(0.2)
            second = visit(page, url, quiet, limit)
            visits.append((first, second))
    first, second = visits[0]
    for index, _which in enumerate(("first", "second")):
        target = visits[0][index]
        for key in target["timing_ms"]:
            target["timing_ms"][key] = round(
                statistics.median(v[index]["timing_ms"].get(key, 0) for v in visits), 1
            )
    return {"url": url, "runs": runs, "first": first, "second": second}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--url", action="append", required=True)
    parser.add_argument("--cookie", action="append", default=[], help="one for all, or one a URL")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quiet", type=float, default=0.8, help="seconds without traffic")
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--out")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--max-requests", type=int)
    parser.add_argument("--max-bytes", type=int)
    parser.add_argument("--max-elsewhere", type=int)
    parser.add_argument("--max-console", type=int)
    args = parser.parse_args()
    cookies = args.cookie or [""]
    if len(cookies) == 1:
        cookies *= len(args.url)
    if len(cookies) != len(args.url):
        parser.error("give one --cookie, or one for each --url")
    results, over = [], []
    for url, cookie in zip(args.url, cookies, strict=False):
        result = measure(url, cookie, args.runs, args.quiet, args.limit, args.width)
        results.append(result)
        first = result["first"]
        for limit, value, what in (
            (args.max_requests, first["requests"], "requests"),
            (args.max_bytes, first["wire_bytes"], "wire bytes"),
            (args.max_elsewhere, len(first["elsewhere"]), "requests to other hosts"),
            (args.max_console, len(first["console"]), "console messages"),
        ):
            if limit is not None and value > limit:
                over.append(f"{url}: {value} {what}, above {limit}")
    if args.out:
        with open(args.out, "w") as handle:
            json.dump(results, handle, indent=1)
            handle.write("\n")
    if args.json:
        print(json.dumps(results, indent=1))
    else:
        for result in results:
            print(f"{result['url']}  “{result['first']['title']}”")
            for name in ("first", "second"):
                v = result[name]
                kinds = ", ".join(
                    f"{t} {e['requests']}×/{e['wire'] / 1024:.1f} KiB"
                    for t, e in sorted(v["by_type"].items(), key=lambda i: -i[1]["wire"])
                )
                print(
                    f"  {name:6} {v['requests']:3} requests  {v['wire_bytes'] / 1024:8.1f} KiB wire"
                    f"  {v['body_bytes'] / 1024:8.1f} KiB unpacked  {v['timing_ms']}  CLS {v['cls']}"
                    f"  {v['nodes']} elements\n         {kinds}"
                )
                for key in ("broken", "elsewhere", "console"):
                    if v[key]:
                        print(f"         {key}: {len(v[key])}: {v[key][:4]}")
                if not v["settled"]:
                    print("         note: the page never went quiet")
    for line in over:
        print("LIMIT " + line, file=sys.stderr)
    return 3 if over else 0


if __name__ == "__main__":
    sys.exit(main())
