"""Records that nobody has touched yet, made through the API: what the hooks put into requests."""

import base64
import contextlib
import datetime
import functools
import hashlib
import hmac
import itertools
import os
import struct

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

# What staff look at before somebody becomes a Full member.
CRITERIA = (
    "appointment",
    "policy_formulation",
    "budget",
    "appointing_authority",
    "organizational_relationships",
    "qualifications",
)

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


def token_of_letter(where=""):
    """The token in the latest letter, or in the latest that names the address it is for."""
    letters = ask("GET", "/v1/sandbox/outbox?sort=newest&limit=10&kind=letter")["data"]
    texts = [letter["payload"]["text"] for letter in letters]
    return next(text for text in texts if "token: " in text and where in text).split("token: ")[1].split()[0]


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


def account_id(token):
    return ask("GET", "/v1/accounts/me", token=token)["id"]


CLOSED = (f"{1950 + month // 12}-{month % 12 + 1:02}" for month in itertools.count())


class Period:
    """A month long ago that finance has closed."""

    def __init__(self):
        body = {"month": next(CLOSED)}
        self.period_closing_id = ask("POST", "/v1/billing/period-closings", body, persona("finance"))["id"]


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

    @property
    def account_id(self):
        return self.account["id"]

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


class Guarded(Newcomer):
    """Somebody who signs in with a second factor."""

    def __init__(self):
        super().__init__()
        factor = "/v1/accounts/me/second-factor"
        secret = ask("POST", factor, {"current_password": PASSWORD}, self.token)["secret"]
        confirmation = {"code": code_of(secret)}
        self.recovery_code = ask("POST", f"{factor}/confirmation", confirmation, self.token)["recovery_codes"][0]


