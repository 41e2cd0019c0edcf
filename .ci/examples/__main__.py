#!/usr/bin/env python3
"""Records the examples of the document from real calls to a sandbox.

    python3 .ci/examples            # writes api/src/<slice>/examples.json and api/src/http/document/examples.json
    python3 .ci/examples --check    # says which of them a sandbox would not answer any more

For each operation: the body that was sent, and the body of the answer. Lists are cut to their first item, and
tokens, which would look like real ones, are replaced. Under `problems`, one refusal of each kind that is met on
purpose or in a scenario. A sandbox with the same seed gives the same files.

Each slice has a file here, with parts that are marked by the turn in which they run. What one part leaves for a later
one, an id or a token, is in the `story`.
"""

import importlib
import json
import pathlib
import re
import sys
import types

sys.dont_write_bytecode = True

import box as recording

HERE = pathlib.Path(__file__).parent
SOURCES = HERE.parent.parent / "api" / "src"
HOUSE = SOURCES / "http" / "document" / "examples.json"


def slices():
    """The folders that register a slice."""
    return {path.parent.name for path in SOURCES.glob("*/mod.rs") if "pub static SLICE: Slice" in path.read_text()}


def kinds_of(folder):
    path = SOURCES / folder / "problems.rs"
    return set(re.findall(r'= \d+ "([a-z0-9-]+)"', path.read_text())) if path.exists() else set()


def by_file():
    """What was recorded, by the file it belongs to: that of the slice, by its address and its kinds, or that of the house."""
    known = slices()
    owners = {kind: folder for folder in known for kind in kinds_of(folder)}
    file_of = lambda folder: SOURCES / folder / "examples.json" if folder in known else HOUSE
    files = {}
    for operation, example in recording.recorded.items():
        if operation != "problems":
            parts = recording.addresses.get(operation, "").split("?")[0].split("/")
            folder = parts[2].replace("-", "_") if parts[1:2] == ["v1"] else ""
            files.setdefault(file_of(folder), {})[operation] = example
    for kind, problem in sorted(recording.recorded["problems"].items()):
        files.setdefault(file_of(owners.get(kind, "")), {}).setdefault("problems", {})[kind] = problem
    return files


def main():
    for path in sorted(HERE.glob("*.py")):
        if path.stem not in ("__main__", "box"):
            importlib.import_module(path.stem)
    story = types.SimpleNamespace()
    sandbox = recording.Sandbox()
    try:
        for _, part in sorted(recording.turns, key=lambda one: one[0]):
            part(sandbox, story)
    finally:
        sandbox.process.terminate()
        sandbox.process.wait()
    stale = []
    for path, examples in sorted(by_file().items()):
        text = json.dumps(dict(sorted(examples.items())), indent=1, ensure_ascii=False) + "\n"
        if "--check" not in sys.argv:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            stale.append(str(path.relative_to(SOURCES.parent.parent)))
    if stale:
        sys.exit("the examples are not what a sandbox answers: python3 .ci/examples records " + ", ".join(stale))


main()
