//! Surveys: asked by faculty and staff, answered by participants, counted when closed.

use std::collections::HashMap;

use guildhall_domain::Refusal;
use guildhall_domain::cyber_program::{
    ActivityKey, ActivityKind, CyberProgramEvent, QuestionFault, SurveyQuestion, SurveyRefusal, WriteFacts,
    WriteRefusal, choices_made, question_faults, tally,
};
use guildhall_domain::ids::{AccountId, CohortId, SurveyAnswerId, SurveyId};
use guildhall_persistence::cyber_program::{self as store, CohortRecord, SurveyAnswerRecord, SurveyRecord};
use guildhall_persistence::vault::KeyOwner;
use guildhall_persistence::{Read, StoreError, Tx};

use super::relations::AnswersSurvey;
use crate::app::App;
use crate::cyber_program::problems::{SURVEY_ANSWER_MISFIT, SURVEY_CODE_TWICE, SURVEY_THERE};
use crate::cyber_program::relations::WritesInCohort;
use crate::cyber_program::writing::{mark_done, planned, refused, write, written_elsewhere};
use crate::events;
use crate::http::problem::{NOT_FOUND, Problem, Violation};
use crate::vault::{self, DataKey, Sealed};

/// What the vault knows an answer by.
pub fn sealed_as(record: &SurveyAnswerRecord) -> Sealed {
    let author = record.author_id;
    Sealed { owner: KeyOwner::Account(author), kind: "cyber_survey_answer", id: record.id.uuid(), author }
}

/// Asks the questions of a survey; they do not change.
///
/// # Errors
/// `no-such-activity`, `activity-written-elsewhere`, `survey-closed`, `survey-there`, `survey-code-twice`.
pub async fn ask(
    app: &App,
    tx: &Tx,
    by: AccountId,
    cohort: &CohortRecord,
    activity: &str,
    questions: Vec<SurveyQuestion>,
) -> Result<SurveyRecord, Problem> {
    let activity = planned(cohort, activity)?;
    if activity.kind != ActivityKind::Survey {
        return Err(written_elsewhere(activity.kind));
    }
    let at = app.clock.now();
    if cohort.cohort.date_at(at) > activity.due_on {
        return Err(refused(WriteRefusal::SurveyClosed { due_on: activity.due_on }));
    }
    let faults = question_faults(&questions);
    if !faults.is_empty() {
        let detail = format!("{} code(s) are given twice.", faults.len());
        return Err(Problem::new(&SURVEY_CODE_TWICE).detail(detail).errors(violations(&faults)));
    }
    let id = SurveyId::new(app.entropy.uuid(at));
    let record =
        SurveyRecord { id, cohort_id: cohort.id, activity: activity.key, questions, created_by: by, created_at: at };
    let there = |error: StoreError| match error {
        error if error.violates("activity") => Problem::new(&SURVEY_THERE)
            .detail(format!("The activity `{}` already has a survey.", record.activity))
            .at("/activity"),
        error => error.into(),
    };
    store::insert_survey(tx, &record).await.map_err(there)?;
    let (cohort_survey, cohort_id, activity) = named(&record);
    let asked = CyberProgramEvent::SurveyCreated { cohort_survey, cohort_id, activity };
    events::record(app, tx, Some(by), asked).await?;
    Ok(record)
}

