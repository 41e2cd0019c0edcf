//! Nobody decides in an own matter: every operation that the document says decides refuses its own caller, and every
//! change that a role gives to somebody either decides or is written down here with the reason why it does not.

use std::collections::BTreeSet;

use guildhall_domain::accounts::Role;
use guildhall_persistence::{accounts, cyber_program};
use serde_json::{Value, json};

use crate::support::calls::{body, path};
use crate::support::contract::{Contract, Operation};
use crate::support::fixture::{Fixture, Owner, settle};
use crate::support::{Answer, Role as Who, TestServer, both_engines, one_engine};

/// What a role lets somebody change and that decides about nobody.
const DECIDES_NOTHING: &[(&str, &str)] = &[
    ("createCohort", "a cohort is nobody's"),
    ("updateCohort", "a cohort is nobody's"),
    ("createBreakoutAssignment", "the groups of a whole cohort are made by rule"),
    ("deleteCohortMentor", "a mentor may stop mentoring"),
    ("createSurvey", "questions for a cohort"),
    ("createOrganization", "an organization is nobody's"),
    ("updateOrganization", "an organization is nobody's"),
    ("updateInvoice", "changes no amount, and one's own invoice is addressed to nobody else"),
    ("createStudentChapter", "a chapter is nobody's"),
    ("updateStudentChapter", "a chapter is nobody's"),
    ("createStudentChapterCode", "a chapter is nobody's"),
    ("confirmOrganizationFigures", "the figures of an organization are nobody's"),
    ("createPeriodClosing", "a month of the books is nobody's"),
    ("createPeriodReopening", "a month of the books is nobody's, and a second person agrees"),
    ("deleteOrganizationRepresentative", "a representative may stop representing"),
];

/// Decide about others where staff do it, and are the person's own act otherwise; their slice plays them.
const OWN_ACT_TOO: [&str; 2] = ["recordPurchaseOrder", "createSubstitution"];

/// Whether roles alone let somebody call it, whoever the record is about.
fn given_by_role(operation: &Operation) -> bool {
    let access = &operation.value["x-access"];
    let granted = |role: &Value| role.as_str().and_then(|role| role.parse::<Role>().ok()).is_some_and(Role::is_granted);
    access["relation"].is_null() && access["roles"].as_array().is_some_and(|roles| roles.iter().any(granted))
}

fn changes(operation: &Operation) -> bool {
    operation.method != "GET" && operation.value["x-stateless"] != true && operation.path.starts_with("/v1/")
}

fn decides(operation: &Operation) -> bool {
    operation.value["x-decides"] == true && !OWN_ACT_TOO.contains(&operation.id.as_str())
}

#[test]
fn every_change_that_a_role_allows_decides_or_is_written_down_with_the_reason() {
    let contract = Contract::of(true);
    let excepted: BTreeSet<&str> = DECIDES_NOTHING.iter().map(|(id, _)| *id).collect();
    let all = contract.document().operations().filter(|one| changes(one) && given_by_role(one));
    let silent: Vec<&str> = all.filter(|one| !decides(one)).map(|one| one.id.as_str()).collect();
    let missing: Vec<&&str> = silent.iter().filter(|id| !excepted.contains(**id)).collect();
    assert!(missing.is_empty(), "name OWN_MATTER in `x-refuses`, or say here why nothing is decided: {missing:?}");
}

/// Gives somebody every role, and the cohort to mentor, as no operation would.
async fn promote(server: &TestServer, owner: &Owner) {
    let tx = server.db().begin().await.expect("a transaction");
    let mut account = accounts::lock_account(&tx, owner.person.account_id).await.expect("an account");
    account.roles = Role::ALL.iter().copied().collect();
    accounts::save_account(&tx, &account).await.expect("saved");
    let cohort = owner.id("cohort_id").parse().expect("an id");
    let now = server.clock().now();
    cyber_program::insert_mentor(&tx, cohort, owner.person.account_id, now).await.expect("a mentor");
    tx.commit().await.expect("committed");
    server.app().tokens.forget_all();
}

/// The call of `operation` on what is the caller's own.
async fn ask(server: &TestServer, operation: &Operation, owner: &Owner, turn: usize) -> Answer {
    let mut request = server.request(&operation.method, &path(operation, owner)).as_(&owner.person);
    if operation.requires_header("If-Match") {
        request = request.if_match("*");
    }
    if operation.requires_header("Idempotency-Key") {
        request = request.key(&format!("own-{turn}"));
    }
    if operation.value.get("requestBody").is_none() {
        return request.send().await;
    }
    let body = match operation.id.as_str() {
        "updateAccount" => json!({ "roles": ["staff", "finance", "faculty", "board", "admin", "coach"] }),
        "endMember" => json!({ "texts": ["Joined in a category that was not the person's."] }),
        _ => body(server, operation, owner, turn).await,
    };
    request.json(&body).send().await
}

/// Without the role that is asked for above, so that it is a grant.
async fn forget_role(server: &TestServer, owner: &Owner, role: Role) {
    let tx = server.db().begin().await.expect("a transaction");
    let mut account = accounts::lock_account(&tx, owner.person.account_id).await.expect("an account");
    account.roles = account.roles.without(role);
    accounts::save_account(&tx, &account).await.expect("saved");
    tx.commit().await.expect("committed");
    server.app().tokens.forget_all();
}

both_engines! {
    async fn whoever_is_concerned_decides_nothing_that_the_document_says_is_decided(server: TestServer) {
        let Fixture { applicant, member } = settle(&server).await;
        let contract = Contract::of(true);
        for owner in [&applicant, &member] {
            promote(&server, owner).await;
            forget_role(&server, owner, Role::Coach).await;
        }
        let mut wrong = Vec::new();
        let deciding: Vec<&Operation> = contract.document().operations().filter(|one| decides(one)).collect();
        for (turn, operation) in deciding.iter().enumerate() {
            let answers = [
                ask(&server, operation, &applicant, 2 * turn).await,
                ask(&server, operation, &member, 2 * turn + 1).await,
            ];
            for answer in answers.iter().filter(|answer| answer.slug() != "own-matter") {
                wrong.push(format!("{}: {} {}", operation.id, answer.status(), answer.slug()));
            }
        }
        assert!(wrong.is_empty(), "{} decided in an own matter:\n{}", wrong.len(), wrong.join("\n"));
        assert!(deciding.len() >= 17, "only {} operations decide", deciding.len());
    }
}

one_engine! {
    async fn the_refusal_names_the_clause_and_who_may(server: TestServer) {
        let path = format!("/v1/accounts/{}", server.person(Who::Admin).account_id);
        let grant = json!({ "roles": ["admin", "faculty"] });
        let refused = server.patch(&path).as_(Who::Admin).if_match("*").json(&grant).send().await;
        let refused = refused.expect_problem(409, "own-matter");
        assert_eq!(refused.at("/rule/clause"), "house.own_matter");
        assert_eq!(refused.violations(), [("/roles".to_owned(), "own_matter".to_owned())]);
        let given_back = server.patch(&path).as_(Who::Admin).if_match("*").json(&json!({ "roles": ["admin"] }));
        given_back.send().await.expect(200);
    }
}
