//! Nothing that costs nothing holds a seat (fault A4): orders of one's own word, unpaid seats, coming and going.

use serde_json::{Value, json};

use crate::billing::pay;
use crate::cyber_program::seating::{ENROLLMENTS, RETAIL, cohort, enroll, read, seat, stands, withdraw};
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn city(server: &TestServer) -> Value {
    let city = json!({ "name": "City of Springfield", "kind": "city_or_county", "state": "IL" });
    server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201).at("/id")
}

async fn representative(server: &TestServer, city: &Value) -> Person {
    let person = server.new_account().await;
    let at = format!("/v1/organizations/{}/representatives", city.as_str().expect("an id"));
    let body = json!({ "account_id": person.account_id });
    server.post(&at).as_(Role::Staff).json(&body).send().await.expect(201);
    person
}

/// Asks for a seat on a purchase order that only the participant speaks of.
async fn by_order(server: &TestServer, cohort: &str, person: &Person) -> Answer {
    let mut body = seat(RETAIL);
    (body["settlement"], body["purchase_order_number"]) = (json!("purchase_order"), json!("x"));
    server.post(&format!("{cohort}/enrollments")).as_(person).key(&person.email).json(&body).send().await
}

async fn confirm(server: &TestServer, who: &Person, enrollment: &str, city: &Value, number: &str) -> Answer {
    let body = json!({ "organization_id": city, "purchase_order_number": number });
    server.post(&format!("{enrollment}/purchase-order")).as_(who).json(&body).send().await
}

/// So many accounts of one mailbox.
async fn of_one_mailbox(server: &TestServer, people: usize) -> Vec<Person> {
    let mut same = Vec::with_capacity(people);
    for number in 0..people {
        same.push(server.new_account_at(&format!("One+{number}@people.example")).await);
    }
    same
}

