//! How refusals about accounts read on the wire.

use actix_web::http::header;

use crate::http::problem::{Problem, ProblemKind};

crate::problem_kinds! {
    PASSWORD_REFUSED = 409 "password-refused" "The password is not good enough"
        "A password has at least 15 characters, is not on a list of known passwords and is hard to guess, also for somebody who knows your name, your address and the association. All characters are allowed and none is required. `errors` lists every rule that this password breaks.";
    NAME_REFUSED = 409 "name-refused" "The name is not valid"
        "A name needs a visible character in one of its two parts, and a printed name has no character that a certificate cannot print. `errors` names the member.";
    ADDRESS_REFUSED = 409 "address-refused" "This installation cannot send mail to that address"
        "The address is valid, but this installation sends mail only to plain ASCII addresses without quotes or address literals."
        at "/email";
    ONE_TIME_TOKEN_REFUSED = 409 "one-time-token-refused" "The token is unknown, used or expired"
        "A token from an email works once and for a limited time. Of several letters each token works until one of them is used. Request another email."
        at "/token";
    PASSWORD_NEEDED = 409 "password-needed" "The password is missing"
        "An account opens with the password that its owner sends together with the token of the letter: what was typed at the registration may be somebody else's. Ask for the password where the link of the letter leads, and send it as `password`."
        lacks "/password";
    WRONG_CREDENTIALS = 401 "wrong-credentials" "The email address or the password is wrong"
        "No account has this email address and this password. The answer does not reveal whether the address is known.";
    TOO_MANY_FAILURES = 429 "too-many-failures" "Too many failed attempts"
        "After ten failures in a row from one place, whoever tries from there must wait before each further attempt: half a minute at first, at most a quarter of an hour; after a hundred from many places, so must everybody. Wait for `Retry-After` seconds. A password reset by email ends the wait.";
    ACCOUNT_NOT_CONFIRMED = 403 "account-not-confirmed" "The email address is not confirmed"
        "The email address and the password are correct, but the address has not been confirmed. Use the token from the email, or register again to get another.";
    ACCOUNT_SUSPENDED = 403 "account-suspended" "The account is suspended"
        "The email address and the password are correct, but an administrator has suspended the account.";
    ACCOUNT_CLOSED = 403 "account-closed" "The account is closed"
        "The email address and the password are correct, but the owner has closed the account. For a time that the answer of the closure names, an administrator can open it again.";
    INVOICES_OPEN = 409 "invoices-open" "Something is still to be paid"
        "Invoices of the account are not paid. Closing it changes nothing about that: pay them first, or send `despite_open_invoices`."
        lacks "/despite_open_invoices";
    ACCOUNT_ERASED = 409 "account-erased" "Its owner is forgotten"
        "The account was closed, and what was held about its owner is deleted or anonymous by now. It cannot be opened again; the person registers anew."
        at "/status";
    WRONG_CURRENT_PASSWORD = 403 "wrong-current-password" "The current password is wrong"
        "Changing the password requires the current one. A wrong one counts as a failed sign-in.";
    CURRENT_PASSWORD_NEEDED = 409 "current-password-needed" "The current password is missing"
        "Changing an address, a second factor or the account itself takes the current password, or a session that began a few minutes ago. Send `current_password`."
        lacks "/current_password";
    ADDRESS_UNCHANGED = 409 "address-unchanged" "The account already has that address"
        "The address is the one of the account. Send another."
        at "/email";
    ADDRESS_CHANGED_BY_ADMIN = 409 "address-changed-by-admin" "An administrator changes this address"
        "The account holds roles that an administrator granted. Its owner changes the address, or an administrator does; staff do not.";
    ADDRESS_PROVED_FIRST = 409 "address-proved-first" "An address is proved before it counts"
        "The contact address of a member is the address that the person signs in with. The person changes it at `/v1/accounts/address-changes`; for somebody who lost the old mailbox, staff do at `/v1/accounts/{account_id}/address-changes`. The new mailbox proves it."
        at "/email";
    SECOND_FACTOR_REQUIRED = 401 "second-factor-required" "Signing in asks for a code"
        "The email address and the password are correct, and a second factor guards the account. Send the same request with the code of the app, or with a recovery code, as `second_factor`.";
    SECOND_FACTOR_WRONG = 401 "second-factor-wrong" "The code is wrong or was used before"
        "Each code is good once, for about a minute. Wait for the next one, check the clock of the device, or use a recovery code. Wrong codes count as failed sign-ins.";
    SECOND_FACTOR_ACTIVE = 409 "second-factor-active" "The account has a second factor already"
        "An account has one second factor. An administrator takes it away from somebody who lost it.";
    SECOND_FACTOR_NOT_BEGUN = 409 "second-factor-not-begun" "No second factor waits for its first code"
        "Ask for a secret at `/v1/accounts/me/second-factor` first. A second factor is confirmed once.";
    SECOND_FACTOR_CODE_WRONG = 409 "second-factor-code-wrong" "The code is not the one of this moment"
        "Send the six digits that the app shows now, and check the clock of the device."
        at "/code";
    SECOND_FACTOR_MISSING = 409 "second-factor-missing" "The account has no second factor"
        "There is nothing to take away.";
    INVALID_REFRESH_TOKEN = 401 "invalid-refresh-token" "The refresh token is not valid"
        "The refresh token is unknown, or its session has expired or ended. Sign in again.";
    REFRESH_TOKEN_REUSED = 401 "refresh-token-reused" "The refresh token was used before"
        "Each refresh token works once. A second use means that somebody has a copy, so the session and all its tokens have ended. Sign in again. To repeat a refresh whose answer was lost, send it under the same `Idempotency-Key` within half a minute.";
    ACCOUNT_AWAITS_CONFIRMATION = 409 "account-awaits-confirmation" "The account is not confirmed"
        "Only a confirmed account can be suspended or reinstated; nobody can use an unconfirmed one."
        at "/status";
    OWN_ADMIN_ACCESS = 409 "own-admin-access" "You cannot remove your own administrator access"
        "Administrators cannot suspend themselves or remove their own admin role, so that an installation always has an administrator. Another administrator can do it."
        at "/status";
    LAST_ADMIN = 409 "last-admin" "The account is the last administrator's"
        "An installation always has an administrator. Make somebody else one first. Of two administrators who take each other's role at the same time, one succeeds."
        at "/roles";
}

/// A refusal with 401, which names the way to authenticate.
pub fn unauthorized(kind: &'static ProblemKind) -> Problem {
    Problem::new(kind).header(header::WWW_AUTHENTICATE, "Bearer")
}
