//! `/v1/cyber-program/cohorts/{cohort_id}/surveys` and `/v1/cyber-program/surveys/{survey_id}`: what is asked.

use actix_web::web::Path;
use guildhall_domain::ids::CohortId;
use guildhall_persistence::cyber_program::{self as store, SurveySort};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::actions as action;
use super::relations::{KnowsSurvey, MakesSurveys};
use super::survey_out::{SurveyOut, SurveyQuestionOut, survey_out};
use crate::cyber_program::problems::{
    ACTIVITY_WRITTEN_ELSEWHERE, NO_SUCH_ACTIVITY, SURVEY_CLOSED, SURVEY_CODE_TWICE, SURVEY_THERE,
};
use crate::cyber_program::relations::KnowsCohort;
use crate::cyber_program::writing::planned;
use crate::http::answers::{Answered, Created, Record};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::{By, Sees};

/// A survey to create.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCohortSurvey)]
pub struct SurveyIn {
    /// Key of the activity in the cohort's week plan, of kind `survey`.
    #[schema(min_length = 5, max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w06-survey")]
    activity: String,
    /// Questions of the survey.
    #[schema(min_items = 1, max_items = 50)]
    questions: Vec<SurveyQuestionOut>,
}

/// The surveys of one cohort have one order and no filter.
#[derive(Deserialize, IntoParams)]
pub struct SurveyQuery {}

impl ListQuery for SurveyQuery {
    type Sort = SurveySort;

    fn order(&self) -> (&'static str, SurveySort) {
        ("cyber-program/surveys/{cohort_id}", SurveySort::Newest)
    }
}

/// List surveys of a cohort
///
/// For participants, faculty of the cohort, staff and admins. Sorted by creation time, latest first.
#[utoipa::path(get, path = "/cohorts/{cohort_id}/surveys", tag = "Cyber program")]
pub async fn list_surveys(
    caller: By<KnowsCohort>,
    id: Path<CohortId>,
    list: Listing<SurveyQuery>,
) -> Result<Page<SurveyOut>, Problem> {
    let db = &list.app().db;
    let cohort = caller.find(db, &id).await?.cohort;
    let slice = store::list_surveys(db, cohort.id, list.page()).await?;
    let slice = slice.try_map(|record| {
        let activity = planned(&cohort, &record.activity.to_string())?;
        Ok::<_, Problem>(survey_out(record, &activity))
    })?;
    Ok(list.answer(slice, |survey| survey))
}

/// Create a survey
///
/// For faculty of the cohort, staff and admins, before the survey is due. Each person answers a question with exactly one
/// of its choices; to allow several, ask one yes-or-no question for each. The questions cannot be changed later.
#[utoipa::path(post, path = "/cohorts/{cohort_id}/surveys", tag = "Cyber program",
    extensions(("x-refuses" = json!([NO_SUCH_ACTIVITY, ACTIVITY_WRITTEN_ELSEWHERE, SURVEY_THERE, SURVEY_CLOSED,
        SURVEY_CODE_TWICE]))))]
pub async fn create_survey(
    caller: By<MakesSurveys>,
    id: Path<CohortId>,
    write: Write,
    body: Body<SurveyIn>,
) -> Result<Answered<Created<SurveyOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, MakesSurveys(cohort)| {
            let questions = body.0.questions.iter().cloned().map(Into::into).collect();
            let by = caller.account_id;
            let record = action::ask(write.app(), tx, by, &cohort, &body.0.activity, questions).await?;
            let activity = planned(&cohort, &record.activity.to_string())?;
            let location = format!("/v1/cyber-program/surveys/{}", record.id);
            Ok(Created::at(location, survey_out(record, &activity), 1))
        })
        .await
}

/// Read a survey
///
/// For participants, faculty of the cohort, staff and admins.
#[utoipa::path(get, path = "/surveys/{survey_id}", tag = "Cyber program")]
pub async fn get_survey(seen: Sees<KnowsSurvey>) -> Result<Record<SurveyOut>, Problem> {
    let KnowsSurvey { survey, cohort } = seen.record;
    let activity = planned(&cohort, &survey.activity.to_string())?;
    Ok(Record::new(survey_out(survey, &activity), 1))
}
