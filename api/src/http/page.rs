//! Lists: one envelope, keyset cursors, no totals.
//!
//! A cursor is the position after the last item, sealed with a MAC so that one
//! made up or changed is told from one of ours, and bound to the list it came from.

use std::borrow::Cow;

use actix_web::body::BoxBody;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Responder};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use guildhall_persistence::page::{Position, PositionKey, Slice};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::answers::{self, Answered, Respond};
use super::formats;
use super::problem::{INVALID_PARAMETER, Problem, Violation};
use super::reply::{Cache, Reply};
use super::signature::{Describe, Signature};

/// How many items a page has unless asked otherwise.
const DEFAULT_LIMIT: u16 = 25;

/// For serde: the limit when none is given.
pub fn default_limit() -> u16 {
    DEFAULT_LIMIT
}

/// Query parameters of a list that has no filters and one order.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    pub limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    pub after: Option<String>,
}

/// Where a page ends and how to go on.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PageInfo)]
pub struct PageOut {
    /// Most items that this page could hold.
    #[schema(minimum = 1, maximum = 100, example = 25)]
    pub limit: i32,
    /// Whether items follow.
    #[schema(example = true)]
    pub has_more: bool,
    /// Cursor for `after`; null on the last page.
    #[schema(required, max_length = 2048, example = "eyJ0IjoiSGFydGxleSJ9.c2VhbA")]
    pub next: Option<String>,
}

impl PageOut {
    /// For short lists that are always given whole.
    pub fn whole() -> PageOut {
        PageOut { limit: 100, has_more: false, next: None }
    }
}

/// One page of a list: the items, and where it ends.
#[derive(Serialize)]
pub struct Page<T> {
    data: Vec<T>,
    page: PageOut,
    #[serde(skip)]
    link: Option<String>,
    #[serde(skip)]
    cache: Cache,
}

impl<T> Page<T> {
    /// A short list that is always given whole.
    pub fn whole(data: Vec<T>) -> Page<T> {
        Page { data, page: PageOut::whole(), link: None, cache: Cache::Never }
    }

    /// The same with another rule for caches.
    pub fn cached(mut self, cache: Cache) -> Page<T> {
        self.cache = cache;
        self
    }
}

/// The schema is named for its items: `Organization` and `OrganizationSummary` come in an `OrganizationPage`.
impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        format!("{}Page", T::name().trim_end_matches("Summary")).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        schemas.push((PageOut::name().into_owned(), PageOut::schema()));
        T::schemas(schemas);
        PageOut::schemas(schemas);
    }
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let items = ArrayBuilder::new()
            .items(RefOr::<Schema>::Ref(Ref::from_schema_name(T::name())))
            .description(Some("The items, in the order of the list."))
            .max_items(Some(100));
        let mut page = Ref::from_schema_name(PageOut::name());
        page.description = "Where this page ends and how to go on.".into();
        ObjectBuilder::new()
            .description(Some(format!("One page of a list of `{}`.", T::name())))
            .property("data", items)
            .property("page", RefOr::<Schema>::Ref(page))
            .required("data")
            .required("page")
            .into()
    }
}

impl<T: ToSchema> Describe for Page<T> {
    fn describe(signature: &mut Signature) {
        let schema = signature.schema::<Self>();
        signature.answers(200, "One page of the list.", Some((answers::JSON, schema)), &[]);
    }
}

impl<T: Serialize + ToSchema> Respond for Page<T> {
    type Answered = Answered<Self>;

    fn reply(self) -> Result<Reply, Problem> {
        let reply = Reply::ok(&self)?.cached(self.cache);
        Ok(match self.link {
            Some(link) => reply.header(header::LINK, link),
            None => reply,
        })
    }

    fn answered(reply: Reply) -> Answered<Self> {
        Answered::from_reply(reply)
    }
}

answers::sent!(Page<T: Serialize, ToSchema>);

/// Declares the page struct of an operation whose answer is not a type yet; to be deleted. Its successor is [`Page`].
///
/// Declares the page struct of a resource: `page_of!(MemberPage, MemberOut);`
#[macro_export]
macro_rules! page_of {
    ($name:ident, $item:ident) => {
        #[doc = concat!("One page of a list of `", stringify!($item), "`.")]
        #[derive(serde::Serialize, utoipa::ToSchema)]
        pub struct $name {
            /// The items, in the order of the list.
            #[schema(max_items = 100)]
            pub data: Vec<$item>,
            /// Where this page ends and how to go on.
            pub page: $crate::http::page::PageOut,
        }

        impl $crate::http::page::Paged for $name {
            type Item = $item;
            fn new(data: Vec<$item>, page: $crate::http::page::PageOut) -> Self {
                Self { data, page }
            }
        }
    };
}

/// A page struct made by [`page_of!`].
pub trait Paged: Serialize {
    /// What the list holds.
    type Item;
    /// The page with these items.
    fn new(data: Vec<Self::Item>, page: PageOut) -> Self;
}

