//! The problems every slice shares, and the list of all.

use super::ProblemKind;

/// Declares problem kinds: `NAME = status "slug" "title" "explanation";`
#[macro_export]
macro_rules! problem_kinds {
    ($($name:ident = $status:literal $slug:literal $title:literal $explanation:literal;)*) => {
        $(
            #[doc = concat!("`", $slug, "`: ", $title, ".")]
            pub static $name: $crate::http::problem::ProblemKind = $crate::http::problem::ProblemKind {
                slug: $slug, title: $title, status: $status, explanation: $explanation,
            };
        )*
        /// The kinds declared here.
        pub static KINDS: &[&$crate::http::problem::ProblemKind] = &[$(&$name),*];
    };
}

problem_kinds! {
    BAD_REQUEST = 400 "bad-request" "The request is not readable"
        "The request breaks HTTP itself. Check the client library or the proxies on the way.";
    MALFORMED_BODY = 400 "malformed-body" "The body is not readable JSON"
        "The body could not be read as one JSON document in UTF-8 with unique member names. `detail` says where reading stopped. Mend the body; sending it again unchanged gives the same answer.";
    INVALID_PARAMETER = 400 "invalid-parameter" "A parameter is unknown or unreadable"
        "The request carries a query parameter that the operation does not have, the same one twice, a cursor that this server did not make, or a header that cannot be read. `errors` names each.";
    MISSING_HEADER = 400 "missing-header" "A required header is missing"
        "The operation needs a header that the request does not carry; `errors` names it. Operations that move money or send messages need an `Idempotency-Key`.";
    UNAUTHENTICATED = 401 "unauthenticated" "Sign in first"
        "The operation needs an access token in `Authorization: Bearer`, and the request carries none.";
    INVALID_TOKEN = 401 "invalid-token" "The access token is not valid"
        "The access token is malformed, expired, revoked or not meant for this API. Refresh the session or sign in again.";
    FORBIDDEN = 403 "forbidden" "Your role does not allow this"
        "You are signed in, but none of your roles may use this operation.";
    NOT_FOUND = 404 "not-found" "There is nothing here for you"
        "The address does not exist, or the record does not exist, or it is not yours to know about: these look the same on purpose.";
    METHOD_NOT_ALLOWED = 405 "method-not-allowed" "This address does not take that method"
        "The `Allow` header lists the methods that the address takes.";
    NOT_ACCEPTABLE = 406 "not-acceptable" "The answer cannot be had in that form"
        "The API answers in `application/json` (problems in `application/problem+json`). Accept one of these or anything.";
    REQUEST_TIMEOUT = 408 "request-timeout" "The body did not arrive in time"
        "The request's body came too slowly. Send it again on a better connection.";
    IDEMPOTENCY_IN_PROGRESS = 409 "idempotency-in-progress" "The first request with this key is still at work"
        "Another request with the same `Idempotency-Key` is being answered. Wait for `Retry-After` seconds and send the same request again to get its answer.";
    RULE_REFUSES = 409 "rule-refuses" "A rule of the association refuses"
        "The request is understood, and a rule of the association says no. `rule` names the clause, its source and the facts.";
    STALE_VERSION = 412 "stale-version" "The record has changed since you read it"
        "The `If-Match` tag is not the record's present one. Read the record again, and decide whether your change still holds.";
    BODY_TOO_LARGE = 413 "body-too-large" "The body is too large"
        "The body is larger than the operation takes; `detail` gives the limit.";
    URI_TOO_LONG = 414 "uri-too-long" "The address is too long"
        "The request's address is longer than the server reads.";
    UNSUPPORTED_MEDIA_TYPE = 415 "unsupported-media-type" "The body has the wrong media type"
        "Send `application/json` (a PATCH also `application/merge-patch+json`) in UTF-8, without a content encoding. `Accept-Post` or `Accept-Patch` lists what is taken.";
    INVALID_BODY = 422 "invalid-body" "The body does not match its schema"
        "The body is JSON but breaks the schema of the operation. `errors` lists every violation with a pointer to the member, a stable code and what would be right.";
    INVALID_QUERY = 422 "invalid-query" "A parameter does not match its schema"
        "A query parameter has a value that its schema does not allow. `errors` lists every violation.";
    IDEMPOTENCY_KEY_REUSED = 422 "idempotency-key-reused" "This key was used for another request"
        "The `Idempotency-Key` belongs to an earlier request with another address or body. Use a new key for a new request.";
    PRECONDITION_REQUIRED = 428 "precondition-required" "Say which version you are changing"
        "Send the `ETag` of the record that you read in `If-Match`, so that nobody's change is overwritten unseen.";
    RATE_LIMITED = 429 "rate-limited" "Too many requests"
        "The quota for your account or address is used up. Wait for `Retry-After` seconds. `RateLimit-Policy` states the quota, `RateLimit` what is left of it.";
    HEADERS_TOO_LARGE = 431 "headers-too-large" "The headers are too large"
        "The request's headers are larger than the server reads.";
    INTERNAL = 500 "internal" "The server made a mistake"
        "Something failed that should not fail. The failure is logged under `request_id`; nothing was changed.";
    NOT_IMPLEMENTED = 501 "not-implemented" "The server does not know this method"
        "The request's method is none that this API uses anywhere.";
    UNAVAILABLE = 503 "unavailable" "The service cannot answer just now"
        "The database or another part is not reachable at the moment, or its confirmation was lost on the way: what you asked for was done either wholly or not at all. Send the same request again after `Retry-After` seconds; under the same `Idempotency-Key` it is done once.";
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
