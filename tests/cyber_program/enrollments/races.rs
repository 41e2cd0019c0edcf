//! Many at once: exactly as many seats as there are, and a queue in the order in which people came.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::cyber_program::seating::{ENROLLMENTS, cohort, enroll, queue, stands, withdraw};
use crate::support::{Person, Role, TestServer, both_engines};

/// So many people, signed in.
async fn crowd(server: &TestServer, people: usize) -> Vec<Person> {
    let mut crowd = Vec::with_capacity(people);
    for _ in 0..people {
        let person = server.new_account().await;
        server.token(person.account_id).await;
        crowd.push(person);
    }
    crowd
}

/// Every enrollment as staff list it.
async fn everybody(server: &TestServer) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page = server.get(&format!("{ENROLLMENTS}?limit=100{after}")).as_(Role::Staff).send().await.expect(200);
        all.extend(page.at("/data").as_array().cloned().unwrap_or_default());
        match page.at("/page/next").as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return all,
        }
    }
}

fn number(value: &Value, member: &str) -> u64 {
    value[member].as_u64().unwrap_or_else(|| panic!("no {member}: {value}"))
}

both_engines! {
    async fn two_hundred_clients_contending_for_twelve_seats_leave_twelve_enrolled_and_a_fair_waitlist(server: TestServer) {
        let at = cohort(&server, "Spring", 12).await;
        let crowd = crowd(&server, 200).await;
        let answers = join_all(crowd.iter().map(|person| enroll(&server, &at, person))).await;
        let mut made: Vec<Value> = answers.into_iter().map(|answer| answer.expect(201).json()).collect();
        made.sort_by_key(|one| number(one, "place"));
        let places: Vec<u64> = made.iter().map(|one| number(one, "place")).collect();
        assert_eq!(places, (1..=200).collect::<Vec<_>>(), "no place is missing, none is given twice");
        for (index, one) in made.iter().enumerate() {
            let waits = index.checked_sub(12).map(|before| before + 1);
            let state = if waits.is_none() { "enrolled" } else { "waitlisted" };
            assert_eq!((&one["state"], &one["waitlist_position"]), (&json!(state), &json!(waits)), "at place {}", index + 1);
        }
        let listed = everybody(&server).await;
        let now: BTreeSet<(String, String, u64)> = listed.iter().map(|one| (one["id"].to_string(), one["state"].to_string(), one["waitlist_position"].as_u64().unwrap_or(0))).collect();
        let then: BTreeSet<(String, String, u64)> = made.iter().map(|one| (one["id"].to_string(), one["state"].to_string(), one["waitlist_position"].as_u64().unwrap_or(0))).collect();
        assert_eq!(now, then, "what was answered is what is kept");
        let read = server.get(&at).send().await.expect(200);
        assert_eq!((read.at("/free_seats"), read.at("/waiting")), (json!(0), json!(188)));
    }

    async fn fifty_withdrawals_at_once_offer_fifty_seats_first_in_first_out(server: TestServer) {
        let at = cohort(&server, "Spring", 50).await;
        let people = queue(&server, &at, 120).await;
        let leaving = people[..50].iter().map(|(person, address)| withdraw(&server, person, address));
        for answer in join_all(leaving).await {
            assert_eq!(answer.expect(200).at("/state"), "withdrawn");
        }
        for (index, (_, address)) in people.iter().enumerate() {
            let expected = match index {
                0..50 => (json!("withdrawn"), json!(null)),
                50..100 => (json!("offered"), json!(null)),
                _ => (json!("waitlisted"), json!(index - 99)),
            };
            assert_eq!(stands(&server, address).await, expected, "the one who came as number {}", index + 1);
        }
    }

    async fn enrolling_withdrawing_and_growing_at_once_leave_no_seat_empty_and_none_too_many(server: TestServer) {
        let at = cohort(&server, "Spring", 10).await;
        let people = queue(&server, &at, 20).await;
        let crowd = crowd(&server, 30).await;
        let leave = join_all(people.iter().step_by(2).map(|(person, address)| withdraw(&server, person, address)));
        let come = join_all(crowd.iter().map(|person| enroll(&server, &at, person)));
        let larger = json!({ "capacity": 14 });
        let grow = crate::cyber_program::seating::change(&server, &at, &larger);
        let (left, came, grown) = tokio::join!(leave, come, grow);
        assert!(left.iter().all(|answer| answer.status() == 200) && came.iter().all(|answer| answer.status() == 201));
        let capacity = if grown.status() == 200 { 14 } else { 10 };
        let listed = everybody(&server).await;
        let held: Vec<&Value> = listed.iter().filter(|one| one["state"] == "enrolled" || one["state"] == "offered").collect();
        assert_eq!(held.len(), capacity);
        let mut waiting: Vec<u64> = listed.iter().filter_map(|one| one["waitlist_position"].as_u64()).collect();
        waiting.sort_unstable();
        assert_eq!(waiting, (1..=u64::try_from(40 - capacity).expect("a number")).collect::<Vec<_>>());
    }

    async fn one_person_who_clicks_twenty_times_has_one_seat(server: TestServer) {
        let at = cohort(&server, "Spring", 12).await;
        let person = server.new_account().await;
        server.token(person.account_id).await;
        let clicks = (0..20).map(|click| {
            let body = crate::cyber_program::seating::seat(crate::cyber_program::seating::RETAIL);
            let request = server.post(&format!("{at}/enrollments")).as_(&person).key(&format!("click-{click}")).json(&body);
            request.send()
        });
        let statuses: Vec<u16> = join_all(clicks).await.iter().map(crate::support::Answer::status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 201 | 409 | 503)), "{statuses:?}");
        assert_eq!(everybody(&server).await.len(), 1);
    }
}
