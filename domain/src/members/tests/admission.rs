use super::TODAY;
use crate::members::MembershipRefusal;
use crate::members::admission::{
    AdmissionFacts, Criterion, Judged, ReviewAction, Told, check_acceptance, first_state, reasons, take,
};
use crate::members::application::{ApplicationKind, ApplicationState};
use crate::members::chapter::{Chapter, check_code};
use crate::testing::{POLICIES, day};
use crate::{Category, Cents, ChapterId, Clause};
use chrono::DateTime;

fn joining(category: Category) -> AdmissionFacts {
    AdmissionFacts {
        kind: ApplicationKind::Join,
        category,
        held: None,
        in_transition: false,
        annual_salary: Some(Cents::new(15_000_000)),
        salaries: vec![Cents::new(15_000_000)],
        price: Some(Cents::new(97_500)),
        price_before: None,
        small_community_is_new: false,
    }
}

fn renewing(price: i64, before: i64) -> AdmissionFacts {
    AdmissionFacts {
        kind: ApplicationKind::Renewal,
        held: Some(Category::Full),
        price: Some(Cents::new(price)),
        price_before: Some(Cents::new(before)),
        ..joining(Category::Full)
    }
}

fn clauses(facts: &AdmissionFacts) -> Vec<String> {
    reasons(facts, &POLICIES.members, day(TODAY)).into_iter().map(|reason| reason.clause).collect()
}

const ACCEPTED: [Category; 4] =
    [Category::Full, Category::AffiliateDepartmentHead, Category::AcademicProfessor, Category::Retired];

#[test]
fn categories_that_decide_rights_are_accepted_by_staff_and_the_others_begin_when_paid() {
    for category in Category::ALL.iter().filter(|one| !matches!(one, Category::Life | Category::Honorary)) {
        let found = clauses(&joining(*category));
        let expected: &[&str] = if ACCEPTED.contains(category) { &["members.admission.acceptance"] } else { &[] };
        assert_eq!(found, expected, "{category}");
    }
}

#[test]
fn a_rejoin_in_the_category_held_is_staffs_word_and_in_another_is_accepted_anew() {
    let rejoining =
        |held| AdmissionFacts { kind: ApplicationKind::Rejoin, held: Some(held), ..renewing(97_500, 97_500) };
    assert!(clauses(&rejoining(Category::Full)).is_empty());
    assert_eq!(clauses(&rejoining(Category::AffiliateStaff)), ["members.admission.acceptance"]);
}

#[test]
fn a_change_that_raises_rights_or_lowers_the_price_waits_for_staff() {
    let change = |held, category, price, before| AdmissionFacts {
        kind: ApplicationKind::CategoryChange,
        held: Some(held),
        annual_salary: None,
        ..AdmissionFacts { category, ..renewing(price, before) }
    };
    let of = |facts: &AdmissionFacts| clauses(facts).join(" ");
    let staff = Category::AffiliateStaff;
    assert_eq!(of(&change(staff, Category::Full, 97_500, 20_000)), "members.admission.acceptance");
    assert_eq!(
        of(&change(Category::Full, Category::FullNotInService, 20_000, 97_500)),
        "members.admission.category_change"
    );
    assert_eq!(
        of(&change(Category::Other, staff, 20_000, 20_000)),
        "members.admission.category_change",
        "a vote in time"
    );
    assert_eq!(of(&change(staff, Category::Other, 20_000, 20_000)), "");
    assert_eq!(of(&change(staff, Category::AcademicStudent, 2_500, 20_000)), "members.admission.category_change");
    assert_eq!(of(&change(Category::AcademicStudent, Category::Other, 20_000, 2_500)), "");
}

#[test]
fn a_salary_that_is_not_plausible_is_looked_at_and_not_refused() {
    let paid = |cents: i64, held: &[i64]| AdmissionFacts {
        annual_salary: Some(Cents::new(cents)),
        salaries: held.iter().map(|held| Cents::new(*held)).collect(),
        ..renewing(97_500, 97_500)
    };
    assert_eq!(clauses(&paid(76, &[76])), ["members.admission.salary_floor"]);
    assert_eq!(clauses(&paid(2_499_999, &[2_499_999])), ["members.admission.salary_floor"]);
    assert!(clauses(&paid(2_500_000, &[2_500_000])).is_empty());
    let twofold = paid(15_000_000, &[9_000_000, 15_000_000]);
    assert_eq!(clauses(&twofold), ["members.admission.salary_contradiction"]);
}

#[test]
fn a_price_that_changes_by_more_than_half_is_looked_at() {
    assert!(clauses(&renewing(50_000, 100_000)).is_empty());
    assert_eq!(clauses(&renewing(49_999, 100_000)), ["members.admission.price_change"]);
    assert!(clauses(&renewing(75_000, 50_000)).is_empty());
    assert_eq!(clauses(&renewing(75_001, 50_000)), ["members.admission.price_change"]);
    assert_eq!(clauses(&renewing(97_500, 0)), ["members.admission.price_change"]);
}

