//! `/v1/organizations/representations`: the organizations that the caller acts for.

use guildhall_persistence::Slice;
use guildhall_persistence::organizations::{self as store, RepresentativeSort};
use serde::Deserialize;
use utoipa::IntoParams;

use super::representatives::{RepresentativeOut, shown};
use crate::http::auth::Caller;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::problem::Problem;

/// The list of one's own representations has no filters.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RepresentationQuery {}

impl ListQuery for RepresentationQuery {
    type Sort = RepresentativeSort;

    fn order(&self) -> (&'static str, RepresentativeSort) {
        ("organizations/representations", RepresentativeSort::Oldest)
    }
}

/// List the organizations that you represent
///
/// Your own representations, the first named first; staff name representatives.
#[utoipa::path(get, path = "/representations", tag = "Organizations")]
pub async fn list_own_representations(
    caller: Caller,
    list: Listing<RepresentationQuery>,
) -> Result<Page<RepresentativeOut>, Problem> {
    let db = &list.app().db;
    let Slice { items, next } = store::list_representations(db, caller.account_id, list.page()).await?;
    Ok(list.answer(Slice { items: shown(db, items).await?, next }, |one| one))
}
