//! One call of each operation that changes as little as it can: updates come
//! with a version nobody has, deeds are such as a rule refuses.

use serde_json::{Value, json};

use super::client::{Credential, Request};
use super::contract::Operation;
use super::fixture::{Owner, spell};
use super::people::{PASSWORD, Person};
use super::{Role, TestServer};

/// A version that no record has.
const NOBODYS_VERSION: &str = "\"0-0\"";

/// The call of `operation` on what is `owner`'s; `turn` makes it unlike any other.
pub async fn call(server: &TestServer, operation: &Operation, owner: &Owner, turn: usize) -> Request {
    let mut request = server.request(&operation.method, &path(operation, owner));
    if operation.requires_header("If-Match") {
        request = request.if_match(NOBODYS_VERSION);
    }
    if operation.requires_header("Idempotency-Key") {
        request = request.key(&format!("matrix-{turn}"));
    }
    if operation.value.get("requestBody").is_none() {
        return request;
    }
    request.json(&body(server, operation, owner, turn).await)
}

/// The address of `operation` with `owner`'s ids put in.
pub fn path(operation: &Operation, owner: &Owner) -> String {
    let part = |part: &str| match part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(parameter) => owner.id(parameter).to_owned(),
        None => part.to_owned(),
    };
    operation.path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Somebody who may call `operation` on what is `owner`'s.
pub fn somebody(operation: &Operation, owner: &Owner) -> Credential {
    if let Some(leader) = leader(operation) {
        return leader.into();
    }
    match operation.scopes().as_deref() {
        None | Some([]) => (&owner.person).into(),
        Some([role, ..]) => role.parse::<Role>().expect("a role").into(),
    }
}

/// The role that stands to every record so that it leads what the record belongs to.
fn leader(operation: &Operation) -> Option<Role> {
    let access = &operation.value["x-access"];
    access["relation"].as_str().filter(|relation| relation.starts_with("leads_"))?;
    access["held_by"][0].as_str().map(|role| role.parse().expect("a role"))
}

