//! The frame around every request: an id, the headers that every answer has,
//! problem documents for whatever failed, panics included, and one log line.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::ConnectionType;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpResponse};
use futures_util::FutureExt;

use crate::app::App;
use crate::assembly;
use crate::gateways::entropy::Entropy;
use crate::http::problem::{INTERNAL, Problem, Sent, for_status};

/// Header that names a request, on every answer.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The middleware. Outermost: everything else happens inside it.
///
/// # Errors
/// Only for a panic, as a finished answer.
pub async fn frame(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let app = request.app_data::<Data<App>>().cloned();
    let Some(app) = app else { return Ok(request.into_response(HttpResponse::InternalServerError())) };
    let request_id = request_id(&request, &app);
    let method = request.method().clone();
    let path = request.path().to_owned();
    if method == Method::HEAD {
        // Answered as GET; the protocol layer knows the method it read and sends no body.
        request.head_mut().method = Method::GET;
    }
    let asked = request.method().clone();
    let outcome = match AssertUnwindSafe(next.call(request)).catch_unwind().await {
        Ok(Ok(response)) => {
            let mut response = finish(response.map_into_boxed_body(), &app, &request_id, &path);
            app.document.deprecations.announce(asked.as_str(), &path, response.headers_mut());
            Ok(response)
        }
        Ok(Err(error)) => Err(finished_error(&error.as_response_error().error_response(), &app, &request_id)),
        Err(_panic) => Err(finished_error(&HttpResponse::InternalServerError().finish(), &app, &request_id)),
    };
    let status = outcome.as_ref().map_or(500, |response| response.status().as_u16());
    let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    let path = without_secret(&path);
    tracing::info!(target: "guildhall::access", %method, path, status, micros, request_id, "answered");
    outcome
}

/// The client's id when it is a plain one, else a new one.
fn request_id(request: &ServiceRequest, app: &App) -> String {
    let plain = |id: &&str| {
        (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    let given = request.headers().get(X_REQUEST_ID).and_then(|value| value.to_str().ok()).filter(plain);
    // How often somebody looked whether a sandbox is ready must not show in its transcripts.
    let counted = !request.path().starts_with("/health/");
    let source = || if counted { app.request_ids.clone() } else { Entropy::system() };
    given.map_or_else(|| source().uuid(app.clock.now()).to_string(), str::to_owned)
}

/// The path as it may be logged: without the rest of an address that is a secret. However the address is spelled: what is
/// served when letters are escaped, and what is not served but holds the secret all the same.
fn without_secret(path: &str) -> &str {
    assembly::secret_addresses().find(|beginning| path.starts_with(beginning) || names(path, beginning)).unwrap_or(path)
}

/// Whether the last segment of `address` occurs anywhere in `path`.
fn names(path: &str, address: &str) -> bool {
    let segment = address.trim_end_matches('/').rsplit('/').next().unwrap_or(address);
    unescaped(path).windows(segment.len()).any(|part| part.eq_ignore_ascii_case(segment.as_bytes()))
}

/// The octets of a path, those that are written as `%` and two digits put back.
fn unescaped(path: &str) -> Vec<u8> {
    let mut parts = path.split('%');
    let mut octets = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        if let Some(octet) = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            octets.push(octet);
            octets.extend(part.bytes().skip(2));
        } else {
            octets.push(b'%');
            octets.extend(part.bytes());
        }
    }
    octets
}

/// Renders problems and adds what every answer has.
fn finish(response: ServiceResponse<BoxBody>, app: &App, request_id: &str, path: &str) -> ServiceResponse<BoxBody> {
    let (request, response) = response.into_parts();
    let sent = request.extensions().get::<Sent>().cloned();
    let mut response = with_problem(response, sent.as_ref(), app, request_id);
    decorate(response.headers_mut(), request_id, path);
    if app.answers_last() {
        response.head_mut().set_connection_type(ConnectionType::Close);
    }
    ServiceResponse::new(request, response)
}

fn finished_error(response: &HttpResponse, app: &App, request_id: &str) -> Error {
    let kind = if response.status().is_client_error() { for_status(response.status().as_u16()) } else { &INTERNAL };
    let mut response = render(&Problem::new(kind), app, request_id);
    decorate(response.headers_mut(), request_id, "");
    InternalError::from_response("request failed", response).into()
}

/// An error answer as a problem document: the one its maker left with it, or,
/// from the framework, the general one for its status.
fn with_problem(mut response: HttpResponse, sent: Option<&Sent>, app: &App, request_id: &str) -> HttpResponse {
    if !response.status().is_client_error() && !response.status().is_server_error() {
        return response;
    }
    let left = response.extensions_mut().remove::<Problem>();
    let problem = left.unwrap_or_else(|| Problem::new(for_status(response.status().as_u16())));
    let problem = match sent {
        Some(sent) => problem.placed(sent),
        None => problem,
    };
    let mut rendered = render(&problem, app, request_id);
    for (name, value) in response.headers() {
        if !rendered.headers().contains_key(name) && name != header::CONTENT_LENGTH {
            rendered.headers_mut().append(name.clone(), value.clone());
        }
    }
    rendered
}

fn render(problem: &Problem, app: &App, request_id: &str) -> HttpResponse {
    let mut response = HttpResponse::build(problem.status());
    for (name, value) in &problem.headers {
        response.insert_header((name.clone(), value.as_str()));
    }
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_TYPE, "application/problem+json"));
    response.body(serde_json::to_vec(&problem.document(&app.config.public_url, request_id)).unwrap_or_default())
}

fn decorate(headers: &mut HeaderMap, request_id: &str, path: &str) {
    let mut set = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    set(
        header::CONTENT_SECURITY_POLICY,
        if is_page(path) { PAGE_POLICY } else { "default-src 'none'; frame-ancestors 'none'" },
    );
    if let Ok(value) = HeaderValue::from_str(request_id) {
        headers.insert(X_REQUEST_ID, value);
    }
    if headers.contains_key(header::ACCESS_CONTROL_EXPOSE_HEADERS) {
        // The library writes the list in the order of a hash map; ours is always the same.
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Headers that a browser's script may read.
pub const EXPOSED: &str = "Deprecation, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Rehearsed, Retry-After, Sunset, WWW-Authenticate, X-Request-Id";

/// Documentation pages may run their own scripts and nothing else.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

fn is_page(path: &str) -> bool {
    path == "/" || path == "/docs" || path.starts_with("/docs/") || path.starts_with("/problems/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_of_a_calendar_is_in_no_log() {
        let path = "/v1/cyber-program/calendars/secret";
        for spelling in [
            path,
            "/v1/cyber-program/%63alendars/secret",
            "/v1/cyber-program/c%61lendar%73/secret",
            "/v1/cyber-program//calendars/secret",
            "/v1/cyber-program/./calendars/secret",
            "/v1/cyber-program/calendars%2fsecret",
            "/v1/cyber-program/CALENDARS/secret",
        ] {
            assert_eq!(without_secret(spelling), "/v1/cyber-program/calendars/");
        }
        for other in ["/v1/members", "/v1/%", "/v1/%6", "/v1/%zz", "/v1/cyber-program/enrollments/1/calendar-link"] {
            assert_eq!(without_secret(other), other);
        }
    }
}
