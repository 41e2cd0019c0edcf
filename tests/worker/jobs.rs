//! Jobs: once per civil date or minute, whoever runs them.

use std::sync::atomic::{AtomicU64, Ordering};

use guildhall::assembly;
use guildhall::http::problem::unavailable;
use guildhall::worker::Outcome;
use guildhall::worker::job::{self, Due, Job, Turn};

use super::house::on_both;

#[test]
fn two_processes_run_a_job_once_for_a_date() {
    static RUNS: AtomicU64 = AtomicU64::new(0);
    let job = Job {
        name: "test.count",
        due: Due::Daily(Turn::Settle),
        run: |_| Box::pin(async { Ok(RUNS.fetch_add(1, Ordering::SeqCst) + 1) }),
    };
    on_both(async |house| {
        RUNS.store(0, Ordering::SeqCst);
        let neighbor = house.neighbor().await;
        for date in 1..=3_u64 {
            let runs = tokio::join!(
                job::run(&house.app, &job),
                job::run(&neighbor.app, &job),
                job::run(&house.app, &job),
                job::run(&neighbor.app, &job),
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
    let job = Job {
        name: "test.fail_once",
        due: Due::Daily(Turn::Settle),
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
        assert!(job::run(&house.app, &job).await.is_err());
        let report = job::run(&house.app, &job).await.unwrap();
        assert_eq!((report.outcome, report.done), (Outcome::Done, 5));
        assert_eq!(job::run(&house.app, &job).await.unwrap().outcome, Outcome::AlreadyDone);
    });
}

#[test]
fn two_processes_run_a_job_of_the_minute_once_and_take_up_what_fell_due_while_nothing_ran() {
    static TAKEN_UP_TO: AtomicU64 = AtomicU64::new(0);
    // Counts the minutes that fell due since the last run.
    let job = Job {
        name: "test.each_minute",
        due: Due::EachMinute,
        run: |app| {
            Box::pin(async move {
                let minute = u64::try_from(app.clock.now().timestamp() / 60).unwrap();
                Ok(minute - TAKEN_UP_TO.swap(minute, Ordering::SeqCst))
            })
        },
    };
    on_both(async |house| {
        TAKEN_UP_TO.store(0, Ordering::SeqCst);
        let neighbor = house.neighbor().await;
        job::run(&house.app, &job).await.unwrap();
        for minutes in [1, 1, 180, 24 * 60] {
            house.later(minutes * 60);
            let runs = tokio::join!(
                job::run(&house.app, &job),
                job::run(&neighbor.app, &job),
                job::run(&house.app, &job),
                job::run(&neighbor.app, &job),
            );
            let runs = [runs.0, runs.1, runs.2, runs.3].map(Result::unwrap);
            let done: Vec<u64> = runs.iter().filter(|run| run.outcome == Outcome::Done).map(|run| run.done).collect();
            assert_eq!(done, [u64::try_from(minutes).unwrap()]);
            house.later(1);
            assert_eq!(job::run(&neighbor.app, &job).await.unwrap().outcome, Outcome::AlreadyDone);
            house.later(-1);
        }
    });
}

#[test]
fn names_of_jobs_are_their_own() {
    let mut names: Vec<&str> = assembly::jobs().iter().map(|job| job.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), assembly::jobs().len());
}
