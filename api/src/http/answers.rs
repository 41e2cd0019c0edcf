//! What a handler can answer with. The type says the status, carries the body and documents both, so that a body
//! that is not the documented one does not compile.
//!
//! | Type | Status | With |
//! |---|---|---|
//! | [`Record<T>`] | 200 | `ETag`, and 304 on a read |
//! | [`Answer<T>`] | 200 | a body that has no version |
//! | [`Page<T>`](super::page::Page) | 200 | one page of a list, `Link` to the next |
//! | [`Created<T>`] | 201 | `Location`, `ETag` |
//! | [`Accepted<T>`] | 202 | what is done later |
//! | [`NoContent`] | 204 | nothing |
//! | [`Document<M>`] | 200 | a file of the media type `M`, `ETag`, 304 |

use std::marker::PhantomData;

use actix_web::body::BoxBody;
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Problem;
use super::reply::{Cache, Reply};
use super::signature::{Describe, Signature};

pub(super) const JSON: &str = "application/json";

/// An answer by type, which can be turned into its bytes.
pub trait Respond: Describe + Sized {
    /// What comes of it when its bytes may be those of an answer given before.
    type Answered;

    /// Status, headers and bytes.
    ///
    /// # Errors
    /// `internal` when the body cannot be written as JSON: a fault of ours.
    fn reply(self) -> Result<Reply, Problem>;

    /// The same, of bytes made or stored before.
    fn answered(reply: Reply) -> Self::Answered;
}

/// The answer to a change, as it was serialized: made now, or stored under the same `Idempotency-Key` before.
pub struct Answered<R> {
    reply: Reply,
    kind: PhantomData<R>,
}

impl<R> Answered<R> {
    /// Bytes that were made from an `R`.
    pub(super) fn from_reply(reply: Reply) -> Self {
        Answered { reply, kind: PhantomData }
    }
}

impl<R: Describe> Describe for Answered<R> {
    fn describe(signature: &mut Signature) {
        R::describe(signature);
    }
}

impl<R> Responder for Answered<R> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        self.reply.respond_to(request)
    }
}

pub(super) fn respond(reply: Result<Reply, Problem>, request: &HttpRequest) -> HttpResponse {
    match reply {
        Ok(reply) => reply.respond_to(request),
        Err(problem) => problem.error_response(),
    }
}

/// Makes types of this module what actix sends, each by its [`Respond`].
macro_rules! sent {
    ($($answer:ident<$body:ident: $($bound:path),+>),* $(,)?) => {$(
        impl<$body: $($bound +)+> Responder for $answer<$body> {
            type Body = BoxBody;

            fn respond_to(self, request: &HttpRequest) -> HttpResponse {
                $crate::http::answers::respond(self.reply(), request)
            }
        }
    )*};
}
pub(super) use sent;

sent!(Record<T: Serialize, ToSchema>, Answer<T: Serialize, ToSchema>, Created<T: Serialize, ToSchema>,
    Accepted<T: Serialize, ToSchema>, Document<M: Media>);

/// 200 with a record at a version.
pub struct Record<T> {
    body: T,
    version: i64,
    cache: Cache,
}

impl<T> Record<T> {
    /// The record as it is at `version`; what never changes is at version 1.
    pub fn new(body: T, version: i64) -> Record<T> {
        Record { body, version, cache: Cache::Never }
    }

    /// The same with another rule for caches.
    pub fn cached(mut self, cache: Cache) -> Record<T> {
        self.cache = cache;
        self
    }
}

impl<T: ToSchema> Describe for Record<T> {
    fn describe(signature: &mut Signature) {
        let schema = signature.schema::<T>();
        signature.answers(200, "The record.", Some((JSON, schema)), &["ETag"]);
        signature.unchanged();
    }
}

impl<T: Serialize + ToSchema> Respond for Record<T> {
    type Answered = Answered<Self>;

    fn reply(self) -> Result<Reply, Problem> {
        Ok(Reply::record(&self.body, self.version)?.cached(self.cache))
    }

    fn answered(reply: Reply) -> Answered<Self> {
        Answered::from_reply(reply)
    }
}

/// 200 with a body that has no version: computed for this request.
pub struct Answer<T> {
    body: T,
    cache: Cache,
}

impl<T> Answer<T> {
    /// The body.
    pub fn new(body: T) -> Answer<T> {
        Answer { body, cache: Cache::Never }
    }

    /// The same with another rule for caches.
    pub fn cached(mut self, cache: Cache) -> Answer<T> {
        self.cache = cache;
        self
    }
}

impl<T: ToSchema> Describe for Answer<T> {
    fn describe(signature: &mut Signature) {
        let schema = signature.schema::<T>();
        signature.answers(200, "The answer.", Some((JSON, schema)), &[]);
    }
}

