#!/usr/bin/env python3
"""Measures how Berth serves, and prints a table; with a second argument also writes it there as JSON.

- Files and answers that were computed before, beside nginx with the same bytes on the same machine (needs nginx and wrk).
- Small scenarios (20 Nodes, 50 Pods, no two alike) that are simulated a second, per core.
- How much slower others are answered while one client has a production trace of 8,152 Pods simulated again and again.
- How many bytes go to the browser for a table of 5,000 Nodes, and how long any step of the trace takes.

Run it on a quiet machine: figures of different machines say little, ratios of one run say more.
"""

import contextlib
import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).parents[2]
TRACE = ROOT / "Tests/Conformance/openb/openb.yaml.gz"
ROUNDS = 3
SECONDS = 4
YAML = {"Content-Type": "application/yaml"}
GZIP = {"Accept-Encoding": "gzip"}
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def process(command: list, port: int):
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.05)
        yield child
    finally:
        child.terminate()
        child.wait()


class Client:
    """One connection that is kept."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, method: str, path: str, body=None, headers=None) -> tuple:
        self.connection.request(method, path, body=body, headers=headers or {})
        response = self.connection.getresponse()
        return response.status, response.headers, response.read()

    def simulate(self, text: bytes, limit: int = 500) -> dict:
        status, _, body = self.ask("POST", f"/api/v1/simulations?limit={limit}", text, YAML)
        if status != 200:
            raise RuntimeError(f"a simulation was answered {status}: {body[:200]!r}")
        return json.loads(body)


# Scenarios


def small_scenario(number) -> str:
    """What `berth bench --small-scenario` runs, in short."""
    nodes = [
        f"apiVersion: v1\nkind: Node\nmetadata:\n  name: node-{index}\n  labels:\n"
        f"    topology.kubernetes.io/zone: zone-{index % 3}\n"
        'status:\n  capacity:\n    cpu: "8"\n    memory: 16Gi\n    pods: "110"\n'
        for index in range(1, 21)
    ]
    pods = [
        f"apiVersion: v1\nkind: Pod\nmetadata:\n  name: app-{number}-{index}\n  labels:\n    app: app-{index % 5}\n"
        f"spec:\n  containers:\n  - name: main\n    image: registry.example/app:1.{index % 5}\n    resources:\n"
        f"      requests:\n        cpu: {100 + 50 * (index % 5)}m\n        memory: 256Mi\n"
        for index in range(1, 51)
    ]
    return "---\n".join(nodes + pods)


def large_table() -> bytes:
    """5,000 Nodes in three zones, a tenth of them tainted, and a few Pods."""
    documents = []
    for index in range(5000):
        taint = "spec: {taints: [{key: dedicated, effect: NoSchedule}]}\n" if index % 10 == 0 else ""
        documents.append(
            f"apiVersion: v1\nkind: Node\nmetadata: {{name: node-{index:04}, labels: {{kubernetes.io/hostname: node-{index:04}, "
            f"topology.kubernetes.io/zone: zone-{index % 3}}}}}\n{taint}"
            f'status: {{capacity: {{cpu: "{4 + index % 29}", memory: {8 + index % 57}Gi, pods: "110"}}}}\n'
        )
    for index in range(20):
        documents.append(
            f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web-{index}, labels: {{app: web}}}}\nspec:\n  containers:\n"
            "  - {name: web, image: nginx, resources: {requests: {cpu: 500m, memory: 1Gi}}}\n"
            "  topologySpreadConstraints:\n  - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone,"
            " whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}\n"
        )
    return "---\n".join(documents).encode()


# Measurements


def wrk(port: int, path: str, headers: dict) -> float:
    fields = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t2", "-c64", f"-d{SECONDS}s", *fields, f"http://127.0.0.1:{port}{path}"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if re.search(r"Non-2xx or 3xx responses|Socket errors", output):
        raise RuntimeError(f"{path} failed: {output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


NGINX = """
worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100; etag on;
  types {{ text/html html; text/javascript js; application/json json; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; gzip_static on; }}
}}
"""


def beside_nginx(port: int) -> list:
    """Requests a second of both, one after the other in each round; of the rounds the middle one."""
    if not (shutil.which("nginx") and shutil.which("wrk")):
        print("nginx or wrk is not installed: files are not compared")
        return []
    client = Client(port)
    table = f"/api/v1/scenarios/00-a-first-look/run/attempts/1"
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        www = pathlib.Path(folder, "www")
        for path in ("/js/timeline.js", "/index.html", table):
            body = client.ask("GET", path)[2]
            target = www / path[1:]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(body)
            pathlib.Path(f"{target}.gz").write_bytes(gzip.compress(body, 9))
        configuration = pathlib.Path(folder, "nginx.conf")
        other = free_port()
        configuration.write_text(NGINX.format(folder=folder, port=other))
        with process(["nginx", "-p", folder, "-c", str(configuration)], other):
            nginx = Client(other)

            def compare(name: str, path: str, headers: dict, conditional: bool = False) -> None:
                sides = []
                for side, address in ((client, port), (nginx, other)):
                    fields = dict(headers)
                    first = side.ask("GET", path, headers=fields)
                    if conditional:
                        fields["If-None-Match"] = first[1]["ETag"]
                    status, _, body = side.ask("GET", path, headers=fields)
                    assert status == (304 if conditional else 200), (path, status)
                    sides.append((address, fields, len(body)))
                speeds = [[], []]
                for _ in range(ROUNDS):
                    for index, (address, fields, _) in enumerate(sides):
                        speeds[index].append(wrk(address, path, fields))
                ours_, theirs = (statistics.median(each) for each in speeds)
                rows.append(
                    {"name": name, "bytes": sides[0][2], "berth": round(ours_), "nginx": round(theirs),
                     "ratio": round(ours_ / theirs, 2)})

            compare("file", "/js/timeline.js", {})
            compare("file, gzip", "/js/timeline.js", GZIP)
            compare("file, not modified", "/js/timeline.js", {}, conditional=True)
            compare("page, gzip", "/index.html", GZIP)
            compare("decision table", table, {})
            compare("decision table, gzip", table, GZIP)
            compare("decision table, not modified", table, GZIP, conditional=True)
    return rows


def processor_seconds(child: subprocess.Popen) -> float:
    fields = pathlib.Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def small_scenarios(berth: str, child: subprocess.Popen, port: int) -> dict:
    """A second and core: by one thread in process, and over HTTP by the processor time that the server takes."""
    command = [berth, "bench", "--small-scenario", "--json"]
    alone = max(
        (json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(ROUNDS)),
        key=lambda run: run["runsPerSecond"])
    done = 0
    lock = threading.Lock()
    texts = [[small_scenario(f"{thread}-{number}").encode() for number in range(2000)] for thread in range(4)]
    end = time.monotonic() + 2 * SECONDS

    def post(texts: list) -> None:
        nonlocal done
        client = Client(port)
        for text in texts:
            if time.monotonic() > end:
                return
            status, _, _ = client.ask("POST", "/api/v1/simulations", text, YAML)
            with lock:
                done += status == 200

    begin, before = time.monotonic(), processor_seconds(child)
    threads = [threading.Thread(target=post, args=(each,)) for each in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, processor = time.monotonic() - begin, processor_seconds(child) - before
    return {
        "inProcessPerCore": alone["runsPerSecond"],
        **{name: alone[name] for name in ("readingUs", "runningUs", "answeringUs")},
        "overHTTPPerSecond": round(done / seconds, 1),
        "overHTTPPerCore": round(done / processor, 1),
    }


def percentile(values: list, share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def isolation(port: int) -> list:
    """Latencies at the 99th percentile, in milliseconds, alone and beside a client that has the trace simulated."""
    trace = gzip.decompress(TRACE.read_bytes())
    scenario = json.loads(Client(port).ask("POST", "/api/v1/simulations", small_scenario("isolation").encode(), YAML)[2])
    kinds = {
        "file": lambda client, number: client.ask("GET", "/js/timeline.js"),
        "computed table": lambda client, number: client.ask("GET", f"/api/v1/simulations/{scenario['id']}/attempts/1"),
        "table": lambda client, number: client.ask(
            "GET", f"/api/v1/simulations/{scenario['id']}/attempts/{number % 50 + 1}?depth=full"),
        "small scenario": lambda client, number: client.ask(
            "POST", "/api/v1/simulations", small_scenario(f"i{number}").encode(), YAML),
    }
    counter = 0

    def latencies(seconds: float) -> dict:
        nonlocal counter
        client = Client(port)
        found = {name: [] for name in kinds}
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            counter += 1
            for name, ask in kinds.items():
                begin = time.monotonic()
                status = ask(client, counter)[0]
                found[name].append((time.monotonic() - begin) * 1000)
                assert status == 200, (name, status)
        return found

    latencies(1)
    alone = latencies(4 * SECONDS)
    stop = threading.Event()
    rounds = []

    def bother() -> None:
        client, number = Client(port), 0
        while not stop.is_set():
            number += 1
            client.simulate(trace + f"# {number}\n".encode(), limit=1)
            rounds.append(number)

    thread = threading.Thread(target=bother)
    thread.start()
    time.sleep(1)
    beside = latencies(8 * SECONDS)
    stop.set()
    thread.join()
    return [
        {"name": name, "requests": len(beside[name]), "aloneP99ms": round(percentile(alone[name], 0.99), 2),
         "besideP99ms": round(percentile(beside[name], 0.99), 2),
         "riseMs": round(percentile(beside[name], 0.99) - percentile(alone[name], 0.99), 2)}
        for name in kinds
    ] + [{"name": "traces simulated meanwhile", "requests": len(rounds)}]


def table_sizes(port: int) -> list:
    """What the page asks for to show one step of 5,000 Nodes, in bytes as they are sent."""
    client = Client(port)
    run = client.simulate(large_table())
    attempt = next(step for step in run["steps"] if step.get("attempt") == 10)
    rows = []
    for name, part in (
        ("cluster", f"steps/{attempt['step']}"),
        ("table, rows", "attempts/10?depth=decision"),
        ("table, columns", "attempts/10?depth=decision&layout=columns"),
        ("objects", f"steps/{attempt['step']}/objects?limit=5000"),
    ):
        path = f"/api/v1/simulations/{run['id']}/{part}"
        begin = time.monotonic()
        _, headers, body = client.ask("GET", path, headers=GZIP)
        took = time.monotonic() - begin
        plain = gzip.decompress(body) if headers["Content-Encoding"] == "gzip" else body
        rows.append({"name": name, "bytes": len(body), "plainBytes": len(plain), "ms": round(took * 1000, 1)})
    return rows


def trace_times(child: subprocess.Popen, port: int) -> list:
    """How long steps and tables of the trace take, each computed for the first time."""
    client = Client(port)
    run = client.simulate(gzip.decompress(TRACE.read_bytes()), limit=1)
    resident = int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{child.pid}/status").read_text())[1]) // 1024
    rows = []
    for name, part, headers, earlier in (
        ("table of the trace", "attempts", {}, 0),
        ("cluster of the trace", "steps", {}, 0),
        ("cluster of the trace, gzip", "steps", GZIP, 1),
        ("cluster of the trace, as to browsers", "steps", BROWSER, 2),
    ):
        times = []
        last = run["counts"][part]
        for number in range(1, 101):
            begin = time.monotonic()
            path = f"/api/v1/simulations/{run['id']}/{part}/{1 + number * (last - 1) // 100 - earlier}"
            status, _, body = client.ask("GET", path, headers=headers)
            times.append((time.monotonic() - begin) * 1000)
            assert status == 200
        rows.append({"name": name, "p50ms": round(percentile(times, 0.5), 1),
                     "p99ms": round(percentile(times, 0.99), 1), "bytes": len(body)})
    return rows + [{"name": "resident after the trace", "MB": resident}]


# Output


def show(title: str, rows: list) -> None:
    print(f"\n{title}")
    for row in rows:
        fields = [f"{name} {value:,}" if isinstance(value, (int, float)) else value for name, value in row.items() if name != "name"]
        print(f"  {row['name']:<30}" + "  ".join(f"{field:>20}" for field in fields), flush=True)


def measure(berth: str) -> dict:
    port = free_port()
    report = {}
    with tempfile.TemporaryDirectory() as folder:
        command = [
            berth, "serve", "--port", str(port), "--database", f"{folder}/berth.sqlite", "--public", str(ROOT / "Public"),
            "--scenarios", str(ROOT / "scenarios"), "--max-queued", "64"]
        for title, name, run in (
            ("Requests a second beside nginx", "static", lambda child: beside_nginx(port)),
            ("Small scenarios a second", "smallScenarios",
             lambda child: [{"name": "20 Nodes, 50 Pods", **small_scenarios(berth, child, port)}]),
            ("Latency at the 99th percentile beside a huge simulation", "isolation", lambda child: isolation(port)),
            ("Bytes for a step of 5,000 Nodes", "tables", lambda child: table_sizes(port)),
            ("Any moment of the trace", "trace", lambda child: trace_times(child, port)),
        ):
            with process(command, port) as child:
                report[name] = run(child)
            show(title, report[name])
    return report


def main(berth: str, output: str = "") -> None:
    report = measure(berth)
    if output:
        pathlib.Path(output).write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
