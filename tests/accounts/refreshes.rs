//! Refresh tokens. PROMISES B5.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;

use super::{SignedIn, enter, pass, refresh, works};
use crate::support::{Answer, TestServer, both_engines, one_engine};

async fn refresh_under(server: &TestServer, key: &str, token: &str) -> Answer {
    server.post("/v1/accounts/refreshes").key(key).json(&json!({ "refresh_token": token })).send().await
}

both_engines! {
    async fn a_refresh_gives_new_tokens_to_the_same_session(server: TestServer) {
        let session = enter(&server, &server.new_account().await).await;
        pass(&server, TimeDelta::minutes(11));
        let answer = refresh(&server, &session.refresh).await.expect(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        let next = SignedIn::of(&answer);
        assert_eq!(next.path, session.path);
        assert_ne!(next.refresh, session.refresh);
        assert_eq!(answer.at("/last_used_at"), "2025-03-01T12:11:00Z");
        assert!(works(&server, &next.access).await);
        refresh(&server, &next.refresh).await.expect(200);
    }

    async fn a_used_token_that_comes_again_ends_its_whole_family_and_no_other_session(server: TestServer) {
        let person = server.new_account().await;
        let (stolen, other) = (enter(&server, &person).await, enter(&server, &person).await);
        let next = SignedIn::of(&refresh(&server, &stolen.refresh).await.expect(200));
        assert!(works(&server, &next.access).await);
        refresh(&server, &stolen.refresh).await.expect_problem(401, "refresh-token-reused");
        for access in [&stolen.access, &next.access] {
            assert!(!works(&server, access).await);
        }
        refresh(&server, &next.refresh).await.expect_problem(401, "invalid-refresh-token");
        refresh(&server, &stolen.refresh).await.expect_problem(401, "invalid-refresh-token");
        assert!(works(&server, &other.access).await);
        refresh(&server, &other.refresh).await.expect(200);
    }

    async fn a_lost_answer_is_given_again_under_its_key_for_half_a_minute(server: TestServer) {
        let session = enter(&server, &server.new_account().await).await;
        let first = refresh_under(&server, "lost", &session.refresh).await.expect(200);
        pass(&server, TimeDelta::seconds(29));
        let again = refresh_under(&server, "lost", &session.refresh).await.expect(200);
        assert_eq!((again.bytes(), again.header("idempotency-replayed")), (first.bytes(), "true"));
        assert!(works(&server, &first.text_at("/tokens/access_token")).await);
        pass(&server, TimeDelta::seconds(1));
        refresh_under(&server, "lost", &session.refresh).await.expect_problem(401, "refresh-token-reused");
        assert!(!works(&server, &first.text_at("/tokens/access_token")).await);
    }

    async fn another_key_is_another_use(server: TestServer) {
        let session = enter(&server, &server.new_account().await).await;
        refresh_under(&server, "mine", &session.refresh).await.expect(200);
        refresh_under(&server, "not-mine", &session.refresh).await.expect_problem(401, "refresh-token-reused");
    }

    async fn of_fifty_uses_at_once_at_most_one_leaves_a_live_child(server: TestServer) {
        let session = enter(&server, &server.new_account().await).await;
        let answers = join_all((0..50).map(|_| refresh(&server, &session.refresh))).await;
        let children: Vec<&Answer> = answers.iter().filter(|answer| answer.status() == 200).collect();
        assert!(children.len() <= 1, "{} children", children.len());
        assert!(answers.iter().all(|answer| [200, 401].contains(&answer.status())), "{answers:?}");
        for child in children {
            refresh(&server, &child.text_at("/tokens/refresh_token")).await.expect(401);
        }
        assert!(!works(&server, &session.access).await);
    }

    async fn fifty_repetitions_at_once_of_one_request_are_one_refresh(server: TestServer) {
        let session = enter(&server, &server.new_account().await).await;
        let answers = join_all((0..50).map(|_| refresh_under(&server, "one", &session.refresh))).await;
        let bodies: std::collections::BTreeSet<String> =
            answers.iter().filter(|answer| answer.status() == 200).map(Answer::text).collect();
        assert_eq!(bodies.len(), 1);
        assert!(answers.iter().all(|answer| [200, 409].contains(&answer.status())), "{answers:?}");
        assert!(works(&server, &session.access).await);
    }
}

one_engine! {
    async fn what_is_no_refresh_token_is_refused(server: TestServer) {
        let session = enter(&server, &server.new_account().await).await;
        for token in ["x", "Zk3vPq8sT1wXyB6nMc9dEf2gHj4kLr7uA0oIiVvS5mE", &session.access[..200]] {
            refresh(&server, token).await.expect_problem(401, "invalid-refresh-token");
        }
        assert!(works(&server, &session.access).await);
    }
}