both_engines! {
    async fn twelve_accounts_with_orders_of_their_own_word_hold_no_seat_and_no_place(server: TestServer) {
        let at = cohort(&server, "Spring", 12).await;
        for _ in 0..12 {
            let person = server.new_account().await;
            let asked = by_order(&server, &at, &person).await.expect(201);
            assert_eq!((asked.at("/state"), asked.at("/waitlist_position")), (json!("requested"), json!(null)));
        }
        let read = server.get(&at).send().await.expect(200);
        assert_eq!((read.at("/free_seats"), read.at("/waiting")), (json!(12), json!(0)));
    }

    async fn an_order_holds_a_seat_once_staff_or_the_representative_confirm_it(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let (city, first, second) = (city(&server).await, server.new_account().await, server.new_account().await);
        let rep = representative(&server, &city).await;
        let asked = by_order(&server, &at, &first).await.expect(201);
        let address = asked.header("location");
        confirm(&server, &first, address, &city, "x").await.expect_problem(403, "forbidden");
        confirm(&server, &rep, address, &city, "y").await.expect_problem(404, "not-found");
        let seated = confirm(&server, &rep, address, &city, "x").await.expect(200);
        assert_eq!((seated.at("/state"), seated.at("/steps/1/step"), seated.at("/steps/1/actor")), (json!("enrolled"), json!("confirm"), json!("buyer")));
        assert_eq!((seated.at("/bill_to_organization_id"), seated.at("/invoice_id")), (city.clone(), asked.at("/invoice_id")));
        let invoice = server.get(&format!("/v1/billing/invoices/{}", seated.text_at("/invoice_id"))).as_(&rep).send().await.expect(200);
        assert_eq!(invoice.at("/bill_to_organization_id"), city);
        confirm(&server, &rep, address, &city, "x").await.expect_problem(409, "enrollment-step-not-open");
        let waits = by_order(&server, &at, &second).await.expect(201);
        let waits = confirm(&server, &server.person(Role::Staff), waits.header("location"), &city, "PO-7").await.expect(200);
        assert_eq!((waits.at("/state"), waits.at("/invoice_id"), waits.at("/purchase_order_number")), (json!("waitlisted"), json!(null), json!("PO-7")));
    }

    async fn an_order_comes_to_a_seat_when_it_is_paid(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let asked = by_order(&server, &at, &server.new_account().await).await.expect(201);
        pay(&server, &asked.text_at("/invoice_id"), RETAIL, "CHK").await.expect(201);
        assert_eq!(stands(&server, asked.header("location")).await.0, "enrolled");
    }

    async fn one_mailbox_holds_only_a_few_seats_and_places_that_are_not_paid(server: TestServer) {
        let (full, free) = (cohort(&server, "Full", 1).await, cohort(&server, "Free", 12).await);
        enroll(&server, &full, &server.new_account().await).await.expect(201);
        let people = of_one_mailbox(&server, 4).await;
        assert_eq!(enroll(&server, &full, &people[0]).await.expect(201).at("/state"), "waitlisted", "a place counts");
        let held = enroll(&server, &free, &people[1]).await.expect(201);
        for refused in [enroll(&server, &free, &people[2]).await, by_order(&server, &free, &people[3]).await] {
            let refused = refused.expect_problem(409, "too-many-unpaid-enrollments");
            assert_eq!((refused.at("/rule/clause"), refused.at("/rule/facts/1/value")), (json!("cyber_program.enrollment.unpaid"), json!("2")));
        }
        pay(&server, &held.text_at("/invoice_id"), RETAIL, "CHK").await.expect(201);
        let body = seat(RETAIL);
        server.post(&format!("{free}/enrollments")).as_(&people[2]).key("paid-one").json(&body).send().await.expect(201);
    }

    async fn one_mailbox_at_once_holds_no_more(server: TestServer) {
        let at = cohort(&server, "Spring", 12).await;
        let people = of_one_mailbox(&server, 12).await;
        for person in &people {
            server.token(person.account_id).await;
        }
        let answers = futures_util::future::join_all(people.iter().map(|person| enroll(&server, &at, person))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status() == 201).count(), 2);
        assert_eq!(server.get(&at).send().await.expect(200).at("/free_seats"), 10);
    }

    async fn coming_and_going_has_a_limit_a_day(server: TestServer) {
        let at = cohort(&server, "Spring", 12).await;
        let person = server.new_account().await;
        let come = |turn: usize| {
            let body = seat(RETAIL);
            server.post(&format!("{at}/enrollments")).as_(&person).key(&format!("turn-{turn}")).json(&body).send()
        };
        for turn in 0..5 {
            let made = come(turn).await.expect(201);
            server.post(&format!("{}/withdrawal", made.header("location"))).as_(&person).if_match("*").send().await.expect(200);
        }
        let refused = come(5).await.expect_problem(409, "too-many-enrollments-today");
        assert_eq!(refused.at("/rule/clause"), "cyber_program.enrollment.a_day");
        server.set_clock("2025-03-02T12:00:01Z");
        come(6).await.expect(201);
    }

    async fn a_representative_enrolls_colleagues_and_reads_and_ends_what_the_city_pays(server: TestServer) {
        let at = cohort(&server, "Spring", 3).await;
        let (city, person, other) = (city(&server).await, server.new_account().await, server.new_account().await);
        let rep = representative(&server, &city).await;
        let mut body = seat(RETAIL);
        (body["settlement"], body["purchase_order_number"]) = (json!("purchase_order"), json!("PO-1"));
        (body["account_id"], body["bill_to_organization_id"]) = (json!(person.account_id), city.clone());
        let enroll_by = |who: &Person, body: &Value| server.post(&format!("{at}/enrollments")).as_(who).key(&who.email).json(body).send();
        let made = enroll_by(&rep, &body).await.expect(201);
        assert_eq!((made.at("/state"), made.at("/steps/0/actor")), (json!("enrolled"), json!("buyer")));
        body["account_id"] = json!(other.account_id);
        enroll_by(&person, &body).await.expect_problem(409, "unknown-account");
        enroll(&server, &at, &other).await.expect(201);
        let list = server.get(&format!("{ENROLLMENTS}?bill_to_organization_id={}", city.as_str().expect("an id"))).as_(&rep).send().await.expect(200);
        assert_eq!((list.at("/data/0/id"), list.at("/data/1")), (made.at("/id"), json!(null)));
        let foreign = server.get(&format!("{ENROLLMENTS}?bill_to_organization_id={}", city.as_str().expect("an id"))).as_(&other).send().await.expect(200);
        assert_eq!(foreign.at("/data"), json!([]));
        server.get(made.header("location")).as_(&rep).send().await.expect(200);
        let left = withdraw(&server, &rep, made.header("location")).await.expect(200);
        assert_eq!(left.at("/steps/1/actor"), "buyer");
        assert_eq!(read(&server, made.header("location")).await.at("/state"), "withdrawn");
    }

    async fn whoever_was_enrolled_by_staff_owes_nothing_before_they_pay(server: TestServer) {
        let at = cohort(&server, "Spring", 3).await;
        let person = server.new_account().await;
        server.set_clock("2025-04-25T12:00:00Z");
        let mut body = seat(RETAIL);
        body["account_id"] = json!(person.account_id);
        let made = server.post(&format!("{at}/enrollments")).as_(Role::Staff).key("k").json(&body).send().await.expect(201);
        let left = withdraw(&server, &person, made.header("location")).await.expect(200);
        assert_eq!((left.at("/state"), left.at("/invoice_id"), left.at("/steps/1/withdrawal")), (json!("withdrawn"), json!(null), json!(null)));
    }
}