/// The body of such a call.
pub async fn body(server: &TestServer, operation: &Operation, owner: &Owner, turn: usize) -> Value {
    match operation.id.as_str() {
        "createSession" => json!({ "email": Person::of(Role::Account).email, "password": PASSWORD }),
        "createRefresh" => json!({ "refresh_token": refresh_token(server).await }),
        "createRegistration" => {
            json!({ "email": format!("new-{turn}@people.example"), "password": "mossy lantern drifts upstream", "given_name": "A", "family_name": "B" })
        }
        "createAddressChange" => json!({ "email": format!("moved-{turn}@people.example") }),
        "createAddressChangeForSomebody" => {
            json!({ "email": format!("moved-{turn}@people.example"), "reason": "The old mailbox is closed." })
        }
        "createAddressChangeConfirmation" | "createAddressChangeRevocation" => json!({ "token": "unknown" }),
        "createSecondFactor" => json!({}),
        "confirmSecondFactor" => json!({ "code": "000000" }),
        "createSecondFactorReset" => json!({ "reason": "The phone is lost." }),
        "createAccountClosure" => json!({ "current_password": "not the password at all" }),
        "createRecoveryCodes" | "createSecondFactorRemoval" => json!({ "code": "000000" }),
        "createPasswordChange" => {
            json!({ "current_password": "not the password at all", "new_password": "seven kettles argue quietly" })
        }
        "createApplication" => {
            json!({ "category": "other", "employment": { "employer_name": "Acme", "employer_kind": "private_company",
            "position_title": "Planner", "extent": "full_time", "starts_on": "2020-03-01" } })
        }
        "createHonoraryConferral" => {
            let vote = json!({ "present": 3, "for": 0, "against": 3 });
            json!({ "account_id": owner.id("account_id"), "nominator_ids": [owner.id("member_id")],
            "citation": "For years of teaching.", "decided_on": "2025-03-01", "vote": vote })
        }
        "createHonoraryRevocation" => json!({ "reason": "Recorded for another person." }),
        "acceptApplication" => json!({}),
        "requestApplicationInformation" | "declineApplication" | "answerApplication" => json!({ "texts": ["Why?"] }),
        "endMember" => json!({ "texts": [] }),
        "createStudentChapter" => json!({ "name": "A chapter", "capacity": 1, "expires_on": "2025-09-01" }),
        "createEmploymentSpell" => spell(),
        "createLifeApplication" => json!({ "member_id": owner.id("member_id"), "retired_on": "2025-02-01" }),
        "createCohortMentor" | "createOrganizationRepresentative" => json!({ "account_id": owner.id("account_id") }),
        "createEnrollment" => {
            json!({ "account_id": owner.id("account_id"), "settlement": "invoice", "discipline": "finance", "expected_total_cents": 1 })
        }
        "createSeatPurchase" => {
            json!({ "organization_id": owner.id("organization_id"), "purchase_order_number": "PO-1", "expected_total_cents": 1,
            "participants": [{ "account_id": owner.id("account_id"), "discipline": "finance" }] })
        }
        "recordPurchaseOrder" => {
            json!({ "organization_id": owner.id("organization_id"), "purchase_order_number": "PO-1" })
        }
        "createSubstitution" => json!({ "account_id": owner.id("account_id") }),
        "createInvoice" => json!({ "application_id": owner.id("application_id"), "expected_total_cents": 1 }),
        "recordRefundPayment" => json!({ "method": "ach", "paid_on": "2025-03-02", "external_reference": "future" }),
        "createPayment" => {
            json!({ "invoice_id": owner.id("invoice_id"), "method": "ach", "amount_cents": 1, "received_on": "2025-03-02", "external_reference": "future" })
        }
        "createPaymentAllocation" => json!({ "invoice_id": owner.id("invoice_id"), "amount_cents": 1 }),
        "createPaymentRefund" => json!({ "amount_cents": 1 }),
        "createPaymentReversal" => json!({ "reason": "returned", "on": "2000-01-01" }),
        "createWriteOff" => json!({ "amount_cents": 100_000_000, "reason": "Lost." }),
        "createCreditNote" => json!({ "amount_cents": 100_000_000, "reason": "goodwill", "remark": "A gift." }),
        "createPeriodClosing" => json!({ "month": "2199-12" }),
        "createPeriodReopening" => json!({ "reason": "Corrected." }),
        "createBreakoutMove" => json!({ "enrollment_id": owner.id("enrollment_id") }),
        "createCohortCancellation" => json!({ "reason": "Too few people enrolled." }),
        "withdrawEnrollmentOnTerms" => json!({ "kept_percent": 0, "reason": "Deployed." }),
        "createMark" => json!({ "activity": "w01-read", "kind": "done" }),
        "createAttendance" => {
            json!({ "activity": "w01-live_event", "enrollment_ids": [owner.id("enrollment_id")] })
        }
        // What participants of the cyber program write.
        "createPost" => json!({ "activity": "w01-discuss_cohort", "body": "A question" }),
        "createReflection" => json!({ "activity": "w01-reflect", "body": "A thought" }),
        "createSurvey" => {
            let choices = json!([{ "code": "yes", "label": "Yes" }, { "code": "no", "label": "No" }]);
            json!({ "activity": "w06-survey", "questions": [{ "code": "again", "text": "Again?", "choices": choices }] })
        }
        "createSurveyAnswer" => json!({ "answers": [{ "question": "pace", "choice": "right" }] }),
        "setSandboxClock" => json!({ "now": "2025-03-01T12:00:00Z" }),
        _ if operation.method == "PATCH" => json!({}),
        _ => example(operation),
    }
}

async fn refresh_token(server: &TestServer) -> String {
    let sign_in = json!({ "email": Person::of(Role::Account).email, "password": PASSWORD });
    server.post("/v1/accounts/sessions").json(&sign_in).send().await.expect(201).text_at("/tokens/refresh_token")
}

/// The body that the document shows.
pub fn example(operation: &Operation) -> Value {
    let content = operation.value["requestBody"]["content"].as_object();
    let example = content.and_then(|content| content.values().next()?.get("example"));
    example.unwrap_or_else(|| panic!("{} has no example", operation.id)).clone()
}
