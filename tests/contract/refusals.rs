//! A refusal says what is the matter, where in the body, and by which rule of the association.

use serde_json::{Value, json};

use crate::cyber_program::program::Program;
use crate::cyber_program::seating::{self, COHORTS, RETAIL, cohort, seat, spring};
use crate::life_membership::retirees::{APPLICATIONS, RETIRED_ON, announced, at};
use crate::life_membership::served;
use crate::support::client::Request;
use crate::support::{Person, Role, TestServer, both_engines};

const NOBODY: &str = "01900000-0000-7000-8000-00000000ffff";

/// A request, the slug of its refusal, where in the body the fault is, and the clause that refuses.
struct Refused(Request, &'static str, Option<&'static str>, Option<&'static str>);

async fn organization(server: &TestServer, kind: &str) -> Value {
    let body = json!({ "name": format!("A {kind}"), "kind": kind, "state": "IL" });
    server.post("/v1/organizations").as_(Role::Staff).json(&body).send().await.expect(201).at("/id")
}

/// Planning a cohort, changing it and naming mentors.
async fn of_cohorts(server: &TestServer) -> Vec<Refused> {
    let spring_at = cohort(server, "Taken", 4).await;
    let staff = |path: &str, body: Value| server.post(path).as_(Role::Staff).json(&body);
    let mentors = format!("{spring_at}/mentors");
    let account = server.new_account().await.account_id;
    let begun = server.patch(&spring_at).as_(Role::Staff).if_match("*").json(&json!({ "starts_on": "2025-03-01" }));
    vec![
        Refused(staff(COHORTS, spring("Taken", 4)), "cohort-name-taken", Some("/name"), None),
        Refused(begun, "cohort-has-begun", Some("/starts_on"), Some("cyber_program.cohorts.dates")),
        Refused(staff(&mentors, json!({ "account_id": NOBODY })), "unknown-account", Some("/account_id"), None),
        Refused(
            staff(&mentors, json!({ "account_id": account })),
            "mentor-not-faculty",
            Some("/account_id"),
            Some("cyber_program.cohorts.mentors"),
        ),
    ]
}

/// Registering, buying seats, the certificate.
async fn of_seats(server: &TestServer) -> Vec<Refused> {
    let at = cohort(server, "Seats", 4).await;
    let (person, seated) = (server.new_account().await, server.new_account().await);
    let held = seating::enroll(server, &at, &seated).await.expect(201).header("location").to_owned();
    let company = organization(server, "private_company").await;
    let enroll = |who: Option<&Person>, member: &str, value: Value| {
        let mut body = seat(RETAIL);
        body[member] = value;
        let request = server.post(&format!("{at}/enrollments")).key(&format!("{member}-{}", who.is_some()));
        match who {
            Some(person) => request.as_(person).json(&body),
            None => {
                body["account_id"] = if member == "account_id" { json!(NOBODY) } else { json!(person.account_id) };
                request.as_(Role::Staff).json(&body)
            }
        }
    };
    let buy = |buyer: Value| {
        let people = json!([{ "account_id": person.account_id, "discipline": "finance" }]);
        let body = json!({ "organization_id": buyer, "purchase_order_number": "PO-1", "participants": people, "expected_total_cents": RETAIL });
        server.post(&format!("{at}/seat-purchases")).as_(Role::Staff).key(&buyer.to_string()).json(&body)
    };
    let payer = Some("/bill_to_organization_id");
    vec![
        Refused(enroll(None, "account_id", json!(NOBODY)), "unknown-account", Some("/account_id"), None),
        Refused(enroll(Some(&person), "account_id", json!(NOBODY)), "unknown-account", Some("/account_id"), None),
        Refused(enroll(None, "bill_to_organization_id", json!(NOBODY)), "unknown-organization", payer, None),
        Refused(
            enroll(Some(&person), "bill_to_organization_id", company.clone()),
            "payer-named-by-staff",
            payer,
            Some("organizations.payer"),
        ),
        Refused(
            enroll(Some(&person), "settlement", json!("purchase_order")),
            "purchase-order-number-missing",
            Some("/purchase_order_number"),
            None,
        ),
        Refused(
            enroll(Some(&person), "expected_total_cents", json!(1)),
            "seat-price-differs",
            Some("/expected_total_cents"),
            Some("cyber_program.enrollment.price"),
        ),
        Refused(buy(json!(NOBODY)), "unknown-organization", Some("/organization_id"), None),
        Refused(
            buy(company),
            "buyer-not-local-government",
            Some("/organization_id"),
            Some("cyber_program.enrollment.buyer"),
        ),
        Refused(
            server.get(&format!("{held}/certificate")).as_(&seated),
            "program-not-completed",
            None,
            Some("cyber_program.completion"),
        ),
    ]
}

/// Writing, asking and marking in a cohort that runs.
async fn of_activities(server: &TestServer) -> Vec<Refused> {
    let program = Program::given(server).await;
    let survey = program.survey(server).await;
    let survey = server.get(&survey).as_(&program.mentor).send().await.expect(200);
    let send = |noun: &str, who: &Person, body: Value| server.post(&program.list(noun)).as_(who).json(&body);
    let again = json!({ "activity": "w01-survey", "questions": survey.at("/questions") });
    let elsewhere = json!({ "activity": "w01-reflect", "questions": survey.at("/questions") });
    let read = json!({ "activity": "w01-read", "enrollment_ids": [NOBODY] });
    let meeting = json!({ "activity": "w01-meet_group", "enrollment_ids": [NOBODY] });
    let rule = Some("cyber_program.visibility");
    let activity = Some("/activity");
    vec![
        Refused(
            send("posts", &program.ana, json!({ "activity": "w01-reflect", "body": "x" })),
            "activity-written-elsewhere",
            activity,
            rule,
        ),
        Refused(send("surveys", &program.mentor, elsewhere), "activity-written-elsewhere", activity, rule),
        Refused(send("surveys", &program.mentor, again), "survey-there", activity, None),
        Refused(
            send("attendance", &program.mentor, read),
            "activity-for-participants",
            activity,
            Some("cyber_program.marks"),
        ),
        Refused(send("attendance", &program.mentor, meeting), "unknown-enrollment", Some("/enrollment_ids/0"), None),
    ]
}

/// Life membership of somebody whose birth date is not on record.
async fn of_life(server: &TestServer) -> Vec<Refused> {
    let member = server.new_member().await;
    let application = at(&announced(server, &member).await);
    let verify =
        |body: Value| server.post(&format!("{application}/verification")).as_(Role::Staff).if_match("*").json(&body);
    let record = format!("/v1/members/{}", member.member_id.expect("a member"));
    let assume =
        |body: Value| server.post(&format!("{record}/life-assessments")).as_(&member).json(&json!({ "assume": body }));
    let spells = vec![served("2000-01-01", None); 500];
    let age = Some("life.sixty_five_and_fifteen.age");
    let foreign = json!({ "retired_on": RETIRED_ON, "member_id": NOBODY });
    let born = json!({ "born_on": "2025-03-02" });
    server
        .post(&format!("{record}/employment-spells"))
        .as_(&member)
        .json(&crate::life_membership::retirees::city("2000-01-01", None))
        .send()
        .await
        .expect(201);
    vec![
        Refused(verify(json!({})), "life-birth-date-missing", Some("/born_on"), age),
        Refused(assume(json!({})), "life-birth-date-missing", Some("/assume/born_on"), age),
        Refused(verify(json!({ "born_on": "1960-01-01" })), "life-given-without-reason", Some("/reasons"), None),
        Refused(
            verify(json!({ "born_on": "1960-01-01", "retired_on": "2020-01-01", "reasons": ["So it was."] })),
            "life-membership-missing",
            Some("/retired_on"),
            Some("life.full_member"),
        ),
        Refused(
            assume(json!({ "born_on": "1960-01-01", "service_spells": spells })),
            "life-too-many-spells",
            Some("/assume/service_spells"),
            None,
        ),
        Refused(server.post(APPLICATIONS).as_(Role::Staff).json(&foreign), "unknown-member", Some("/member_id"), None),
        Refused(
            server.post(APPLICATIONS).as_(Role::Account).json(&json!({ "retired_on": RETIRED_ON })),
            "unknown-member",
            None,
            None,
        ),
        Refused(
            server.patch(&record).as_(Role::Staff).if_match("*").json(&born),
            "birth-date-in-the-future",
            Some("/born_on"),
            None,
        ),
    ]
}

fn of_accounts(server: &TestServer) -> Vec<Refused> {
    let token = json!({ "token": "a".repeat(43) });
    let own = format!("/v1/accounts/{}", server.person(Role::Admin).account_id);
    let down = server.patch(&own).as_(Role::Admin).if_match("*").json(&json!({ "status": "suspended" }));
    vec![
        Refused(server.post("/v1/accounts/confirmations").json(&token), "one-time-token-refused", Some("/token"), None),
        Refused(down, "own-admin-access", Some("/status"), None),
    ]
}

both_engines! {
    async fn a_refusal_by_a_rule_names_it_and_every_one_says_what_is_the_matter(server: TestServer) {
        let mut table = of_cohorts(&server).await;
        table.extend(of_seats(&server).await);
        table.extend(of_activities(&server).await);
        table.extend(of_life(&server).await);
        table.extend(of_accounts(&server));
        for Refused(request, slug, pointer, clause) in table {
            let refused = request.send().await.expect_problem(409, slug);
            assert!(!refused.text_at("/detail").is_empty(), "{refused:?}");
            assert_eq!(refused.at("/errors/0/pointer"), json!(pointer), "{refused:?}");
            assert_eq!(refused.at("/rule/clause"), json!(clause), "{refused:?}");
        }
    }
}
