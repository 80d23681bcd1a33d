#!/usr/bin/env python3
"""Runs a production cluster's trace and compares where every Pod goes with what kube-scheduler v1.34.9 decided.

openb.yaml.gz is Alibaba's OpenB GPU trace of 2023 as manifests: 1,523 Nodes, 8,152 Pods, all created at once.
openb-placements.jsonl.gz has a line a Pod: pod, node or null, message.
"""

import gzip
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def main(berth: str) -> int:
    manifests = gzip.decompress((HERE / "openb.yaml.gz").read_bytes())
    run = subprocess.run([berth, "run", "-", "--output", "json"], input=manifests, capture_output=True, check=True)
    placements = {placement["pod"]: placement for placement in json.loads(run.stdout)["placements"]}
    differences = 0
    wanted = [json.loads(line) for line in gzip.open(HERE / "openb-placements.jsonl.gz", "rt")]
    for want in wanted:
        got = placements.get(want["pod"], {})
        if (got.get("node"), got.get("message")) != (want["node"], want.get("message")):
            differences += 1
            if differences <= 10:
                print(f"{want['pod']}: {got.get('node')} {got.get('message')}, not {want['node']} {want.get('message')}")
    print(f"openb: {len(wanted) - differences}/{len(wanted)} Pods where kube-scheduler put them")
    return 1 if differences else 0


sys.exit(main(sys.argv[1]))
