//! Changing a password, knowing the present one.

use serde_json::json;

use super::{BETTER, SignedIn, enter, letters, refresh, sign_in, works};
use crate::support::people::PASSWORD;
use crate::support::{Answer, TestServer, both_engines};

async fn change(server: &TestServer, who: &SignedIn, current: &str, new: &str) -> Answer {
    let body = json!({ "current_password": current, "new_password": new });
    server.post("/v1/accounts/password-changes").as_(&who.access).json(&body).send().await
}

both_engines! {
    async fn a_change_ends_every_other_session_at_once_and_keeps_this_one(server: TestServer) {
        let person = server.new_account().await;
        let (here, there) = (enter(&server, &person).await, enter(&server, &person).await);
        assert!(works(&server, &there.access).await);
        change(&server, &here, PASSWORD, BETTER).await.expect(204);
        assert!(works(&server, &here.access).await);
        assert!(!works(&server, &there.access).await);
        refresh(&server, &there.refresh).await.expect_problem(401, "invalid-refresh-token");
        refresh(&server, &here.refresh).await.expect(200);
        sign_in(&server, &person.email, PASSWORD).await.expect_problem(401, "wrong-credentials");
        sign_in(&server, &person.email, BETTER).await.expect(201);
        let subjects: Vec<_> = letters(&server, &person.email).await.into_iter().map(|letter| letter.subject).collect();
        assert_eq!(subjects, ["Your password was changed"]);
    }

    async fn a_refused_change_changes_nothing(server: TestServer) {
        let person = server.new_account().await;
        let (here, there) = (enter(&server, &person).await, enter(&server, &person).await);
        change(&server, &here, "not the password at all", BETTER).await.expect_problem(403, "wrong-current-password");
        let weak = change(&server, &here, PASSWORD, "aaaaaaaaaaaaaaaa").await.expect_problem(409, "password-refused");
        assert_eq!(weak.violations(), [("/new_password".to_owned(), "password_guessable".to_owned())]);
        assert!(works(&server, &there.access).await);
        sign_in(&server, &person.email, PASSWORD).await.expect(201);
    }

    async fn guessing_the_present_password_is_slowed_down_like_signing_in(server: TestServer) {
        let person = server.new_account().await;
        let here = enter(&server, &person).await;
        for _ in 0..10 {
            change(&server, &here, "not the password at all", BETTER).await.expect_problem(403, "wrong-current-password");
        }
        let slowed = change(&server, &here, PASSWORD, BETTER).await.expect_problem(429, "too-many-failures");
        assert_eq!(slowed.header("retry-after"), "30");
        // Who holds a session guesses at what its owner knows; whoever signs in anew is not held up by that.
        sign_in(&server, &person.email, PASSWORD).await.expect(201);
    }
}
