//! Strict JSON: what is not one document in UTF-8 with unique names is 400, what
//! breaks the schema is 422 with every violation, and nothing is ever 500.

use serde_json::json;

use crate::support::calls::{call, somebody};
use crate::support::contract::Contract;
use crate::support::fixture::settle;
use crate::support::{Answer, TestServer, both_engines, one_engine};

/// Words of libraries that have no business in an answer.
const FOREIGN_WORDS: [&str; 16] = [
    "missing field",
    "invalid type",
    "expected struct",
    "expected value",
    "expected a",
    "trailing",
    "serde",
    "sqlx",
    "sea_orm",
    "actix",
    "panicked",
    ".rs",
    "EOF",
    "SQL",
    "i64",
    "Option",
];

/// Fails when an answer repeats what a library said.
pub(super) fn speaks_our_words(answer: &Answer) {
    let said = [answer.at("/detail"), answer.at("/errors")].map(|value| value.to_string()).join(" ");
    for word in FOREIGN_WORDS {
        assert!(!said.contains(word), "`{word}` in {said}");
    }
}

fn unreadable() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = [
        "",
        " ",
        "{",
        "}",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "NaN",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":1e400}",
        "{\"a\":-1e400}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1}{\"b\":2}",
        "{} x",
        "{\"a\":1,\"a\":1}",
        "{\"a\":{\"b\":1,\"b\":2}}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"tab\there\"}",
        "// comment\n{}",
        "\u{feff}{}",
        "nul",
        "truee",
    ]
    .iter()
    .map(|text| text.as_bytes().to_vec())
    .collect();
    all.push(b"{\"a\":\"\xff\"}".to_vec());
    all.push(b"{\"a\":\"\xc0\xaf\"}".to_vec());
    all.push(b"\xff\xfe{\0}\0".to_vec());
    all.push(vec![b'['; 100_000]);
    all.push("{\"a\":".repeat(50_000).into_bytes());
    all
}

both_engines! {
    async fn no_operation_takes_a_body_it_cannot_read_or_of_another_shape(server: TestServer) {
        let fixture = settle(&server).await;
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| operation.value.get("requestBody").is_some()) {
            for (body, status, slug) in [
                ("{", 400, "malformed-body"),
                ("{\"a\":1,\"a\":2}", 400, "malformed-body"),
                ("[]", 422, "invalid-body"),
                ("null", 422, "invalid-body"),
                ("\"text\"", 422, "invalid-body"),
                ("7", 422, "invalid-body"),
                ("{\"no_such_member\":1}", 422, "invalid-body"),
                ("{\"no_such_member\":\"\\u0000\"}", 422, "invalid-body"),
            ] {
                // The body that comes last counts: it takes the place of the good one.
                let request = call(&server, operation, &fixture.member, 0).await.body(body);
                let answer = request.as_(somebody(operation, &fixture.member)).send().await;
                assert_eq!((answer.status(), answer.slug().as_str()), (status, slug), "{} {body}", operation.id);
                assert_eq!(answer.status() == 422, answer.at("/errors").is_array(), "{} {body}", operation.id);
                speaks_our_words(&answer);
            }
        }
    }
}

one_engine! {
    async fn what_is_not_one_json_document_is_malformed_and_says_where(server: TestServer) {
        for body in unreadable() {
            let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
            let request = server.post("/v1/dues/quotes").header("content-type", "application/json").body(body);
            let answer = request.send().await;
            assert_eq!((answer.status(), answer.slug().as_str()), (400, "malformed-body"), "{shown}");
            assert!(answer.at("/detail").is_string());
            speaks_our_words(&answer);
        }
    }

    async fn a_whole_float_is_an_integer_and_a_broken_one_is_not(server: TestServer) {
        for (spelling, status) in
            [("15000000", 200), ("15000000.0", 200), ("1.5e7", 200), ("150000e2", 200), ("15000000.5", 422), ("\"15000000\"", 422), ("1e18", 422), ("1e308", 422), ("[15000000]", 422), ("true", 422)]
        {
            let body = format!("{{\"category\":\"full\",\"annual_salary_cents\":{spelling}}}");
            let request = server.post("/v1/dues/quotes").header("content-type", "application/json").body(body);
            let answer = request.send().await.expect(status);
            if status == 200 {
                assert_eq!(answer.at("/total_cents"), 97_500, "{spelling}");
            }
        }
        let digits = format!("{{\"category\":\"full\",\"annual_salary_cents\":{}}}", "9".repeat(100_000));
        let request = server.post("/v1/dues/quotes").header("content-type", "application/json").body(digits);
        let answer = request.send().await;
        assert!([400, 422].contains(&answer.status()), "{answer:?}");
    }

    async fn pointers_follow_rfc_6901(server: TestServer) {
        let answer = server.post("/v1/dues/quotes").json(&json!({ "category": "other", "a/b~c": 1 })).send().await.expect(422);
        assert_eq!(answer.violations(), [("/a~1b~0c".to_owned(), "unknown_member".to_owned())]);
    }

    async fn a_date_is_a_day_of_the_calendar_in_one_spelling(server: TestServer) {
        for (date, status) in [
            ("2024-02-29", 200), ("1900-01-01", 200), ("2025-02-29", 422), ("2025-2-1", 422), ("20250201", 422), ("2025-13-01", 422),
            ("2025-00-10", 422), ("+2025-01-01", 422), ("+12025-01-01", 422), ("2025-01-01T00:00:00Z", 422), ("2025-01-01 ", 422),
            ("", 422), ("01/02/2025", 422), ("２０２５-01-01", 422), ("-2025-01-01", 422), ("262144-01-01", 422),
        ] {
            let answer = server.post("/v1/dues/quotes").json(&json!({ "category": "other", "priced_on": date })).send().await;
            assert_eq!(answer.status(), status, "{date}");
        }
    }
}
