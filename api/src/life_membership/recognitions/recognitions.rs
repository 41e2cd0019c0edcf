//! `/v1/life-membership/recognitions`: the work list of all that is still to be done.

use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use guildhall_persistence::PageRequest;
use guildhall_persistence::life_membership::{self as store, RecognitionSort};
use serde::Deserialize;
use utoipa::IntoParams;

use super::recognition_out::RecognitionOut;
use crate::app::App;
use crate::http::auth::{Caller, Staff};
use crate::http::page::default_limit;
use crate::http::problem::Problem;
use crate::http::query::Params;
use crate::http::reply::Reply;
use crate::page_of;

page_of!(LifeRecognitionPage, RecognitionOut);

/// Which lists are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RecognitionQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only those that are done, or not.
    #[param(nullable = false, example = false)]
    complete: Option<bool>,
}

/// List the recognition of Life members
///
/// The work list of staff, who has waited longest first; `complete=false` shows what is still to do.
#[utoipa::path(tag = "Life membership", operation_id = "listLifeRecognitions", security(("bearer" = ["staff"])), params(RecognitionQuery),
    responses((status = 200, description = "One page.", body = LifeRecognitionPage)))]
#[get("/recognitions")]
pub async fn list_recognitions(
    _: Caller<Staff>,
    app: Data<App>,
    request: HttpRequest,
    query: Params<RecognitionQuery>,
) -> Result<Reply, Problem> {
    let list = "life-membership/recognitions";
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: RecognitionSort::Oldest, after };
    let slice = store::list_recognitions(&app.db, query.0.complete, page).await?;
    app.cursors.reply::<LifeRecognitionPage, _>(&request, list, query.0.limit, slice, RecognitionOut::from)
}
