//! `/v1/members/applications/{application_id}/acceptance`: staff's yes.

use actix_web::web::Path;
use guildhall_domain::ids::ApplicationId;
use guildhall_domain::members::admission::{Criterion, Judged, ReviewAction, Told};
use serde::Deserialize;
use utoipa::ToSchema;

use super::application_out::ApplicationOut;
use super::review::step;
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::members::codes::CriterionCode;
use crate::members::problems::{
    APPLICATION_EXPIRED, APPLICATION_NOT_IN_REVIEW, CRITERION_UNJUDGED, FULL_TIME_POSITION_MISSING,
    LOCAL_GOVERNMENT_POSITION_HELD, LOCAL_GOVERNMENT_POSITION_MISSING, SEPARATION_UNDOCUMENTED,
    STILL_IN_FULL_TIME_EMPLOYMENT, TRANSITION_EXHAUSTED, TRANSITION_WHILE_EMPLOYED,
};

/// What staff accept an application on.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApplicationAcceptance)]
pub struct AcceptanceIn {
    /// The six criteria of a Full member's job, each met or noted; needed for `full`, none otherwise.
    #[serde(default)]
    #[schema(max_items = 6)]
    criteria: Vec<CriterionIn>,
    /// Where the document of an involuntary separation is kept; needed for the waiver between positions.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"\S",
        nullable = false,
        example = "Letter of the council, 2025-08-15"
    )]
    separation_document: Option<String>,
    /// What else was looked at.
    #[schema(
        min_length = 1,
        max_length = 1000,
        pattern = r"\S",
        nullable = false,
        example = "Seen in the city's directory.", extensions(("x-text" = json!("lines"))))]
    note: Option<String>,
}

/// A criterion of a Full member's job, as it is judged.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CriterionJudgment)]
pub struct CriterionIn {
    /// The criterion.
    #[schema(value_type = CriterionCode)]
    criterion: Criterion,
    /// Whether it is met.
    #[schema(example = true)]
    met: bool,
    /// Why the application is accepted if it is not.
    #[schema(
        min_length = 1,
        max_length = 1000,
        pattern = r"\S",
        nullable = false,
        example = "The manager appoints; the assistant is consulted.", extensions(("x-text" = json!("lines"))))]
    note: Option<String>,
}

impl AcceptanceIn {
    fn told(&self) -> Told {
        let judged = |one: &CriterionIn| Judged { criterion: one.criterion, met: one.met, note: one.note.clone() };
        Told {
            texts: self.note.iter().cloned().collect(),
            criteria: self.criteria.iter().map(judged).collect(),
            separation_document: self.separation_document.clone(),
        }
    }
}

/// Accept an application for membership
///
/// For staff, not on an own application. The application then awaits payment, and its invoice can be issued; a change of
/// category without charge is carried out. Of two colleagues who decide at once the second is refused.
#[utoipa::path(post, path = "/applications/{application_id}/acceptance", tag = "Members", extensions(("x-refuses" = json!([
    APPLICATION_NOT_IN_REVIEW, OWN_MATTER, CRITERION_UNJUDGED, SEPARATION_UNDOCUMENTED, APPLICATION_EXPIRED,
    LOCAL_GOVERNMENT_POSITION_MISSING, LOCAL_GOVERNMENT_POSITION_HELD, FULL_TIME_POSITION_MISSING,
    STILL_IN_FULL_TIME_EMPLOYMENT, TRANSITION_WHILE_EMPLOYED, TRANSITION_EXHAUSTED
]))))]
pub async fn accept_application(
    caller: Caller<Staff>,
    id: Path<ApplicationId>,
    write: Write,
    body: Body<AcceptanceIn>,
) -> Result<Answered<Record<ApplicationOut>>, Problem> {
    let by = caller.account_id;
    write.perform(async |tx| step(write.app(), tx, by, *id, ReviewAction::Accept, body.0.told()).await).await
}
