//! The queue: first come, first served, whatever happens.

use serde_json::json;

use crate::cyber_program::seating::{ENROLLMENTS, accept, cohort, enroll, queue, read, stands, subjects, withdraw};
use crate::support::{Role, TestServer, both_engines, one_engine};

both_engines! {
    async fn nobody_jumps_the_queue(server: TestServer) {
        let at = cohort(&server, "Spring", 2).await;
        let people = queue(&server, &at, 4).await;
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        assert_eq!(stands(&server, &people[2].1).await.0, "offered", "in the same moment");
        let late = enroll(&server, &at, &server.new_account().await).await.expect(201);
        assert_eq!((late.at("/state"), late.at("/waitlist_position")), (json!("waitlisted"), json!(2)));
        let step = read(&server, &people[2].1).await.at("/steps/1");
        assert_eq!((&step["step"], &step["actor"], &step["account_id"]), (&json!("offer"), &json!("system"), &json!(null)));
        let seated = accept(&server, &people[2].0, &people[2].1).await.expect(200);
        assert_eq!((seated.at("/payment_due_on"), seated.at("/steps/2/payment_due_on")), (json!("2025-03-31"), json!("2025-03-31")));
        assert_eq!(subjects(&server, &people[2].0).await, ["You are on the waitlist", "A seat is free for you", "You have a seat"]);
    }

    async fn giving_up_a_place_in_the_queue_costs_nothing_and_moves_the_others_up(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 4).await;
        let left = withdraw(&server, &people[1].0, &people[1].1).await.expect(200);
        assert_eq!((left.at("/state"), left.at("/steps/1/withdrawal")), (json!("withdrawn"), json!(null)));
        assert_eq!(stands(&server, &people[2].1).await, (json!("waitlisted"), json!(1)));
        assert_eq!(stands(&server, &people[3].1).await, (json!("waitlisted"), json!(2)));
        let list = server.get(&format!("{ENROLLMENTS}?state=waitlisted")).as_(Role::Staff).send().await.expect(200);
        assert_eq!((list.at("/data/0/waitlist_position"), list.at("/data/1/waitlist_position")), (json!(2), json!(1)));
    }

    async fn whoever_comes_back_comes_last(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 3).await;
        withdraw(&server, &people[1].0, &people[1].1).await.expect(200);
        let body = crate::cyber_program::seating::seat(crate::cyber_program::seating::RETAIL);
        let back = server.post(&format!("{at}/enrollments")).as_(&people[1].0).key("back").json(&body).send().await.expect(201);
        assert_eq!((back.at("/place"), back.at("/waitlist_position")), (json!(4), json!(2)));
    }

    async fn nobody_is_promoted_once_entry_is_closed(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 2).await;
        server.set_clock("2025-05-12T04:00:00Z");
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        assert_eq!(stands(&server, &people[1].1).await.0, "waitlisted");
        assert_eq!(read(&server, &people[1].1).await.at("/next_steps/0/step"), "withdraw");
    }

    async fn an_unpaid_seat_is_taken_back_once_it_is_overdue_and_goes_to_the_next(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 2).await;
        let release = || server.post(&format!("{}/release", people[0].1)).as_(Role::Staff).if_match("*").send();
        server.set_clock("2025-03-31T12:00:00Z");
        let early = release().await.expect_problem(409, "enrollment-not-overdue");
        assert_eq!(early.at("/rule/earliest_on"), "2025-04-01");
        server.set_clock("2025-04-01T12:00:00Z");
        let released = release().await.expect(200);
        assert_eq!((released.at("/state"), released.at("/steps/1/actor")), (json!("released"), json!("staff")));
        let next = read(&server, &people[1].1).await;
        assert_eq!((next.at("/state"), next.at("/payment_due_on")), (json!("offered"), json!(null)));
        release().await.expect_problem(409, "enrollment-step-not-open");
        assert_eq!(subjects(&server, &people[0].0).await, ["You have a seat", "Your seat was taken back"]);
    }

    async fn whoever_was_promoted_meanwhile_is_told_so_before_a_seat_is_given_up(server: TestServer) {
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 2).await;
        let seen = server.get(&people[1].1).as_(&people[1].0).send().await.expect(200).tag();
        withdraw(&server, &people[0].0, &people[0].1).await.expect(200);
        let leave = server.post(&format!("{}/withdrawal", people[1].1)).as_(&people[1].0).if_match(&seen).send().await;
        leave.expect_problem(412, "stale-version");
    }
}

one_engine! {
    async fn the_daily_job_gives_away_a_seat_that_was_left_free_once(server: TestServer) {
        use guildhall_persistence::cyber_program as store;
        let at = cohort(&server, "Spring", 1).await;
        let people = queue(&server, &at, 3).await;
        let tx = server.db().begin().await.expect("a transaction");
        let id = at.rsplit('/').next().expect("an id").parse().expect("an id");
        let mut cohort = store::lock_cohort(&tx, id).await.expect("a cohort");
        cohort.cohort.capacity = 2;
        store::save_cohort(&tx, &cohort).await.expect("saved");
        tx.commit().await.expect("committed");
        let run = || guildhall::cyber_program::jobs::promote_waiting(server.app());
        assert_eq!(run().await.expect("done"), 1);
        assert_eq!(run().await.expect("done"), 0);
        assert_eq!(stands(&server, &people[1].1).await.0, "offered");
        assert_eq!(stands(&server, &people[2].1).await, (json!("waitlisted"), json!(1)));
    }
}
