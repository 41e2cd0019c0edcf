//! What a seat costs: the list and the person's standing on the day, and nothing later.

use guildhall_domain::members::{Category, TermSpan};
use guildhall_persistence::members;
use serde_json::json;

use crate::cyber_program::seating::{ENROLLMENTS, MEMBER, RETAIL, cohort, enroll, enroll_at, seat};
use crate::support::{Person, Role, TestServer, both_engines};

/// A member's record as a test wants it.
async fn becomes(server: &TestServer, person: &Person, category: Category, good_until_on: &str) {
    let tx = server.db().begin().await.expect("a transaction");
    let mut member = members::lock_member(&tx, person.member_id.expect("a member")).await.expect("a record");
    member.category = category;
    let starts_on = "2020-01-01".parse().expect("a date");
    member.span = Some(TermSpan { starts_on, good_until_on: good_until_on.parse().expect("a date") });
    members::save_member(&tx, &member).await.expect("saved");
    tx.commit().await.expect("committed");
}

both_engines! {
    async fn every_standing_pays_its_row_of_the_list(server: TestServer) {
        let at = cohort(&server, "Spring", 20).await;
        for (category, good_until_on, standing, price) in [
            (Category::Full, "2026-01-01", "active", MEMBER),
            (Category::Full, "2025-02-15", "grace", MEMBER),
            (Category::Full, "2024-06-01", "lapsed", RETAIL),
            (Category::Life, "9999-12-31", "life", MEMBER),
            (Category::Honorary, "2021-01-01", "honorary", MEMBER),
            (Category::AcademicStudent, "2026-01-01", "student", MEMBER),
        ] {
            let person = server.new_member().await;
            becomes(&server, &person, category, good_until_on).await;
            let wrong = if price == MEMBER { RETAIL } else { MEMBER };
            let refused = enroll_at(&server, &at, &person, wrong).await.expect_problem(409, "seat-price-differs");
            let detail = refused.text_at("/detail");
            assert!(detail.contains("1,995.00") && detail.contains("2,495.00"), "{detail}");
            let made = enroll_at(&server, &at, &person, price).await.expect(201);
            assert_eq!((made.at("/price/membership_standing"), made.at("/price/amount_cents")), (json!(standing), json!(price)));
            assert_eq!(made.at("/price/list_price_cents"), RETAIL);
        }
        let nobody = server.new_account().await;
        let made = enroll(&server, &at, &nobody).await.expect(201);
        assert_eq!((made.at("/price/membership_standing"), made.at("/price/saving_cents")), (json!("none"), json!(0)));
        server.post(&format!("{at}/enrollments")).key("k").json(&seat(RETAIL)).send().await.expect(401);
    }

    async fn a_price_stays_fixed_whatever_becomes_of_the_membership(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let (first, second) = (server.new_account().await, server.new_member().await);
        let held = enroll(&server, &at, &first).await.expect(201);
        let waits = enroll_at(&server, &at, &second, MEMBER).await.expect(201);
        assert_eq!((waits.at("/state"), waits.at("/payment_due_on")), (json!("waitlisted"), json!(null)));
        becomes(&server, &second, Category::Full, "2024-01-01").await;
        crate::cyber_program::seating::withdraw(&server, &first, held.header("location")).await.expect(200);
        let seated = crate::cyber_program::seating::accept(&server, &second, waits.header("location")).await.expect(200);
        assert_eq!((seated.at("/state"), seated.at("/price/amount_cents")), (json!("enrolled"), json!(MEMBER)));
        crate::cyber_program::seating::withdraw(&server, &second, waits.header("location")).await.expect(200);
        let old_price = server.post(&format!("{at}/enrollments")).as_(&second).key("old").json(&seat(MEMBER));
        old_price.send().await.expect_problem(409, "seat-price-differs");
        let again = enroll_at(&server, &at, &second, RETAIL).await.expect(201);
        assert_eq!(again.at("/price/membership_standing"), "lapsed", "at the price of that day");
    }

    async fn an_enrollment_says_what_it_rests_on_and_what_can_follow(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let person = server.new_account().await;
        let made = enroll(&server, &at, &person).await.expect(201);
        assert_eq!(made.at("/payment_due_on"), "2025-03-31");
        let clauses: Vec<_> = made.at("/explanation").as_array().into_iter().flatten().map(|clause| clause["clause"].clone()).collect();
        assert_eq!(clauses, ["cyber_program.enrollment.price", "cyber_program.enrollment.hold", "cyber_program.enrollment.seats"]);
        assert_eq!((made.at("/steps/0/step"), made.at("/steps/0/actor")), (json!("register"), json!("participant")));
        assert_eq!((made.at("/next_steps/0/step"), made.at("/next_steps/0/withdrawal/percent")), (json!("withdraw"), json!(100)));
        assert_eq!((made.at("/next_steps/1/step"), made.at("/next_steps/1/from_on")), (json!("release"), json!("2025-04-01")));
        let own = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!((own.json(), own.tag()), (made.json(), made.tag()));
    }

    async fn a_seat_is_priced_by_the_association_s_date_wherever_the_cohort_is(server: TestServer) {
        let mut body = crate::cyber_program::seating::spring("Spring", 3);
        body["time_zone"] = json!("Pacific/Auckland");
        let made = server.post(crate::cyber_program::seating::COHORTS).as_(Role::Staff).json(&body).send().await.expect(201);
        let seat = enroll(&server, made.header("location"), &server.new_account().await).await.expect(201);
        assert_eq!((seat.at("/price/fixed_on"), seat.at("/registered_on")), (json!("2025-03-01"), json!("2025-03-02")));
        let invoice = server.get(&format!("/v1/billing/invoices/{}", seat.text_at("/invoice_id"))).as_(Role::Finance).send().await.expect(200);
        assert_eq!(invoice.at("/priced_on"), "2025-03-01");
    }

    async fn one_person_has_one_enrollment_until_it_is_given_up(server: TestServer) {
        let at = cohort(&server, "Spring", 3).await;
        let person = server.new_account().await;
        let made = enroll(&server, &at, &person).await.expect(201);
        let again = server.post(&format!("{at}/enrollments")).as_(&person).key("again").json(&seat(RETAIL)).send().await;
        assert_eq!(again.expect_problem(409, "already-registered").at("/rule/facts/0/value"), "enrolled");
        let replayed = enroll(&server, &at, &person).await.expect(201);
        assert_eq!((replayed.json(), replayed.header("idempotency-replayed")), (made.json(), "true"));
        crate::cyber_program::seating::withdraw(&server, &person, made.header("location")).await.expect(200);
        let back = server.post(&format!("{at}/enrollments")).as_(&person).key("back").json(&seat(RETAIL)).send().await.expect(201);
        assert_eq!(back.at("/place"), 2);
    }

    async fn entry_closes_a_week_after_the_first_day(server: TestServer) {
        let at = cohort(&server, "Spring", 3).await;
        server.set_clock("2025-05-12T03:59:59Z");
        let last = enroll(&server, &at, &server.new_account().await).await.expect(201);
        assert_eq!(last.at("/payment_due_on"), "2025-05-11", "not after the first day, nor before today");
        server.set_clock("2025-05-12T04:00:00Z");
        enroll(&server, &at, &server.new_account().await).await.expect_problem(409, "cohort-entry-closed");
    }

    async fn what_is_foreign_is_absent_and_staff_enroll_others(server: TestServer) {
        let at = cohort(&server, "Spring", 3).await;
        let (person, stranger) = (server.new_account().await, server.new_account().await);
        let mut body = seat(RETAIL);
        body["account_id"] = json!(person.account_id);
        let by = |who: &Person, key: &str| server.post(&format!("{at}/enrollments")).as_(who).key(key).json(&body).send();
        by(&stranger, "a").await.expect_problem(409, "unknown-account");
        let made = by(&server.person(Role::Staff), "b").await.expect(201);
        assert_eq!((made.at("/steps/0/actor"), made.at("/account_id")), (json!("staff"), json!(person.account_id)));
        let address = made.header("location");
        for role in [Role::Account, Role::Member, Role::Faculty, Role::Coach, Role::Board] {
            server.get(address).as_(role).send().await.expect(404);
            server.post(&format!("{address}/withdrawal")).as_(role).if_match("*").send().await.expect(404);
        }
        server.post(&format!("{address}/withdrawal")).as_(Role::Finance).if_match("*").send().await.expect(403);
        for (who, seen) in [(&stranger, 0), (&person, 1), (&server.person(Role::Finance), 1)] {
            for query in [String::new(), format!("?account_id={}", person.account_id)] {
                let list = server.get(&format!("{ENROLLMENTS}{query}")).as_(who).send().await.expect(200);
                assert_eq!(list.at("/data").as_array().map(Vec::len), Some(seen));
            }
        }
    }

    async fn a_purchase_order_has_a_number_and_a_payer_is_on_record(server: TestServer) {
        let at = cohort(&server, "Spring", 3).await;
        let person = server.new_account().await;
        let city = json!({ "name": "City of Springfield", "kind": "city_or_county", "state": "IL" });
        let city = server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201).at("/id");
        let with = async |by_staff: bool, member: &str, value: &serde_json::Value| {
            let mut body = seat(RETAIL);
            body[member] = value.clone();
            let request = server.post(&format!("{at}/enrollments")).key(&format!("{member}-{by_staff}"));
            if !by_staff {
                return request.as_(&person).json(&body).send().await;
            }
            body["account_id"] = json!(person.account_id);
            request.as_(Role::Staff).json(&body).send().await
        };
        let (order, nobody) = (json!("purchase_order"), json!("01900000-0000-7000-8000-00000000ffff"));
        with(false, "settlement", &order).await.expect_problem(409, "purchase-order-number-missing");
        with(true, "bill_to_organization_id", &nobody).await.expect_problem(409, "unknown-organization");
        // Nobody has somebody else billed by a word of their own, nor learns who is on record.
        for organization in [&city, &nobody] {
            with(false, "bill_to_organization_id", organization).await.expect_problem(409, "payer-named-by-staff");
        }
        let billed = with(true, "bill_to_organization_id", &city).await.expect(201);
        assert_eq!(billed.at("/bill_to_organization_id"), city);
    }
}
