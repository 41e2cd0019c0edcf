//! The questions of a survey, and the answers to them.
//!
//! Invariants: one choice for each question, no more and no less; an answer is stored as the
//! positions of the choices, so that its length reveals nothing about them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A question with its choices, of which one is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyQuestion {
    /// Its code.
    pub code: String,
    /// The text of the question.
    pub text: String,
    /// What can be chosen.
    pub choices: Vec<SurveyChoice>,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyChoice {
    /// Its code.
    pub code: String,
    /// How it reads.
    pub label: String,
}

/// What is wrong with questions or answers, and where: the place in the list, and that of
/// the choice within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionFault {
    /// The code of a question is that of one before.
    QuestionTwice(usize),
    /// The code of a choice is that of one before.
    ChoiceTwice(usize, usize),
    /// The survey does not ask that.
    NoSuchQuestion(usize),
    /// The question does not have that choice.
    NoSuchChoice(usize),
    /// The question is answered already.
    AnsweredTwice(usize),
    /// The question at this place is not answered.
    NotAnswered(usize),
}

/// Every fault of the questions of a survey.
#[must_use]
pub fn question_faults(questions: &[SurveyQuestion]) -> Vec<QuestionFault> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, question) in questions.iter().enumerate() {
        if !seen.insert(&question.code) {
            faults.push(QuestionFault::QuestionTwice(place));
        }
        let mut chosen = BTreeSet::new();
        let twice = question.choices.iter().enumerate().filter(|(_, choice)| !chosen.insert(&choice.code));
        faults.extend(twice.map(|(choice, _)| QuestionFault::ChoiceTwice(place, choice)));
    }
    faults
}

/// The places of the choices, in the order of the questions. Answers name a question and a
/// choice by their codes, in any order.
///
/// # Errors
/// Every fault.
pub fn choices_made(questions: &[SurveyQuestion], answers: &[(&str, &str)]) -> Result<Vec<u8>, Vec<QuestionFault>> {
    let mut made: Vec<Option<u8>> = vec![None; questions.len()];
    let mut faults = Vec::new();
    for (place, (question, choice)) in answers.iter().enumerate() {
        let Some(asked) = questions.iter().position(|one| one.code == *question) else {
            faults.push(QuestionFault::NoSuchQuestion(place));
            continue;
        };
        let chosen = questions[asked].choices.iter().position(|one| one.code == *choice);
        match chosen.and_then(|chosen| u8::try_from(chosen).ok()) {
            None => faults.push(QuestionFault::NoSuchChoice(place)),
            Some(_) if made[asked].is_some() => faults.push(QuestionFault::AnsweredTwice(place)),
            Some(chosen) => made[asked] = Some(chosen),
        }
    }
    if faults.is_empty() {
        let missing = made.iter().enumerate().filter(|(_, made)| made.is_none());
        faults.extend(missing.map(|(place, _)| QuestionFault::NotAnswered(place)));
    }
    if faults.is_empty() { Ok(made.into_iter().flatten().collect()) } else { Err(faults) }
}

/// How often each choice was made, question by question.
#[must_use]
pub fn tally(questions: &[SurveyQuestion], answers: &[Vec<u8>]) -> Vec<Vec<u32>> {
    let chose = |asked: usize, choice: usize| {
        let times = answers.iter().filter(|made| made.get(asked).is_some_and(|made| usize::from(*made) == choice));
        u32::try_from(times.count()).unwrap_or(u32::MAX)
    };
    let counted = |(asked, question): (usize, &SurveyQuestion)| {
        (0..question.choices.len()).map(|choice| chose(asked, choice)).collect()
    };
    questions.iter().enumerate().map(counted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(code: &str, choices: &[&str]) -> SurveyQuestion {
        let choice = |code: &&str| SurveyChoice { code: (*code).into(), label: (*code).into() };
        SurveyQuestion { code: code.into(), text: code.into(), choices: choices.iter().map(choice).collect() }
    }

    #[test]
    fn a_code_names_one_question_and_within_it_one_choice() {
        let asked = [question("a", &["x", "x"]), question("b", &["x", "y"]), question("a", &["x"])];
        assert_eq!(question_faults(&asked), [QuestionFault::ChoiceTwice(0, 1), QuestionFault::QuestionTwice(2)]);
    }

    #[test]
    fn every_question_is_answered_once_with_a_choice_of_its_own() {
        let asked = [question("a", &["x", "y"]), question("b", &["z"])];
        assert_eq!(choices_made(&asked, &[("b", "z"), ("a", "y")]), Ok(vec![1, 0]));
        let faults = choices_made(&asked, &[("a", "z"), ("c", "x"), ("b", "z"), ("b", "z")]);
        let expected =
            [QuestionFault::NoSuchChoice(0), QuestionFault::NoSuchQuestion(1), QuestionFault::AnsweredTwice(3)];
        assert_eq!(faults, Err(expected.to_vec()));
        assert_eq!(choices_made(&asked, &[("b", "z")]), Err(vec![QuestionFault::NotAnswered(0)]));
    }

    #[test]
    fn each_choice_is_counted() {
        let asked = [question("a", &["x", "y", "w"]), question("b", &["z"])];
        assert_eq!(tally(&asked, &[vec![1, 0], vec![1, 0], vec![0, 0]]), [vec![1, 2, 0], vec![3]]);
        assert_eq!(tally(&asked, &[]), [vec![0, 0, 0], vec![0]]);
    }
}
