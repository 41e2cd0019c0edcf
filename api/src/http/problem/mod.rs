//! Problem documents (RFC 9457): the only way this API says no.
//!
//! Every cause has one [`ProblemKind`] with one slug, one title and one status;
//! a slug never changes its meaning. The kinds of a slice stand in its
//! `problems.rs`; [`kinds`] gathers them for the document and for
//! `/problems/{slug}`.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use chrono::NaiveDate;
use guildhall_domain::{OwnMatter, Refusal};
use guildhall_persistence::StoreError;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

mod kinds;
mod sent;
pub use kinds::*;
pub use sent::{Sent, known};

/// One cause for refusing a request.
#[derive(Debug, PartialEq, Eq)]
pub struct ProblemKind {
    /// Last segment of the `type` URI, for ever.
    pub slug: &'static str,
    /// The same for every occurrence.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// What happened and what the client can do, for the page at `/problems/{slug}`.
    pub explanation: &'static str,
    /// Pointers to the members that can be at fault: the first of them that was sent is.
    pub at: &'static [&'static str],
    /// Pointers to members of which the first that the operation knows is missing, where none of `at` is at fault.
    pub lacks: &'static [&'static str],
}

/// As its slug: operations name what they refuse by these constants, `("x-refuses" = json!([NOT_FOUND]))`.
impl Serialize for ProblemKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug)
    }
}

/// One violation in a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Violation {
    /// RFC 6901 pointer to the offending member of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/annual_salary_cents", max_length = 512, nullable = false)]
    pub pointer: Option<String>,
    /// Name of the offending query parameter or header.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "limit", max_length = 128, nullable = false)]
    pub parameter: Option<String>,
    /// Stable word for the kind of violation.
    #[schema(example = "out_of_range", max_length = 64)]
    pub code: String,
    /// What is wrong and what would be right.
    #[schema(example = "must be at least 1", max_length = 1000)]
    pub detail: String,
}

impl Violation {
    /// A violation in the body, at `pointer`.
    pub fn at(pointer: impl Into<String>, code: &str, detail: impl Into<String>) -> Violation {
        Violation { pointer: Some(pointer.into()), parameter: None, code: code.into(), detail: detail.into() }
    }

    /// A violation in the query parameter or header `name`.
    pub fn parameter(name: impl Into<String>, code: &str, detail: impl Into<String>) -> Violation {
        Violation { pointer: None, parameter: Some(name.into()), code: code.into(), detail: detail.into() }
    }

    /// As the schema allows it: names come from the request, and can be of any length and hold U+0000.
    fn bounded(&self) -> Violation {
        Violation {
            pointer: self.pointer.as_deref().map(|pointer| shown(pointer, 512)),
            parameter: self.parameter.as_deref().map(|name| shown(name, 128)),
            code: self.code.clone(),
            detail: shown(&self.detail, 1000),
        }
    }
}

fn shown(text: &str, longest: usize) -> String {
    text.chars().take(longest).map(|char| if char == '\0' { char::REPLACEMENT_CHARACTER } else { char }).collect()
}

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemOut {
    /// Address of the explanation of this kind of problem; stable, one per cause.
    #[serde(rename = "type")]
    #[schema(format = "uri", max_length = 512, example = "https://guildhall.example/problems/invalid-body")]
    pub kind: String,
    /// Short summary of the kind of problem; the same for every occurrence.
    #[schema(max_length = 256, example = "The body does not match its schema")]
    pub title: String,
    /// HTTP status code of this answer.
    #[schema(minimum = 400, maximum = 599, example = 422)]
    pub status: i32,
    /// What is the matter with this very request; never absent on 409.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 4000, example = "2 members of the body are not as the schema says.")]
    pub detail: Option<String>,
    /// Reference to this occurrence, made from the request id.
    #[schema(max_length = 128, example = "/requests/0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11")]
    pub instance: String,
    /// The id under which the server logged this request; also in `X-Request-Id`.
    #[schema(max_length = 64, example = "0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11")]
    pub request_id: String,
    /// Every violation found: on 400 and 422, and on 409 where members of the body are at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub errors: Vec<Violation>,
    /// The rule of the association, when one refuses; only on 409.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rule: Option<RuleOut>,
}

/// The rule behind a refusal.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RefusingRule)]
pub struct RuleOut {
    /// The clause that refuses.
    #[schema(max_length = 128, example = "dues.installments")]
    pub clause: String,
    /// Where that clause is published, or that it is a default of this software because the association has published no figure.
    #[schema(max_length = 500, example = "icma.org/faqs-about-joining-icma")]
    pub source: String,
    /// The facts that the refusal rests on.
    #[schema(max_items = 50)]
    pub facts: Vec<FactOut>,
    /// The first date on which the answer turns yes, when time alone decides.
    #[schema(required, example = "2025-06-03")]
    pub earliest_on: Option<NaiveDate>,
}

