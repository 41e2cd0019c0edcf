//! A local government buys seats: all of its people are enrolled, or nobody is.

use serde_json::{Value, json};

use crate::cyber_program::seating::{MEMBER, RETAIL, cohort, enroll};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn organization(server: &TestServer, kind: &str) -> Value {
    let body = json!({ "name": "City of Springfield", "kind": kind, "state": "IL" });
    server.post("/v1/organizations").as_(Role::Staff).json(&body).send().await.expect(201).at("/id")
}

async fn buy(server: &TestServer, cohort: &str, buyer: &Value, people: &[&Person], expected: i64) -> Answer {
    let participants: Vec<Value> = people
        .iter()
        .map(|person| json!({ "account_id": person.account_id, "discipline": "operations", "population": 114_394, "community_state": "IL" }))
        .collect();
    let body = json!({
        "organization_id": buyer, "purchase_order_number": "PO-7", "participants": participants,
        "expected_total_cents": expected
    });
    let key = format!("{expected}-{}", body.to_string().len());
    server.post(&format!("{cohort}/seat-purchases")).as_(Role::Staff).key(&key).json(&body).send().await
}

async fn registered(server: &TestServer) -> usize {
    let list = server.get("/v1/cyber-program/enrollments").as_(Role::Staff).send().await.expect(200);
    list.at("/data").as_array().map_or(0, Vec::len)
}

both_engines! {
    async fn each_has_an_enrollment_of_their_own_at_their_own_price_billed_to_the_buyer(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        let city = organization(&server, "city_or_county").await;
        let (member, other, third) = (server.new_member().await, server.new_account().await, server.new_account().await);
        let people = [&member, &other, &third];
        let bought = buy(&server, &at, &city, &people, MEMBER + 2 * RETAIL).await.expect(200);
        assert_eq!(bought.at("/total_cents"), MEMBER + 2 * RETAIL);
        for (index, (person, price, state)) in
            people.into_iter().zip([MEMBER, RETAIL, RETAIL]).zip(["enrolled", "enrolled", "waitlisted"]).map(|((p, c), s)| (p, c, s)).enumerate()
        {
            let one = bought.at(&format!("/enrollments/{index}"));
            assert_eq!((&one["account_id"], &one["price"]["amount_cents"], &one["state"]), (&json!(person.account_id), &json!(price), &json!(state)));
            assert_eq!((&one["bill_to_organization_id"], &one["purchase_order_number"], &one["settlement"]), (&city, &json!("PO-7"), &json!("purchase_order")));
            let staff = server.person(Role::Staff).account_id;
            assert_eq!((&one["steps"][0]["actor"], &one["steps"][0]["account_id"]), (&json!("buyer"), &json!(staff)));
            server.get(&format!("/v1/cyber-program/enrollments/{}", one["id"].as_str().expect("an id"))).as_(person).send().await.expect(200);
        }
    }

    async fn when_one_cannot_be_enrolled_nobody_is(server: TestServer) {
        let at = cohort(&server, "Spring", 5).await;
        let (city, company) = (organization(&server, "city_or_county").await, organization(&server, "private_company").await);
        let (ana, bea) = (server.new_account().await, server.new_account().await);
        let stranger = Person { account_id: "01900000-0000-7000-8000-00000000ffff".parse().expect("an id"), ..ana.clone() };
        buy(&server, &at, &company, &[&ana], RETAIL).await.expect_problem(409, "buyer-not-local-government");
        buy(&server, &at, &json!("01900000-0000-7000-8000-00000000ffff"), &[&ana], RETAIL).await.expect_problem(409, "unknown-organization");
        let unknown = buy(&server, &at, &city, &[&ana, &stranger], 2 * RETAIL).await.expect_problem(409, "unknown-account");
        assert_eq!(unknown.at("/errors/0/pointer"), "/participants/1/account_id");
        let twice = buy(&server, &at, &city, &[&ana, &bea, &ana], 3 * RETAIL).await.expect_problem(409, "participant-twice");
        assert_eq!(twice.at("/errors/0/pointer"), "/participants/2/account_id");
        buy(&server, &at, &city, &[&ana, &bea], MEMBER + RETAIL).await.expect_problem(409, "seat-price-differs");
        assert_eq!(registered(&server).await, 0);
        enroll(&server, &at, &bea).await.expect(201);
        let taken = buy(&server, &at, &city, &[&ana, &bea], 2 * RETAIL).await.expect_problem(409, "already-registered");
        assert_eq!(taken.at("/errors/0/pointer"), "/participants/1/account_id");
        assert_eq!(registered(&server).await, 1);
        let next = enroll(&server, &at, &ana).await.expect(201);
        assert_eq!(next.at("/place"), 2, "places of a purchase that was refused are not used up");
    }
}
