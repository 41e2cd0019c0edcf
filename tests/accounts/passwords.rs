//! What a password must be. PROMISES C5.

use serde_json::json;

use super::{confirm, register, sign_in, token_for};
use crate::support::{TestServer, one_engine};

one_engine! {
    async fn every_rule_that_a_password_breaks_is_named_at_once(server: TestServer) {
        for (password, codes) in [
            ("mossy lantern", &["password_too_short"][..]),
            ("kettle-drifts-", &["password_too_short"]),
            ("1qaz2wsx3edc4rfv", &["password_guessable", "password_known"]),
            ("aaaaaaaaaaaaaaaa", &["password_guessable"]),
            ("abcdefghijklmnopqrstuvwxyz", &["password_guessable"]),
            ("passwordpassword", &["password_guessable"]),
            ("somebodyExample", &["password_context_word"]),
            ("AnaRuizAnaRuiz1", &["password_context_word"]),
            ("guildhallRUIZana", &["password_context_word"]),
            ("Somebody@Example.org", &["password_context_word"]),
            ("icma", &["password_context_word", "password_too_short"]),
        ] {
            let answer = register(&server, "somebody@example.org", password).await.expect_problem(409, "password-refused");
            let found: Vec<_> = answer.violations();
            assert!(found.iter().all(|(pointer, _)| pointer == "/password"), "{found:?}");
            assert_eq!(found.iter().map(|(_, code)| code.as_str()).collect::<Vec<_>>(), codes, "{password}");
            assert!(!answer.text().contains(password), "the password {password} stands in the answer {}", answer.text());
        }
        let long = "mossy lantern ".repeat(19);
        let answer = register(&server, "somebody@example.org", &long).await.expect_problem(409, "password-refused");
        assert_eq!(answer.violations(), [("/password".to_owned(), "password_too_long".to_owned())]);
    }

    async fn a_word_of_ones_own_name_or_address_or_of_the_association_vetoes_nothing(server: TestServer) {
        for (index, password) in [
            "a-long-walk-in-winter-2025", "for-example-i-like-tea-8", "Ruiz drifts upstream quietly",
            "the ICMA lantern drifts away", "guildhall lantern drifts", "topicmatters beside the mill",
        ].into_iter().enumerate() {
            let email = format!("walk{index}@example.org");
            let body = json!({ "email": email, "password": password, "given_name": "Jae Ruiz", "family_name": "Long" });
            server.post("/v1/accounts/registrations").key(&email).json(&body).send().await.expect(202);
            confirm(&server, &token_for(&server, &email).await, password).await.expect(200);
        }
    }

    async fn a_refusal_says_which_known_word_leaves_too_little(server: TestServer) {
        let answer = register(&server, "somebody@example.org", "guildhallsomebody").await.expect_problem(409, "password-refused");
        let detail = answer.text_at("/errors/0/detail");
        assert!(detail.contains("\u{201c}guildhall\u{201d}, \u{201c}somebody\u{201d}"), "{detail}");
    }

    async fn any_characters_are_taken_and_none_is_asked_for_and_all_of_them_count(server: TestServer) {
        let most = "krönung im nebel; 霧の中の灯籠 / ".chars().cycle().take(256).collect::<String>();
        let passwords = ["mossylanterndri", "ПЯТЬ зелёных чайников", "📯 🐌 🪁 🫖 🧭 🪗 🧶 🪵", most.as_str()];
        for (index, password) in passwords.into_iter().enumerate() {
            let email = format!("somebody{index}@example.org");
            register(&server, &email, password).await.expect(202);
            confirm(&server, &token_for(&server, &email).await, password).await.expect(200);
            let mut shorter = password.to_owned();
            shorter.pop();
            sign_in(&server, &email, &shorter).await.expect_problem(401, "wrong-credentials");
            sign_in(&server, &email, &format!("{password} ")).await.expect_problem(401, "wrong-credentials");
            sign_in(&server, &email, password).await.expect(201);
        }
    }

    async fn one_password_typed_on_two_keyboards_is_one_password(server: TestServer) {
        register(&server, "somebody@example.org", "caf\u{e9} lantern drifts").await.expect(202);
        confirm(&server, &token_for(&server, "somebody@example.org").await, "caf\u{e9} lantern drifts").await.expect(200);
        sign_in(&server, "somebody@example.org", "cafe\u{301} lantern drifts").await.expect(201);
        sign_in(&server, "somebody@example.org", "cafe lantern drifts").await.expect(401);
    }
}
