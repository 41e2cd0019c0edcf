//! What no handler should see: an address or a list of tags longer than the server reads, an answer asked for in a form
//! that there is none of.
//!
//! Invariant: it is refused behind CORS and the quotas, so that a browser can read the refusal and each one counts.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap};
use actix_web::middleware::Next;

use crate::assembly;
use crate::http::etag;
use crate::http::problem::{HEADERS_TOO_LARGE, NOT_ACCEPTABLE, Problem, URI_TOO_LONG};

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
    let form = assembly::media_type_of(request.path());
    let refused = request.path().starts_with("/v1/") && !accepts(request.headers(), form);
    let family = form.split('/').next().unwrap_or_default();
    refused.then(|| Problem::new(&NOT_ACCEPTABLE).detail(format!("Accept {form}, {family}/* or */*.")))
}

/// Whether some media range of `Accept` takes `form` with a weight above zero.
fn accepts(headers: &HeaderMap, form: &str) -> bool {
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
        let known = parts.next().is_some_and(|range| {
            let is_family = range.strip_suffix('*').is_some_and(|family| form.starts_with(family));
            let whole = is_family && range != "*";
            range == form || whole || matches!(range, "*/*" | "application/problem+json")
        });
        let refused = parts.any(|parameter| parameter.strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32)));
        known && !refused
    })
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn takes(value: &str, form: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(value).unwrap());
        accepts(&headers, form)
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
            assert!(takes(value, "application/json"), "{value}");
        }
        assert!(accepts(&HeaderMap::new(), "application/json"));
        for value in ["text/html", "application/xml", "application/json;q=0", "*/*;q=0.0", ""] {
            assert!(!takes(value, "application/json"), "{value}");
        }
    }

    #[test]
    fn a_calendar_is_text() {
        let form = assembly::media_type_of("/v1/cyber-program/calendars/secret");
        assert!(["text/calendar", "text/*", "*/*"].iter().all(|value| takes(value, form)));
        assert!(!takes("application/json", form) && !takes("*", form));
    }

    #[test]
    fn a_certificate_is_a_pdf_and_asked_for_as_one() {
        let form = assembly::media_type_of("/v1/life-membership/applications/1/certificate");
        assert!(["application/pdf", "application/*", "*/*"].iter().all(|value| takes(value, form)));
        assert!(!takes("application/json", form) && !takes("application/pdf", assembly::media_type_of("/v1/members")));
    }
}