impl<T: Serialize + ToSchema> Respond for Answer<T> {
    type Answered = Answered<Self>;

    fn reply(self) -> Result<Reply, Problem> {
        Ok(Reply::ok(&self.body)?.cached(self.cache))
    }

    fn answered(reply: Reply) -> Answered<Self> {
        Answered::from_reply(reply)
    }
}

/// 201 with a new record and where it is.
pub struct Created<T> {
    location: String,
    record: Record<T>,
}

impl<T> Created<T> {
    /// The new record, its address and its version.
    pub fn at(location: String, body: T, version: i64) -> Created<T> {
        Created { location, record: Record::new(body, version) }
    }

    /// The same with another rule for caches.
    pub fn cached(mut self, cache: Cache) -> Created<T> {
        self.record.cache = cache;
        self
    }
}

impl<T: ToSchema> Describe for Created<T> {
    fn describe(signature: &mut Signature) {
        let schema = signature.schema::<T>();
        signature.answers(201, "The new record.", Some((JSON, schema)), &["ETag", "Location"]);
    }
}

impl<T: Serialize + ToSchema> Respond for Created<T> {
    type Answered = Answered<Self>;

    fn reply(self) -> Result<Reply, Problem> {
        let Record { body, version, cache } = self.record;
        Ok(Reply::created(self.location, &body, version)?.cached(cache))
    }

    fn answered(reply: Reply) -> Answered<Self> {
        Answered::from_reply(reply)
    }
}

/// 202: taken in, done later.
pub struct Accepted<T>(Answer<T>);

impl<T> Accepted<T> {
    /// What is said of it now.
    pub fn new(body: T) -> Accepted<T> {
        Accepted(Answer::new(body))
    }

    /// The same with another rule for caches.
    pub fn cached(self, cache: Cache) -> Accepted<T> {
        Accepted(self.0.cached(cache))
    }
}

impl<T: ToSchema> Describe for Accepted<T> {
    fn describe(signature: &mut Signature) {
        let schema = signature.schema::<T>();
        signature.answers(202, "Taken in; done later.", Some((JSON, schema)), &[]);
    }
}

impl<T: Serialize + ToSchema> Respond for Accepted<T> {
    type Answered = Answered<Self>;

    fn reply(self) -> Result<Reply, Problem> {
        Ok(Reply::accepted(&self.0.body)?.cached(self.0.cache))
    }

    fn answered(reply: Reply) -> Answered<Self> {
        Answered::from_reply(reply)
    }
}

/// 204: done, nothing to say.
pub struct NoContent;

impl Describe for NoContent {
    fn describe(signature: &mut Signature) {
        signature.answers(204, "Done.", None, &[]);
    }
}

impl Respond for NoContent {
    type Answered = Answered<Self>;

    fn reply(self) -> Result<Reply, Problem> {
        Ok(Reply::no_content())
    }

    fn answered(reply: Reply) -> Answered<Self> {
        Answered::from_reply(reply)
    }
}

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        respond(self.reply(), request)
    }
}

/// A media type that files are made in.
pub trait Media {
    /// The schema that stands for such a file in the document.
    type Schema: ToSchema;
    /// The media type as the document names it.
    const TYPE: &'static str;
    /// The value of `Content-Type`.
    const CONTENT_TYPE: &'static str = Self::TYPE;
}

/// 200 with a file made from a record at a version.
pub struct Document<M> {
    bytes: Vec<u8>,
    version: i64,
    media: PhantomData<M>,
}

impl<M> Document<M> {
    /// The file.
    pub fn new(bytes: Vec<u8>, version: i64) -> Document<M> {
        Document { bytes, version, media: PhantomData }
    }
}

impl<M: Media> Describe for Document<M> {
    fn describe(signature: &mut Signature) {
        let schema = signature.schema::<M::Schema>();
        signature.answers(200, "The file.", Some((M::TYPE, schema)), &["ETag"]);
        signature.unchanged();
    }
}

impl<M: Media> Respond for Document<M> {
    type Answered = Answered<Self>;

    fn reply(self) -> Result<Reply, Problem> {
        Ok(Reply::file(self.bytes, M::CONTENT_TYPE, self.version))
    }

    fn answered(reply: Reply) -> Answered<Self> {
        Answered::from_reply(reply)
    }
}

/// For operations whose answer is not a type yet. To be deleted, with every `Result<Reply, Problem>` of a handler.
impl Describe for Reply {
    fn describe(_: &mut Signature) {}
}

/// As above.
impl Respond for Reply {
    type Answered = Reply;

    fn reply(self) -> Result<Reply, Problem> {
        Ok(self)
    }

    fn answered(reply: Reply) -> Reply {
        reply
    }
}
