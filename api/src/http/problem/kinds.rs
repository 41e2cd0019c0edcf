//! The problems every slice shares, and the list of all.

use super::ProblemKind;

/// Declares problem kinds: `NAME = status "slug" "title" "explanation";`, and of a 409 the members of a body that are at
/// fault: `at "/this" "/or/that"` where one that was sent is wrong, `lacks "/this"` where one is missing.
#[macro_export]
macro_rules! problem_kinds {
    ($($name:ident = $status:literal $slug:literal $title:literal $explanation:literal
        $(at $($sent:literal)+)? $(lacks $($missing:literal)+)?;)*) => {
        $(
            #[doc = concat!("`", $slug, "`: ", $title, ".")]
            pub static $name: $crate::http::problem::ProblemKind = $crate::http::problem::ProblemKind {
                slug: $slug, title: $title, status: $status, explanation: $explanation,
                at: &[$($($sent),+)?], lacks: &[$($($missing),+)?],
            };
        )*
        /// The kinds declared here.
        pub static KINDS: &[&$crate::http::problem::ProblemKind] = &[$(&$name),*];
    };
}

problem_kinds! {
    BAD_REQUEST = 400 "bad-request" "The request is not valid HTTP"
        "The server could not read the request as HTTP. Check the client library and the proxies in between.";
    MALFORMED_BODY = 400 "malformed-body" "The body is not readable JSON"
        "The body is not one JSON document in UTF-8 with unique member names. `detail` says where reading stopped. Correct the body; the same body gets the same answer.";
    INVALID_PARAMETER = 400 "invalid-parameter" "A parameter is unknown or unreadable"
        "The request has an unknown query parameter, a repeated one, a cursor that this server did not issue, or an unreadable header. `errors` names each.";
    MISSING_HEADER = 400 "missing-header" "A required header is missing"
        "The operation requires a header that the request does not have; `errors` names it. Operations that move money or send messages require an `Idempotency-Key`.";
    UNAUTHENTICATED = 401 "unauthenticated" "Sign in first"
        "The operation requires an access token in `Authorization: Bearer`, and the request has none.";
    INVALID_TOKEN = 401 "invalid-token" "The access token is not valid"
        "The access token is malformed, expired, revoked or issued for another API. Refresh the session or sign in again.";
    FORBIDDEN = 403 "forbidden" "Your role does not allow this"
        "You are signed in, but none of your roles may use this operation.";
    NOT_FOUND = 404 "not-found" "Not found"
        "The address does not exist, the record does not exist, or you may not see it. The answer is the same in all three cases, so that it reveals nothing.";
    METHOD_NOT_ALLOWED = 405 "method-not-allowed" "This address does not support that method"
        "The `Allow` header lists the methods that the address supports.";
    NOT_ACCEPTABLE = 406 "not-acceptable" "The answer is not available in an accepted media type"
        "The API answers in `application/json` (problems in `application/problem+json`). Accept one of these, or `*/*`.";
    REQUEST_TIMEOUT = 408 "request-timeout" "The body did not arrive in time"
        "The body of the request arrived too slowly. Send the request again over a better connection.";
    IDEMPOTENCY_IN_PROGRESS = 409 "idempotency-in-progress" "The first request with this key is still in progress"
        "The server is still processing another request with the same `Idempotency-Key`. Wait for `Retry-After` seconds, then send the same request again to get its answer.";
    RULE_REFUSES = 409 "rule-refuses" "A rule of the association refuses the request"
        "The request is valid, but a rule of the association does not allow it. `rule` names the clause, its source and the facts.";
    OWN_MATTER = 409 "own-matter" "You cannot decide in a matter of your own"
        "Nobody accepts, verifies, grants, marks, records a payment or refund, or decides where they are the person concerned, the payer, the reporter or the author. Somebody else who holds the same role can do it.";
    STALE_VERSION = 412 "stale-version" "The record has changed since you read it"
        "The tag in `If-Match` is not the current one of the record. Read the record again, then decide whether to repeat your change.";
    BODY_TOO_LARGE = 413 "body-too-large" "The body is too large"
        "The body is larger than the operation accepts; `detail` gives the limit.";
    URI_TOO_LONG = 414 "uri-too-long" "The address is too long"
        "The address of the request is longer than the server accepts.";
    UNSUPPORTED_MEDIA_TYPE = 415 "unsupported-media-type" "The body has the wrong media type"
        "Send `application/json` (for a PATCH also `application/merge-patch+json`) in UTF-8, without a content encoding. `Accept-Post` or `Accept-Patch` lists the accepted types.";
    INVALID_BODY = 422 "invalid-body" "The body does not match its schema"
        "The body is JSON but does not match the schema of the operation. `errors` lists every violation with a pointer to the member, a stable code and what would be correct.";
    INVALID_QUERY = 422 "invalid-query" "A parameter does not match its schema"
        "A query parameter has a value that its schema does not allow. `errors` lists every violation.";
    IDEMPOTENCY_KEY_REUSED = 422 "idempotency-key-reused" "This key was used for another request"
        "An earlier request with another address or body used this `Idempotency-Key`. Use a new key for a new request.";
    PRECONDITION_REQUIRED = 428 "precondition-required" "The version of the record is missing"
        "Send the `ETag` of the record that you read in `If-Match`, so that you do not overwrite a change that you have not seen.";
    RATE_LIMITED = 429 "rate-limited" "Too many requests"
        "The quota of your account or network address is used up. Wait for `Retry-After` seconds. `RateLimit-Policy` states the quota, `RateLimit` what is left of it.";
    HEADERS_TOO_LARGE = 431 "headers-too-large" "The headers are too large"
        "The headers of the request are larger than the server accepts.";
    INTERNAL = 500 "internal" "The server made a mistake"
        "Something failed that should not fail. The failure is logged under `request_id`; nothing was changed.";
    NOT_IMPLEMENTED = 501 "not-implemented" "The server does not know this method"
        "No operation of this API uses the method of the request.";
    UNAVAILABLE = 503 "unavailable" "The service is temporarily unavailable"
        "The database or another part cannot be reached, or its confirmation was lost. Your request was carried out completely or not at all. Send the same request again after `Retry-After` seconds; with the same `Idempotency-Key` it is carried out once.";
}

/// Every kind of problem this API can answer with.
pub fn all() -> impl Iterator<Item = &'static ProblemKind> {
    let of_sandbox = crate::sandbox::problems::KINDS.iter().copied();
    KINDS.iter().copied().chain(crate::assembly::problems()).chain(of_sandbox)
}

/// The general kind for a status that came without one (from the framework).
pub fn for_status(status: u16) -> &'static ProblemKind {
    KINDS.iter().copied().find(|kind| kind.status == status).unwrap_or(if status < 500 {
        &BAD_REQUEST
    } else {
        &INTERNAL
    })
}
