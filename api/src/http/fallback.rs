//! What no handler took: OPTIONS, unknown methods, unknown addresses.
//!
//! The document knows every address of the API and its methods, so 405 and `Allow` are
//! never out of step with it.

use std::collections::HashSet;

use actix_web::dev::ResourceDef;
use actix_web::http::{Method, header};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, ResponseError};
use serde_json::Value;

use super::pages;
use super::problem::{METHOD_NOT_ALLOWED, NOT_FOUND, Problem};
use crate::app::App;

/// Addresses and the methods each takes.
pub struct AllowedMethods {
    by_path: Vec<(ResourceDef, String)>,
    /// Those of the methods, by address, that ask who the caller is.
    guarded: HashSet<(String, String)>,
}

impl AllowedMethods {
    /// Read from the `paths` of an OpenAPI document; fixed addresses come first.
    pub fn of(document: &Value) -> AllowedMethods {
        let mut paths: Vec<(&String, &Value)> = document["paths"].as_object().into_iter().flatten().collect();
        paths.sort_by_key(|(path, _)| path.matches('{').count());
        let by_path = paths.into_iter().map(|(path, item)| (ResourceDef::new(path.as_str()), allow(item))).collect();
        AllowedMethods { by_path, guarded: guarded(document) }
    }

    /// Whether an operation takes the request, and whoever must be signed in for it is.
    pub fn reach(&self, path: &str, method: &Method, signed_in: bool) -> bool {
        let Some((address, allow)) = self.by_path.iter().find(|(address, _)| address.is_match(path)) else {
            return false;
        };
        let is_taken = *method != Method::OPTIONS && allow.split(", ").any(|one| one == method.as_str());
        let place = (address.pattern().unwrap_or_default().to_owned(), method.as_str().to_ascii_lowercase());
        is_taken && (signed_in || !self.guarded.contains(&place))
    }

    fn at_fixed(&self, path: &str) -> Option<&str> {
        let is_fixed = |address: &ResourceDef| address.pattern() == Some(path);
        self.by_path.iter().find(|(address, _)| is_fixed(address)).map(|(_, allow)| allow.as_str())
    }

    fn at(&self, path: &str) -> Option<&str> {
        self.by_path.iter().find(|(address, _)| address.is_match(path)).map(|(_, allow)| allow.as_str())
    }
}

fn guarded(document: &Value) -> HashSet<(String, String)> {
    let mut found = HashSet::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let schemes = operation["security"].as_array().map_or(&[][..], Vec::as_slice);
            let asks = |scheme: &Value| scheme.as_object().is_some_and(|names| !names.is_empty());
            if !schemes.is_empty() && schemes.iter().all(asks) {
                found.insert((path.clone(), method.clone()));
            }
        }
    }
    found
}

fn allow(item: &Value) -> String {
    let has = |method: &str| item.get(method.to_ascii_lowercase()).is_some();
    let mut methods: Vec<&str> =
        ["GET", "POST", "PUT", "PATCH", "DELETE"].into_iter().filter(|method| has(method)).collect();
    if has("GET") {
        methods.insert(1, "HEAD");
    }
    methods.push("OPTIONS");
    methods.join(", ")
}

/// The refusal of a handler that takes an id: 405 when the address is a fixed one,
/// which came here only because it does not take this method
/// (`PATCH /v1/organizations/regions`); else `refusal`.
pub fn unless_fixed(request: &HttpRequest, refusal: Problem) -> Problem {
    let allowed = request.app_data::<Data<App>>().map(|app| &app.document.allowed);
    let allow = allowed.and_then(|allowed| allowed.at_fixed(request.path()));
    let other = allow.filter(|allow| allow.split(", ").all(|method| method != request.method().as_str()));
    other.map_or(refusal, method_not_allowed)
}

fn method_not_allowed(allow: &str) -> Problem {
    Problem::new(&METHOD_NOT_ALLOWED).detail(format!("This address supports {allow}.")).header(header::ALLOW, allow)
}

/// The handler of last resort.
pub async fn fallback(request: HttpRequest, app: Data<App>) -> HttpResponse {
    match app.document.allowed.at(request.path()).or_else(|| pages::allowed(&request)) {
        None => Problem::new(&NOT_FOUND).error_response(),
        Some(allow) if request.method() == Method::OPTIONS => {
            HttpResponseBuilder::new(actix_web::http::StatusCode::NO_CONTENT)
                .insert_header((header::ALLOW, allow))
                .finish()
        }
        Some(allow) => method_not_allowed(allow).error_response(),
    }
}
