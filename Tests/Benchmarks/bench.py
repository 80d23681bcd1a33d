#!/usr/bin/env python3
"""Measures how many Pods a second Berth schedules, beside what kube-scheduler's own code does, and prints the ratios.

kube-scheduler.json has the reference: kube-scheduler v1.34's scheduling code in process, without an API server, on two
cores. Times of different machines say little; the ratio is a rough figure, and changes of it on one machine are exact.
"""

import gzip
import json
import pathlib
import platform
import subprocess
import sys
import tempfile

ROUNDS = 3
REFERENCE = json.loads((pathlib.Path(__file__).parent / "kube-scheduler.json").read_text())


def measure(berth: str, **options) -> dict:
    """The best of several rounds: others on the machine can only slow it down."""
    arguments = [argument for name, value in options.items() for argument in (f"--{name}", str(value))]
    runs = [
        json.loads(subprocess.run([berth, "bench", "--json", *arguments], capture_output=True, check=True).stdout)
        for _ in range(ROUNDS)
    ]
    return max(runs, key=lambda run: run["podsPerSecond"])


def reference(nodes: int, workload: str) -> float:
    return next(
        row["podsPerSecond"]
        for row in REFERENCE
        if (row["nodes"], row["workload"], row["percentage"]) == (nodes, workload, 100)
    )


def measure_reading(berth: str) -> dict:
    """How fast a production cluster's manifests become objects, beside libyaml's parsing of the same bytes."""
    manifests = pathlib.Path(__file__).parents[1] / "Conformance" / "openb" / "openb.yaml.gz"
    with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
        file.write(gzip.decompress(manifests.read_bytes()))
        file.flush()
        command = [berth, "bench", "--reading", file.name, "--json"]
        run = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    print(
        f"reading {run['objects']:,} objects: {run['objectsMBps']} MB/s, libyaml's events {run['eventsMBps']} MB/s: "
        f"{run['ratio']} times as long",
        flush=True,
    )
    return run


def main(berth: str, output: str) -> None:
    rows = []

    def add(name: str, nodes: int, workload: str, **options) -> None:
        run = measure(berth, nodes=nodes, workload=workload, percentage=100, **options)
        ours, theirs = run["podsPerSecond"], reference(nodes, workload)
        rows.append({"name": name, **run, "reference": theirs, "ratio": round(ours / theirs, 1)})
        print(
            f"{name:<26}{nodes:>6}{ours:>12,.0f}{theirs:>10,.1f}{ours / theirs:>8,.0f}×"
            f"{run['p50us']:>9,.1f}{run['p99us']:>10,.1f}",
            flush=True,
        )

    print(f"{'workload':<26}{'Nodes':>6}{'Pods/s':>12}{'kube':>10}{'ratio':>9}{'p50 µs':>9}{'p99 µs':>10}")
    for row in REFERENCE:
        if row["percentage"] == 100:
            add(row["workload"], row["nodes"], row["workload"], init=row["init"], pods=row["pods"])
    add("basic, 200 shapes", 5000, "basic", init=10000, pods=2000, shapes=200)
    add("basic, every Pod its own", 5000, "basic", init=10000, pods=1000, shapes=4000)
    report = {
        "machine": f"{platform.machine()}, {platform.system()} {platform.release()}",
        "rows": rows,
        "reading": measure_reading(berth),
    }
    pathlib.Path(output).write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
