//! Access tokens that are forged, stale, misdirected or malformed, and the keys behind good ones. PROMISES C1, C2, C8.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use guildhall::tokens::{KeyRing, key_from_seed};
use guildhall_domain::SessionId;
use serde_json::json;

use super::{enter, works};
use crate::support::people::id;
use crate::support::server::PUBLIC_URL;
use crate::support::{Role, TestServer, one_engine};

one_engine! {
    async fn no_bent_token_is_accepted(server: TestServer) {
        let good = enter(&server, &server.new_account().await).await.access;
        assert!(works(&server, &good).await);
        let parts: Vec<&str> = good.split('.').collect();
        let mut bent: Vec<String> = (0..good.len()).filter(|at| &good[*at..=*at] != ".").map(|at| swapped(&good, at)).collect();
        bent.extend((0..good.len()).step_by(9).map(|length| good[..length].to_owned()));
        bent.extend([format!("{good}."), format!("{good}A"), format!(".{good}"), format!("{}.{}.", parts[0], parts[1])]);
        for header in [json!({ "alg": "none" }), json!({ "alg": "none", "typ": "at+jwt" }), json!({ "alg": "HS256", "typ": "at+jwt" })] {
            bent.push(format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), parts[1], parts[2]));
            bent.push(format!("{}.{}.", URL_SAFE_NO_PAD.encode(header.to_string()), parts[1]));
        }
        assert!(bent.len() > 200, "{}", bent.len());
        for token in bent.iter().filter(|token| !token.is_empty()) {
            let answer = server.get("/v1/accounts/me").as_(token).send().await.expect_problem(401, "invalid-token");
            assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"");
        }
    }

    async fn a_token_of_another_key_issuer_session_or_account_is_refused(server: TestServer) {
        let (account, now) = (server.person(Role::Admin).account_id, server.clock().now());
        let session = SessionId::new(id(0x77));
        crate::support::people::begin_session(server.db(), account, session, now).await;
        let ring = |issuer: &str, seed: u8| KeyRing::new(issuer, &[key_from_seed(&[seed; 32]).unwrap()]).unwrap();
        let sign = |ring: &KeyRing, account, session, at, minutes| {
            ring.sign(account, session, id(1), at, TimeDelta::minutes(minutes)).unwrap()
        };
        let own = ring(PUBLIC_URL, 1);
        assert!(works(&server, &sign(&own, account, session, now, 10)).await);
        let stranger = server.person(Role::Member).account_id;
        for refused in [
            sign(&ring(PUBLIC_URL, 2), account, session, now, 10),
            sign(&ring("https://api.evil.test", 1), account, session, now, 10),
            sign(&own, account, SessionId::new(id(0x78)), now, 10),
            sign(&own, stranger, session, now, 10),
            sign(&own, account, session, now - TimeDelta::minutes(10), 10),
            sign(&own, account, session, now + TimeDelta::minutes(1), 10),
        ] {
            assert!(!works(&server, &refused).await, "{refused}");
        }
    }

    async fn after_a_rotation_old_tokens_hold_new_ones_carry_the_new_key_and_no_private_part_is_shown(server: TestServer) {
        let person = server.new_account().await;
        let old = enter(&server, &person).await.access;
        let keys = [key_from_seed(&[2; 32]).unwrap(), key_from_seed(&[1; 32]).unwrap()];
        server.app().replace_keys(KeyRing::new(PUBLIC_URL, &keys).unwrap());
        let new = enter(&server, &person).await.access;
        assert!(works(&server, &old).await);
        assert!(works(&server, &new).await);
        assert_ne!(old.split('.').next(), new.split('.').next());
        let shown = server.get("/.well-known/jwks.json").send().await.expect(200);
        assert_eq!(shown.at("/keys").as_array().map(Vec::len), Some(2));
        assert!(!shown.text().contains("\"d\""));
        server.app().replace_keys(KeyRing::new(PUBLIC_URL, &keys[..1]).unwrap());
        assert!(!works(&server, &old).await);
        assert!(works(&server, &new).await);
    }

    async fn a_token_says_who_and_until_when_and_nothing_else(server: TestServer) {
        let access = enter(&server, &server.new_member().await).await.access;
        let claims = URL_SAFE_NO_PAD.decode(access.split('.').nth(1).unwrap()).unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
        let mut names: Vec<&str> = claims.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["aud", "client_id", "exp", "iat", "iss", "jti", "nbf", "sid", "sub"]);
    }
}

/// The token with the character at `at` changed into another of its alphabet.
fn swapped(token: &str, at: usize) -> String {
    let other = if &token[at..=at] == "A" { "B" } else { "A" };
    format!("{}{other}{}", &token[..at], &token[at + 1..])
}
