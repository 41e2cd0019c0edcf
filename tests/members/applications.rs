//! Applying: the kind follows from the record, and refusals name the rule.

use serde_json::{Value, json};

use super::{apply, joining, position, submit};
use crate::billing::{invoice, pay, pay_in_full};
use crate::support::admission::accept;
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn a_first_application_opens_a_pending_record_and_is_in_review(server: TestServer) {
        let person = server.new_account().await;
        let made = submit(&server, &person, &joining(15_000_000)).await.expect(201);
        let application = made.json();
        assert_eq!((&application["kind"], &application["state"]), (&json!("join"), &json!("in_review")));
        assert_eq!(application["due_today_cents"], 97_500);
        assert_eq!(application["pricing"]["annual_salary_cents"], 15_000_000);
        let read = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((read.json(), read.tag()), (application.clone(), made.tag()));
        let record = format!("/v1/members/{}", application["member_id"].as_str().unwrap());
        let member = server.get(&record).as_(&person).send().await.expect(200);
        assert_eq!((member.at("/standing"), member.at("/joined_on")), (json!("pending"), Value::Null));
        assert_eq!(member.at("/category"), "full", "before the first term, the category applied for");
    }

    async fn the_employers_record_prices_a_small_community(server: TestServer) {
        let city = json!({ "name": "Town of Smallville", "kind": "city_or_county", "state": "KS", "population": 7500, "general_fund_budget_cents": 780_000_000 });
        let city = server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201);
        let mut employment = position(15_000_000);
        employment["organization_id"] = city.at("/id");
        employment["employer_kind"] = json!("private_company");
        let person = server.new_account().await;
        let application = json!({ "category": "full", "employment": employment, "population": 9_000_000 });
        let made = apply(&server, &person, &application).await.expect(201);
        assert_eq!(made.at("/due_today_cents"), 78_000, "0.65 % of 150,000 less 20 %");
        assert_eq!(made.at("/pricing/population"), 7500, "the record governs, not the application");
    }

    async fn a_person_has_one_open_application(server: TestServer) {
        let person = server.new_account().await;
        let first = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        apply(&server, &person, &joining(15_000_000)).await.expect_problem(409, "application-already-open");
        let withdrawal = format!("{}/withdrawal", first.header("location"));
        let withdrawn = server.post(&withdrawal).as_(&person).send().await.expect(200);
        assert_eq!(withdrawn.at("/state"), "withdrawn");
        server.post(&withdrawal).as_(&person).send().await.expect_problem(409, "application-not-open");
        apply(&server, &person, &joining(15_000_000)).await.expect(201);
    }

    async fn withdrawing_voids_the_open_invoice_but_not_one_on_which_something_is_paid(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let issued = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
        let withdrawal = format!("{}/withdrawal", made.header("location"));
        server.post(&withdrawal).as_(&person).send().await.expect(200);
        let voided = server.get(issued.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((voided.at("/status"), voided.at("/outstanding_cents")), (json!("void"), json!(0)));

        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let issued = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
        pay(&server, &issued.text_at("/id"), 100, "CHK-1").await.expect(201);
        let withdrawal = format!("{}/withdrawal", made.header("location"));
        server.post(&withdrawal).as_(&person).send().await.expect_problem(409, "invoice-paid");
        let still = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(still.at("/state"), "awaiting_payment");
    }

    async fn categories_that_are_granted_or_conditional_are_refused_with_their_rule(server: TestServer) {
        let in_office = position(15_000_000);
        let refused = [
            (json!({ "category": "life" }), "category-not-open-to-applications"),
            (json!({ "category": "honorary" }), "category-not-open-to-applications"),
            (json!({ "category": "full" }), "local-government-position-missing"),
            (json!({ "category": "affiliate_department_head" }), "local-government-position-missing"),
            (json!({ "category": "other", "employment": in_office }), "local-government-position-held"),
            (json!({ "category": "chapter_student" }), "chapter-code-missing"),
            (json!({ "category": "chapter_student", "chapter_code": "SPRINGFIELD-U" }), "chapter-code-unknown"),
            (json!({ "category": "retired" }), "birth-date-missing"),
            (json!({ "category": "retired", "born_on": "1970-03-02" }), "too-young-for-retired"),
            (json!({ "category": "retired", "born_on": "1960-01-01", "employment": in_office }), "still-in-full-time-employment"),
            (json!({ "category": "full_not_in_service" }), "never-full"),
            (json!({ "category": "full", "in_transition": true, "involuntarily_separated": true }), "transition-needs-membership"),
            (json!({ "category": "academic_student", "print_magazine": true }), "print-magazine-not-offered"),
        ];
        let person = server.new_account().await;
        for (application, slug) in refused {
            let answer = apply(&server, &person, &application).await.expect_problem(409, slug);
            assert!(!answer.text_at("/rule/source").is_empty(), "{slug} names no source");
        }
        let mut without_salary = position(1);
        without_salary.as_object_mut().unwrap().remove("annual_salary_cents");
        apply(&server, &person, &json!({ "category": "full", "employment": without_salary })).await.expect_problem(409, "salary-missing");
        let none = server.get("/v1/members/applications").as_(&person).send().await.expect(200);
        assert_eq!(none.at("/data"), json!([]), "a refused application leaves nothing behind");
    }

    async fn retired_membership_opens_on_the_fifty_fifth_birthday(server: TestServer) {
        let person = server.new_account().await;
        let born = |on: &str| json!({ "category": "retired", "born_on": on });
        let early = apply(&server, &person, &born("1970-03-02")).await.expect_problem(409, "too-young-for-retired");
        assert_eq!(early.at("/rule/earliest_on"), "2025-03-02");
        apply(&server, &person, &born("1970-03-01")).await.expect(201);
    }

    async fn only_staff_apply_for_somebody_else(server: TestServer) {
        let person = server.new_account().await;
        let mut application = joining(15_000_000);
        application["account_id"] = json!(person.account_id);
        server.post("/v1/members/applications").as_(Role::Finance).json(&application).send().await.expect_problem(403, "forbidden");
        let made = server.post("/v1/members/applications").as_(Role::Staff).json(&application).send().await.expect(201);
        assert_eq!(made.at("/account_id"), json!(person.account_id));
        assert_eq!(made.at("/submitted_by"), json!(server.person(Role::Staff).account_id));
        application["account_id"] = json!("0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11");
        server.post("/v1/members/applications").as_(Role::Staff).json(&application).send().await.expect_problem(409, "unknown-account");
    }

    async fn prices_and_salaries_are_for_the_person_staff_and_finance(server: TestServer) {
        let person = server.new_account().await;
        let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
        let path = made.header("location");
        for role in [Role::Staff, Role::Finance] {
            let read = server.get(path).as_(role).send().await.expect(200);
            assert_eq!(read.at("/pricing/annual_salary_cents"), 15_000_000, "{role}");
        }
        let admin = server.get(path).as_(Role::Admin).send().await.expect(200);
        assert_eq!((admin.at("/pricing"), admin.at("/due_today_cents")), (Value::Null, Value::Null));
        for role in [Role::Account, Role::Member, Role::Faculty, Role::Coach, Role::Board] {
            server.get(path).as_(role).send().await.expect_problem(404, "not-found");
        }
        let list = server.get("/v1/members/applications").as_(Role::Staff).send().await.expect(200);
        assert!(!list.text().contains("15000000") && !list.text().contains("97500"), "a list shows a price or salary");
        let foreign = server.get("/v1/members/applications").as_(Role::Account).send().await.expect(200);
        assert_eq!(foreign.at("/data"), json!([]));
    }

    async fn a_change_of_category_holds_once_it_is_accepted_and_costs_nothing(server: TestServer) {
        let (person, member) = joined(&server).await;
        let made = submit(&server, &person, &json!({ "category": "affiliate_department_head" })).await.expect(201);
        assert_eq!((made.at("/kind"), made.at("/state")), (json!("category_change"), json!("in_review")));
        assert_eq!(server.get(&member).as_(&person).send().await.expect(200).at("/category"), "full");
        let accepted = accept(&server, made.header("location")).await.expect(200);
        assert_eq!((accepted.at("/state"), accepted.at("/due_today_cents")), (json!("accepted"), Value::Null));
        let record = server.get(&member).as_(&person).send().await.expect(200);
        assert_eq!((record.at("/category"), record.at("/good_until_on")), (json!("affiliate_department_head"), json!("2026-03-01")));
    }

    async fn two_hundred_clients_racing_to_apply_leave_one_application(server: TestServer) {
        let person = server.new_account().await;
        server.token(person.account_id).await;
        let racers = (0..200).map(|_| async { submit(&server, &person, &joining(15_000_000)).await });
        let answers = futures_util::future::join_all(racers).await;
        let made = answers.iter().filter(|answer| answer.status() == 201).count();
        let refused = answers.iter().filter(|answer| answer.status() == 409).count();
        let busy = answers.iter().filter(|answer| answer.status() == 503).count();
        assert_eq!((made, made + refused + busy), (1, 200), "{:?}", answers.iter().map(|a| a.status()).collect::<Vec<_>>());
        let list = server.get("/v1/members/applications").as_(&person).send().await.expect(200);
        assert_eq!(list.at("/data").as_array().map(Vec::len), Some(1));
    }
}

/// Somebody who joined as a Full member on 2025-03-01, and the address of the record.
pub async fn joined(server: &TestServer) -> (crate::support::Person, String) {
    let person = server.new_account().await;
    let made = apply(server, &person, &joining(15_000_000)).await.expect(201);
    pay_in_full(server, &person, &made).await;
    (person, format!("/v1/members/{}", made.text_at("/member_id")))
}
