//! Headers: those that every answer has, those that a response declares, and none besides.

use serde_json::Value;

use super::{Exchange, Operation};

/// Headers of HTTP itself, of browsers' protection and of CORS: on any answer, in no operation's list.
const GENERAL: [&str; 18] = [
    "content-type",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "connection",
    "date",
    "vary",
    "allow",
    "accept-post",
    "accept-patch",
    "cache-control",
    "x-content-type-options",
    "referrer-policy",
    "strict-transport-security",
    "content-security-policy",
    "access-control-allow-credentials",
    "access-control-expose-headers",
    "access-control-allow-origin",
];

/// What API-GUIDE 16 and 17 promise of every answer.
pub fn of_every_answer(exchange: &Exchange) -> Result<(), String> {
    let id = exchange.header("x-request-id").unwrap_or_default();
    let plain = (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    if !plain {
        return Err(format!("X-Request-Id is `{id}`"));
    }
    for (name, value) in [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")] {
        if exchange.header(name) != Some(value) {
            return Err(format!("{name} is {:?}", exchange.header(name)));
        }
    }
    for name in ["content-security-policy", "strict-transport-security", "cache-control"] {
        if exchange.header(name).is_none() {
            return Err(format!("{name} is missing"));
        }
    }
    if exchange.header("server").is_some() {
        return Err("a Server header tells what runs here".into());
    }
    Ok(())
}

/// Every declared header that the status calls for is there, and every one there is declared.
pub fn of_response(exchange: &Exchange, response: &Value, operation: &Operation) -> Result<(), String> {
    let declared: Vec<String> =
        response["headers"].as_object().into_iter().flatten().map(|(name, _)| name.to_ascii_lowercase()).collect();
    let rehearsed = exchange.header("rehearsed").is_some();
    // Of the causes of a 409, one passes by itself.
    let waits = exchange.status != 409 || exchange.names_cause("idempotency-in-progress");
    for name in ["etag", "location", "retry-after", "www-authenticate", "x-request-id"] {
        let expected = declared.iter().any(|one| one == name)
            && !(rehearsed && name == "etag")
            && (name != "retry-after" || waits);
        if expected && exchange.header(name).is_none() {
            return Err(format!("{}: the documented header {name} is missing", exchange.status));
        }
    }
    let counted = operation.path.starts_with("/v1/");
    for name in ["ratelimit", "ratelimit-policy"] {
        if counted && exchange.header(name).is_none() {
            return Err(format!("{}: {name} is missing", exchange.status));
        }
    }
    for name in exchange.headers.keys().map(|name| name.as_str()) {
        if !GENERAL.contains(&name) && !declared.iter().any(|one| one == name) {
            return Err(format!("{}: header {name} is not documented", exchange.status));
        }
    }
    Ok(())
}

/// A page says twice whether there is more: in `page` and in `Link`.
pub fn of_page(exchange: &Exchange, body: &Value) -> Result<(), String> {
    let Some(page) = body["page"].as_object() else { return Ok(()) };
    let linked = exchange.header("link").is_some_and(|link| link.contains("rel=\"next\""));
    let (more, next) = (page["has_more"] == true, page["next"].is_string());
    if linked == more && next == more { Ok(()) } else { Err(format!("page says {page:?}, Link {linked}")) }
}
