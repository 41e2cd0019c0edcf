//! Daily jobs: once per civil date, whoever runs them.

use std::sync::atomic::{AtomicU64, Ordering};

use guildhall::http::problem::unavailable;
use guildhall::worker::daily::{self, DailyJob};
use guildhall::worker::{Outcome, registry};

use super::house::on_both;

#[test]
fn two_processes_run_a_job_once_for_a_date() {
    static RUNS: AtomicU64 = AtomicU64::new(0);
    let job = DailyJob { name: "test.count", run: |_| Box::pin(async { Ok(RUNS.fetch_add(1, Ordering::SeqCst) + 1) }) };
    on_both(async |house| {
        RUNS.store(0, Ordering::SeqCst);
        let neighbor = house.neighbor().await;
        for date in 1..=3_u64 {
            let runs = tokio::join!(
                daily::run(&house.app, &job),
                daily::run(&neighbor.app, &job),
                daily::run(&house.app, &job),
                daily::run(&neighbor.app, &job),
            );
            let outcomes = [runs.0, runs.1, runs.2, runs.3].map(|run| run.unwrap().outcome);
            assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Done).count(), 1, "{outcomes:?}");
            assert_eq!(RUNS.load(Ordering::SeqCst), date);
            house.later(24 * 60 * 60);
        }
    });
}

#[test]
fn a_job_that_fails_is_run_again_for_the_same_date() {
    static TRIES: AtomicU64 = AtomicU64::new(0);
    let job = DailyJob {
        name: "test.fail_once",
        run: |_| {
            Box::pin(async {
                match TRIES.fetch_add(1, Ordering::SeqCst) {
                    0 => Err(unavailable()),
                    _ => Ok(5),
                }
            })
        },
    };
    on_both(async |house| {
        TRIES.store(0, Ordering::SeqCst);
        assert!(daily::run(&house.app, &job).await.is_err());
        let report = daily::run(&house.app, &job).await.unwrap();
        assert_eq!((report.outcome, report.done), (Outcome::Done, 5));
        assert_eq!(daily::run(&house.app, &job).await.unwrap().outcome, Outcome::AlreadyDone);
    });
}

#[test]
fn names_of_jobs_are_their_own() {
    let mut names: Vec<&str> = registry::DAILY.iter().map(|job| job.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), registry::DAILY.len());
}