def code_of(secret):
    """What an app shows for a secret now (RFC 6238)."""
    now = datetime.datetime.fromisoformat(ask("GET", "/v1/sandbox/clock")["now"].replace("Z", "+00:00"))
    step = struct.pack(">Q", int(now.timestamp()) // 30)
    digest = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Unproved(Newcomer):
    """Somebody who has asked for another address, and has not proved it."""

    PATH = "/v1/accounts/address-changes"

    def __init__(self):
        super().__init__()
        ask("POST", self.PATH, self.new_address(), self.token)

    @staticmethod
    def new_address():
        return {"email": f"moved-{next(numbers)}@shelbyville.example", "current_password": PASSWORD}

    def proof(self):
        return {"token": token_of_letter(f"{self.PATH}/confirmations")}

    def revocation(self):
        ask("POST", f"{self.PATH}/confirmations", self.proof())
        return {"token": token_of_letter(f"{self.PATH}/revocations")}


class Member(Newcomer):
    """Somebody who has paid, and at whom nobody has looked yet."""

    def __init__(self):
        super().__init__()
        invoice = self.invoice()
        pay(invoice)
        self.member_id = invoice["member_id"]

    def confirmed(self):
        ask("POST", f"/v1/members/{self.member_id}/confirmation", None, persona("staff"))
        return self


class Applicant(Newcomer):
    """Somebody who asks to become a Full member; staff look first."""

    APPLICATION = {"category": "full", "employment": SERVICE, "born_on": "1958-05-17"}

    @property
    def application_id(self):
        return self.application["id"]

    @functools.cached_property
    def application(self):
        return ask("POST", "/v1/members/applications", self.APPLICATION, self.token)

    def asked(self):
        self.decide("information-request", {"texts": ["Who prepares the budget?"]})
        return self

    def decide(self, noun, body):
        return ask("POST", f"/v1/members/applications/{self.application['id']}/{noun}", body, persona("staff"))


def acceptance():
    """What staff send who find nothing missing."""
    return {"criteria": [{"criterion": criterion, "met": True} for criterion in CRITERIA]}


class Payer(Newcomer):
    """Somebody with an open invoice, and what finance has entered about it."""

    @functools.cached_property
    def invoice_id(self):
        return self.invoice()["id"]

    def propose(self, noun, body):
        return ask("POST", f"/v1/billing/invoices/{self.invoice_id}/{noun}", body, persona("finance"))["id"]

    @functools.cached_property
    def write_off_id(self):
        return self.propose("write-offs", WRITE_OFF)

    @functools.cached_property
    def credit_note_id(self):
        return self.propose("credit-notes", CREDIT_NOTE)

    @functools.cached_property
    def payment_id(self):
        """A check of which one dollar is applied and the rest is credit."""
        payment = {
            "allocations": [{"invoice_id": self.invoice_id, "amount_cents": 100}],
            "method": "check",
            "amount_cents": 5_000,
            "received_on": "2025-03-01",
            "external_reference": f"CHK-{next(numbers)}",
        }
        return ask("POST", "/v1/billing/payments", payment, persona("finance"))["id"]

    def allocation(self):
        return {"invoice_id": self.invoice_id, "amount_cents": 2_500}


WRITE_OFF = {"amount_cents": 500, "reason": "Bank fees."}
# So large that a second person decides.
CREDIT_NOTE = {"amount_cents": 10_001, "reason": "goodwill", "remark": "The site was down for a week."}


def town():
    """A new organization on record."""
    body = {"name": f"City of Shelbyville {next(numbers)}", "kind": "city_or_county", "state": "IL"}
    return ask("POST", "/v1/organizations", body, persona("staff"))["id"]


class Representative(Newcomer):
    """Somebody who acts for a town."""

    def __init__(self):
        super().__init__()
        self.organization_id = town()
        path = f"/v1/organizations/{self.organization_id}/representatives"
        ask("POST", path, {"account_id": self.account_id}, persona("staff"))


class Honored:
    """Somebody on whom the board has conferred membership."""

    PATH = "/v1/members/honorary-conferrals"

    def __init__(self):
        self.honorary_conferral_id = ask("POST", self.PATH, self.proposal(), persona("board"))["id"]

    @staticmethod
    def proposal():
        personas = {one["role"]: one for one in ask("GET", "/v1/sandbox/personas")["data"]}
        return {
            "account_id": confirmed()["id"],
            "nominator_ids": [personas["member"]["member_id"], voter()],
            "citation": "Thirty years of teaching public administration.",
            "decided_on": "2025-03-01",
            "vote": {"present": 19, "for": 17, "against": 1},
        }


@functools.cache
def voter():
    """The id of a Full member."""
    return Retiree().member_id


class Retiree(Applicant):
    """A Full member of today who has announced a retirement, taken as far as is asked for."""

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
        made = ask("POST", "/v1/members/applications", self.APPLICATION, self.token)
        return ask("POST", f"/v1/members/applications/{made['id']}/acceptance", acceptance(), persona("staff"))

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
    CAPACITY = 24

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
        cohort = {"name": name, "starts_on": self.STARTS_ON, "capacity": self.CAPACITY, "live_event": weekly}
        self.cohort_id = ask("POST", f"{PROGRAM}/cohorts", cohort, persona("staff"))["id"]
        self.cohort = f"{PROGRAM}/cohorts/{self.cohort_id}"
        ask("POST", f"{self.cohort}/mentors", {"account_id": mentor()}, persona("staff"))

    def enroll(self, token, **other):
        """A seat for whoever has the token."""
        return ask("POST", f"{self.cohort}/enrollments", SEAT | other, token)

    def settle(self):
        """The seat is paid."""
        seat = ask("GET", f"{PROGRAM}/enrollments/{self.enrollment_id}", token=self.token)
        pay(ask("GET", f"/v1/billing/invoices/{seat['invoice_id']}", token=self.token))

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
    """Somebody who answered the first survey of a cohort that began twelve weeks ago, has done all that counts, and has
    paid."""

    STARTS_ON = "2024-12-02"

    def take_part(self):
        with at(f"{self.STARTS_ON}T17:00:00Z"):
            self.token = sign_in(credentials(self.account))
            super().take_part()
            ask("POST", f"{PROGRAM}/surveys/{self.survey_id}/answer", ANSWER, self.token)
        first = datetime.date.fromisoformat(self.STARTS_ON)
        for week in range(1, 13):
            # Their own word is taken for two weeks.
            with at(f"{first + datetime.timedelta(weeks=week)}T17:00:00Z"):
                self.token = sign_in(credentials(self.account))
                self.do_all_of(f"w{week:02}")
        self.token = sign_in(credentials(self.account))
        self.settle()

    def do_all_of(self, week):
        for activity in ("watch", "read"):
            mark = {"activity": f"{week}-{activity}", "kind": "done"}
            ask("POST", f"{PROGRAM}/enrollments/{self.enrollment_id}/marks", mark, self.token)
        attendance = {"activity": f"{week}-live_event", "enrollment_ids": [self.enrollment_id]}
        ask("POST", f"{self.cohort}/attendance", attendance, persona("faculty"))
        for discussion in ("discuss_breakout", "discuss_cohort"):
            self.write("posts", POST | {"activity": f"{week}-{discussion}"})


@functools.cache
def graduate():
    """One is enough: what is asked of a graduate changes nothing."""
    return Graduate()


class Booked(Participant):
    """Somebody with a paid seat in a cohort that has not begun."""

    STARTS_ON = "2025-06-02"

    def take_part(self):
        self.plan()
        self.enrollment_id = self.enroll(self.token)["id"]
        self.settle()


class Offered(Participant):
    """Somebody to whom the only seat of a cohort is offered, since somebody else gave it up."""

    STARTS_ON = "2025-06-02"
    CAPACITY = 1

    def take_part(self):
        self.plan()
        other = Newcomer().token
        first = self.enroll(other)["id"]
        self.enrollment_id = self.enroll(self.token)["id"]
        ask("POST", f"{PROGRAM}/enrollments/{first}/withdrawal", token=other)


class Promised(Participant):
    """Somebody whose town is to send a purchase order."""

    STARTS_ON = "2025-06-02"

    def take_part(self):
        self.plan()
        order = {"settlement": "purchase_order", "purchase_order_number": "PO-12"}
        self.enrollment_id = self.enroll(self.token, **order)["id"]


def purchase():
    """What a town sends for the seat of somebody new."""
    return {
        "organization_id": town(),
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
