"""Reads what Schemathesis recorded, and sums it up."""

import collections
import json

METHODS = ("get", "post", "put", "patch", "delete")


class Seen:
    """What was asked and answered, by operation (`GET /v1/members`)."""

    def __init__(self, paths):
        self.cases = 0
        self.seconds = 0.0
        self.statuses = collections.defaultdict(collections.Counter)
        self.succeeded = set()
        self.slowest = collections.defaultdict(float)
        self.checks = collections.Counter()
        self.failures = set()
        for path in paths:
            with open(path) as events:
                for event in map(json.loads, events):
                    self.take(event)

    def take(self, event):
        """One event of a run."""
        self.seconds += event.get("EngineFinished", {}).get("running_time", 0)
        recorder = event.get("ScenarioFinished", {}).get("recorder", {})
        for key, case in recorder.get("cases", {}).items():
            operation = f"{case['value']['method']} {case['value']['path']}"
            self.cases += 1
            self.take_answer(operation, recorder.get("interactions", {}).get(key, {}).get("response"))
            for check in recorder.get("checks", {}).get(key, []):
                self.take_check(operation, check)

    def take_answer(self, operation, answer):
        if answer:
            self.statuses[operation][answer["status_code"]] += 1
            # A rehearsal (`mode=validate`) does nothing, so it is no success.
            if 200 <= answer["status_code"] < 300 and "rehearsed" not in map(str.lower, answer["headers"]):
                self.succeeded.add(operation)
            self.slowest[operation] = max(answer["elapsed"], self.slowest[operation])

    def take_check(self, operation, check):
        self.checks[check["name"]] += 1
        if check["status"] == "failure":
            self.failures.add((check["name"], operation))

    def has_succeeded(self, operation):
        return operation in self.succeeded


def operations(document):
    """The id of each operation, by operation."""
    return {
        f"{method.upper()} {path}": operation["operationId"]
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def summary(document, seen):
    """Prints figures; answers how many operations never succeeded, which it names."""
    named = operations(document)
    missed = [operation for operation in named if not seen.has_succeeded(operation)]
    statuses = sum(seen.statuses.values(), collections.Counter())
    slowest = sorted(seen.slowest.items(), key=lambda one: -one[1])[:5]
    print(f"\n{len(named)} operations, {seen.cases} cases, {len(seen.failures)} failures, {seen.seconds:.0f} s")
    print("Statuses:", ", ".join(f"{status} {count}" for status, count in sorted(statuses.items())))
    print("Checks:", ", ".join(f"{name} {count}" for name, count in sorted(seen.checks.items())))
    print("Slowest:", ", ".join(f"{operation} {seconds * 1000:.0f} ms" for operation, seconds in slowest))
    for check, operation in sorted(seen.failures):
        print(f"FAILED {check}: {operation}")
    for operation in missed:
        print(f"NEVER SUCCEEDED {named[operation]} ({operation}): {dict(seen.statuses[operation])}")
    return len(missed)
