#!/usr/bin/env python3
"""Measures how fast Berth is, beside what kube-scheduler's own code, libyaml and nginx do, and prints one table: what Berth
does, the reference, and the ratio of both, or the limit that is not to be exceeded. Everything also goes to a JSON file.

kube-scheduler.json has the reference for scheduling: kube-scheduler v1.34's code in process, without an API server, on two
cores. Times of different machines say little; the ratio is a rough figure, and changes of it on one machine are exact.
"""

import gzip
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import time

import serving

ROUNDS = 3
HERE = pathlib.Path(__file__).parent
REFERENCE = json.loads((HERE / "kube-scheduler.json").read_text())
TRACE = HERE.parent / "Conformance" / "openb" / "openb.yaml.gz"

# Four schedulers that place the trace's Pods differently.
PROFILES = {
    "most-allocated": {"pluginConfig": [{"name": "NodeResourcesFit", "args": {"scoringStrategy": {
        "type": "MostAllocated", "resources": [{"name": "cpu", "weight": 1}, {"name": "memory", "weight": 1}]}}}]},
    "cpu-first": {"pluginConfig": [{"name": "NodeResourcesFit", "args": {"scoringStrategy": {
        "type": "LeastAllocated", "resources": [{"name": "cpu", "weight": 5}, {"name": "memory", "weight": 1}]}}}]},
    "balanced": {"plugins": {"score": {"disabled": [{"name": "NodeResourcesFit"}]}}},
}


class Table:
    """Rows as they are printed, and what goes to the file."""

    def __init__(self):
        self.rows = []
        print(f"{'':<44}{'Berth':>14}{'reference':>14}{'ratio':>9}   reference is")

    def add(self, name: str, ours: float, reference: float, unit: str, what: str, **more) -> None:
        ratio = ours / reference
        self.rows.append(
            {"name": name, "ours": ours, "reference": reference, "ratio": round(ratio, 3), "unit": unit, "referenceIs": what, **more})
        digits = 0 if ratio >= 100 else 2
        print(f"{name:<44}{ours:>14,.1f}{reference:>14,.1f}{ratio:>8,.{digits}f}×   {what}, {unit}", flush=True)


def output(command: list) -> dict:
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def usage(command: list, statuses: tuple = (0,)) -> tuple:
    """Seconds that a command takes, and the most megabytes that it has."""
    begin = time.monotonic()
    with open(os.devnull, "wb") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in statuses, (command, child.returncode)
    return time.monotonic() - begin, used.ru_maxrss / 1024


# Scheduling


def schedule(berth: str, **options) -> dict:
    """The best of several rounds: others on the machine can only slow it down."""
    arguments = [argument for name, value in options.items() for argument in (f"--{name}", str(value))]
    runs = [output([berth, "bench", "--json", "--percentage", "100", *arguments]) for _ in range(ROUNDS)]
    return max(runs, key=lambda run: run["podsPerSecond"])


def reference(nodes: int, workload: str) -> float:
    return next(
        row["podsPerSecond"]
        for row in REFERENCE
        if (row["nodes"], row["workload"], row["percentage"]) == (nodes, workload, 100)
    )


def scheduling(berth: str, table: Table) -> None:
    kube = "kube-scheduler"

    def add(name: str, nodes: int, workload: str, **options) -> dict:
        run = schedule(berth, nodes=nodes, workload=workload, **options)
        table.add(
            f"{name}, {nodes:,} Nodes", run["podsPerSecond"], reference(nodes, workload), "Pods/s", kube,
            p50us=run["p50us"], p99us=run["p99us"])
        return run

    seconds = {}
    for row in REFERENCE:
        if row["percentage"] == 100:
            run = add(row["workload"], row["nodes"], row["workload"], init=row["init"], pods=row["pods"])
            seconds[row["workload"], row["nodes"]] = 1e6 / run["podsPerSecond"]
    add("basic, 200 shapes", 5000, "basic", init=10000, pods=2000, shapes=200)
    alone = add("basic, every Pod its own shape", 5000, "basic", init=10000, pods=1000, shapes=4000)
    mixed = schedule(berth, nodes=5000, workload="mixed", init=10000, pods=2000)
    table.add(
        "60 apps of all kinds, 5,000 Nodes", mixed["podsPerSecond"], reference(5000, "basic"), "Pods/s",
        f"{kube}'s basic", p50us=mixed["p50us"], p99us=mixed["p99us"])
    table.add("one pass over 5,000 Nodes, nothing kept", alone["p50us"], 150, "µs", "limit")
    for workload in ("basic", "spread", "affinity", "antiaffinity", "preemption"):
        table.add(
            f"{workload}: a Pod, 1,000 to 5,000 Nodes", seconds[workload, 5000], seconds[workload, 1000], "µs",
            "1,000 Nodes", limit=3 if workload == "basic" else 5)
    taken, memory = usage(
        [berth, "bench", "--nodes", "50000", "--init", "1000", "--pods", "200000", "--workload", "basic"])
    table.add("50,000 Nodes, 200,000 Pods: memory", memory, 8192, "MB", "limit", seconds=round(taken, 1))


# A production trace


def trace(berth: str, table: Table) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "openb.yaml")
        file.write_bytes(gzip.decompress(TRACE.read_bytes()))
        read = output([berth, "bench", "--reading", str(file), "--json"])
        table.add(
            f"reading {read['objects']:,} objects", read["eventsMBps"] / read["ratio"], read["eventsMBps"], "MB/s",
            "libyaml's events", details=read)
        table.add(
            "the same, with defaults and validated", read["storedMBps"], read["eventsMBps"], "MB/s", "libyaml's events")
        configurations = []
        for name, profile in PROFILES.items():
            path = pathlib.Path(folder, f"{name}.json")
            path.write_text(
                json.dumps(
                    {"apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration", "profiles": [profile]}))
            configurations.append(str(path))
        runs = [usage([berth, "run", str(file)]) for _ in range(ROUNDS)]
        comparisons = [usage([berth, "compare", str(file), "default", *configurations], (0, 1)) for _ in range(ROUNDS)]
        table.add("the trace: memory of a run", min(run[1] for run in runs), 300, "MB", "limit")
        table.add(
            "the trace with four profiles", min(run[0] for run in comparisons), min(run[0] for run in runs), "s",
            "one profile", memory=round(min(run[1] for run in comparisons)))


# Serving


def server(berth: str, table: Table) -> None:
    report = serving.measure(berth)
    for row in report["static"]:
        table.add(row["name"], row["berth"], row["nginx"], "requests/s", "nginx", bytes=row["bytes"])
    for row in report["smallScenarios"]:
        table.add(f"{row['name']}: runs a core", row["inProcessPerCore"], 1000, "runs/s", "wanted", details=row)
        table.add(f"{row['name']}: over HTTP, a core", row["overHTTPPerCore"], 1000, "runs/s", "wanted")
    for row in report["isolation"]:
        if "riseMs" in row:
            table.add(f"{row['name']} beside the trace: p99 rises", row["riseMs"], 20, "ms", "limit", details=row)
    for row in report["tables"]:
        table.add(f"5,000 Nodes, {row['name']}", row["bytes"] / 1000, 300, "KB", "limit", details=row)
    for row in report["trace"]:
        if "p99ms" in row:
            table.add(f"{row['name']}, p99", row["p99ms"], 50, "ms", "limit", details=row)


def main(berth: str, file: str) -> None:
    table = Table()
    for part in (scheduling, trace, server):
        part(berth, table)
    report = {"machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.platform()}", "rows": table.rows}
    pathlib.Path(file).write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
