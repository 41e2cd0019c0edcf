"""The sandbox that is asked, and what is kept of its answers."""

import http.client
import json
import os
import re
import subprocess
import sys

# What is built already, when somebody says where.
PROGRAM = [os.environ["SANDBOX_PROGRAM"]] if "SANDBOX_PROGRAM" in os.environ else ["cargo", "run", "-q", "--"]
PUBLIC = "https://guildhall.example"
PASSWORD = "springfield-town-hall-7"
ACCESS = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.e30.c2ln"
REQUEST = "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11"
SECRET = "Zk3vPq8sT1wXyB6nMc9dEf2gHj4kLr7uA0oIiVvS5mE"

recorded = {"problems": {}}
addresses = {}
turns = []


def turn(number):
    """Marks a part of the recording. All parts run on one sandbox, in the order of their numbers, whatever file they are in."""
    def mark(part):
        turns.append((number, part))
        return part
    return mark


class Sandbox:
    def __init__(self):
        command = [*PROGRAM, "sandbox", "--bind", "127.0.0.1:0", "--seed", "7", "--public-url", PUBLIC]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        address = re.search(r"127\.0\.0\.1:\d+", self.process.stdout.readline()).group()
        self.connection = http.client.HTTPConnection(address)
        self.calls = 0
        self.tag = None

    def ask(self, operation, method, path, body=None, token=None, tag=None):
        """Sends one request; records it under `operation`, when that is given."""
        self.calls += 1
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"example-{self.calls}"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if tag:
            headers["If-Match"] = tag
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        sent = answer.read()
        if answer.status >= 300:
            sys.exit(f"{method} {path} answered {answer.status}: {sent.decode()}")
        self.tag = answer.getheader("ETag")
        is_json = answer.getheader("Content-Type") == "application/json"
        value = json.loads(sent) if sent and is_json else None
        if operation:
            addresses[operation] = path
            example = recorded.setdefault(operation, {})
            if body is not None:
                example["request"] = presentable(body)
            if value is not None:
                example[str(answer.status)] = presentable(value)
        return value

    def refuse(self, method, path, body=None, **headers):
        """Sends one request; when it is refused, records the problem document as the example of its kind."""
        headers = {name.replace("_", "-"): value for name, value in headers.items() if value}
        headers |= {"Content-Type": "application/json", "X-Request-Id": REQUEST}
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        self.connection.request(method, path, text, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 400:
            problem = json.loads(text)
            recorded["problems"].setdefault(problem["type"].rsplit("/", 1)[1], problem)

    def sign_in(self, email, password=PASSWORD, operation=None):
        body = {"email": email, "password": password}
        return self.ask(operation, "POST", "/v1/accounts/sessions", body)["tokens"]

    def token_from_letter(self, operation, to=""):
        """The token in the letter that names the address of `operation`, to a mailbox where several were written to."""
        self.ask("createSandboxJobRun", "POST", "/v1/sandbox/job-runs")
        outbox = self.ask("listSandboxMessages", "GET", "/v1/sandbox/outbox?limit=100")
        letters = [message for message in outbox["data"] if operation in message["payload"].get("text", "") and to in json.dumps(message)]
        recorded["listSandboxMessages"]["200"]["data"] = presentable(letters)
        return re.search(r"token: (\S+)", letters[0]["payload"]["text"]).group(1)


def presentable(value):
    """The value with lists of records cut to one item and tokens replaced."""
    if isinstance(value, list):
        return [presentable(item) for item in value]
    if isinstance(value, str):
        value = re.sub(r"/calendars/\S+", f"/calendars/{SECRET}", value)
        return re.sub(r"token: \S+", f"token: {SECRET}", value)
    if not isinstance(value, dict):
        return value
    kept = {name: presentable(inner) for name, inner in value.items()}
    if isinstance(kept.get("data"), list):
        kept["data"] = kept["data"][:1]
    for name in ("flat", "regions", "objectives", "activity_kinds", "activities", "duties", "marks"):
        if isinstance(kept.get(name), list):
            kept[name] = kept[name][:2]
    for name in ("evidence", "service_spells"):
        if isinstance(kept.get(name), list):
            kept[name] = kept[name][:1]
    if isinstance(kept.get("assessment"), dict):
        kept["assessment"]["clauses"] = kept["assessment"]["clauses"][:1]
        kept["assessment"]["explanation"] = kept["assessment"]["explanation"][:1]
    for name in ("token", "refresh_token"):
        if isinstance(kept.get(name), str):
            kept[name] = SECRET
    if "access_token" in kept:
        kept["access_token"] = ACCESS
    return kept
