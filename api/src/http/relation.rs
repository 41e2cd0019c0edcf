//! Permission on a record is a type: how the caller stands to it, who may therefore see or change it, and the row
//! itself, loaded once.
//!
//! The decision is a domain function; a relation loads the facts and asks it. Whatever is foreign to the caller is
//! 404 here, and nowhere else, as if it did not exist.

use std::future::{Future, ready};
use std::ops::Deref;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::{Data, Path};
use actix_web::{FromRequest, HttpRequest};
use guildhall_domain::accounts::Role;
use guildhall_persistence::{Read, Tx};
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::auth::{Caller, Identity, Permission};
use super::problem::{FORBIDDEN, INTERNAL, NOT_FOUND, Problem};
use super::query::{NoParams, Params};
use super::signature::{Describe, Signature};
use crate::app::App;

/// How a caller can stand to a record: the value is the record, loaded for a caller who stands so.
pub trait Relation: Sized + 'static {
    /// The role needed to ask at all.
    type Permission: Permission + 'static;
    /// What names the record: the ids of the address, or of a query or body.
    type Id: DeserializeOwned + 'static;
    /// Name of the relation in the document's `x-access`, as in `own_session`.
    const NAME: &'static str;
    /// Who that is, in a sentence.
    const MEANING: &'static str;
    /// The roles that stand so to every record.
    const HELD_BY: &'static [Role];

    /// Loads the record and says how the caller stands to it.
    fn find(
        app: &App,
        db: &dyn Read,
        caller: &Identity,
        id: &Self::Id,
    ) -> impl Future<Output = Result<Standing<Self>, Problem>>;

    /// The same for a change, with the rows locked that the change depends on.
    fn lock(
        app: &App,
        tx: &Tx,
        caller: &Identity,
        id: &Self::Id,
    ) -> impl Future<Output = Result<Standing<Self>, Problem>> {
        Self::find(app, tx, caller, id)
    }
}

/// How the caller stands to a record.
pub enum Standing<R> {
    /// In the relation asked for.
    Related(R),
    /// Close enough to know of it, and not entitled to this: 403.
    Forbidden,
    /// Not at all, or there is no such record: 404 for both.
    Foreign,
}

impl<R> Standing<R> {
    /// Related where there is a record and `is_related` says so of it; else foreign.
    pub fn of(found: Option<R>, is_related: impl FnOnce(&R) -> bool) -> Standing<R> {
        found.filter(is_related).map_or(Standing::Foreign, Standing::Related)
    }

    /// The same with what `closer` makes of the record; where it makes nothing, the caller knows of it and may not.
    pub fn or_forbidden<S>(self, closer: impl FnOnce(R) -> Option<S>) -> Standing<S> {
        self.closer(closer, Standing::Forbidden)
    }

    /// The same with what `closer` makes of the record; where it makes nothing, it is foreign.
    pub fn or_foreign<S>(self, closer: impl FnOnce(R) -> Option<S>) -> Standing<S> {
        self.closer(closer, Standing::Foreign)
    }

    fn closer<S>(self, closer: impl FnOnce(R) -> Option<S>, else_so: Standing<S>) -> Standing<S> {
        match self {
            Standing::Related(record) => closer(record).map_or(else_so, Standing::Related),
            Standing::Forbidden => Standing::Forbidden,
            Standing::Foreign => Standing::Foreign,
        }
    }

    fn settle(self) -> Result<R, Problem> {
        match self {
            Standing::Related(record) => Ok(record),
            Standing::Forbidden => Err(Problem::new(&FORBIDDEN)),
            Standing::Foreign => Err(Problem::new(&NOT_FOUND)),
        }
    }
}

/// A caller who has to stand in the relation `R` to what is asked for. Takes the place of `Caller`; the record is
/// loaded by [`By::find`], or in the transaction of a change by `write.on(&by, id, …)`.
pub struct By<R: Relation> {
    app: Data<App>,
    caller: Caller<R::Permission>,
}

impl<R: Relation> By<R> {
    /// The record, for a caller who stands so to it.
    ///
    /// # Errors
    /// `not-found`, `forbidden`; those of the store.
    pub async fn find(&self, db: &dyn Read, id: &R::Id) -> Result<R, Problem> {
        R::find(&self.app, db, &self.caller, id).await?.settle()
    }

    /// The record, locked for a change.
    ///
    /// # Errors
    /// As [`By::find`].
    pub async fn lock(&self, tx: &Tx, id: &R::Id) -> Result<R, Problem> {
        R::lock(&self.app, tx, &self.caller, id).await?.settle()
    }

    /// The application, its clock and its policies.
    pub fn app(&self) -> &App {
        &self.app
    }
}

impl<R: Relation> Deref for By<R> {
    type Target = Identity;

    fn deref(&self) -> &Identity {
        &self.caller
    }
}

impl<R: Relation> Describe for By<R> {
    fn describe(signature: &mut Signature) {
        Caller::<R::Permission>::describe(signature);
        signature.related(R::NAME, R::MEANING, R::HELD_BY.iter().map(|role| role.as_str()));
    }
}

impl<R: Relation> FromRequest for By<R> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let app = request.app_data::<Data<App>>().cloned().ok_or_else(|| Problem::new(&INTERNAL));
        let caller = Caller::from_request(request, payload).into_inner();
        ready(caller.and_then(|caller| Ok(By { app: app?, caller })))
    }
}

/// The record at this address, read by somebody who stands in the relation `R` to it: judges the caller, the
/// address and the query `Q`, in this order, and loads. Takes the place of `Caller`, `Path` and `Params`.
pub struct Sees<R: Relation, Q = NoParams> {
    /// Who asks.
    pub by: By<R>,
    /// The query.
    pub query: Q,
    /// The record.
    pub record: R,
}

impl<R: Relation, Q: IntoParams> Describe for Sees<R, Q> {
    fn describe(signature: &mut Signature) {
        By::<R>::describe(signature);
        Params::<Q>::describe(signature);
    }
}

impl<R: Relation, Q: DeserializeOwned + IntoParams + 'static> FromRequest for Sees<R, Q> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let by = By::<R>::from_request(request, payload).into_inner();
        let id = Path::<R::Id>::from_request(request, payload).into_inner();
        let query = Params::<Q>::from_request(request, payload).into_inner();
        Box::pin(async move {
            let (by, id, Params(query)) = (by?, id?.into_inner(), query?);
            let record = by.find(&by.app.db, &id).await?;
            Ok(Sees { by, query, record })
        })
    }
}
