"""Accounts."""

import base64
import hashlib
import hmac
import struct
from datetime import datetime, timedelta

from box import turn


@turn(200)
def newcomer(box, story):
    """From nothing to a signed-in account."""
    email, first, second = "alex.rivera@springfield.example", "mossy lantern drifts upstream", "seven kettles argue quietly"
    box.ask("createRegistration", "POST", "/v1/accounts/registrations", {"email": email, "password": first, "given_name": "Alex", "family_name": "Rivera"})
    box.ask("createConfirmation", "POST", "/v1/accounts/confirmations", {"token": box.token_from_letter("/confirmations"), "password": first})
    tokens = box.sign_in(email, first, "createSession")
    box.ask("createRefresh", "POST", "/v1/accounts/refreshes", {"refresh_token": tokens["refresh_token"]})
    token = tokens["access_token"]
    session = box.ask("listSessions", "GET", "/v1/accounts/sessions", token=token)["data"][0]["id"]
    box.ask("getSession", "GET", f"/v1/accounts/sessions/{session}", token=token)
    box.ask("getMe", "GET", "/v1/accounts/me", token=token)
    box.ask("updateMe", "PATCH", "/v1/accounts/me", {"given_name": "Alexandra"}, token=token, tag=box.tag)
    box.ask("createPasswordChange", "POST", "/v1/accounts/password-changes", {"current_password": first, "new_password": second}, token=token)
    box.ask("createPasswordResetRequest", "POST", "/v1/accounts/password-reset-requests", {"email": email})
    box.ask("createPasswordReset", "POST", "/v1/accounts/password-resets", {"token": box.token_from_letter("/password-resets"), "new_password": first})
    story.alex = box.sign_in(email, first)["access_token"]


@turn(215)
def address(box, story):
    """From one mailbox to the next and back; by staff too."""
    noun, email = "/v1/accounts/address-changes", "robin.okafor@springfield.example"
    box.ask(None, "POST", "/v1/accounts/registrations", {"email": email, "given_name": "Robin", "family_name": "Okafor"})
    password = "mossy lantern drifts upstream"
    account = box.ask(None, "POST", "/v1/accounts/confirmations", {"token": box.token_from_letter("/v1/accounts/confirmations", email), "password": password})["id"]
    token = box.sign_in(email, password)["access_token"]
    box.ask("createAddressChange", "POST", noun, {"email": "robin.okafor@shelbyville.example", "current_password": password}, token=token)
    box.ask("createAddressChangeConfirmation", "POST", f"{noun}/confirmations", {"token": box.token_from_letter(f"{noun}/confirmations")})
    box.ask("createAddressChangeRevocation", "POST", f"{noun}/revocations", {"token": box.token_from_letter(f"{noun}/revocations")})
    box.ask(None, "POST", "/v1/accounts/password-resets", {"token": box.token_from_letter("/password-resets", email), "new_password": password})
    token = box.sign_in(email, password)["access_token"]
    guard = "/v1/accounts/me/second-factor"
    secret = box.ask("createSecondFactor", "POST", guard, {"current_password": password}, token=token)["secret"]
    box.ask("confirmSecondFactor", "POST", f"{guard}/confirmation", {"code": code(secret, box.ask(None, "GET", "/v1/sandbox/clock")["now"])}, token=token)
    box.ask("getSecondFactor", "GET", guard, token=token)
    now = box.ask(None, "GET", "/v1/sandbox/clock")["now"]
    later = (datetime.fromisoformat(now.replace("Z", "+00:00")) + timedelta(seconds=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    codes = box.ask("createRecoveryCodes", "POST", f"{guard}/recovery-codes", {"code": code(secret, later)}, token=token)["recovery_codes"]
    box.ask("createSecondFactorRemoval", "POST", f"{guard}/removal", {"code": codes[0]}, token=token)
    secret = box.ask(None, "POST", guard, {"current_password": password}, token=token)["secret"]
    box.ask(None, "POST", f"{guard}/confirmation", {"code": code(secret, now)}, token=token)
    reason = {"email": "robin.okafor@capital.example", "reason": "Called from the number on record; the mailbox of the former employer is closed."}
    box.ask("createAddressChangeForSomebody", "POST", f"/v1/accounts/{account}/address-changes", reason, token=story.staff)
    lost = {"reason": "Lost the phone; identity checked in a call to the number on record."}
    box.ask("createSecondFactorReset", "POST", f"/v1/accounts/{account}/second-factor/reset", lost, token=story.admin)


@turn(900)
def closure(box, story):
    """Somebody leaves for good."""
    email, password = "kim.leaving@springfield.example", "mossy lantern drifts upstream"
    box.ask(None, "POST", "/v1/accounts/registrations", {"email": email, "given_name": "Kim", "family_name": "Leaving"})
    box.ask(None, "POST", "/v1/accounts/confirmations", {"token": box.token_from_letter("/v1/accounts/confirmations", email), "password": password})
    token = box.sign_in(email, password)["access_token"]
    box.ask("createAccountClosure", "POST", "/v1/accounts/me/closure", {"current_password": password}, token=token)


def code(secret, now):
    """What an app shows for a secret at an instant (RFC 6238)."""
    step = int(datetime.fromisoformat(now.replace("Z", "+00:00")).timestamp()) // 30
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@turn(420)
def records(box, story):
    account = box.ask("listAccounts", "GET", "/v1/accounts?limit=1", token=story.staff)["data"][0]["id"]
    box.ask("getAccount", "GET", f"/v1/accounts/{account}", token=story.staff)
    box.ask("updateAccount", "PATCH", f"/v1/accounts/{account}", {"roles": ["faculty"]}, token=story.admin, tag=box.tag)


@turn(1310)
def refusals(box, story):
    register = "/v1/accounts/registrations"
    person = {"email": "alex@springfield.example", "password": "mossy lantern drifts upstream", "given_name": "Alex", "family_name": "Rivera"}
    box.refuse("POST", register, person)
    box.refuse("POST", register, person | {"password": "passwordpassword"}, Idempotency_Key="weak")
    box.refuse("POST", register, person | {"email": "alex@[127.0.0.1]"}, Idempotency_Key="address")
