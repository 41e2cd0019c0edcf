//! What the decisions on an application for Life membership share: the reasons given, and taking the step.

use std::borrow::Cow;

use guildhall_domain::life_membership::{Actor, LifeApplication, LifeDecision};
use guildhall_persistence::Tx;
use serde::Deserialize;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::actions::decide;
use super::actions::steps::By;
use super::application_out::LifeApplicationOut;
use super::applications::shown;
use crate::app::App;
use crate::http::answers::Record;
use crate::http::auth::Identity;
use crate::http::document::{LAYOUT, LINES};
use crate::http::problem::Problem;

/// Reasons for a step.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LifeApplicationReasons)]
pub struct ReasonsIn {
    /// Reasons, one sentence each.
    #[schema(min_items = 1, max_items = 20)]
    pub(super) reasons: Vec<Reason>,
}

/// A reason in a sentence.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Reason(String);

impl PartialSchema for Reason {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A reason in a sentence."))
            .min_length(Some(1))
            .max_length(Some(1000))
            .pattern(Some(r"\S"))
            .extensions(Some(ExtensionsBuilder::new().add(LAYOUT, LINES).build()))
            .examples([Value::from("Twelve years of service are on record.")])
            .into()
    }
}

impl ToSchema for Reason {
    fn name() -> Cow<'static, str> {
        "LifeReason".into()
    }
}

/// The texts of reasons.
pub(super) fn texts(reasons: &[Reason]) -> Vec<String> {
    reasons.iter().map(|reason| reason.0.clone()).collect()
}

/// Takes a step on an application that is locked, and shows what it has become.
pub(super) async fn step(
    app: &App,
    tx: &Tx,
    by: By,
    application: LifeApplication,
    decision: LifeDecision,
    reasons: Vec<String>,
) -> Result<Record<LifeApplicationOut>, Problem> {
    let changed = decide::take(app, tx, by, application, decision, reasons).await?;
    let (out, version) = shown(app, tx, changed).await?;
    Ok(Record::new(out, version))
}

pub(super) fn as_(caller: &Identity, actor: Actor) -> By {
    By { account_id: caller.account_id, actor }
}
