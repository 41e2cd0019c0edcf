//! Every step in every state by everybody: what is open and to whom.

use serde_json::{Value, json};

use crate::life_membership::retirees::{announced, at, city, held, life_member, retiree, state, step, verified, work};
use crate::support::{Answer, Role, TestServer, both_engines, one_engine};

/// Noun, who may take it besides admins, and a body.
fn nouns() -> [(&'static str, &'static [Role], Value); 6] {
    let reasons = json!({ "reasons": ["Twelve years are on record."] });
    [
        ("verification", &[Role::Staff], json!({})),
        ("grant", &[Role::Staff], Value::Null),
        ("referral", &[Role::Staff], reasons.clone()),
        ("decline", &[Role::Staff], reasons.clone()),
        ("board-vote", &[Role::Board], json!({ "present": 10, "for": 6, "against": 4 })),
        ("appeal", &[Role::Staff], reasons),
    ]
}

/// An application in each state that people bring about, and the nouns open in it.
async fn in_every_state(server: &TestServer) -> Vec<(&'static str, String, &'static [&'static str])> {
    let short = async || retiree(server, "2013-01-15").await;
    let reasons = json!({ "reasons": ["Twelve years are on record."] });
    let requested = at(&announced(server, &short().await).await);
    let declined = verified(server, &short().await).await;
    step(server, &declined, "decline", Role::Staff, &reasons).await.expect(200);
    let referred = verified(server, &short().await).await;
    step(server, &referred, "referral", Role::Staff, &reasons).await.expect(200);
    let by_board = verified(server, &short().await).await;
    step(server, &by_board, "referral", Role::Staff, &reasons).await.expect(200);
    step(server, &by_board, "board-vote", Role::Board, &json!({ "present": 10, "for": 6, "against": 4 }))
        .await
        .expect(200);
    let (back, suspended) = life_member(server).await;
    work(server, &back, &city("2025-02-20", None)).await.expect(201);
    vec![
        ("requested", requested, &["verification"]),
        ("verified", verified(server, &short().await).await, &["verification", "referral", "decline"]),
        ("verified", verified(server, &retiree(server, "1998-01-15").await).await, &["verification", "grant"]),
        ("declined", declined, &["appeal"]),
        ("referred_to_board", referred, &["board-vote"]),
        ("granted_by_board", by_board, &[]),
        ("granted", life_member(server).await.1, &[]),
        ("suspended_full_time_lg", suspended, &[]),
    ]
}

fn rehearse(
    server: &TestServer,
    application: &str,
    noun: &str,
    body: &Value,
    role: Role,
) -> impl Future<Output = Answer> {
    let request = server.post(&format!("{application}/{noun}")).as_(role).if_match("*").rehearsed();
    if body.is_null() { request.send() } else { request.json(body).send() }
}

one_engine! {
    async fn every_step_is_open_where_the_rules_begin_it_and_to_whom_they_name(server: TestServer) {
        for (expected, application, open) in in_every_state(&server).await {
            assert_eq!(state(&server, &application).await.0, expected);
            for (noun, roles, body) in nouns() {
                for role in [Role::Account, Role::Member, Role::Staff, Role::Finance, Role::Board, Role::Admin] {
                    let answer = rehearse(&server, &application, noun, &body, role).await;
                    let theirs = roles.contains(&role) || (role == Role::Admin && noun != "appeal");
                    let place = format!("{noun} on {expected} as {role}: {answer:?}");
                    match (theirs, open.contains(&noun)) {
                        (true, true) => assert_eq!(answer.status(), 200, "{place}"),
                        (true, false) => assert_eq!(answer.status(), 409, "{place}"),
                        (false, _) => assert!(matches!(answer.status(), 403 | 404), "{place}"),
                    }
                }
            }
        }
    }
}

both_engines! {
    async fn the_board_decides_by_a_vote_that_is_kept_as_the_ground(server: TestServer) {
        let person = retiree(&server, "2013-01-15").await;
        let application = verified(&server, &person).await;
        step(&server, &application, "grant", Role::Staff, &Value::Null).await.expect_problem(409, "life-not-eligible");
        let reasons = json!({ "reasons": ["An outstanding contribution to the profession."] });
        step(&server, &application, "referral", Role::Staff, &json!({ "reasons": [] })).await.expect(422);
        step(&server, &application, "referral", Role::Staff, &reasons).await.expect(200);
        for (vote, slug) in [
            (json!({ "present": 0, "for": 0, "against": 0 }), "life-vote-nobody-present"),
            (json!({ "present": 3, "for": 3, "against": 1 }), "life-vote-exceeds-present"),
        ] {
            step(&server, &application, "board-vote", Role::Board, &vote).await.expect_problem(409, slug);
        }
        let granted = step(&server, &application, "board-vote", Role::Board, &json!({ "present": 19, "for": 10, "against": 2 })).await.expect(200);
        assert_eq!(granted.at("/state"), "granted_by_board");
        assert_eq!(granted.at("/transitions/3/vote"), json!({ "present": 19, "for": 10, "against": 2 }));
        assert!(granted.text_at("/transitions/3/ground/detail").contains("carried"));
        assert_eq!(granted.at("/transitions/3/holds_from_on"), "2025-03-01", "from the vote, not the retirement");
        assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null));
    }

    async fn a_refusal_by_staff_is_appealed_once_and_one_by_the_board_is_final(server: TestServer) {
        let person = retiree(&server, "2013-01-15").await;
        let application = verified(&server, &person).await;
        let reasons = json!({ "reasons": ["Twelve years are on record."] });
        step(&server, &application, "decline", Role::Staff, &reasons).await.expect(200);
        let appeal = || server.post(&format!("{application}/appeal")).as_(&person).if_match("*").json(&reasons).send();
        let before_board = appeal().await.expect(200);
        assert_eq!((before_board.at("/state"), before_board.at("/transitions/3/actor")), (json!("referred_to_board"), json!("member")));
        let declined = step(&server, &application, "board-vote", Role::Board, &json!({ "present": 10, "for": 5, "against": 5 })).await.expect(200);
        assert_eq!(declined.at("/state"), "declined");
        appeal().await.expect_problem(409, "life-board-has-decided");
        assert_eq!(held(&server, &person).await.0, "full");
    }

    async fn whoever_announced_anew_cannot_take_the_old_refusal_further(server: TestServer) {
        let person = retiree(&server, "2013-01-15").await;
        let application = verified(&server, &person).await;
        let reasons = json!({ "reasons": ["Twelve years are on record."] });
        step(&server, &application, "decline", Role::Staff, &reasons).await.expect(200);
        announced(&server, &person).await;
        step(&server, &application, "appeal", Role::Staff, &reasons).await.expect_problem(409, "life-application-open");
    }

    async fn whoever_meets_a_path_can_be_neither_declined_nor_referred(server: TestServer) {
        let application = verified(&server, &retiree(&server, "1998-01-15").await).await;
        let reasons = json!({ "reasons": ["We would rather not."] });
        for noun in ["decline", "referral"] {
            step(&server, &application, noun, Role::Staff, &reasons).await.expect_problem(409, "life-is-due");
        }
    }

    async fn nothing_is_granted_before_the_retirement(server: TestServer) {
        let person = retiree(&server, "1998-01-15").await;
        let ahead = json!({ "retired_on": "2025-06-30" });
        let made = server.post(crate::life_membership::retirees::APPLICATIONS).as_(&person).json(&ahead).send().await.expect(201);
        let application = at(&made);
        let checked = step(&server, &application, "verification", Role::Staff, &json!({})).await.expect(200);
        assert_eq!((checked.at("/next_steps/1/step"), checked.at("/next_steps/1/from_on")), (json!("grant"), json!("2025-06-30")));
        let early = step(&server, &application, "grant", Role::Staff, &Value::Null).await.expect_problem(409, "life-not-retired-yet");
        assert_eq!(early.at("/rule/earliest_on"), "2025-06-30");
        server.set_clock("2025-06-30T12:00:00Z");
        step(&server, &application, "grant", Role::Staff, &Value::Null).await.expect(200);
    }
}
