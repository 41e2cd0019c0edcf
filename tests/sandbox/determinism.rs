//! The same script has the same transcript, ids and tokens included: after a
//! reset, and in another process.

use std::time::{Duration, Instant};

use super::script::{Transcript, play, sandbox};
use crate::cli::program::{Program, client};

/// Fails at the first line that differs.
fn assert_same(one: &Transcript, other: &Transcript) {
    for (left, right) in one.0.iter().zip(&other.0) {
        assert_eq!(left, right);
    }
    assert_eq!(one.0.len(), other.0.len());
}

#[tokio::test]
async fn a_script_has_the_same_transcript_after_a_reset_and_in_another_process() {
    let (here, there) = (Program::new(), Program::new());
    let (first, second) = (sandbox(&here, "7"), sandbox(&there, "7"));
    let transcript = play(&first).await;
    assert!(transcript.0.len() > 50);
    // How often somebody looks whether it is ready must not show.
    for path in ["/health/live", "/health/ready", "/health/ready"] {
        second.get(path).await;
    }
    assert_same(&transcript, &play(&second).await);

    let began = Instant::now();
    let reset = client().post(format!("{}/v1/sandbox/resets", first.url)).send().await.unwrap();
    assert_eq!(reset.status(), 204);
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_same(&transcript, &play(&first).await);
}

#[tokio::test]
async fn another_seed_gives_other_ids_keys_and_tokens() {
    let (here, there) = (Program::new(), Program::new());
    let (first, second) = (sandbox(&here, "7"), sandbox(&there, "8"));
    for path in ["/v1/sandbox/personas", "/.well-known/jwks.json"] {
        assert_ne!(first.get(path).await, second.get(path).await, "{path}");
    }
}

#[tokio::test]
async fn a_sandbox_leaves_no_file_and_touches_no_database() {
    let program = Program::new().with("DATABASE_URL", "sqlite:precious.db");
    let running = sandbox(&program, "7");
    assert_eq!(running.get("/health/ready").await.0, 200);
    let files: Vec<_> = std::fs::read_dir(program.folder()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["log"]);
}
