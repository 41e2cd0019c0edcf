"""What no generator can know; the rest is Schemathesis' own.

Only requests that are meant to succeed are touched, and those that would end the run itself. One in EVERY of the
former gets a record that nobody has touched yet; the others go out as they were generated.
"""

import collections
import itertools
import os
import re

import people
import schemathesis
from hypothesis import strategies
from schemathesis.generation.meta import TestPhase
from schemathesis.wfc.escalation import restore_identity_assignments

# The run's own sessions, accounts and tokens.
SPARED = os.environ["CONFORMANCE_SPARED"].split()
RUNS_TOKENS = os.environ["CONFORMANCE_TOKENS"].split()
# Those of the run who may see only what is theirs.
SEE_THEIR_OWN = os.environ["CONFORMANCE_PEERS"].split()
HIDDEN = re.compile("[\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]")
# Ends the sessions of the account that the address names.
CHANGE_AN_ACCOUNT = ("updateAccount", "createAddressChangeForSomebody", "createSecondFactorReset")
NEW_PASSWORD = "seven kettles argue quietly"
EVERY = 4

# Statuses of requests that no operation got to see: the address was too long to be read.
BEFORE_ANY_OPERATION = {414}

STATES = ["IL", "MA", "DC", "ON", "NSW"]

# Formats that a pattern alone does not say.
schemathesis.openapi.format("country-code", strategies.sampled_from(["US", "CA", "GB", "AU", "IN"]))
schemathesis.openapi.format("state-code", strategies.sampled_from(STATES))

turns = collections.Counter()
keys = itertools.count(1)
cursors = {}
owners = {}


@schemathesis.hook
def after_load_schema(context, schema):
    """An operation that names roles is tried as one of them from the start. Schemathesis would find out by itself, but
    only after a phase, and coverage has but one."""
    named = {
        f"{method.upper()} {path}": next(iter(operation["security"][0]))
        for path, item in schema.raw_schema["paths"].items()
        for method, operation in item.items()
        if operation["security"]
    }
    restore_identity_assignments(schema, named)


@schemathesis.hook
def filter_body(context, body):
    """A joiner or a variation selector spells something in one place and hides in another, and the invisible characters of
    the higher planes have no notation that every language reads: no pattern says so, and the server refuses them."""
    return not holds_hidden(body)


@schemathesis.hook
def before_call(context, case, kwargs):
    spare_the_run(case)
    if not is_good(case):
        return
    use_a_fresh_key(case)
    use_any_version(case)
    use_a_real_cursor(case)
    use_a_real_state(case)
    supply(case)
    use_the_owner(case)


@schemathesis.hook
def after_call(context, case, response):
    if "application/json" not in response.headers.get("content-type", []):
        return
    answer = response.json()
    if "page" in answer:
        cursors[list_of(case)] = answer["page"]["next"]
    token = token_of(case)
    if response.status_code == 201 and token not in RUNS_TOKENS:
        owners.update({value: token for name, value in answer.items() if name == "id" or name.endswith("_id")})


@schemathesis.check
def status_is_listed(ctx, response, case):
    """Each operation has a `default` answer, which lets any status pass; a refusal is to be listed by its number."""
    if case.method.upper() != case.operation.method.upper() or response.status_code in BEFORE_ANY_OPERATION:
        return
    listed = case.operation.definition.raw["responses"]
    assert str(response.status_code) in listed, f"{response.status_code} is not among {', '.join(listed)}"


def holds_hidden(value):
    if isinstance(value, dict):
        return any(holds_hidden(inner) for inner in value.values())
    if isinstance(value, list):
        return any(holds_hidden(inner) for inner in value)
    return isinstance(value, str) and bool(HIDDEN.search(value))


def is_good(case):
    """Whether the document allows the request, as far as it can tell."""
    return case.method.upper() == case.operation.method.upper() and case.meta and case.meta.generation.mode.is_positive


