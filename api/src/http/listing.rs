//! What a list is asked for: its filters, its order, and which page of it.
//!
//! `limit` and `after` stand here and nowhere else. A list is a filter struct, an order and one call of the store.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use guildhall_persistence::page::{PageRequest, Position, Slice};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use super::page::{AskedAt, Page, PageQuery};
use super::problem::{INTERNAL, Problem};
use super::query;
use super::signature::{Describe, Signature};
use crate::app::App;

/// The query parameters of a list, beside `limit` and `after`.
pub trait ListQuery: DeserializeOwned + IntoParams + 'static {
    /// The orders that the store knows.
    type Sort;

    /// The order asked for, and the name of the list in it, which its cursors are bound to. A list within another
    /// record names the parameter of the address in braces, as in `cohorts/{cohort_id}/posts`.
    fn order(&self) -> (&'static str, Self::Sort);
}

/// A list asked for by this request. Reads the whole query: a handler that takes it takes no `Params`.
pub struct Listing<Q> {
    /// The filters.
    pub query: Q,
    app: Data<App>,
    name: String,
    asked: AskedAt,
    after: Option<Position>,
}

impl<Q: ListQuery> Listing<Q> {
    /// The application, its clock and its policies.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Which page the store is to read.
    pub fn page(&self) -> PageRequest<Q::Sort> {
        PageRequest { limit: self.asked.limit, sort: self.query.order().1, after: self.after.clone() }
    }

    /// The page with what the store found.
    pub fn answer<T, O>(&self, slice: Slice<T>, out: impl Fn(T) -> O) -> Page<O> {
        self.app.cursors.page(&self.asked, &self.name, slice, out)
    }
}

impl<Q: ListQuery> FromRequest for Listing<Q> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

fn read<Q: ListQuery>(request: &HttpRequest) -> Result<Listing<Q>, Problem> {
    let app = request.app_data::<Data<App>>().ok_or_else(|| Problem::new(&INTERNAL))?.clone();
    let Asked { page, query } = query::read::<Asked<Q>>(request.query_string())?;
    let name = name_at(query.order().0, request);
    let after = app.cursors.read(&name, page.after.as_deref())?;
    let (path, asked_for) = (request.path().to_owned(), request.query_string().to_owned());
    Ok(Listing { query, app, name, asked: AskedAt { path, query: asked_for, limit: page.limit }, after })
}

/// The name of a list, with the ids that the address gives.
fn name_at(name: &str, request: &HttpRequest) -> String {
    let filled =
        |name: String, (parameter, id): (&str, &str)| name.replace(&format!("{{{parameter}}}"), &id.to_lowercase());
    request.match_info().iter().fold(name.to_owned(), filled)
}

impl<Q: IntoParams> Describe for Listing<Q> {
    fn describe(signature: &mut Signature) {
        signature.parameters::<Asked<Q>>(ParameterIn::Query);
    }
}

/// Both in one query.
struct Asked<Q> {
    page: PageQuery,
    query: Q,
}

impl<Q: IntoParams> IntoParams for Asked<Q> {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut all = PageQuery::into_params(&place);
        all.extend(Q::into_params(&place));
        all
    }
}

impl<'de, Q: DeserializeOwned> Deserialize<'de> for Asked<Q> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let given = Value::deserialize(deserializer)?;
        let page = PageQuery::deserialize(&given).map_err(D::Error::custom)?;
        let query = serde_json::from_value(given).map_err(D::Error::custom)?;
        Ok(Asked { page, query })
    }
}
