//! What the steps of staff's review share: the texts that go with them, and taking the step.

use std::borrow::Cow;

use guildhall_domain::ids::{AccountId, ApplicationId};
use guildhall_domain::members::admission::{ReviewAction, Told};
use guildhall_domain::members::visibility::Sight;
use guildhall_persistence::Tx;
use serde::Deserialize;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::application_out::{ApplicationOut, shown};
use crate::app::App;
use crate::http::answers::Record;
use crate::http::document::{LAYOUT, LINES};
use crate::http::problem::Problem;
use crate::members::actions::review;

/// Texts of a step of the review.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReviewTexts)]
pub struct ReviewTextsIn {
    /// Reasons, questions or answers, one after the other.
    #[schema(min_items = 1, max_items = 20)]
    texts: Vec<ReviewText>,
}

impl ReviewTextsIn {
    /// What goes with the step.
    pub(in crate::members) fn told(&self) -> Told {
        Told { texts: self.texts.iter().map(|text| text.0.clone()).collect(), ..Told::default() }
    }
}

/// A reason, a question or an answer.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct ReviewText(String);

impl PartialSchema for ReviewText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A reason, a question or an answer."))
            .min_length(Some(1))
            .max_length(Some(1000))
            .pattern(Some(r"\S"))
            .extensions(Some(ExtensionsBuilder::new().add(LAYOUT, LINES).build()))
            .examples([Value::from("Who prepares the budget of your department?")])
            .into()
    }
}

impl ToSchema for ReviewText {
    fn name() -> Cow<'static, str> {
        "ReviewText".into()
    }
}

/// Takes a step, and shows what the application has become.
pub(super) async fn step(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: ApplicationId,
    action: ReviewAction,
    told: Told,
) -> Result<Record<ApplicationOut>, Problem> {
    let application = review::take(app, tx, by, id, action, told).await?;
    let (out, version) = shown(app, tx, &application, Sight::Whole).await?;
    Ok(Record::new(out, version))
}
