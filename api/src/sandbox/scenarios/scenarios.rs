//! `/v1/sandbox/scenarios`: the catalogue, one script, and starting it.

use actix_web::web::{Data, Path};
use actix_web::{get, post};

use super::catalogue::{self, ScenarioNameCode, described};
use super::out::{PlayOut, SandboxScenarioPage, ScenarioOut, ScriptOut};
use super::{Scenario, start};
use crate::app::App;
use crate::http::page::{PageOut, Paged};
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};

fn named(name: &str) -> Result<&'static Scenario, Problem> {
    catalogue::find(name).ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// List the scenarios
#[utoipa::path(tag = "Sandbox", operation_id = "listSandboxScenarios", security(()), description = described(),
    responses((status = 200, description = "Every scenario, on one page.", body = SandboxScenarioPage)))]
#[get("/scenarios")]
pub async fn list_scenarios(app: Data<App>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let all = catalogue::all().iter().map(|scenario| ScenarioOut::of(&app, scenario)).collect();
    Ok(Reply::ok(&SandboxScenarioPage::new(all, PageOut::whole()))?.cached(Cache::Never))
}

/// Read a scenario's steps
///
/// As they are written: in the place of ids stand names in braces, such as `{ines.invoice}`. Nothing is changed.
#[utoipa::path(tag = "Sandbox", operation_id = "getSandboxScenario", security(()),
    params(("name" = ScenarioNameCode, Path, description = "Name of the scenario.", example = "dues-cap")),
    responses((status = 200, description = "The scenario and its steps.", body = ScriptOut)))]
#[get("/scenarios/{name}")]
pub async fn get_scenario(app: Data<App>, name: Path<String>, _: Params<NoParams>) -> Result<Reply, Problem> {
    Ok(Reply::ok(&ScriptOut::of(&app, named(&name)?))?.cached(Cache::Never))
}

/// Start a scenario
///
/// Forgets everything that happened, puts the clock to the scenario's instant, and arranges people and papers. The
/// answer says who is there, and the requests to send one after another with the answers to expect, ids filled in. Sign
/// in at the moment of each step: a token lives ten minutes of the sandbox's clock, which some steps move. Every start
/// gives the same answer; a reset leads back to the sandbox's own beginning.
#[utoipa::path(tag = "Sandbox", operation_id = "startSandboxScenario", security(()),
    params(("name" = ScenarioNameCode, Path, description = "Name of the scenario.", example = "dues-cap")),
    responses((status = 200, description = "The scenario is in place.", body = PlayOut)))]
#[post("/scenarios/{name}")]
pub async fn start_scenario(app: Data<App>, name: Path<String>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let play = start::start(&app, named(&name)?).await?;
    Ok(Reply::record(&play, 1)?.cached(Cache::Never))
}
