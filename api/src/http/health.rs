//! Whether the process lives, and whether it can serve.

use actix_web::get;
use actix_web::web::Data;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Problem;
use super::query::{NoParams, Params};
use super::reply::Reply;
use crate::app::App;

/// State of the process.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// Always `ok`: a process that is not well does not answer so.
    #[schema(max_length = 16, example = "ok")]
    pub status: &'static str,
    /// Version of the server.
    #[schema(max_length = 32, example = "1.0.0")]
    pub version: &'static str,
}

const WELL: Health = Health { status: "ok", version: env!("CARGO_PKG_VERSION") };

/// Tell that the process lives
///
/// Answers without asking the database, so that a broken database does not get the process restarted. The server
/// counts no quota and looks at no token here; a proxy before it may.
#[utoipa::path(tag = "Health", operation_id = "checkLiveness", security(()),
    responses((status = 200, description = "The process lives.", body = Health)))]
#[get("/live")]
pub async fn live(_: Params<NoParams>) -> Result<Reply, Problem> {
    Reply::ok(&WELL)
}

/// Tell that the service can answer
///
/// Asks the database one small question; 503 while it does not answer or is not migrated. The server counts no
/// quota and looks at no token here; a proxy before it may.
#[utoipa::path(tag = "Health", operation_id = "checkReadiness", security(()),
    responses((status = 200, description = "The service can answer.", body = Health)))]
#[get("/ready")]
pub async fn ready(app: Data<App>, _: Params<NoParams>) -> Result<Reply, Problem> {
    guildhall_persistence::ready(&app.db).await?;
    Reply::ok(&WELL)
}
