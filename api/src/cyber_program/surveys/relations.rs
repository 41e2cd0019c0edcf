//! How callers stand to a survey: whoever knows it, answers it, answered it, and leads the cohort that it is for.

use guildhall_domain::accounts::Role;
use guildhall_domain::cyber_program::Capacity;
use guildhall_domain::ids::{CohortId, SurveyId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, SurveyAnswerRecord, SurveyRecord};

use crate::app::App;
use crate::cyber_program::relations::{EverInCohort, KnowsCohort, WritesInCohort};
use crate::cyber_program::viewer::ViewerFacts;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// A cohort that the caller makes surveys for. Whoever else ever enrolled in it knows of it and does not: 403.
pub struct MakesSurveys(pub CohortRecord);

impl Relation for MakesSurveys {
    type Permission = AnyAccount;
    type Id = CohortId;
    const NAME: &'static str = "makes_surveys";
    const MEANING: &'static str = "Faculty of the cohort; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &CohortId) -> Result<Standing<Self>, Problem> {
        let standing = EverInCohort::find(app, db, caller, id).await?;
        Ok(standing
            .or_forbidden(|EverInCohort { cohort, known }| leads(&known, cohort.id).then_some(MakesSurveys(cohort))))
    }
}

/// A survey of a cohort that the caller knows.
pub struct KnowsSurvey {
    /// The survey.
    pub survey: SurveyRecord,
    /// Its cohort.
    pub cohort: CohortRecord,
}

impl Relation for KnowsSurvey {
    type Permission = AnyAccount;
    type Id = SurveyId;
    const NAME: &'static str = "knows_survey";
    const MEANING: &'static str = "Participants and faculty of the cohort; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &SurveyId) -> Result<Standing<Self>, Problem> {
        let Some(survey) = store::find_survey(db, *id).await? else { return Ok(Standing::Foreign) };
        let standing = KnowsCohort::find(app, db, caller, &survey.cohort_id).await?;
        Ok(standing.or_foreign(|KnowsCohort { cohort, .. }| Some(KnowsSurvey { survey, cohort })))
    }
}

/// A survey of a cohort that the caller writes in. To everybody else, staff included, it has nothing to answer.
pub struct AnswersSurvey {
    /// The survey.
    pub survey: SurveyRecord,
    /// Its cohort, and what is known of the caller.
    pub writes: WritesInCohort,
}

impl Relation for AnswersSurvey {
    type Permission = AnyAccount;
    type Id = SurveyId;
    const NAME: &'static str = "answers_survey";
    const MEANING: &'static str = "Participants and faculty of the cohort.";
    const HELD_BY: &'static [Role] = &[];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &SurveyId) -> Result<Standing<Self>, Problem> {
        let Some(survey) = store::find_survey(db, *id).await? else { return Ok(Standing::Foreign) };
        let standing = WritesInCohort::find(app, db, caller, &survey.cohort_id).await?;
        Ok(standing.or_foreign(|writes| Some(AnswersSurvey { survey, writes })))
    }
}

/// A survey that the caller answered. To whoever did not there is no answer.
pub struct AnsweredSurvey {
    /// The survey.
    pub survey: SurveyRecord,
    /// The caller's answer.
    pub answer: SurveyAnswerRecord,
}

impl Relation for AnsweredSurvey {
    type Permission = AnyAccount;
    type Id = SurveyId;
    const NAME: &'static str = "answered_survey";
    const MEANING: &'static str = "Whoever answered it.";
    const HELD_BY: &'static [Role] = &[];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &SurveyId) -> Result<Standing<Self>, Problem> {
        let answer = store::find_survey_answer(db, *id, caller.account_id).await?;
        let survey = store::find_survey(db, *id).await?;
        let found = survey.zip(answer).map(|(survey, answer)| AnsweredSurvey { survey, answer });
        Ok(Standing::of(found, |_| true))
    }
}

/// A survey of a cohort that the caller leads. To its participants there are no counts.
pub struct LeadsSurvey {
    /// The survey.
    pub survey: SurveyRecord,
    /// Its cohort.
    pub cohort: CohortRecord,
    /// What is known of the caller.
    pub known: ViewerFacts,
}

impl Relation for LeadsSurvey {
    type Permission = AnyAccount;
    type Id = SurveyId;
    const NAME: &'static str = "leads_survey";
    const MEANING: &'static str = "Faculty of the cohort; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(app: &App, db: &dyn Read, caller: &Identity, id: &SurveyId) -> Result<Standing<Self>, Problem> {
        let Some(survey) = store::find_survey(db, *id).await? else { return Ok(Standing::Foreign) };
        let standing = EverInCohort::find(app, db, caller, &survey.cohort_id).await?;
        Ok(standing.or_foreign(|EverInCohort { cohort, known }| {
            leads(&known, cohort.id).then_some(LeadsSurvey { survey, cohort, known })
        }))
    }
}

fn leads(known: &ViewerFacts, cohort: CohortId) -> bool {
    known.viewer().in_cohort(cohort).is_some_and(Capacity::leads)
}
