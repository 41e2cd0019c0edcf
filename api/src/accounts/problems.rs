//! How refusals about accounts read on the wire.

use actix_web::http::header;

use crate::http::problem::{Problem, ProblemKind};

crate::problem_kinds! {
    PASSWORD_REFUSED = 409 "password-refused" "The password is not good enough"
        "A password has at least 15 characters, holds none of your own names or the association's, is on no list of known passwords and is hard to guess. Any characters may be used and none must be. `errors` lists every rule that this one breaks.";
    NAME_REFUSED = 409 "name-refused" "A name cannot be stored as it was sent"
        "A name needs a visible character and cannot hold control characters, direction marks or invisible ones. `errors` names the member.";
    ADDRESS_REFUSED = 409 "address-refused" "Mail cannot be sent to that address"
        "The address is valid in form but of a kind that this installation sends no mail to: only plain ASCII addresses without quotes or address literals are taken.";
    ONE_TIME_TOKEN_REFUSED = 409 "one-time-token-refused" "The token is unknown, used or expired"
        "A token that comes by mail is good once and for a limited time, and a newer letter makes older ones worthless. Ask for another letter.";
    WRONG_CREDENTIALS = 401 "wrong-credentials" "Address or password is wrong"
        "No account has this address and this password. Whether the address is known is not told.";
    TOO_MANY_FAILURES = 429 "too-many-failures" "Too many failed attempts"
        "After ten failures in a row an address waits before each further attempt, at first half a minute and never more than a quarter of an hour. Wait for `Retry-After` seconds; a password reset by mail lifts it.";
    ACCOUNT_NOT_CONFIRMED = 403 "account-not-confirmed" "The address is not confirmed yet"
        "Address and password are right, but the address has not been confirmed. Use the token of the letter that was sent, or register again to get another.";
    ACCOUNT_SUSPENDED = 403 "account-suspended" "The account is suspended"
        "Address and password are right, but an administrator has suspended the account.";
    WRONG_CURRENT_PASSWORD = 403 "wrong-current-password" "The current password is wrong"
        "Changing the password needs the present one. Failures count as failed sign-ins do.";
    INVALID_REFRESH_TOKEN = 401 "invalid-refresh-token" "The refresh token is not valid"
        "The refresh token is unknown, or its session has expired or ended. Sign in again.";
    REFRESH_TOKEN_REUSED = 401 "refresh-token-reused" "The refresh token was used before"
        "Each refresh token is good once. Because a used one can only be a copy, its session has ended with all its tokens. Sign in again. To repeat a refresh whose answer was lost, send it under the same `Idempotency-Key` within half a minute.";
    ACCOUNT_AWAITS_CONFIRMATION = 409 "account-awaits-confirmation" "The account is not confirmed yet"
        "Only an account whose address is confirmed can be suspended or reinstated: an unconfirmed one cannot be used anyway.";
    OWN_ADMIN_ACCESS = 409 "own-admin-access" "You cannot take away your own access"
        "Administrators cannot suspend themselves or drop their own admin role, so that an installation is never left without one. Another administrator can.";
}

/// A refusal with 401, which names the way to authenticate.
pub fn unauthorized(kind: &'static ProblemKind) -> Problem {
    Problem::new(kind).header(header::WWW_AUTHENTICATE, "Bearer")
}
