//! `/v1/life-membership/recognitions`: the work list of all that is still to be done.

use guildhall_persistence::life_membership::{self as store, RecognitionSort};
use serde::Deserialize;
use utoipa::IntoParams;

use super::recognition_out::RecognitionOut;
use crate::http::auth::{Caller, Staff};
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::problem::Problem;

/// Filters of the list of recognitions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RecognitionQuery {
    /// Only recognitions that are complete, or only those that are not.
    #[param(nullable = false, example = false)]
    complete: Option<bool>,
}

impl ListQuery for RecognitionQuery {
    type Sort = RecognitionSort;

    fn order(&self) -> (&'static str, RecognitionSort) {
        ("life-membership/recognitions", RecognitionSort::Oldest)
    }
}

/// List the recognition of Life members
///
/// For staff. Sorted by date of the grant, oldest first; `complete=false` returns what is still to be done.
#[utoipa::path(get, path = "/recognitions", tag = "Life membership")]
pub async fn list_life_recognitions(
    _: Caller<Staff>,
    list: Listing<RecognitionQuery>,
) -> Result<Page<RecognitionOut>, Problem> {
    let slice = store::list_recognitions(&list.app().db, list.query.complete, list.page()).await?;
    Ok(list.answer(slice, RecognitionOut::from))
}
