//! Where somebody is signed in, and signing out.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::json;

use super::{enter, pass, refresh, works};
use crate::support::{Role, TestServer, both_engines, one_engine};

both_engines! {
    async fn signing_out_ends_one_session_with_its_tokens_at_once_and_no_other(server: TestServer) {
        let person = server.new_account().await;
        let (one, other) = (enter(&server, &person).await, enter(&server, &person).await);
        assert!(works(&server, &one.access).await);
        server.delete(&one.path).as_(&one.access).send().await.expect(204);
        assert!(!works(&server, &one.access).await);
        refresh(&server, &one.refresh).await.expect_problem(401, "invalid-refresh-token");
        assert!(works(&server, &other.access).await);
        server.delete(&one.path).as_(&other.access).send().await.expect(404);
        server.get(&one.path).as_(&other.access).send().await.expect(404);
        refresh(&server, &other.refresh).await.expect(200);
    }

    async fn another_replica_heeds_a_sign_out_within_a_second(server: TestServer) {
        let replica = server.replica(|_| ()).await;
        let session = enter(&server, &server.new_account().await).await;
        assert!(works(&replica, &session.access).await);
        server.delete(&session.path).as_(&session.access).send().await.expect(204);
        let since = Instant::now();
        while works(&replica, &session.access).await {
            assert!(since.elapsed() < Duration::from_millis(1500), "still good after {:?}", since.elapsed());
        }
    }

    async fn everybody_sees_their_own_sessions_only_the_latest_first(server: TestServer) {
        let person = server.new_account().await;
        let mut paths = Vec::new();
        let mut access = String::new();
        for _ in 0..3 {
            pass(&server, TimeDelta::seconds(1));
            let session = enter(&server, &person).await;
            paths.push(session.path);
            access = session.access;
        }
        let page = server.get("/v1/accounts/sessions?limit=2").as_(&access).send().await.expect(200);
        let next = page.text_at("/page/next");
        let rest = server.get(&format!("/v1/accounts/sessions?limit=2&after={next}")).as_(&access).send().await.expect(200);
        let seen = |index: usize, answer: &crate::support::Answer| format!("/v1/accounts/sessions/{}", answer.text_at(&format!("/data/{index}/id")));
        assert_eq!([seen(0, &page), seen(1, &page), seen(0, &rest)], [paths[2].clone(), paths[1].clone(), paths[0].clone()]);
        assert_eq!([page.at("/data/0/current"), page.at("/data/1/current")], [json!(true), json!(false)]);
        assert_eq!(page.at("/data/0/tokens"), json!(null));
        for method in ["GET", "DELETE"] {
            server.request(method, &paths[0]).as_(Role::Admin).send().await.expect(404);
            server.request(method, &paths[0]).send().await.expect(401);
        }
    }
}

one_engine! {
    async fn an_access_token_dies_after_ten_minutes_and_is_never_long_lived(server: TestServer) {
        let session = enter(&server, &server.new_account().await).await;
        pass(&server, TimeDelta::seconds(599));
        assert!(works(&server, &session.access).await);
        pass(&server, TimeDelta::seconds(1));
        assert!(!works(&server, &session.access).await);
    }

    async fn a_session_ends_after_two_idle_weeks_and_thirty_days_whatever_is_done(server: TestServer) {
        let (person, day) = (server.new_account().await, TimeDelta::days(1));
        let idle = enter(&server, &person).await;
        let mut used = enter(&server, &person).await.refresh;
        for _ in 0..2 {
            pass(&server, day * 13);
            used = refresh(&server, &used).await.expect(200).text_at("/tokens/refresh_token");
        }
        refresh(&server, &idle.refresh).await.expect_problem(401, "invalid-refresh-token");
        pass(&server, day * 4 - TimeDelta::seconds(1));
        let last = refresh(&server, &used).await.expect(200);
        assert_eq!(last.at("/tokens/expires_in"), 1);
        pass(&server, TimeDelta::seconds(1));
        assert!(!works(&server, &last.text_at("/tokens/access_token")).await);
        refresh(&server, &last.text_at("/tokens/refresh_token")).await.expect_problem(401, "invalid-refresh-token");
    }
}