#[test]
fn a_small_community_that_is_new_and_every_waiver_are_looked_at() {
    let small = AdmissionFacts { small_community_is_new: true, ..renewing(78_000, 97_500) };
    assert_eq!(clauses(&small), ["members.admission.small_community"]);
    let waived = AdmissionFacts { in_transition: true, ..renewing(0, 97_500) };
    assert_eq!(clauses(&waived), ["members.admission.separation"]);
}

#[test]
fn what_waits_for_nobody_awaits_payment_and_a_change_without_charge_is_carried_out() {
    let reason = vec![Clause::new("members.admission.acceptance", "x", "y")];
    let state = |kind, review: &[Clause], due| first_state(kind, review, Cents::new(due));
    assert_eq!(state(ApplicationKind::Join, &[], 2_500), ApplicationState::AwaitingPayment);
    assert_eq!(state(ApplicationKind::Join, &reason, 2_500), ApplicationState::InReview);
    assert_eq!(state(ApplicationKind::CategoryChange, &[], 0), ApplicationState::Accepted);
    assert_eq!(state(ApplicationKind::CategoryChange, &[], 1), ApplicationState::AwaitingPayment);
    assert_eq!(state(ApplicationKind::CategoryChange, &reason, 0), ApplicationState::InReview);
}

#[test]
fn an_action_leads_from_the_states_it_is_for_and_from_no_other() {
    use ApplicationState as Is;
    for state in Is::ALL {
        let to = |action| take(action, *state, ApplicationKind::Join, Cents::new(1)).ok();
        let reviewed = matches!(state, Is::InReview | Is::InformationRequested);
        assert_eq!(to(ReviewAction::Accept), reviewed.then_some(Is::AwaitingPayment), "{state}");
        assert_eq!(to(ReviewAction::Decline), reviewed.then_some(Is::Declined), "{state}");
        assert_eq!(to(ReviewAction::RequestInformation), (*state == Is::InReview).then_some(Is::InformationRequested));
        assert_eq!(to(ReviewAction::Answer), (*state == Is::InformationRequested).then_some(Is::InReview));
    }
}

#[test]
fn full_is_accepted_on_six_criteria_each_met_or_noted() {
    let review = [Clause::new("members.admission.acceptance", "x", "y")];
    let judged = |last: Judged| {
        let five = Criterion::ALL[..5].iter().map(|one| Judged { criterion: *one, met: true, note: None });
        Told { criteria: five.chain([last]).collect(), ..Told::default() }
    };
    let last = |met, note: Option<&str>| {
        judged(Judged { criterion: Criterion::Qualifications, met, note: note.map(Into::into) })
    };
    assert_eq!(check_acceptance(Category::Full, &review, &last(true, None)), Ok(()));
    assert_eq!(check_acceptance(Category::Full, &review, &last(false, Some("Seen in the interview."))), Ok(()));
    let missing = Err(MembershipRefusal::CriterionUnjudged { criterion: Criterion::Qualifications });
    assert_eq!(check_acceptance(Category::Full, &review, &last(false, Some(" "))), missing);
    assert_eq!(check_acceptance(Category::Retired, &review, &Told::default()), Ok(()));
}

#[test]
fn a_waiver_is_accepted_on_the_document_of_the_separation() {
    let review = [Clause::new("members.admission.separation", "x", "y")];
    let named = |words: &str| Told { separation_document: Some(words.into()), ..Told::default() };
    assert_eq!(check_acceptance(Category::Full, &review, &named("Letter of 2025-08-15")), Ok(()));
    for told in [named(" "), Told::default()] {
        let refused = check_acceptance(Category::Full, &review, &told);
        assert_eq!(refused, Err(MembershipRefusal::SeparationUndocumented));
    }
}

#[test]
fn a_chapter_code_counts_until_the_chapter_expires_or_is_full() {
    let chapter = Chapter {
        id: ChapterId::new(uuid::Uuid::from_u128(1)),
        name: "Springfield".into(),
        code_hash: [0; 32],
        code_since_on: day("2026-01-01"),
        capacity: 2,
        expires_on: day("2026-04-01"),
        has_namesakes: false,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
        version: 1,
    };
    assert_eq!(check_code(Some(&chapter), 1, day("2026-03-31")), Ok(chapter.id));
    assert_eq!(check_code(Some(&chapter), 2, day("2026-03-31")), Err(MembershipRefusal::ChapterFull { capacity: 2 }));
    assert_eq!(check_code(Some(&chapter), 0, day("2026-04-01")), Err(MembershipRefusal::ChapterCodeUnknown));
    assert_eq!(check_code(None, 0, day("2026-03-01")), Err(MembershipRefusal::ChapterCodeUnknown));
}