/// One fact that a refusal rests on.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RefusalFact)]
pub struct FactOut {
    /// Name of the fact.
    #[schema(max_length = 64, example = "outstanding_cents")]
    pub name: String,
    /// Its value, as text.
    #[schema(max_length = 500, example = "40000")]
    pub value: String,
}

/// A refusal on its way to the client. The frame around all handlers renders
/// it, because only the frame knows the request id.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Which cause.
    pub kind: &'static ProblemKind,
    /// What is the matter with this very request.
    pub detail: Option<String>,
    /// Every violation found.
    pub errors: Vec<Violation>,
    /// The association's rule, on 409.
    pub rule: Option<RuleOut>,
    /// Further headers of the answer (`Allow`, `Retry-After`, …).
    pub headers: Vec<(header::HeaderName, String)>,
    /// The transaction deadlocked: the same request may succeed at once.
    pub run_again: bool,
}

impl Problem {
    /// A problem of `kind` without further words. A 409 needs some: its detail.
    pub fn new(kind: &'static ProblemKind) -> Problem {
        Problem { kind, detail: None, errors: Vec::new(), rule: None, headers: Vec::new(), run_again: false }
    }

    /// Says what is the matter with this very request.
    pub fn detail(mut self, detail: impl Into<String>) -> Problem {
        self.detail = Some(detail.into());
        self
    }

    /// Names the violations.
    pub fn errors(mut self, errors: Vec<Violation>) -> Problem {
        self.errors = errors;
        self
    }

    /// Says that one member of the body is at fault, in the words of the detail.
    pub fn at(self, pointer: &str) -> Problem {
        let detail = self.detail.clone().unwrap_or_else(|| self.kind.title.to_owned());
        let violation = Violation::at(pointer, &self.kind.slug.replace('-', "_"), detail);
        self.errors(vec![violation])
    }

    /// Says which member of the body is at fault, where the cause is one that has a place and nobody has said it.
    pub fn placed(self, body: &Sent) -> Problem {
        if self.kind.status != 409 || !self.errors.is_empty() {
            return self;
        }
        let sent = self.kind.at.iter().find(|pointer| body.has(pointer));
        let missing = || self.kind.lacks.iter().find(|pointer| body.could_have(pointer));
        match sent.or_else(missing).copied() {
            Some(pointer) => self.at(pointer),
            None => self,
        }
    }

    /// Adds a header to the answer.
    pub fn header(mut self, name: header::HeaderName, value: impl Into<String>) -> Problem {
        self.headers.push((name, value.into()));
        self
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The document, for the request with this id.
    pub fn document(&self, public_url: &str, request_id: &str) -> ProblemOut {
        ProblemOut {
            kind: format!("{public_url}/problems/{}", self.kind.slug),
            title: self.kind.title.into(),
            status: i32::from(self.kind.status),
            detail: self.detail.clone(),
            instance: format!("/requests/{request_id}"),
            request_id: request_id.into(),
            errors: self.errors.iter().map(Violation::bounded).collect(),
            rule: self.rule.clone(),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.kind.status, self.kind.slug, self.detail.as_deref().unwrap_or(self.kind.title))
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status());
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// A refusal of the domain: its code, with hyphens, is the slug of its kind.
impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        let slug = refusal.code.replace('_', "-");
        let kind = all().find(|kind| kind.slug == slug).unwrap_or_else(|| {
            tracing::error!(code = refusal.code, "a refusal has no problem kind of its own");
            &RULE_REFUSES
        });
        let facts = refusal.facts.iter().map(|fact| FactOut { name: fact.name.into(), value: fact.value.clone() });
        let rule = RuleOut {
            clause: refusal.clause.into(),
            source: refusal.source.into(),
            facts: facts.collect(),
            earliest_on: refusal.earliest_on,
        };
        Problem { rule: Some(rule), ..Problem::new(kind).detail(refusal.detail) }
    }
}

/// So that `own_matter::check(…)?` reads well in every slice.
impl From<OwnMatter> for Problem {
    fn from(refusal: OwnMatter) -> Problem {
        Refusal::from(refusal).into()
    }
}

/// The one mapping from store errors to problems. Constraint violations that a
/// client can cause are caught where they are expected; one that arrives here
/// is a fault of ours.
impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        match error {
            StoreError::NotFound(_) => Problem::new(&NOT_FOUND),
            StoreError::Stale => Problem::new(&STALE_VERSION),
            StoreError::Unavailable(said) => {
                tracing::warn!(%said, "database unavailable");
                unavailable()
            }
            StoreError::Retry => Problem { run_again: true, ..unavailable() },
            StoreError::Locked => unavailable(),
            StoreError::Conflict(said) | StoreError::Database(said) => {
                tracing::error!(%said, "database fault");
                Problem::new(&INTERNAL)
            }
        }
    }
}

/// 503 with `Retry-After: 1`.
pub fn unavailable() -> Problem {
    Problem::new(&UNAVAILABLE).header(header::RETRY_AFTER, "1")
}
