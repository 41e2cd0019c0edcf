//! Starting a scenario: begin anew at its instant, arrange, fill in the ids.

use guildhall_persistence::Tx;
use serde_json::Value;

use super::out::{PlayOut, StepOut};
use super::{Scenario, Stage, Step};
use crate::app::App;
use crate::http::problem::Problem;
use crate::sandbox::personas::{self, PersonaOut, Somebody};
use crate::sandbox::{people, resets};

/// Puts a scenario in place of everything there was, in one transaction.
///
/// # Errors
/// Those of the store; then data and clock are as they were.
pub(super) async fn start(app: &App, scenario: &Scenario) -> Result<PlayOut, Problem> {
    let stood_at = app.clock.now();
    let tx = app.db.begin().await?;
    match play(app, &tx, scenario).await {
        Ok(play) => {
            tx.commit().await?;
            app.tokens.forget_all();
            Ok(play)
        }
        Err(problem) => {
            app.clock.set(stood_at);
            Err(problem)
        }
    }
}

async fn play(app: &App, tx: &Tx, scenario: &Scenario) -> Result<PlayOut, Problem> {
    let personas = resets::refill(app, tx, Some(scenario.at)).await?;
    let mut stage = Stage::new(app, tx, personas);
    (scenario.arrange)(&mut stage).await?;
    app.clock.set(scenario.at);
    let people = people_of(app, tx, &stage, &scenario.steps).await?;
    let steps = scenario.steps.iter().map(|step| StepOut::of(&filled(&stage, step))).collect();
    Ok(PlayOut::of(app, scenario, people, steps))
}

/// Whoever was invented for it, then the personas that a step names.
async fn people_of(app: &App, tx: &Tx, stage: &Stage<'_>, steps: &[Step]) -> Result<Vec<PersonaOut>, Problem> {
    let guests = stage.guests.iter().map(|guest| Somebody {
        role: guest.handle,
        about: "invented for this scenario",
        name: guest.name,
        email: guest.email(),
    });
    let personas =
        people::all().into_iter().filter(|persona| Stage::is_called(persona.role, steps)).map(Somebody::from);
    let mut people = Vec::new();
    for somebody in guests.chain(personas) {
        people.extend(personas::find(app, tx, somebody).await?);
    }
    Ok(people)
}

fn filled(stage: &Stage<'_>, step: &Step) -> Step {
    let values = step.values.iter().map(|(pointer, value)| (*pointer, filled_in(stage, value)));
    Step {
        path: stage.filled(&step.path),
        body: step.body.as_ref().map(|body| filled_in(stage, body)),
        values: values.collect(),
        ..step.clone()
    }
}

fn filled_in(stage: &Stage<'_>, value: &Value) -> Value {
    match value {
        Value::String(text) => stage.filled(text).into(),
        Value::Array(items) => items.iter().map(|item| filled_in(stage, item)).collect(),
        Value::Object(members) => members.iter().map(|(name, inner)| (name.clone(), filled_in(stage, inner))).collect(),
        other => other.clone(),
    }
}
