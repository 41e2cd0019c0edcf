//! Properties over HTTP: proptest draws and shrinks, the server answers.

use std::future::Future;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// Checks `property` for `cases` drawn values.
///
/// # Panics
/// With the smallest value found for which it does not hold.
pub async fn holds<S, F>(cases: u32, strategy: S, property: impl Fn(S::Value) -> F + Send + 'static)
where
    S: Strategy + Send + 'static,
    F: Future<Output = Result<(), TestCaseError>>,
{
    let handle = tokio::runtime::Handle::current();
    // proptest is not async: it runs on a thread of its own and asks this runtime.
    let run = tokio::task::spawn_blocking(move || {
        let config = Config { cases, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&strategy, |value| handle.block_on(property(value)))
            .map_err(|error| error.to_string())
    });
    if let Err(said) = run.await.expect("the property does not panic") {
        panic!("{said}");
    }
}
