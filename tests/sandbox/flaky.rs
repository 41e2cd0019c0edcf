//! Hostile mode: requests go wrong, and a client that behaves well arrives all the same.

use super::reader::{Line, Reader, Transcript, sandbox};
use super::script::{left_behind, live};
use crate::cli::program::{Program, Running};

/// Plays the script to its end and reads what it left behind.
async fn outcome(running: &Running) -> (Vec<serde_json::Value>, Transcript) {
    let mut reader = Reader::new(&running.url);
    live(&mut reader).await;
    (left_behind(&mut reader).await, reader.transcript)
}

/// Method, address, status and whether it is a replay: what a fault shows in.
fn shape(transcript: &Transcript) -> Vec<(String, u16, bool)> {
    let one = |line: &Line| (line.asked.clone(), line.status, line.header("idempotency-replayed").is_some());
    transcript.0.iter().map(one).collect()
}

/// Three sandboxes of a seed: without faults, and twice with.
fn three(seed: &str) -> [(Program, Running); 3] {
    [&[][..], &["--flaky", "30%"], &["--flaky", "30%"]].map(|more| {
        let program = Program::new();
        let running = sandbox(&program, seed, more);
        (program, running)
    })
}

/// Plays the script in each of them; answers the transcript with faults.
async fn ends_alike(seed: &str, [calm, rough, again]: &[(Program, Running); 3]) -> Transcript {
    let ((expected, undisturbed), (state, disturbed), (_, same)) =
        tokio::join!(outcome(&calm.1), outcome(&rough.1), outcome(&again.1));
    assert_eq!(state, expected, "seed {seed}");
    assert_eq!(shape(&disturbed), shape(&same), "the same script meets the same faults");
    disturbed.assert_same(&same);
    assert!(undisturbed.0.iter().all(|line| !is_refused(line) && !is_replayed(line)));
    disturbed
}

fn is_refused(line: &Line) -> bool {
    line.status == 503
}

fn is_replayed(line: &Line) -> bool {
    line.header("idempotency-replayed").is_some()
}

#[tokio::test]
async fn a_client_that_asks_again_ends_where_it_would_have_without_faults() {
    // All of them first: starting one blocks, and a server gives up on a connection that says nothing meanwhile.
    let [seven, eight, nine] = ["7", "8", "9"].map(three);
    let (one, two, last) = tokio::join!(ends_alike("7", &seven), ends_alike("8", &eight), ends_alike("9", &nine));
    let lines = || [&one, &two, &last].into_iter().flat_map(|transcript| &transcript.0);
    let spared = |line: &Line| line.asked.contains("/v1/sandbox/") || line.asked.contains(".well-known");
    assert!(lines().filter(|line| spared(line)).all(|line| line.status < 300));
    let asked = lines().filter(|line| !spared(line)).count();
    let refused = lines().filter(|line| is_refused(line)).count();
    assert!((asked * 14 / 100..asked * 26 / 100).contains(&refused), "{refused} of {asked}, a fifth was asked for");
    let replayed = lines().filter(|line| is_replayed(line)).count();
    assert!(replayed >= 3, "{replayed} answers were lost and given again");
}

#[tokio::test]
async fn at_a_hundred_per_cent_the_sandbox_can_still_be_driven() {
    let program = Program::new();
    let running = sandbox(&program, "7", &["--flaky", "100%"]);
    for path in ["/v1/sandbox/clock", "/v1/sandbox/personas", "/health/live", "/health/ready", "/openapi.json"] {
        assert_eq!(running.get(path).await.0, 200, "{path}");
    }
    let mut met = Vec::new();
    for _ in 0..12 {
        met.push(running.get("/v1/dues/rate-tables").await.0);
    }
    assert!(met.contains(&503) && met.contains(&200), "{met:?}");
}

#[test]
fn a_share_that_is_none_is_refused_in_words() {
    for share in ["often", "101%", "0.3", "-5%"] {
        let words = format!("--flaky={share}");
        Program::new().run(&["sandbox", &words]).refused(&["whole number of per cent, from 0% to 100%"]);
    }
}
