"""Records that nobody has touched yet, made through the API: what the hooks put into requests."""

import functools
import itertools
import os

import requests

HERE = os.environ["CONFORMANCE_URL"]
PASSWORD = "mossy lantern drifts upstream"
APPLICATION = {
    "category": "other",
    "employment": {
        "employer_name": "Acme",
        "employer_kind": "private_company",
        "position_title": "Planner",
        "extent": "full_time",
        "starts_on": "2020-03-01",
    },
}

numbers = itertools.count(1)


def ask(method, path, body=None, token=None):
    """The JSON of the answer. A refusal is a fault of the hooks, and ends the run."""
    headers = {"Idempotency-Key": f"hook-{next(numbers)}"} | ({"Authorization": f"Bearer {token}"} if token else {})
    answer = requests.request(method, HERE + path, json=body, headers=headers, timeout=10)
    assert answer.ok, f"{method} {path} answered {answer.status_code}: {answer.text}"
    return answer.json() if answer.content else None


def token_of_letter():
    """The token in the latest letter."""
    letter = ask("GET", "/v1/sandbox/outbox?sort=newest&limit=1&kind=letter")["data"][0]
    return letter["payload"]["text"].split("token: ")[1].split()[0]


def register():
    """Somebody new, who has yet to confirm the address."""
    who = {"email": f"person-{next(numbers)}@springfield.example", "given_name": "Alex", "family_name": "Rivera"}
    ask("POST", "/v1/accounts/registrations", who | {"password": PASSWORD})


def confirmed():
    """The account of somebody new who can sign in."""
    register()
    return ask("POST", "/v1/accounts/confirmations", {"token": token_of_letter()})


def credentials(account):
    """What to sign in with."""
    return {"email": account["email"], "password": PASSWORD}


def session():
    """A session of somebody new, with its tokens."""
    return ask("POST", "/v1/accounts/sessions", credentials(confirmed()))


class Newcomer:
    """Somebody new who is signed in, and applies as soon as a record of theirs is asked for."""

    # Parameters in addresses, and whose they are.
    RECORDS = ("application_id", "member_id", "spell_id", "invoice_id")

    def __init__(self):
        self.token = session()["tokens"]["access_token"]

    @functools.cached_property
    def application(self):
        return ask("POST", "/v1/members/applications", APPLICATION, self.token)

    def bill(self):
        """What to send for an invoice."""
        return {"application_id": self.application["id"], "expected_total_cents": self.application["due_today_cents"]}

    def invoice(self):
        """An open invoice."""
        return ask("POST", "/v1/billing/invoices", self.bill(), self.token)

    def spells(self):
        """What is on record of their employment."""
        return ask("GET", f"/v1/members/{self.application['member_id']}/employment-spells", token=self.token)["data"]

    def id_of(self, parameter):
        """The id that an address wants."""
        return {
            "application_id": lambda: self.application["id"],
            "member_id": lambda: self.application["member_id"],
            "spell_id": lambda: self.spells()[0]["id"],
            "invoice_id": lambda: self.invoice()["id"],
        }[parameter]()
