//! The request body: media type, size, time, JSON, schema, in this order.

use std::any::TypeId;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use aws_lc_rs::digest;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use utoipa::{PartialSchema, ToSchema};

use super::text;
use crate::app::App;
use crate::http::contract::{Checker, checker_for, components_of};
use crate::http::json;
use crate::http::problem::{
    BODY_TOO_LARGE, INTERNAL, INVALID_BODY, Problem, REQUEST_TIMEOUT, Sent, UNSUPPORTED_MEDIA_TYPE,
};
use crate::http::signature::{Describe, Signature};

/// A body that has passed its schema.
pub struct Body<T>(pub T);

/// What the idempotency check knows of the body; left with the request.
#[derive(Clone, Copy)]
pub struct BodyFingerprint {
    /// SHA-256 of the canonical form.
    pub whole: [u8; 32],
    /// SHA-256 of the token in it, if it has one.
    pub token: Option<[u8; 32]>,
}

impl BodyFingerprint {
    fn of(value: &serde_json::Value) -> BodyFingerprint {
        let token = ["token", "refresh_token"].iter().find_map(|name| value.get(name)?.as_str());
        BodyFingerprint { whole: sha_256(&json::canonical(value)), token: token.map(sha_256) }
    }
}

fn sha_256(text: &str) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest::digest(&digest::SHA256, text.as_bytes()).as_ref());
    out
}

impl<T: ToSchema> Describe for Body<T> {
    fn describe(signature: &mut Signature) {
        signature.body::<T>();
    }
}

impl<T: DeserializeOwned + ToSchema + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            check_media_type(&request)?;
            let bytes = read(&request, payload).await?;
            let value = json::parse(&bytes)?;
            request.extensions_mut().insert(BodyFingerprint::of(&value));
            let checker = checker::<T>()?;
            let sent = Sent::of(&value, checker.members());
            request.extensions_mut().insert(sent);
            checked::<T>(&checker, value).map(Body)
        })
    }
}

/// What checks the schema of `T`.
fn checker<T: ToSchema + 'static>() -> Result<Arc<Checker>, Problem> {
    let checker = checker_for(TypeId::of::<T>(), || {
        let schema = serde_json::to_value(<T as PartialSchema>::schema()).map_err(|error| error.to_string())?;
        Checker::compile(schema, components_of::<T>())
    });
    checker.map_err(|error| {
        tracing::error!(%error, schema = %T::name(), "schema does not compile");
        Problem::new(&INTERNAL)
    })
}

/// The value as a `T`, if it is what the schema of `T` says.
fn checked<T: DeserializeOwned + ToSchema>(checker: &Checker, mut value: serde_json::Value) -> Result<T, Problem> {
    let hidden = text::compose(&checker.schema, &mut value);
    let mut violations = checker.violations(&value);
    // One entry for one fault: the pattern of a text finds most hidden characters too, and does not name them.
    violations.retain(|one| hidden.iter().all(|named| named.pointer != one.pointer));
    violations.extend(hidden);
    if !violations.is_empty() {
        let detail = format!("The body breaks its schema in {} place(s).", violations.len());
        return Err(Problem::new(&INVALID_BODY).detail(detail).errors(violations));
    }
    text::settle(&checker.schema, &mut value);
    serde_json::from_value(value).map_err(|error| {
        tracing::error!(%error, schema = %T::name(), "a body passed its schema but not its type");
        Problem::new(&INVALID_BODY).detail("The body does not match its schema.")
    })
}

/// `application/json`, with or without `charset=utf-8`, in any case; for PATCH
/// also `application/merge-patch+json`. Nothing else, and nothing encoded.
fn check_media_type(request: &HttpRequest) -> Result<(), Problem> {
    let is_patch = request.method() == actix_web::http::Method::PATCH;
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = given.split(';').map(|part| part.trim().to_ascii_lowercase());
    let essence = parts.next().unwrap_or_default();
    let known = essence == "application/json" || (is_patch && essence == "application/merge-patch+json");
    let utf8 = parts
        .all(|parameter| parameter.is_empty() || matches!(parameter.as_str(), "charset=utf-8" | "charset=\"utf-8\""));
    if known && utf8 && !request.headers().contains_key(header::CONTENT_ENCODING) {
        return Ok(());
    }
    let (name, taken) = if is_patch {
        ("accept-patch", "application/merge-patch+json, application/json")
    } else {
        ("accept-post", "application/json")
    };
    Err(Problem::new(&UNSUPPORTED_MEDIA_TYPE)
        .detail(format!("This operation accepts {taken} in UTF-8, without a content encoding."))
        .header(header::HeaderName::from_static(name), taken))
}

async fn read(request: &HttpRequest, payload: Payload) -> Result<web::BytesMut, Problem> {
    let (limit, deadline) = request
        .app_data::<web::Data<App>>()
        .map_or((256 * 1024, Duration::from_secs(30)), |app| (app.config.body_limit_bytes, app.config.body_deadline()));
    let too_large = || Problem::new(&BODY_TOO_LARGE).detail(format!("The limit is {limit} bytes."));
    let declared =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let collect = async {
        let mut payload = payload;
        let mut bytes = web::BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Problem::new(&crate::http::problem::BAD_REQUEST))?;
            if bytes.len() + chunk.len() > limit {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    tokio::time::timeout(deadline, collect).await.unwrap_or_else(|_| Err(Problem::new(&REQUEST_TIMEOUT)))
}
