//! One request of a scenario, and the answer it gets.

use actix_web::http::Method;
use serde_json::{Value, json};

/// A request and what is expected of its answer. Ids stand in braces.
#[derive(Clone)]
pub struct Step {
    /// What is asked, in words.
    pub says: &'static str,
    /// The operation.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The address.
    pub path: String,
    /// Who asks; nobody in particular when absent.
    pub caller: Option<&'static str>,
    /// The key under which it is asked.
    pub key: Option<&'static str>,
    /// The `If-Match` to send.
    pub if_match: Option<&'static str>,
    /// What is sent.
    pub body: Option<Value>,
    /// The status of the answer.
    pub status: u16,
    /// The slug of the problem, when it is refused.
    pub problem: Option<&'static str>,
    /// Whether the answer is one given before, to the same key.
    pub replayed: bool,
    /// Members of the answer, by JSON pointer.
    pub values: Vec<(&'static str, Value)>,
}

impl Step {
    fn new(method: Method, says: &'static str, operation: &'static str, path: &str) -> Step {
        Step {
            says,
            operation,
            method,
            path: path.into(),
            caller: None,
            key: None,
            if_match: None,
            body: None,
            status: 200,
            problem: None,
            replayed: false,
            values: Vec::new(),
        }
    }

    /// Reads something.
    pub fn get(says: &'static str, operation: &'static str, path: &str) -> Step {
        Step::new(Method::GET, says, operation, path)
    }

    /// Asks for a deed.
    pub fn post(says: &'static str, operation: &'static str, path: &str) -> Step {
        Step::new(Method::POST, says, operation, path)
    }

    /// Changes a record.
    pub fn patch(says: &'static str, operation: &'static str, path: &str) -> Step {
        Step::new(Method::PATCH, says, operation, path)
    }

    /// Moves the sandbox's clock.
    pub fn clock(says: &'static str, now: &str) -> Step {
        let step = Step::new(Method::PUT, says, "setSandboxClock", "/v1/sandbox/clock");
        step.body(json!({ "now": now })).with("/now", now)
    }

    /// Who asks, by the role or handle among the scenario's people.
    pub fn by(self, caller: &'static str) -> Step {
        Step { caller: Some(caller), ..self }
    }

    /// Under which `Idempotency-Key`.
    pub fn key(self, key: &'static str) -> Step {
        Step { key: Some(key), ..self }
    }

    /// Whatever version the record has: nobody else is there to change it.
    pub fn any_version(self) -> Step {
        Step { if_match: Some("*"), ..self }
    }

    /// What is sent.
    pub fn body(self, body: Value) -> Step {
        Step { body: Some(body), ..self }
    }

    /// The answer has this status; 200 when nothing is said.
    pub fn answers(self, status: u16) -> Step {
        Step { status, ..self }
    }

    /// The answer is this problem.
    pub fn refused(self, status: u16, slug: &'static str) -> Step {
        Step { status, problem: Some(slug), ..self }
    }

    /// The answer is the one that the same key got before.
    pub fn replayed(self) -> Step {
        Step { replayed: true, ..self }
    }

    /// The answer has this value at a JSON pointer.
    pub fn with(mut self, pointer: &'static str, value: impl Into<Value>) -> Step {
        self.values.push((pointer, value.into()));
        self
    }
}