def spare_the_run(case):
    """The run's own sessions and accounts turn up in lists: whoever ends or suspends them ends the run."""
    operation, ids = case.operation.definition.raw["operationId"], case.path_parameters
    if operation == "deleteSession" and ids.get("session_id") in SPARED:
        end_a_session(case)
    if operation in CHANGE_AN_ACCOUNT and ids.get("account_id") in SPARED:
        ids["account_id"] = people.confirmed()["id"]
    if operation == "createAccountClosure":
        act_as(case, people.Newcomer().token)


def use_a_fresh_key(case):
    """An Idempotency-Key belongs to one request; used for another it is refused with 422."""
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"case-{next(keys)}"


def use_any_version(case):
    """Which version a record has is known to who read it; a tag that is made up is stale (412)."""
    if "If-Match" in case.headers:
        case.headers["If-Match"] = "*"


def use_a_real_cursor(case):
    """Cursors are sealed by the server, each for one list; one that is made up is refused with 400."""
    if "after" in case.query:
        real = cursors.get(list_of(case))
        others = {name: value for name, value in case.query.items() if name != "after"}
        case.query = others | {"after": real} if real else others


def use_a_real_state(case):
    """No pattern can tell a state that exists; a filter by another is refused, as it would find nobody."""
    if case.operation.definition.raw["operationId"] == "listOrganizations" and "state" in case.query:
        case.query = case.query | {"state": STATES[0]}


def list_of(case):
    """A cursor goes on in the list that gave it: the same address, order and filters."""
    kept = sorted((name, str(value)) for name, value in case.query.items() if name not in ("after", "limit"))
    return case.formatted_path, tuple(kept)


def token_of(case):
    return case.headers.get("Authorization", "").removeprefix("Bearer ")


def act_as(case, token):
    """In place of the run's own token only: a check may have left it out, or put a wrong one there."""
    if token_of(case) in RUNS_TOKENS:
        case.headers["Authorization"] = f"Bearer {token}"


def use_the_owner(case):
    """What somebody new has made is seen by them and by staff; the run's own members are told that it is not there."""
    known = [owners[value] for value in case.path_parameters.values() if value in owners]
    if known and case.auth_identity in SEE_THEIR_OWN:
        act_as(case, known[0])


def supply(case):
    """Puts what is new into the request. In scenarios that is always done, since they are played again and must then
    go the same way, but for the ids, which come from the steps before."""
    operation = case.operation.definition.raw["operationId"]
    if case.meta.phase.name == TestPhase.STATEFUL:
        SUPPLIES.get(operation, lambda case: None)(case)
        return
    turns[operation] += 1
    if turns[operation] % EVERY == 1:
        SUPPLIES.get(operation, use_new_records)(case)


def end_a_session(case):
    made = people.session()
    case.path_parameters["session_id"] = made["id"]
    act_as(case, made["tokens"]["access_token"])


def use_new_records(case):
    """Ids of records that nobody has touched yet; whoever may see only what is theirs acts as the owner."""
    wanted = [name for name in case.path_parameters if name in people.Newcomer.RECORDS]
    if not wanted:
        return
    owner = people.Newcomer()
    case.path_parameters |= {name: owner.id_of(name) for name in wanted}
    if case.auth_identity in SEE_THEIR_OWN:
        act_as(case, owner.token)


def confirm(case):
    people.register()
    case.body = {"token": people.token_of_letter(), "password": NEW_PASSWORD}


def sign_in(case):
    case.body = people.credentials(people.confirmed())


def refresh(case):
    case.body = {"refresh_token": people.session()["tokens"]["refresh_token"]}


def change_password(case):
    act_as(case, people.Newcomer().token)
    case.body = {"current_password": people.PASSWORD, "new_password": NEW_PASSWORD}


