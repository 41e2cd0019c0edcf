"""Records that nobody has touched yet, made through the API: what the hooks put into requests."""

import contextlib
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

# A Full member's: a city manager, retired a month ago.
SERVICE = APPLICATION["employment"] | {
    "employer_name": "City of Springfield",
    "employer_kind": "city_or_county",
    "position_title": "City Manager",
    "annual_salary_cents": 15_000_000,
}
RETIRED_ON = "2025-02-01"
REASONS = {"reasons": ["The association's records begin later."]}
PRINT_YEAR = {"expected_total_cents": 2500}
PERSONAS_PASSWORD = "springfield-town-hall-7"

numbers = itertools.count(1)


def ask(method, path, body=None, token=None):
    """The JSON of the answer. A refusal is a fault of the hooks, and ends the run."""
    headers = {"Idempotency-Key": f"hook-{next(numbers)}", "If-Match": "*"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
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
    return ask("POST", "/v1/accounts/confirmations", {"token": token_of_letter(), "password": PASSWORD})


def credentials(account):
    """What to sign in with."""
    return {"email": account["email"], "password": PASSWORD}


def session():
    """A session of somebody new, with its tokens."""
    return ask("POST", "/v1/accounts/sessions", credentials(confirmed()))


def sign_in(body):
    """A token of whoever that is."""
    return ask("POST", "/v1/accounts/sessions", body)["tokens"]["access_token"]


def persona(role):
    """A token of the persona with that role."""
    return persona_at(role, tuple(elsewhere))


@functools.cache
def persona_at(role, _):
    return sign_in({"email": f"{role}@demo.guildhall.example", "password": PERSONAS_PASSWORD})


# Where the clock stands while it is moved.
elsewhere = []


@contextlib.contextmanager
def at(instant):
    """In the block the clock stands there, and goes back. Tokens hold on one side of it: whoever acts signs in there.
    Nobody registers in the past: the letter would not be the latest."""
    present = ask("GET", "/v1/sandbox/clock")["now"]
    ask("PUT", "/v1/sandbox/clock", {"now": instant})
    elsewhere.append(instant)
    try:
        yield
    finally:
        elsewhere.pop()
        ask("PUT", "/v1/sandbox/clock", {"now": present})


def pay(invoice):
    """All of an invoice is paid."""
    payment = {
        "invoice_id": invoice["id"],
        "method": "check",
        "amount_cents": invoice["total_cents"],
        "received_on": invoice["priced_on"],
        "external_reference": f"CHK-{next(numbers)}",
    }
    ask("POST", "/v1/billing/payments", payment, persona("finance"))


class Newcomer:
    """Somebody new who is signed in, and applies as soon as a record of theirs is asked for."""

    # Parameters in addresses, and whose they are.
    RECORDS = ("application_id", "member_id", "spell_id", "invoice_id")

    def __init__(self):
        self.account = confirmed()
        self.token = sign_in(credentials(self.account))

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


class Retiree(Newcomer):
    """A Full member of today who has announced a retirement, taken as far as is asked for."""

    APPLICATION = {"category": "full", "employment": SERVICE, "born_on": "1958-05-17"}

    def __init__(self):
        super().__init__()
        self.member_id = self.join()
        body = {"retired_on": RETIRED_ON, "reason": "I have retired."}
        made = ask("POST", "/v1/life-membership/applications", body, self.token)
        self.life_application_id = made["id"]
        spell = f"/v1/members/{self.member_id}/employment-spells/{self.spells()[0]['id']}"
        ask("PATCH", spell, {"ends_on": RETIRED_ON}, self.token)

    @functools.cached_property
    def application(self):
        return ask("POST", "/v1/members/applications", self.APPLICATION, self.token)

    def join(self):
        """Pays for the membership; the member's id."""
        invoice = self.invoice()
        pay(invoice)
        return invoice["member_id"]

    def step(self, noun, role, body=None):
        ask("POST", f"/v1/life-membership/applications/{self.life_application_id}/{noun}", body, persona(role))

    def verified(self, begun_on):
        """Staff has verified service since that day."""
        spell = {
            "starts_on": begun_on,
            "ends_on": RETIRED_ON,
            "category": "full",
            "employment": "full_time_local_government",
        }
        given = {"category_on_retirement": "full", "further_service_spells": [spell]}
        self.step("verification", "staff", REASONS | given)
        return self

    def granted(self):
        self.verified("1990-01-15").step("grant", "staff")
        return self

    def print_year(self):
        """A year of the print magazine, ordered by a Life member."""
        return ask("POST", f"/v1/members/{self.member_id}/print-subscriptions", PRINT_YEAR, self.token)

    def referred(self):
        self.verified("2015-01-15").step("referral", "staff", REASONS)
        return self

    def declined(self):
        self.verified("2015-01-15").step("decline", "staff", REASONS)
        return self


PROGRAM = "/v1/cyber-program"
SEAT = {"settlement": "invoice", "discipline": "finance", "expected_total_cents": 249_500}
POST = {"activity": "w01-discuss_cohort", "body": "Who keeps your list of systems?"}
REFLECTION = {"activity": "w01-reflect", "body": "I should have asked sooner."}
CHOICES = [{"code": "slow", "label": "Too slow"}, {"code": "right", "label": "Just right"}]
SURVEY = {"activity": "w01-survey", "questions": [{"code": "pace", "text": "How is the pace?", "choices": CHOICES}]}
ANSWER = {"answers": [{"question": "pace", "choice": "right"}]}


@functools.cache
def mentor():
    """The account of the persona who teaches."""
    return ask("GET", "/v1/accounts/me", token=persona("faculty"))["id"]


class Participant(Newcomer):
    """Somebody new with a seat in a cohort of their own that began a week ago, in a breakout group."""

    STARTS_ON = "2025-02-24"

    def __init__(self):
        super().__init__()
        self.take_part()

    def take_part(self):
        self.plan()
        self.enrollment_id = self.enroll(self.token)["id"]
        groups = ask("POST", f"{self.cohort}/breakout-assignment", None, persona("faculty"))
        self.breakout_group_id = groups["groups"][0]["id"]

    def plan(self):
        """Staff plans the cohort, and names its mentor."""
        weekly = {"weekday": "wednesday", "at": "13:00", "minutes": 60}
        name = f"Cohort {next(numbers)}"
        cohort = {"name": name, "starts_on": self.STARTS_ON, "capacity": 24, "live_event": weekly}
        self.cohort_id = ask("POST", f"{PROGRAM}/cohorts", cohort, persona("staff"))["id"]
        self.cohort = f"{PROGRAM}/cohorts/{self.cohort_id}"
        ask("POST", f"{self.cohort}/mentors", {"account_id": mentor()}, persona("staff"))

    def enroll(self, token):
        """A seat for whoever has the token."""
        return ask("POST", f"{self.cohort}/enrollments", SEAT, token)

    @property
    def account_id(self):
        """Who mentors them."""
        return mentor()

    def write(self, noun, body):
        return ask("POST", f"{self.cohort}/{noun}", body, self.token)

    @property
    def calendar_token(self):
        link = f"{PROGRAM}/enrollments/{self.enrollment_id}/calendar-link"
        return ask("POST", link, None, self.token)["url"].rsplit("/", 1)[1]

    @functools.cached_property
    def post_id(self):
        return self.write("posts", POST)["id"]

    @functools.cached_property
    def reflection_id(self):
        return self.write("reflections", REFLECTION)["id"]

    @functools.cached_property
    def survey_id(self):
        """A survey that nobody has answered."""
        return ask("POST", f"{self.cohort}/surveys", SURVEY, persona("faculty"))["id"]


class Debtor(Participant):
    """Somebody whose seat was to be paid on the first day of the cohort, a few days ago."""

    def take_part(self):
        with at(f"{self.STARTS_ON}T17:00:00Z"):
            self.token = sign_in(credentials(self.account))
            super().take_part()
        self.token = sign_in(credentials(self.account))


class Graduate(Participant):
    """Somebody who answered the first survey of a cohort that began twelve weeks ago, and has done all that counts."""

    STARTS_ON = "2024-12-02"

    def take_part(self):
        with at(f"{self.STARTS_ON}T17:00:00Z"):
            self.token = sign_in(credentials(self.account))
            super().take_part()
            ask("POST", f"{PROGRAM}/surveys/{self.survey_id}/answer", ANSWER, self.token)
        self.token = sign_in(credentials(self.account))
        for week in range(1, 13):
            self.do_all_of(f"w{week:02}")

    def do_all_of(self, week):
        for activity, kind in {"watch": "done", "read": "done", "live_event": "attended"}.items():
            mark = {"activity": f"{week}-{activity}", "kind": kind}
            ask("POST", f"{PROGRAM}/enrollments/{self.enrollment_id}/marks", mark, self.token)
        for discussion in ("discuss_breakout", "discuss_cohort"):
            self.write("posts", POST | {"activity": f"{week}-{discussion}"})


@functools.cache
def graduate():
    """One is enough: what is asked of a graduate changes nothing."""
    return Graduate()


def purchase():
    """What a town sends for the seat of somebody new."""
    town = {"name": f"City of Shelbyville {next(numbers)}", "kind": "city_or_county", "state": "IL"}
    return {
        "organization_id": ask("POST", "/v1/organizations", town, persona("staff"))["id"],
        "purchase_order_number": "PO-12",
        "participants": [{"account_id": confirmed()["id"], "discipline": "operations"}],
        "expected_total_cents": SEAT["expected_total_cents"],
    }


class Leaver(Participant):
    """Somebody who paid for a seat and gave it up long before the first day: all of it is to be paid back."""

    STARTS_ON = "2025-06-02"

    def take_part(self):
        self.plan()
        seat = self.enroll(self.token)
        invoice = ask("GET", f"/v1/billing/invoices/{seat['invoice_id']}", token=self.token)
        pay(invoice)
        ask("POST", f"{PROGRAM}/enrollments/{seat['id']}/withdrawal", token=self.token)
        refunds = f"/v1/billing/refunds?invoice_id={invoice['id']}"
        self.refund = ask("GET", refunds, token=persona("finance"))["data"][0]
        self.refund_id = self.refund["id"]

    def payout(self):
        """What to send once it is paid back."""
        return {"method": "ach", "paid_on": self.refund["due_since"], "external_reference": f"ACH-{next(numbers)}"}
