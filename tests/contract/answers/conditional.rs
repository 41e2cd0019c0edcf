//! Entity tags: 304 for what a client has, 428 and 412 for what it has not seen,
//! and one winner among those who saw the same (RFC 9110 section 13, PROMISES B4).

use futures_util::future::join_all;
use serde_json::json;

use crate::support::calls::{body, call, path, somebody};
use crate::support::contract::Contract;
use crate::support::fixture::settle;
use crate::support::{Role, TestServer, both_engines, one_engine};

/// Steps that rest on the application as it was shown, so that of two people who decide at once one is told.
const DECIDES_ON_WHAT_WAS_SEEN: [&str; 10] = [
    "releaseEnrollment",
    "createSubstitution",
    "withdrawEnrollment",
    "withdrawEnrollmentOnTerms",
    "verifyLifeApplication",
    "grantLifeMembership",
    "referLifeApplication",
    "recordBoardVote",
    "declineLifeApplication",
    "appealLifeApplication",
];

/// What is ended whatever it has become.
const HAS_NO_VERSION: [&str; 4] =
    ["deleteSession", "deleteCalendarLink", "deleteCohortMentor", "deleteOrganizationRepresentative"];

both_engines! {
    async fn a_copy_that_is_still_right_is_not_sent_again(server: TestServer) {
        let fixture = settle(&server).await;
        let owner = &fixture.member;
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| operation.value["responses"].get("304").is_some()) {
            let address = path(operation, owner);
            let tag = server.get(&address).as_(somebody(operation, owner)).send().await.expect(200).tag();
            assert!(tag.starts_with('"') && tag.ends_with('"'), "{}: {tag} is not a strong tag", operation.id);
            for (given, status) in [
                (tag.clone(), 304),
                (format!("W/{tag}"), 304),
                (format!("\"other\", W/\"another\", {tag}"), 304),
                (format!("{tag},\"other\""), 304),
                ("*".to_owned(), 304),
                ("\"other\"".to_owned(), 200),
                (tag.trim_matches('"').to_owned(), 200),
                (tag.to_uppercase().replacen("\"1", "\"2", 1), 200),
                ("garbage".to_owned(), 200),
                (String::new(), 200),
                ("\"".to_owned(), 200),
            ] {
                for method in ["GET", "HEAD"] {
                    let request = server.request(method, &address).header("if-none-match", &given);
                    let answer = request.as_(somebody(operation, owner)).send().await;
                    assert_eq!(answer.status(), status, "{} {given}", operation.id);
                    assert_eq!(answer.tag(), tag, "{} {given}", operation.id);
                }
            }
        }
    }

    async fn every_change_of_a_record_says_which_version_it_saw(server: TestServer) {
        let fixture = settle(&server).await;
        let owner = &fixture.member;
        let contract = Contract::of(true);
        for operation in contract.document().operations() {
            assert_eq!(
                operation.requires_header("If-Match"),
                DECIDES_ON_WHAT_WAS_SEEN.contains(&operation.id.as_str())
                    || ["PATCH", "DELETE"].contains(&operation.method.as_str()) && !HAS_NO_VERSION.contains(&operation.id.as_str()),
                "{}", operation.id
            );
            if !operation.requires_header("If-Match") {
                continue;
            }
            let posts = operation.method == "POST" && operation.value.get("requestBody").is_some();
            let body = if posts { body(&server, operation, owner, 0).await } else { json!({}) };
            let bare = server.request(&operation.method, &path(operation, owner)).json(&body);
            bare.as_(somebody(operation, owner)).send().await.expect_problem(428, "precondition-required");
            for stale in ["\"0-0\"", "\"99-0\"", "W/\"1-0\"", "garbage", "", "\"\"", "\"0-0\", \"9-9\"", "1"] {
                let request = server.request(&operation.method, &path(operation, owner)).if_match(stale);
                let request = request.json(&body);
                let answer = request.as_(somebody(operation, owner)).send().await;
                assert_eq!((answer.status(), answer.slug().as_str()), (412, "stale-version"), "{} {stale}", operation.id);
            }
            call(&server, operation, owner, 0).await.as_(somebody(operation, owner)).send().await.expect(412);
        }
    }

    async fn one_of_eight_changes_to_one_version_wins(server: TestServer) {
        let city = json!({ "name": "City", "kind": "city_or_county", "state": "IL", "population": 0 });
        let made = server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201);
        let (address, tag) = (made.header("location").to_owned(), made.tag());
        let other = server.replica(|_| ()).await;
        let changes = (1..=8).map(|population| {
            let server = if population % 2 == 0 { &server } else { &other };
            server.patch(&address).as_(Role::Staff).if_match(&tag).json(&json!({ "population": population })).send()
        });
        let answers = join_all(changes).await;
        let winners: Vec<_> = answers.iter().filter(|answer| answer.status() == 200).collect();
        assert_eq!(winners.len(), 1, "{:?}", answers.iter().map(|answer| answer.status()).collect::<Vec<_>>());
        assert!(answers.iter().all(|answer| [200, 412].contains(&answer.status())));
        let stored = server.get(&address).as_(Role::Staff).send().await.expect(200);
        assert_eq!((stored.json(), stored.tag()), (winners[0].json(), winners[0].tag()));
    }
}

one_engine! {
    async fn a_star_overwrites_whatever_is_there_and_a_list_needs_one_match(server: TestServer) {
        let city = json!({ "name": "City", "kind": "city_or_county", "state": "IL" });
        let made = server.post("/v1/organizations").as_(Role::Staff).json(&city).send().await.expect(201);
        let address = made.header("location").to_owned();
        let change = |tag: &str, name: &str| server.patch(&address).as_(Role::Staff).if_match(tag).json(&json!({ "name": name }));
        change("*", "One").send().await.expect(200);
        let tag = change("*", "Two").send().await.expect(200).tag();
        change(&made.tag(), "Three").send().await.expect(412);
        change(&format!("\"0-0\", {tag}"), "Three").send().await.expect(200);
        change(&tag, "Four").send().await.expect(412);
    }

    async fn a_list_of_tags_is_read_up_to_the_length_that_the_document_names(server: TestServer) {
        let longest = format!("\"{}\"", "a".repeat(1022));
        for (tags, status) in [(longest.clone(), 200), (format!("{longest} "), 200), (format!("{longest},"), 431)] {
            server.get("/v1/dues/rate-tables").header("if-none-match", &tags).send().await.expect(status);
        }
        let change = server.patch("/v1/accounts/me").as_(Role::Staff).if_match(&format!("{longest},*")).json(&json!({}));
        change.send().await.expect_problem(431, "headers-too-large");
    }

    async fn a_tag_got_under_compression_is_the_tag_of_the_record(server: TestServer) {
        let address = "/openapi.json";
        let plain = server.get(address).send().await.expect(200).tag();
        let zipped = server.get(address).header("accept-encoding", "gzip").send().await.expect(200);
        assert_eq!((zipped.header("content-encoding"), zipped.tag()), ("gzip", plain));
        let again = server.get(address).header("accept-encoding", "gzip").header("if-none-match", zipped.tag());
        again.send().await.expect(304);
    }
}