/// Makes and reads cursors.
pub struct Cursors {
    key: hmac::Key,
}

#[derive(Serialize, Deserialize)]
struct Content {
    list: String,
    key: Key,
    id: uuid::Uuid,
}

#[derive(Serialize, Deserialize)]
enum Key {
    Text(String),
    Integer(i64),
    Date(chrono::NaiveDate),
    Instant(chrono::DateTime<chrono::Utc>),
}

impl Cursors {
    /// Cursors sealed with a key derived from the installation's secret.
    pub fn new(secret: &[u8]) -> Cursors {
        Cursors { key: hmac::Key::new(hmac::HMAC_SHA256, &[b"cursor:", secret].concat()) }
    }

    /// The position that `after` stands for in `list`.
    ///
    /// # Errors
    /// `invalid-parameter` (400) for a cursor that this server did not make for this list.
    pub fn read(&self, list: &str, after: Option<&str>) -> Result<Option<Position>, Problem> {
        let Some(text) = after else { return Ok(None) };
        match self.open(list, text) {
            Some(position) => Ok(Some(position)),
            None => Err(Problem::new(&INVALID_PARAMETER).errors(vec![Violation::parameter(
                "after",
                "unknown_cursor",
                "is not a cursor of this list; take `page.next` of an answer, with the same sort",
            )])),
        }
    }

    fn open(&self, list: &str, text: &str) -> Option<Position> {
        let (content, seal) = text.split_once('.')?;
        hmac::verify(&self.key, content.as_bytes(), &URL_SAFE_NO_PAD.decode(seal).ok()?).ok()?;
        let content: Content = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(content).ok()?).ok()?;
        let key = match content.key {
            Key::Text(text) => PositionKey::Text(text),
            Key::Integer(number) => PositionKey::Integer(number),
            Key::Date(date) => PositionKey::Date(date),
            Key::Instant(at) => PositionKey::Instant(at),
        };
        (content.list == list).then_some(Position { key, id: content.id })
    }

    fn seal(&self, list: &str, position: &Position) -> String {
        let key = match &position.key {
            PositionKey::Text(text) => Key::Text(text.clone()),
            PositionKey::Integer(number) => Key::Integer(*number),
            PositionKey::Date(date) => Key::Date(*date),
            PositionKey::Instant(at) => Key::Instant(*at),
        };
        let content = Content { list: list.to_owned(), key, id: position.id };
        let content = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&content).unwrap_or_default());
        let seal = hmac::sign(&self.key, content.as_bytes());
        format!("{content}.{}", URL_SAFE_NO_PAD.encode(seal.as_ref()))
    }

    /// One page of `list` with these items, with a `Link` to the next one.
    pub fn page<T, O>(&self, asked: &AskedAt, list: &str, slice: Slice<T>, out: impl Fn(T) -> O) -> Page<O> {
        let next = slice.next.as_ref().map(|position| self.seal(list, position));
        let link = next.as_ref().map(|cursor| asked.next_link(cursor));
        let page = PageOut { limit: i32::from(asked.limit), has_more: next.is_some(), next };
        Page { data: slice.items.into_iter().map(out).collect(), page, link, cache: Cache::Never }
    }

    /// As [`Cursors::page`], for operations whose answer is not a type yet; to be deleted.
    ///
    /// # Errors
    /// `internal` when an item cannot be written as JSON.
    pub fn reply<P: Paged, T>(
        &self,
        request: &HttpRequest,
        list: &str,
        limit: u16,
        slice: Slice<T>,
        out: impl Fn(T) -> P::Item,
    ) -> Result<Reply, Problem> {
        let next = slice.next.as_ref().map(|position| self.seal(list, position));
        let link = next.as_ref().map(|cursor| next_link(request.path(), request.query_string(), cursor));
        let page = PageOut { limit: i32::from(limit), has_more: next.is_some(), next };
        let reply = Reply::ok(&P::new(slice.items.into_iter().map(out).collect(), page))?;
        Ok(match link {
            Some(link) => reply.header(header::LINK, link),
            None => reply,
        })
    }
}

/// The address that a page was asked for at, and how long it may be.
pub struct AskedAt {
    /// Path of the request.
    pub path: String,
    /// Its query.
    pub query: String,
    /// Most items on the page.
    pub limit: u16,
}

impl AskedAt {
    /// The request's own address with `after` put in place, as a relative reference.
    fn next_link(&self, cursor: &str) -> String {
        next_link(&self.path, &self.query, cursor)
    }
}

fn next_link(path: &str, query: &str, cursor: &str) -> String {
    let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("after="));
    let query: Vec<String> = kept.map(str::to_owned).chain([format!("after={cursor}")]).collect();
    format!("<{}?{}>; rel=\"next\"", formats::with_small_ids(path), formats::with_small_ids(&query.join("&")))
}