def reset_password(case):
    people.ask("POST", "/v1/accounts/password-reset-requests", {"email": people.confirmed()["email"]})
    case.body = {"token": people.token_of_letter(), "new_password": NEW_PASSWORD}


def apply(case):
    act_as(case, people.Newcomer().token)
    case.body = people.APPLICATION


def bill(case):
    owner = people.Newcomer()
    case.body = owner.bill()
    act_as(case, owner.token)


def pay(case):
    invoice = people.Newcomer().invoice()
    facts = {"invoice_id": invoice["id"], "amount_cents": invoice["total_cents"], "received_on": invoice["priced_on"]}
    case.body = case.body | facts


def read_credit(case):
    """What a member of the sandbox begins with; no operation enters credit by itself. Of the member's sessions only the
    run's is sure to last."""
    member = RUNS_TOKENS[0]
    entries = people.ask("GET", "/v1/credentials/credit-entries", token=member)["data"]
    case.path_parameters["credit_entry_id"] = entries[0]["id"]
    if case.auth_identity in SEE_THEIR_OWN:
        act_as(case, member)


def retirement(take, body=None):
    """Somebody's retirement, taken as far as the operation wants it; by the owner where that is theirs."""

    def supply(case):
        owner = take(people.Retiree())
        case.path_parameters |= {name: getattr(owner, name) for name in case.path_parameters}
        if body is not None:
            case.body = body
        if case.auth_identity in SEE_THEIR_OWN:
            act_as(case, owner.token)

    return supply


def eligible(retiree):
    return retiree.verified("1990-01-15")


def short_of_it(retiree):
    return retiree.verified("2015-01-15")


def of(who, role=None, body=None):
    """Records of somebody new; asked by them, or by the persona of a role."""

    def supply(case):
        owner = who()
        case.path_parameters |= {name: getattr(owner, name) for name in case.path_parameters}
        if body is not None:
            case.body = body(owner)
        act_as(case, people.persona(role) if role else owner.token)

    return supply


def by_letter(body):
    """Whoever has the token of a letter needs no other."""

    def supply(case):
        case.body = body(people.Unproved())

    return supply


def taking_part(body=None, role=None, who=people.Participant):
    """Somebody with a seat; asked by the participant, or by the persona of a role."""
    return of(who, role, body)


def late(owner):
    """A seat that was got after groups were made."""
    return {"enrollment_id": owner.enroll(people.Newcomer().token)["id"]}


def register(case):
    """Somebody new takes a seat beside somebody."""
    case.path_parameters["cohort_id"] = people.Participant().cohort_id
    case.body = people.SEAT
    act_as(case, people.Newcomer().token)


def same(body):
    """What anybody could send."""
    return lambda _: body


def there(owner):
    return {"activity": "w01-live_event", "enrollment_ids": [owner.enrollment_id]}


def order(_):
    return {"organization_id": people.town(), "purchase_order_number": "PO-13"}


def moved(_):
    """What staff send who move somebody's address."""
    address = people.Unproved.new_address()["email"]
    return {"email": address, "reason": "The mailbox of the former employer is closed."}


def begin_factor(case):
    owner = people.Newcomer()
    factor = people.ask("POST", "/v1/accounts/me/second-factor", {"current_password": people.PASSWORD}, owner.token)
    case.body = {"code": people.code_of(factor["secret"])}
    act_as(case, owner.token)


def represent(case):
    case.path_parameters["organization_id"] = people.town()
    case.body = {"account_id": people.confirmed()["id"]}
    act_as(case, people.persona("staff"))


REASONS = {"texts": ["The records of the city say otherwise."]}
CEREMONY = {"ceremony": {"designee": "Mayor Lena Ortiz", "address": "City Hall, 1 Main Street, Springfield"}}


