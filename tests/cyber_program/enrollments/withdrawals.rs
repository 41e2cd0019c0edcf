//! Giving up a seat: what it costs on which day.

use serde_json::json;

use crate::cyber_program::seating::{cohort, enroll, withdraw};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn the_terms_follow_the_days_before_the_first_day(server: TestServer) {
        let at = cohort(&server, "Spring", 10).await;
        for (now, percent, kept) in [
            ("2025-04-05T12:00:00Z", 100, 0),
            ("2025-04-06T12:00:00Z", 50, 124_750),
            ("2025-04-21T12:00:00Z", 50, 124_750),
            ("2025-04-22T12:00:00Z", 0, 249_500),
            ("2025-05-05T12:00:00Z", 0, 249_500),
        ] {
            server.set_clock(now);
            let person = server.new_account().await;
            let made = enroll(&server, &at, &person).await.expect(201);
            let left = withdraw(&server, &person, made.header("location")).await.expect(200);
            let came_to = left.at("/steps/1/withdrawal");
            assert_eq!((&came_to["percent"], &came_to["kept_cents"]), (&json!(percent), &json!(kept)), "{now}");
            assert_eq!((&came_to["terms_version"], &came_to["provisional"]), (&json!("2026-1"), &json!(true)));
            assert_eq!(left.at("/payment_due_on"), json!(null));
        }
    }

    async fn a_rehearsal_says_what_withdrawing_would_come_to_and_changes_nothing(server: TestServer) {
        let at = cohort(&server, "Spring", 10).await;
        let person = server.new_account().await;
        let made = enroll(&server, &at, &person).await.expect(201);
        server.set_clock("2025-04-10T12:00:00Z");
        let request = server.post(&format!("{}/withdrawal", made.header("location"))).as_(&person).if_match("*");
        let rehearsed = request.rehearsed().send().await.expect(200);
        let read = server.get(made.header("location")).as_(&person).send().await.expect(200);
        assert_eq!(read.at("/state"), "enrolled");
        assert_eq!(read.at("/next_steps/0/withdrawal"), rehearsed.at("/steps/1/withdrawal"));
    }

    async fn staff_withdraw_somebody_and_nobody_withdraws_when_it_is_over(server: TestServer) {
        let at = cohort(&server, "Spring", 10).await;
        let (first, second) = (server.new_account().await, server.new_account().await);
        let (one, two) = (enroll(&server, &at, &first).await.expect(201), enroll(&server, &at, &second).await.expect(201));
        let left = withdraw(&server, Role::Staff, one.header("location")).await.expect(200);
        assert_eq!(left.at("/steps/1/actor"), "staff");
        withdraw(&server, &first, one.header("location")).await.expect_problem(409, "enrollment-step-not-open");
        server.set_clock("2025-07-28T12:00:00Z");
        withdraw(&server, &second, two.header("location")).await.expect_problem(409, "cohort-ended");
    }
}
