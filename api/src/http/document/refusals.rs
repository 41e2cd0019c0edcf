//! The refusals of an operation, as response objects with one example a cause.

use serde_json::{Map, Value, json};

use super::examples;
use crate::http::problem::{self, IDEMPOTENCY_IN_PROGRESS, Problem, ProblemKind};

const EXAMPLE_ID: &str = "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11";

/// The response object for `status`; its causes are references to example components.
pub fn response(status: u16, slugs: &[&str]) -> Value {
    let kinds: Vec<&ProblemKind> = slugs.iter().filter_map(|slug| kind_of(slug)).collect();
    let listed: Vec<String> = kinds.iter().map(|kind| format!("`{}`: {}.", kind.slug, kind.title)).collect();
    let example =
        |kind: &&ProblemKind| (kind.slug.to_owned(), json!({ "$ref": format!("#/components/examples/{}", kind.slug) }));
    let examples: Map<String, Value> = kinds.iter().map(example).collect();
    let mut headers = headers(status);
    if slugs.contains(&IDEMPOTENCY_IN_PROGRESS.slug) {
        headers["Retry-After"] = reference("Retry-After");
    }
    json!({
        "description": listed.join(" "),
        "headers": headers,
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" }, "examples": examples } }
    })
}

/// The problem kind with this slug.
pub fn kind_of(slug: &str) -> Option<&'static ProblemKind> {
    let kind = problem::all().find(|kind| kind.slug == slug);
    debug_assert!(kind.is_some(), "`{slug}` is named by an operation but is no problem kind");
    kind
}

/// Name of the component that holds the response with these causes, as in `InvalidTokenOrUnauthenticated`.
pub fn component_name(slugs: &[&str]) -> String {
    let capitalized = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    let pascal = |slug: &&str| slug.split('-').map(capitalized).collect::<String>();
    slugs.iter().map(pascal).collect::<Vec<_>>().join("Or")
}

/// The example components: one problem document for each of `slugs`.
pub fn example_components<'a>(slugs: impl Iterator<Item = &'a str>) -> Value {
    let component =
        |kind: &'static ProblemKind| (kind.slug.to_owned(), json!({ "summary": kind.title, "value": example(kind) }));
    slugs.filter_map(kind_of).map(component).collect::<Map<_, _>>().into()
}

/// The slugs that a handler names in backticks in the description of a response.
pub fn slugs_in(description: &str) -> Vec<&str> {
    description.split('`').skip(1).step_by(2).collect()
}

/// A refusal that was met, or for what no recorded call meets, one without particulars.
fn example(kind: &'static ProblemKind) -> Value {
    examples::recorded_problem(kind.slug).unwrap_or_else(|| {
        let plain = Problem::new(kind);
        let plain = if kind.status == 409 { plain.detail(format!("{}.", kind.title)) } else { plain };
        serde_json::to_value(plain.document("https://guildhall.example", EXAMPLE_ID)).unwrap_or_default()
    })
}

/// Headers of every answer, as references to components; some belong to a status.
pub fn headers(status: u16) -> Value {
    let mut names = vec!["X-Request-Id", "RateLimit", "RateLimit-Policy", "Access-Control-Allow-Origin"];
    match status {
        401 => names.push("WWW-Authenticate"),
        429 | 503 => names.push("Retry-After"),
        _ => {}
    }
    names.into_iter().map(|name| (name.to_owned(), reference(name))).collect::<Map<_, _>>().into()
}

/// A reference to the header component `name`.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/headers/{name}") })
}

fn header(description: &str, mut schema: Value, example: &str) -> Value {
    schema["type"] = json!("string");
    schema["examples"] = json!([example]);
    json!({ "description": description, "schema": schema })
}

fn like(max: u32, pattern: &str) -> Value {
    json!({ "maxLength": max, "pattern": pattern })
}

/// Adds the header components of deprecated operations: a document in which
/// nothing is deprecated has none of them.
pub fn add_deprecation_headers(components: &mut Value) {
    components["Deprecation"] = header(
        "Since when it is deprecated, in seconds of Unix time (RFC 9745).",
        like(20, "^@[0-9]+$"),
        "@1798761600",
    );
    components["Sunset"] =
        header("From when on it may be gone (RFC 8594).", like(29, " GMT$"), "Thu, 01 Jul 2027 00:00:00 GMT");
    components["SuccessorLink"] = header(
        "Address of what takes its place (rel=successor-version) and, before the last page of a list, of the next page \
            (rel=next).",
        like(4096, r#"^<[^>]+>; rel="(next|successor-version)"(, <[^>]+>; rel="(next|successor-version)")?$"#),
        "</v1/organizations>; rel=\"successor-version\"",
    );
}

/// The header components.
pub fn components() -> Value {
    json!({
        "X-Request-Id": header("Id under which the server logged the request; the client's own when it sent a plain one.", like(64, "^[A-Za-z0-9._-]+$"), EXAMPLE_ID),
        "RateLimit": header("What is left of the quota and the seconds until all of it is back.", like(128, r#"^"[a-z-]+";r=[0-9]+;t=[0-9]+$"#), "\"default\";r=599;t=1"),
        "RateLimit-Policy": header("The quota: requests (q) in a window of seconds (w).", like(128, r#"^"[a-z-]+";q=[0-9]+;w=[0-9]+$"#), "\"default\";q=600;w=60"),
        "Access-Control-Allow-Origin": header("The caller's origin, when it is one of those configured.", like(256, "^https?://[^/]+$"), "https://app.guildhall.example"),
        "WWW-Authenticate": header("How to authenticate (RFC 9110, RFC 6750).", like(128, "^Bearer( error=\"invalid_token\")?$"), "Bearer error=\"invalid_token\""),
        "Retry-After": header("Seconds to wait before trying again.", like(10, "^[0-9]+$"), "1"),
        "ETag": header("Strong tag of the representation: its version and a hash.", like(64, r#"^"[0-9]+-[0-9a-f]{16}"$"#), "\"1-9f86d081884c7d65\""),
        "Location": header("Address of the new record.", like(512, "^/v1/"), "/v1/organizations/0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11"),
        "Link": header("Address of the next page (rel=next); absent on the last.", like(2048, r#"^<[^>]+>; rel="next"$"#), "</v1/organizations?after=abc>; rel=\"next\""),
        "Idempotency-Replayed": header("`true` when this answer was given before, to the same key.", json!({ "enum": ["true"] }), "true"),
        "Rehearsed": header("`true` when nothing was changed, because `mode=validate` asked for a rehearsal.", json!({ "enum": ["true"] }), "true"),
        "Cache-Control": header("Who may keep a copy.", json!({ "enum": ["no-store", "public, max-age=300"] }), "no-store"),
    })
}
