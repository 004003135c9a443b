"""Prints the shape of a JSON file: each path once, with the type of its values."""

import json
import sys


def walk(value, path, seen):
    kind = type(value).__name__.replace("NoneType", "null")
    if isinstance(value, dict):
        for key, item in value.items():
            walk(item, f"{path}.{key}" if path else key, seen)
    elif isinstance(value, list):
        seen.setdefault(path, "list")
        for item in value:
            walk(item, f"{path}[]", seen)
    else:
        seen.setdefault(path, "number" if kind in ("int", "float") else kind)


shape = {}
walk(json.load(open(sys.argv[1])), "", shape)
for path, kind in shape.items():
    print(path, kind)
