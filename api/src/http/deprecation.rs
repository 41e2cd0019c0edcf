//! What is going to go away says so: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a link to what takes its place,
//! on every answer of an operation that its handler marks, and in the document.
//!
//! A handler is marked by an extension, from which everything else follows:
//! `extensions(("x-deprecation" = json!({ "deprecated_at": "2027-01-01T00:00:00Z", "sunset_at": "2027-07-01T00:00:00Z", "successor": "/v1/…" })))`.

use actix_web::dev::ResourceDef;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue, HttpDate};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

/// Name of the extension.
pub const EXTENSION: &str = "x-deprecation";

/// When an operation was deprecated, when it ends, and where to go instead.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deprecation {
    /// From when on nobody should begin to use it.
    pub deprecated_at: DateTime<Utc>,
    /// From when on it may be gone.
    pub sunset_at: DateTime<Utc>,
    /// Address of what takes its place.
    pub successor: String,
}

impl Deprecation {
    /// Read from an operation of the document; `None` when it is not marked. A
    /// mark that cannot be read is a fault of ours, and stops every debug build.
    pub fn of(operation: &Value) -> Option<Deprecation> {
        let mark = operation.get(EXTENSION)?;
        let read = Deprecation::deserialize(mark).ok().filter(Deprecation::is_sound);
        debug_assert!(read.is_some(), "{} is marked {EXTENSION} with {mark}", operation["operationId"]);
        read
    }

    fn is_sound(&self) -> bool {
        let address = self.successor.starts_with('/') && self.successor.bytes().all(|byte| byte.is_ascii_graphic());
        address && self.deprecated_at <= self.sunset_at
    }

    fn headers(&self) -> Vec<(HeaderName, String)> {
        let sunset = HttpDate::from(std::time::SystemTime::from(self.sunset_at));
        vec![
            (HeaderName::from_static("deprecation"), format!("@{}", self.deprecated_at.timestamp())),
            (HeaderName::from_static("sunset"), sunset.to_string()),
            (header::LINK, format!("<{}>; rel=\"successor-version\"", self.successor)),
        ]
    }
}

/// The headers of every deprecated operation, by address and method.
#[derive(Default)]
pub struct Deprecations {
    /// Fixed addresses first; empty while nothing is deprecated.
    by_path: Vec<(ResourceDef, Vec<Marked>)>,
}

struct Marked {
    method: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Deprecations {
    /// Read from the `paths` of an OpenAPI document.
    pub fn of(document: &Value) -> Deprecations {
        let mut paths: Vec<(&String, &Value)> = document["paths"].as_object().into_iter().flatten().collect();
        paths.sort_by_key(|(path, _)| path.matches('{').count());
        let by_path: Vec<_> =
            paths.into_iter().map(|(path, item)| (ResourceDef::new(path.as_str()), marked(item))).collect();
        let any = by_path.iter().any(|(_, marked)| !marked.is_empty());
        Deprecations { by_path: if any { by_path } else { Vec::new() } }
    }

    /// Adds what the operation at this address has to say.
    pub fn announce(&self, method: &str, path: &str, headers: &mut HeaderMap) {
        let at = self.by_path.iter().find(|(address, _)| address.is_match(path));
        let marked = at.and_then(|(_, marked)| marked.iter().find(|marked| marked.method == method));
        for (name, value) in marked.into_iter().flat_map(|marked| &marked.headers) {
            headers.append(name.clone(), value.clone());
        }
    }
}

fn marked(item: &Value) -> Vec<Marked> {
    let operations = item.as_object().into_iter().flatten();
    operations
        .filter_map(|(method, operation)| {
            let deprecation = Deprecation::of(operation)?;
            let headers = deprecation.headers().into_iter();
            let headers = headers.filter_map(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?)));
            Some(Marked { method: method.to_ascii_uppercase(), headers: headers.collect() })
        })
        .collect()
}