def print_year(case):
    """A Life member orders a year of the print magazine, or reads the one that was ordered."""
    owner = people.Retiree().granted()
    case.path_parameters["member_id"] = owner.member_id
    if "print_subscription_id" in case.path_parameters:
        case.path_parameters["print_subscription_id"] = owner.print_year()["id"]
    elif case.method == "POST":
        case.body = people.PRINT_YEAR
    if case.auth_identity in SEE_THEIR_OWN:
        act_as(case, owner.token)


SUPPLIES = {
    # Life members only.
    "createPrintSubscription": print_year,
    "getPrintSubscription": print_year,
    # Tokens come by letter or with a sign-in, and passwords are known to their owners.
    "createConfirmation": confirm,
    "createSession": sign_in,
    "createRefresh": refresh,
    "createPasswordChange": change_password,
    "createPasswordReset": reset_password,
    # A rule refuses these for people who are members already, and for what is paid.
    "createApplication": apply,
    "createInvoice": bill,
    "createPayment": pay,
    "deleteSession": end_a_session,
    "getCreditEntry": read_credit,
    # Each step is open in one state only, and what follows a grant needs one.
    "getMemberLifeMembership": retirement(lambda retiree: retiree),
    "grantLifeMembership": retirement(eligible),
    "referLifeApplication": retirement(short_of_it),
    "declineLifeApplication": retirement(short_of_it),
    "recordBoardVote": retirement(people.Retiree.referred, {"present": 19, "for": 17, "against": 1}),
    "appealLifeApplication": retirement(people.Retiree.declined),
    "getLifeCertificate": retirement(people.Retiree.granted),
    "getLifeRecognition": retirement(people.Retiree.granted),
    "updateLifeRecognition": retirement(people.Retiree.granted, CEREMONY),
    "completeLifeRecognition": retirement(people.Retiree.granted, {"kind": "newsletter_notice"}),
    # Seats: each is free for somebody, given up once, and taken back when it is overdue.
    "createCohortMentor": taking_part(lambda owner: {"account_id": owner.account_id}, "staff"),
    "deleteCohortMentor": taking_part(role="staff"),
    "createEnrollment": register,
    "createSeatPurchase": taking_part(lambda _: people.purchase(), "staff"),
    "getEnrollment": taking_part(),
    "withdrawEnrollment": taking_part(),
    "releaseEnrollment": taking_part(role="staff", who=people.Debtor),
    # Breakout groups and sheets are those of somebody who takes part.
    "createBreakoutAssignment": taking_part(role="faculty"),
    "getBreakoutGroups": taking_part(),
    "getBreakoutGroup": taking_part(),
    "createBreakoutMove": taking_part(late, "faculty"),
    "createMark": taking_part(same({"activity": "w01-read", "kind": "done"})),
    "getMarks": taking_part(),
    "createAttendance": taking_part(there, "faculty"),
    "getProgress": taking_part(),
    "getAgenda": taking_part(),
    "getCohortDashboard": taking_part(role="faculty"),
    "createCalendarLink": taking_part(),
    "deleteCalendarLink": taking_part(),
    "getCalendar": taking_part(),
    # What participants write is read by them; counts are told once a survey is closed, which is weeks later.
    "listCohortPosts": taking_part(),
    "createPost": taking_part(same(people.POST)),
    "getPost": taking_part(),
    "updatePost": taking_part(same({"audience": "author_alone"})),
    "listReflections": taking_part(),
    "createReflection": taking_part(same(people.REFLECTION)),
    "getReflection": taking_part(),
    "updateReflection": taking_part(same({"body": "Next time I ask sooner."})),
    "deleteReflection": taking_part(),
    "listSurveys": taking_part(),
    "createSurvey": taking_part(same(people.SURVEY), "faculty"),
    "getSurvey": taking_part(),
    "createSurveyAnswer": taking_part(same(people.ANSWER)),
    "getSurveyAnswer": taking_part(who=people.graduate),
    "getSurveyResults": taking_part(role="faculty", who=people.graduate),
    "getProgramCertificate": taking_part(who=people.graduate),
    # Offers, orders and colleagues; a cohort is canceled once.
    "createCohortCancellation": taking_part(same({"reason": "The mentor is ill."}), "staff"),
    "withdrawEnrollmentOnTerms": taking_part(same({"kept_percent": 0, "reason": "Deployed."}), "staff"),
    "createOfferAcceptance": taking_part(who=people.Offered),
    "declineSeatOffer": taking_part(who=people.Offered),
    "recordPurchaseOrder": taking_part(order, "staff", people.Promised),
    "createSubstitution": taking_part(lambda _: {"account_id": people.confirmed()["id"]}, "staff", people.Booked),
    # Staff decide once on an application, and look once at a member.
    "acceptApplication": of(people.Applicant, "staff", lambda _: people.acceptance()),
    "declineApplication": of(people.Applicant, "staff", same(REASONS)),
    "requestApplicationInformation": of(people.Applicant, "staff", same(REASONS)),
    "answerApplication": of(lambda: people.Applicant().asked(), body=same(REASONS)),
    "confirmMember": of(people.Member, "staff"),
    "endMember": of(lambda: people.Member().confirmed(), "staff", same(REASONS)),
    "createHonoraryConferral": of(people.Honored, "board", lambda owner: owner.proposal()),
    "createHonoraryRevocation": of(people.Honored, "board", same({"reason": "Recorded for another person."})),
    # Money: one proposes, another decides; what was paid too much is used once.
    "createWriteOff": of(people.Payer, "finance", same(people.WRITE_OFF)),
    "acceptWriteOff": of(people.Payer, "admin"),
    "declineWriteOff": of(people.Payer, "admin"),
    "createCreditNote": of(people.Payer, "finance", same(people.CREDIT_NOTE)),
    "acceptCreditNote": of(people.Payer, "admin"),
    "declineCreditNote": of(people.Payer, "admin"),
    "createPaymentAllocation": of(people.Payer, "finance", people.Payer.allocation),
    "createPaymentRefund": of(people.Payer, "finance", same({"amount_cents": 1_000})),
    "createPaymentReversal": of(people.Payer, "finance", same({"reason": "returned", "on": "2025-03-01"})),
    "createPeriodClosing": of(people.Period, "finance", lambda _: {"month": next(people.CLOSED)}),
    "getPeriodClosing": of(people.Period, "finance"),
    "getPeriodJournal": of(people.Period, "finance"),
    "createPeriodReopening": of(people.Period, "finance", same({"reason": "The bank's statement was corrected."})),
    # What people do with their own account.
    "createAccountClosure": of(people.Newcomer, body=same({"current_password": people.PASSWORD})),
    "createSecondFactor": of(people.Newcomer, body=same({"current_password": people.PASSWORD})),
    "confirmSecondFactor": begin_factor,
    "createRecoveryCodes": of(people.Guarded, body=lambda owner: {"code": owner.recovery_code}),
    "createSecondFactorRemoval": of(people.Guarded, body=lambda owner: {"code": owner.recovery_code}),
    "createSecondFactorReset": of(people.Guarded, "admin", same({"reason": "Lost the phone; called back."})),
    "createAddressChange": of(people.Newcomer, body=lambda _: people.Unproved.new_address()),
    "createAddressChangeConfirmation": by_letter(people.Unproved.proof),
    "createAddressChangeRevocation": by_letter(people.Unproved.revocation),
    "createAddressChangeForSomebody": of(people.Newcomer, "staff", moved),
    # Representatives of a town.
    "createOrganizationRepresentative": represent,
    "getOrganizationRepresentative": of(people.Representative, "staff"),
    "deleteOrganizationRepresentative": of(people.Representative, "staff"),
    # A seat that was paid and given up.
    "getRefund": taking_part(role="finance", who=people.Leaver),
    "recordRefundPayment": taking_part(people.Leaver.payout, "finance", people.Leaver),
}
