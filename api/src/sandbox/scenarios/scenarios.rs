//! `/v1/sandbox/scenarios`: the catalogue, one script, and starting it.

use actix_web::web::{Data, Path};

use super::catalogue::{self, ScenarioNameCode, described};
use super::out::{PlayOut, ScenarioOut, ScriptOut};
use super::{Scenario, start};
use crate::app::App;
use crate::http::answers::{Answer, Record};
use crate::http::page::Page;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};

fn named(name: &str) -> Result<&'static Scenario, Problem> {
    catalogue::find(name).ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// List the scenarios
#[utoipa::path(get, path = "/scenarios", tag = "Sandbox", description = described())]
pub async fn list_sandbox_scenarios(app: Data<App>, _: Params<NoParams>) -> Result<Answer<Page<ScenarioOut>>, Problem> {
    let all = catalogue::all().iter().map(|scenario| ScenarioOut::of(&app, scenario)).collect();
    Ok(Answer::new(Page::whole(all)))
}

/// Read a scenario's steps
///
/// As they are written: names in braces, such as `{ines.invoice}`, stand for ids. Nothing is changed.
#[utoipa::path(get, path = "/scenarios/{name}", tag = "Sandbox",
    params(("name" = ScenarioNameCode, Path, description = "Name of the scenario.", example = "dues-cap")))]
pub async fn get_sandbox_scenario(
    app: Data<App>,
    name: Path<String>,
    _: Params<NoParams>,
) -> Result<Answer<ScriptOut>, Problem> {
    Ok(Answer::new(ScriptOut::of(&app, named(&name)?)))
}

/// Start a scenario
///
/// Deletes everything that happened, sets the clock to the scenario's time, and creates its people and records. The answer
/// lists the people and the requests to send in order, with ids filled in and the answers to expect. Sign in at the moment
/// of each step: a token lives ten minutes of the sandbox's clock, which some steps move. Every start gives the same
/// answer. A reset takes the sandbox back to its own start.
#[utoipa::path(post, path = "/scenarios/{name}", tag = "Sandbox",
    params(("name" = ScenarioNameCode, Path, description = "Name of the scenario.", example = "dues-cap")))]
pub async fn start_sandbox_scenario(
    app: Data<App>,
    name: Path<String>,
    _: Params<NoParams>,
) -> Result<Record<PlayOut>, Problem> {
    let play = start::start(&app, named(&name)?).await?;
    Ok(Record::new(play, 1))
}