/// Answers a survey, and marks it as done.
///
/// # Errors
/// The refusals of writing; `survey-answer-misfit`.
pub async fn answer(
    app: &App,
    tx: &Tx,
    author: AccountId,
    AnswersSurvey { survey, writes }: &AnswersSurvey,
    answers: &[(&str, &str)],
) -> Result<(SurveyAnswerRecord, Vec<u8>), Problem> {
    let WritesInCohort { cohort, known } = writes;
    let viewer = known.viewer();
    let activity = planned(cohort, &survey.activity.to_string())?;
    let at = app.clock.now();
    let already_there = store::find_survey_answer(tx, survey.id, author).await?.is_some();
    let written = WriteFacts { group: None, parent: None, duties: None, already_there, at };
    write(app, &viewer, cohort, &activity, &written)?;
    let made = choices_made(&survey.questions, answers).map_err(misfit)?;
    let mut record = SurveyAnswerRecord {
        id: SurveyAnswerId::new(app.entropy.uuid(at)),
        survey_id: survey.id,
        author_id: author,
        sealed_answers: Vec::new(),
        answered_at: at,
    };
    let as_ = sealed_as(&record);
    record.sealed_answers = vault::key_for_writing(app, tx, as_.owner).await?.seal(&as_, &made)?;
    let there = |error: StoreError| match error {
        error if error.violates("once") => refused(WriteRefusal::AlreadyAnswered),
        error => error.into(),
    };
    store::insert_survey_answer(tx, &record).await.map_err(there)?;
    mark_done(app, tx, &viewer, cohort, &activity, at).await?;
    let (cohort_survey, cohort_id, activity) = named(survey);
    let answered = CyberProgramEvent::SurveyAnswered { cohort_survey, cohort_id, activity };
    events::record(app, tx, Some(author), answered).await?;
    Ok((record, made))
}

/// How often each choice of a survey was made. Whoever is erased is no longer counted.
///
/// # Errors
/// Those of any read; `internal` when an answer does not open.
pub async fn counts(app: &App, db: &dyn Read, survey: &SurveyRecord) -> Result<Vec<Vec<u32>>, Problem> {
    let answers = store::answers_to_count(db, survey.id).await?;
    let authors: Vec<AccountId> = answers.iter().map(|answer| answer.author_id).collect();
    let keys: HashMap<AccountId, DataKey> = vault::keys_of(app, db, &authors).await?;
    let opened = answers.iter().filter_map(|answer| {
        let key = keys.get(&answer.author_id)?;
        Some(key.open(&sealed_as(answer), &answer.sealed_answers))
    });
    Ok(tally(&survey.questions, &opened.collect::<Result<Vec<_>, _>>()?))
}

fn misfit(faults: Vec<QuestionFault>) -> Problem {
    let detail = format!("The answers do not fit the questions in {} place(s).", faults.len());
    Problem::new(&SURVEY_ANSWER_MISFIT).detail(detail).errors(violations(&faults))
}

/// Where the body holds what the rules on questions and answers do not allow.
fn violations(faults: &[QuestionFault]) -> Vec<Violation> {
    let violation = |fault: &QuestionFault| match *fault {
        QuestionFault::QuestionTwice(at) => {
            Violation::at(format!("/questions/{at}/code"), "given_twice", "is the code of a question before")
        }
        QuestionFault::ChoiceTwice(at, choice) => Violation::at(
            format!("/questions/{at}/choices/{choice}/code"),
            "given_twice",
            "is the code of a choice before",
        ),
        QuestionFault::NoSuchQuestion(at) => {
            Violation::at(format!("/answers/{at}/question"), "unknown_code", "is no question of the survey")
        }
        QuestionFault::NoSuchChoice(at) => {
            Violation::at(format!("/answers/{at}/choice"), "unknown_code", "is no choice of the question")
        }
        QuestionFault::AnsweredTwice(at) => {
            Violation::at(format!("/answers/{at}/question"), "given_twice", "is answered before")
        }
        QuestionFault::NotAnswered(at) => {
            Violation::at("/answers", "required", format!("leaves question {} of the survey out", at + 1))
        }
    };
    faults.iter().map(violation).collect()
}

/// A refusal to tell counts as a problem.
pub fn untold(refusal: SurveyRefusal) -> Problem {
    match refusal {
        SurveyRefusal::Absent => Problem::new(&NOT_FOUND),
        refusal => Refusal::from(refusal).into(),
    }
}

/// What an event says of a survey: never what was chosen.
fn named(survey: &SurveyRecord) -> (SurveyId, CohortId, ActivityKey) {
    (survey.id, survey.cohort_id, survey.activity.clone())
}
