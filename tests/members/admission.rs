//! Who decides on a right: staff, before a membership begins, on what is shown to them.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{joining, position, submit};
use crate::billing::{invoice, pay, pay_in_full};
use crate::support::admission::{accept, criteria};
use crate::support::{Answer, Role, TestServer, both_engines};

fn clauses(answer: &Answer) -> Vec<Value> {
    let review = answer.at("/review");
    review.as_array().expect("a review").iter().map(|reason| reason["clause"].clone()).collect()
}

async fn step(server: &TestServer, path: &str, noun: &str, role: Role, body: &Value) -> Answer {
    server.post(&format!("{path}/{noun}")).as_(role).json(body).send().await
}

both_engines! {
    async fn a_salary_of_76_cents_buys_no_vote(server: TestServer) {
        let person = server.new_account().await;
        let made = submit(&server, &person, &joining(76)).await.expect(201);
        assert_eq!(made.at("/state"), "in_review");
        assert_eq!(clauses(&made), ["members.admission.acceptance", "members.admission.salary_floor"]);
        invoice(&server, &person, &made.text_at("/id"), 0, 1).await.expect_problem(409, "application-in-review");
        let entitled = format!("/v1/members/{}/entitlements", made.text_at("/member_id"));
        let told = server.get(&entitled).as_(&person).send().await.expect(200);
        assert_eq!((told.at("/vote/granted"), told.at("/standing")), (json!(false), json!("pending")));
    }

    async fn staff_ask_the_applicant_answers_staff_accept_and_the_invoice_follows(server: TestServer) {
        let person = server.new_account().await;
        let made = submit(&server, &person, &joining(15_000_000)).await.expect(201);
        let path = made.header("location").to_owned();
        let queue = server.get("/v1/members/applications?state=in_review").as_(Role::Staff).send().await.expect(200);
        assert_eq!((queue.at("/data/0/id"), queue.at("/data/0/review/0/clause")), (made.at("/id"), json!("members.admission.acceptance")));
        let texts = json!({ "texts": ["Who prepares the budget?"] });
        let asked = step(&server, &path, "information-request", Role::Staff, &texts).await.expect(200);
        assert_eq!(asked.at("/state"), "information_requested");
        step(&server, &path, "information-request", Role::Staff, &texts).await.expect_problem(409, "application-not-in-review");
        let answer = json!({ "texts": ["I do."] });
        let answered = server.post(&format!("{path}/answer")).as_(&person).json(&answer).send().await.expect(200);
        assert_eq!(answered.at("/state"), "in_review");
        let short = json!({ "criteria": criteria().as_array().unwrap()[..5] });
        let refused = step(&server, &path, "acceptance", Role::Staff, &short).await.expect_problem(409, "criterion-unjudged");
        assert_eq!(refused.at("/rule/facts/0/value"), "qualifications");
        let accepted = accept(&server, &path).await.expect(200);
        assert_eq!((accepted.at("/state"), accepted.at("/due_today_cents")), (json!("awaiting_payment"), json!(97_500)));
        let actions: Vec<Value> = accepted.at("/steps").as_array().unwrap().iter().map(|step| step["action"].clone()).collect();
        assert_eq!(actions, ["request_information", "answer", "accept"]);
        pay_in_full(&server, &person, &made).await;
        let member = server.get(&format!("/v1/members/{}", made.text_at("/member_id"))).as_(&person).send().await.expect(200);
        assert_eq!((member.at("/standing"), member.at("/confirmed_on")), (json!("active"), json!("2025-03-01")));
    }

    async fn a_declined_application_has_reasons_and_makes_way_for_another(server: TestServer) {
        let person = server.new_account().await;
        let made = submit(&server, &person, &joining(15_000_000)).await.expect(201);
        let path = made.header("location");
        let reasons = json!({ "texts": ["The position reports to nobody who is a manager."] });
        let declined = step(&server, path, "decline", Role::Staff, &reasons).await.expect(200);
        assert_eq!((declined.at("/state"), declined.at("/steps/0/texts")), (json!("declined"), reasons["texts"].clone()));
        invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect_problem(409, "application-not-payable");
        accept(&server, path).await.expect_problem(409, "application-not-in-review");
        submit(&server, &person, &json!({ "category": "affiliate_staff" })).await.expect(201);
    }

    async fn nobody_decides_on_an_own_application_and_only_staff_on_another(server: TestServer) {
        let clerk = server.new_person(&[Role::Staff]).await;
        let made = submit(&server, &clerk, &joining(15_000_000)).await.expect(201);
        let path = made.header("location");
        let texts = json!({ "texts": ["A reason."] });
        for (noun, body) in [("acceptance", json!({ "criteria": criteria() })), ("decline", texts.clone()), ("information-request", texts)] {
            server.post(&format!("{path}/{noun}")).as_(&clerk).json(&body).send().await.expect_problem(409, "own-matter");
        }
        let person = server.new_account().await;
        let theirs = submit(&server, &person, &joining(15_000_000)).await.expect(201);
        let told = json!({ "criteria": criteria() });
        let own = format!("{}/acceptance", theirs.header("location"));
        server.post(&own).as_(&person).json(&told).send().await.expect_problem(403, "forbidden");
        server.post(&own).as_(Role::Finance).json(&told).send().await.expect_problem(403, "forbidden");
        server.post(&own).as_(&clerk).json(&told).send().await.expect(200);
    }

    async fn two_hundred_who_decide_at_once_leave_one_decision(server: TestServer) {
        let person = server.new_account().await;
        let made = submit(&server, &person, &joining(15_000_000)).await.expect(201);
        let path = made.header("location");
        let texts = json!({ "texts": ["A reason."] });
        server.token(server.person(Role::Staff).account_id).await;
        let racer = async |n: usize| match n % 2 {
            0 => accept(&server, path).await.status(),
            _ => step(&server, path, "decline", Role::Staff, &texts).await.status(),
        };
        let statuses = join_all((0..200).map(racer)).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409 | 503)), "{statuses:?}");
        let left = server.get(path).as_(Role::Staff).send().await.expect(200);
        assert_eq!(left.at("/steps").as_array().map(Vec::len), Some(1));
    }

    async fn what_the_applicant_tells_of_the_community_is_shown_and_lowers_no_price(server: TestServer) {
        let person = server.new_account().await;
        let mut application = joining(15_000_000);
        application["population"] = json!(10);
        application["general_fund_budget_cents"] = json!(100);
        let made = submit(&server, &person, &application).await.expect(201);
        assert_eq!((made.at("/pricing/population"), made.at("/pricing/figures_confirmed")), (json!(10), json!(false)));
        assert_eq!(made.at("/due_today_cents"), 97_500);
        accept(&server, made.header("location")).await.expect(200);
        invoice(&server, &person, &made.text_at("/id"), 78_000, 1).await.expect_problem(409, "price-differs");
        invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
    }

    async fn the_difference_is_credited_when_staff_confirm_the_figures(server: TestServer) {
        let town = json!({ "name": "Town of Smallville", "kind": "city_or_county", "state": "KS" });
        let town = server.post("/v1/organizations").as_(Role::Staff).json(&town).send().await.expect(201);
        let person = server.new_account().await;
        let mut application = joining(15_000_000);
        application["employment"]["organization_id"] = town.at("/id");
        (application["population"], application["general_fund_budget_cents"]) = (json!(7_500), json!(780_000_000));
        let made = submit(&server, &person, &application).await.expect(201);
        assert_eq!(made.at("/due_today_cents"), 97_500);
        accept(&server, made.header("location")).await.expect(200);
        let issued = invoice(&server, &person, &made.text_at("/id"), 97_500, 1).await.expect(201);
        pay(&server, &issued.text_at("/id"), 97_500, "CHK").await.expect(201);
        let figures = json!({ "population": 7_500, "general_fund_budget_cents": 780_000_000 });
        server.patch(town.header("location")).as_(Role::Staff).if_match("*").json(&figures).send().await.expect(200);
        let credited = server.get(issued.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((credited.at("/credited_cents"), credited.at("/refunded_cents"), credited.at("/status")), (json!(19_500), json!(19_500), json!("paid")));
        let refunds = server.get("/v1/billing/refunds?state=due").as_(Role::Finance).send().await.expect(200);
        assert_eq!((refunds.at("/data/0/reason"), refunds.at("/data/0/amount_cents")), (json!("figures_confirmed"), json!(19_500)));
        let again = format!("{}/figures-confirmation", town.header("location"));
        server.post(&again).as_(Role::Staff).send().await.expect(200);
        let once = server.get(issued.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(once.at("/credited_cents"), 19_500, "credited once");
        let read = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(read.at("/pricing/figures_confirmed"), true);
    }

    async fn a_position_changed_after_the_acceptance_to_a_small_community_goes_back_to_staff(server: TestServer) {
        let town = json!({ "name": "Town of Smallville", "kind": "city_or_county", "state": "KS", "population": 700, "general_fund_budget_cents": 700_000 });
        let town = server.post("/v1/organizations").as_(Role::Staff).json(&town).send().await.expect(201);
        let person = server.new_account().await;
        let made = submit(&server, &person, &joining(15_000_000)).await.expect(201);
        accept(&server, made.header("location")).await.expect(200);
        let spells = format!("/v1/members/{}/employment-spells", made.text_at("/member_id"));
        let mut moved = position(15_000_000);
        (moved["organization_id"], moved["starts_on"]) = (town.at("/id"), json!("2025-02-01"));
        let moved = server.post(&spells).as_(&person).json(&moved).send().await.expect(201);
        let spell = moved.header("location");
        let back = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((back.at("/state"), clauses(&back)), (json!("in_review"), vec![json!("members.admission.small_community")]));
        invoice(&server, &person, &made.text_at("/id"), 78_000, 1).await.expect_problem(409, "application-in-review");
        let lowered = json!({ "annual_salary_cents": 14_000_000 });
        server.patch(spell).as_(&person).if_match("*").json(&lowered).send().await.expect(200);
        let still = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(still.at("/state"), "in_review");
    }

    async fn what_is_billed_again_is_priced_from_the_record_as_it_now_is(server: TestServer) {
        let person = server.new_account().await;
        let made = submit(&server, &person, &joining(8_160_000)).await.expect(201);
        accept(&server, made.header("location")).await.expect(200);
        let issued = invoice(&server, &person, &made.text_at("/id"), 53_040, 1).await.expect(201);
        let spells = format!("/v1/members/{}/employment-spells", made.text_at("/member_id"));
        let held = server.get(&spells).as_(&person).send().await.expect(200);
        let spell = format!("{spells}/{}", held.text_at("/data/0/id"));
        let corrected = json!({ "annual_salary_cents": 7_360_000 });
        server.patch(&spell).as_(&person).if_match("*").json(&corrected).send().await.expect(200);
        let agreed = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(agreed.at("/pricing/annual_salary_cents"), 8_160_000, "what is invoiced stays as it was agreed");
        let void = json!({ "reason": "The salary was wrong." });
        server.post(&format!("{}/void", issued.header("location"))).as_(Role::Finance).key("v").json(&void).send().await.expect(200);
        let now = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((now.at("/due_today_cents"), now.at("/state")), (json!(47_840), json!("awaiting_payment")));
        let stale = json!({ "application_id": made.at("/id"), "expected_total_cents": 53_040 });
        server.post("/v1/billing/invoices").as_(&person).key("stale").json(&stale).send().await.expect_problem(409, "price-differs");
        let again = json!({ "application_id": made.at("/id"), "expected_total_cents": 47_840 });
        let again = server.post("/v1/billing/invoices").as_(&person).key("again").json(&again).send().await.expect(201);
        assert_eq!(again.at("/total_cents"), 47_840);
    }

    async fn an_intern_with_a_managers_salary_does_not_become_full_by_asking(server: TestServer) {
        let person = server.new_account().await;
        let made = submit(&server, &person, &json!({ "category": "affiliate_intern", "employment": position(25_000_000) })).await.expect(201);
        assert_eq!((made.at("/state"), made.at("/due_today_cents")), (json!("awaiting_payment"), json!(2_500)));
        pay_in_full(&server, &person, &made).await;
        let change = submit(&server, &person, &json!({ "category": "full" })).await.expect(201);
        assert_eq!((change.at("/kind"), change.at("/state")), (json!("category_change"), json!("in_review")));
        let record = format!("/v1/members/{}", made.text_at("/member_id"));
        assert_eq!(server.get(&record).as_(&person).send().await.expect(200).at("/category"), "affiliate_intern");
        let reasons = json!({ "texts": ["An intern is no manager."] });
        step(&server, change.header("location"), "decline", Role::Staff, &reasons).await.expect(200);
        assert_eq!(server.get(&record).as_(&person).send().await.expect(200).at("/category"), "affiliate_intern");
    }

    async fn an_upgrade_is_accepted_then_paid_for_the_rest_of_the_term_and_then_holds(server: TestServer) {
        let person = server.new_account().await;
        let made = submit(&server, &person, &json!({ "category": "affiliate_staff", "employment": position(15_000_000) })).await.expect(201);
        pay_in_full(&server, &person, &made).await;
        server.set_clock("2025-09-01T12:00:00Z");
        let change = submit(&server, &person, &json!({ "category": "full" })).await.expect(201);
        assert_eq!((change.at("/state"), change.at("/due_today_cents")), (json!("in_review"), json!(38_432)), "77,500 x 181 / 365");
        let accepted = accept(&server, change.header("location")).await.expect(200);
        assert_eq!(accepted.at("/state"), "awaiting_payment");
        let record = format!("/v1/members/{}", made.text_at("/member_id"));
        let category = async || server.get(&record).as_(&person).send().await.expect(200).at("/category");
        assert_eq!(category().await, "affiliate_staff", "nothing holds before it is paid");
        server.set_clock("2025-09-05T12:00:00Z");
        let issued = invoice(&server, &person, &change.text_at("/id"), 38_432, 1).await.expect(201);
        assert_eq!((issued.at("/lines/0/clause"), issued.at("/lines/0/provisional")), (json!("dues.category_change"), json!(true)));
        pay(&server, &issued.text_at("/id"), 38_432, "CHK").await.expect(201);
        assert_eq!(category().await, "full");
        let member = server.get(&record).as_(&person).send().await.expect(200);
        assert_eq!((member.at("/good_until_on"), member.at("/confirmed_on")), (json!("2026-03-01"), json!("2025-09-01")));
        let held = server.get(&format!("{record}/employment-spells")).as_(&person).send().await.expect(200);
        let spell = format!("{record}/employment-spells/{}", held.text_at("/data/0/id"));
        server.patch(&spell).as_(&person).if_match("*").json(&json!({ "annual_salary_cents": 4_000_000 })).send().await.expect(200);
        server.set_clock("2026-02-01T12:00:00Z");
        let renewal = submit(&server, &person, &json!({ "category": "full" })).await.expect(201);
        assert_eq!(clauses(&renewal), ["members.admission.price_change"], "against the price of the change");
    }

    async fn a_renewal_at_less_than_half_the_price_is_looked_at_and_not_refused(server: TestServer) {
        let (person, record) = crate::members::joined(&server).await;
        let spells = format!("{record}/employment-spells");
        let held = server.get(&spells).as_(&person).send().await.expect(200);
        let spell = format!("{spells}/{}", held.text_at("/data/0/id"));
        let lowered = json!({ "annual_salary_cents": 7_000_000 });
        server.patch(&spell).as_(&person).if_match("*").json(&lowered).send().await.expect(200);
        server.set_clock("2026-02-01T12:00:00Z");
        let made = submit(&server, &person, &json!({ "category": "full" })).await.expect(201);
        assert_eq!((made.at("/kind"), made.at("/state")), (json!("renewal"), json!("in_review")));
        assert_eq!(clauses(&made), ["members.admission.price_change"]);
        let plausible = json!({ "annual_salary_cents": 14_000_000 });
        server.patch(&spell).as_(&person).if_match("*").json(&plausible).send().await.expect(200);
        let now = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((now.at("/state"), now.at("/due_today_cents")), (json!("awaiting_payment"), json!(91_000)), "put right, it waits for nobody");
    }

    async fn a_stranger_gets_no_vote_no_member_price_and_no_small_rate_in_a_hundred_ways(server: TestServer) {
        let mut tried = 0;
        for category in ["full", "affiliate_department_head", "affiliate_staff", "affiliate_intern", "academic_professor", "academic_student", "other", "retired"] {
            for (salary, population, kind) in [(76, 10, "city_or_county"), (3_000_000, 7_500, "city_or_county"), (250_000_000, 1, "private_company"), (15_000_000, 0, "university")] {
                for (extent, flags) in [("full_time", json!({})), ("part_time", json!({ "in_transition": true, "involuntarily_separated": true })), ("interim", json!({ "chapter_code": "SPRINGFIELD-U" })), ("full_time", json!({ "print_magazine": true }))] {
                    tried += 1;
                    let person = server.new_account().await;
                    let mut employment = position(salary);
                    employment["employer_kind"] = json!(kind);
                    employment["extent"] = json!(extent);
                    let mut application = json!({ "category": category, "employment": employment, "born_on": "1960-01-01", "population": population, "general_fund_budget_cents": 1 });
                    application.as_object_mut().unwrap().extend(flags.as_object().unwrap().clone());
                    let made = submit(&server, &person, &application).await;
                    if made.status() != 201 {
                        assert_eq!(made.status(), 409, "{application} {made:?}");
                        continue;
                    }
                    let way = format!("{application}: {made:?}");
                    assert_ne!(made.at("/due_today_cents"), 78_000, "{way}");
                    let total = made.at("/due_today_cents").as_i64().unwrap();
                    let issued = invoice(&server, &person, &made.text_at("/id"), total, 1).await;
                    if issued.status() == 201 && total > 0 {
                        pay(&server, &issued.text_at("/id"), total, "CHK").await.expect(201);
                    }
                    let change = submit(&server, &person, &json!({ "category": "full" })).await;
                    assert!(change.status() == 409 || change.at("/state") == "in_review", "{way}: {change:?}");
                    let record = format!("/v1/members/{}", made.text_at("/member_id"));
                    let told = server.get(&format!("{record}/entitlements")).as_(&person).send().await.expect(200);
                    assert_eq!((told.at("/vote/granted"), told.at("/conference_rate/granted"), told.at("/web_content/granted")), (json!(false), json!(false), json!(false)), "{way}");
                    let me = server.get("/v1/accounts/me").as_(&person).send().await.expect(200);
                    assert!(!me.at("/roles").as_array().unwrap().contains(&json!("member")), "{way}");
                }
            }
        }
        assert!(tried >= 100, "{tried} ways");
    }
}
