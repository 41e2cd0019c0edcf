//! What no handler should see: an address or a list of tags longer than the server reads, JSON asked for in a form that
//! there is none of. A file has one form and is served whatever `Accept` asks (RFC 9110, section 12.5.1), because clients
//! made from the document ask for JSON everywhere.
//!
//! Invariant: it is refused behind CORS and the quotas, so that a browser can read the refusal and each one counts.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap};
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::app::App;
use crate::assembly;
use crate::http::problem::{HEADERS_TOO_LARGE, NOT_ACCEPTABLE, Problem, URI_TOO_LONG};
use crate::http::{answers, auth, etag};

const LONGEST_URI: usize = 8 * 1024;

/// The middleware.
///
/// # Errors
/// Those of the inner service; refusals are answers.
pub async fn refuse(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match refusal(&request) {
        Some(problem) => Ok(request.error_response(problem)),
        None => next.call(request).await.map(ServiceResponse::map_into_boxed_body),
    }
}

fn refusal(request: &ServiceRequest) -> Option<Problem> {
    if request.uri().to_string().len() > LONGEST_URI {
        return Some(Problem::new(&URI_TOO_LONG));
    }
    if etag::lists_too_much(request.headers()) {
        return Some(
            Problem::new(&HEADERS_TOO_LARGE).detail("A list of entity tags is longer than the server accepts."),
        );
    }
    let is_json = request.path().starts_with("/v1/") && assembly::media_type_of(request.path()) == answers::JSON;
    let refused = is_json && !accepts_json(request.headers()) && is_reached(request);
    refused.then(|| Problem::new(&NOT_ACCEPTABLE).detail("Accept application/json, application/* or */*."))
}

/// Whether a handler would answer: whoever asks for what is not there, or is not signed in, is told so first.
fn is_reached(request: &ServiceRequest) -> bool {
    let signed_in = auth::signed_in(request.request()).is_some();
    let app = request.app_data::<Data<App>>();
    app.is_none_or(|app| app.document.allowed.reach(request.path(), request.method(), signed_in))
}

/// Whether some media range of `Accept` takes JSON with a weight above zero.
fn accepts_json(headers: &HeaderMap) -> bool {
    let mut given = headers
        .get_all(header::ACCEPT)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .peekable();
    if given.peek().is_none() {
        return true;
    }
    given.any(|range| {
        let range = range.trim().to_ascii_lowercase();
        let mut parts = range.split(';').map(str::trim);
        let known = matches!(parts.next(), Some(answers::JSON | "application/*" | "*/*" | "application/problem+json"));
        let refused = parts.any(|parameter| parameter.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32)));
        known && !refused
    })
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn takes(value: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(value).unwrap());
        accepts_json(&headers)
    }

    #[test]
    fn json_is_served_to_whoever_takes_it() {
        for value in [
            "*/*",
            "application/*",
            "application/json;q=0.1",
            "APPLICATION/JSON",
            "text/html, */*;q=0.5",
            "application/problem+json",
        ] {
            assert!(takes(value), "{value}");
        }
        assert!(accepts_json(&HeaderMap::new()));
        for value in ["text/html", "application/xml", "application/json;q=0", "*/*;q=0.0", ""] {
            assert!(!takes(value), "{value}");
        }
    }
}
