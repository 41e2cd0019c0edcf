//! Answers: a status, a body serialized once, and the headers that go with it.

use actix_web::body::BoxBody;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder, web::Bytes};
use serde::Serialize;

use super::etag;
use super::problem::{INTERNAL, Problem};

/// Header that marks the answer to a rehearsal.
const REHEARSED: header::HeaderName = header::HeaderName::from_static("rehearsed");

/// Who may keep a copy of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// Whatever somebody has to be signed in for, tokens, and what a moment is true of: kept by nobody.
    Never,
    /// Catalogue data: kept by anybody for five minutes.
    Public,
}

impl Cache {
    fn directive(self) -> &'static str {
        match self {
            Cache::Never => "no-store",
            Cache::Public => "public, max-age=300",
        }
    }
}

/// The media type of nearly everything.
const JSON: &str = "application/json";

/// An answer ready to be sent, stored for replay, or both.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Status code.
    pub status: StatusCode,
    /// JSON, or nothing.
    pub body: Option<Bytes>,
    /// Headers beyond those of every answer.
    pub headers: Vec<(header::HeaderName, String)>,
    cache: Cache,
    media: &'static str,
}

impl Reply {
    /// 200 with a body that is not a versioned record.
    ///
    /// # Errors
    /// `internal` when the body cannot be written as JSON: a fault of ours.
    pub fn ok<T: Serialize>(body: &T) -> Result<Reply, Problem> {
        Reply::with_status(StatusCode::OK, body)
    }

    /// 200 with a record and its tag.
    ///
    /// # Errors
    /// As [`Reply::ok`].
    pub fn record<T: Serialize>(body: &T, version: i64) -> Result<Reply, Problem> {
        Ok(Reply::ok(body)?.tagged(version))
    }

    /// 201 with the new record, where it is, and its tag.
    ///
    /// # Errors
    /// As [`Reply::ok`].
    pub fn created<T: Serialize>(location: String, body: &T, version: i64) -> Result<Reply, Problem> {
        let reply = Reply::with_status(StatusCode::CREATED, body)?.tagged(version);
        Ok(reply.header(header::LOCATION, location))
    }

    /// 202: taken in, done later.
    ///
    /// # Errors
    /// As [`Reply::ok`].
    pub fn accepted<T: Serialize>(body: &T) -> Result<Reply, Problem> {
        Reply::with_status(StatusCode::ACCEPTED, body)
    }

    /// 204: done, nothing to say.
    pub fn no_content() -> Reply {
        Reply { status: StatusCode::NO_CONTENT, body: None, headers: Vec::new(), cache: Cache::Never, media: JSON }
    }

    /// 200 with a file that is made from a versioned record.
    pub fn file(body: Vec<u8>, media: &'static str, version: i64) -> Reply {
        let body = Some(Bytes::from(body));
        let reply = Reply { status: StatusCode::OK, body, headers: Vec::new(), cache: Cache::Never, media };
        reply.tagged(version)
    }

    /// An answer given before, as it was stored.
    pub fn stored(status: StatusCode, body: Option<Bytes>, headers: Vec<(header::HeaderName, String)>) -> Reply {
        Reply { status, body, headers, cache: Cache::Never, media: JSON }
    }

    /// The same answer after everything was rolled back: nothing was created, so
    /// there is no address and no version of it.
    pub fn rehearsed(mut self) -> Reply {
        if matches!(self.status, StatusCode::CREATED | StatusCode::ACCEPTED) {
            self.status = StatusCode::OK;
        }
        self.headers.retain(|(name, _)| name != header::LOCATION && name != header::ETAG);
        self.header(REHEARSED, "true")
    }

    /// The same answer with another rule for caches.
    pub fn cached(mut self, cache: Cache) -> Reply {
        self.cache = cache;
        self
    }

    /// The same answer with a tag for `version`.
    pub fn tagged(self, version: i64) -> Reply {
        let tag = etag::tag(version, self.body.as_deref().unwrap_or_default());
        self.header(header::ETAG, tag)
    }

    /// The same answer with one more header.
    pub fn header(mut self, name: header::HeaderName, value: impl Into<String>) -> Reply {
        self.headers.push((name, value.into()));
        self
    }

    fn with_status<T: Serialize>(status: StatusCode, body: &T) -> Result<Reply, Problem> {
        let body = serde_json::to_vec(body).map_err(|error| {
            tracing::error!(%error, "an answer cannot be written as JSON");
            Problem::new(&INTERNAL)
        })?;
        Ok(Reply { status, body: Some(body.into()), headers: Vec::new(), cache: Cache::Never, media: JSON })
    }

    fn is_unchanged_for(&self, request: &HttpRequest) -> bool {
        let reading = matches!(*request.method(), Method::GET | Method::HEAD);
        let tag = self.headers.iter().find(|(name, _)| name == header::ETAG);
        reading && self.status == StatusCode::OK && tag.is_some_and(|(_, tag)| etag::none_match_names(request, tag))
    }
}

impl Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let unchanged = self.is_unchanged_for(request);
        let mut response = HttpResponse::build(if unchanged { StatusCode::NOT_MODIFIED } else { self.status });
        response.insert_header((header::CACHE_CONTROL, self.cache.directive()));
        for (name, value) in self.headers {
            response.insert_header((name, value));
        }
        match self.body {
            Some(body) if !unchanged => response.content_type(self.media).body(body),
            _ => response.finish(),
        }
    }
}
