#!/usr/bin/env python3
"""Writes Sources/KubernetesAPI/Schema/KubernetesSchemaData.swift, the schema of the API as a string in the program.

    Scripts/embed-schema.py SCHEMA.json[.gz]

SCHEMA has `kubernetesVersion`, `resources` (as API discovery lists them, with `groupVersion`) and `schemas` (those of
OpenAPI v3). Scripts/go-types.txt names the Go type of every field that has one of its own: the API server's answers
to values of the wrong type contain them, and OpenAPI does not.
"""
import gzip
import json
import pathlib
import sys

root = pathlib.Path(__file__).resolve().parent.parent
# Not worth their bytes: what nothing reads.
dropped = {"x-kubernetes-map-type", "x-kubernetes-unions", "oneOf"}


def short(name):
    for prefix in ("io.k8s.apimachinery.pkg.apis.", "io.k8s.apimachinery.pkg.", "io.k8s.api."):
        if name.startswith(prefix):
            return name[len(prefix):]
    return name


def compact(node):
    """The same schema with references as plain names."""
    if isinstance(node, list):
        return [compact(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {}
    for key, value in node.items():
        if key == "allOf" and len(value) == 1 and "$ref" in value[0]:
            result["$ref"] = short(value[0]["$ref"].split("/")[-1])
        elif key == "$ref":
            result["$ref"] = short(value.split("/")[-1])
        elif key not in dropped:
            result[key] = compact(value)
    return result


def main():
    path = pathlib.Path(sys.argv[1])
    data = json.loads(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())
    schemas = {short(name): compact(schema) for name, schema in sorted(data["schemas"].items())}
    for line in (root / "Scripts/go-types.txt").read_text().splitlines():
        field, go_type = line.split()
        name, property_name = field.rsplit(".", 1)
        schemas[name]["properties"][property_name]["goType"] = go_type

    def line(value):
        return json.dumps(value, ensure_ascii=True, separators=(",", ":"))

    out = ["// Written by Scripts/embed-schema.py.", "// swift-format-ignore-file", "",
           "enum KubernetesSchemaData {", '  static let json = ##"""']
    out.append('{"kubernetesVersion":' + line(data["kubernetesVersion"]) + ',"resources":[')
    out.append(",\n".join(line(resource) for resource in data["resources"]))
    out.append('],"schemas":{')
    out.append(",\n".join(line(name) + ":" + line(schema) for name, schema in schemas.items()))
    out.append("}}")
    out += ['"""##', "}"]
    target = root / "Sources/KubernetesAPI/Schema/KubernetesSchemaData.swift"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n".join(out) + "\n")


main()
