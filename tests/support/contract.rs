//! Holds every answer against the OpenAPI document: an undocumented status,
//! header, media type or member fails the test that met it.

mod document;
mod exchange;
mod headers;
mod schemas;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;

pub use document::{Document, Operation};
pub use exchange::Exchange;
use schemas::Schemas;

/// The document made ready to judge answers.
pub struct Contract {
    document: Document,
    schemas: Schemas,
}

impl Contract {
    /// The contract of a server with or without the sandbox's operations.
    pub fn of(sandbox: bool) -> Arc<Contract> {
        static CONTRACTS: [OnceLock<Arc<Contract>>; 2] = [OnceLock::new(), OnceLock::new()];
        let make = || {
            let value = guildhall::http::document::api_document(sandbox);
            Arc::new(Contract { schemas: Schemas::of(&value), document: Document::of(value) })
        };
        CONTRACTS[usize::from(sandbox)].get_or_init(make).clone()
    }

    /// The document behind it.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Judges an answer.
    ///
    /// # Panics
    /// Naming operation, status and place, when it is not as documented.
    pub fn check(&self, exchange: &Exchange) {
        if let Err(fault) = self.judge(exchange) {
            panic!("CONTRACT: {fault}\n{exchange:?}\n{:#?}", exchange.headers);
        }
    }

    fn judge(&self, exchange: &Exchange) -> Result<(), String> {
        headers::of_every_answer(exchange)?;
        if exchange.status >= 400 {
            self.judge_problem(exchange)?;
        }
        if exchange.status == 500 {
            return Err("500 is documented, but a test never provokes one this way: it is a fault".into());
        }
        if exchange.status == 414 {
            // No documented parameter is that long, so no documented address is.
            return Ok(());
        }
        let path = exchange.path.split('?').next().unwrap_or_default();
        let Some(address) = self.document.address(path) else { return undocumented_address(path, exchange) };
        let method = if exchange.method == "HEAD" { "GET" } else { &exchange.method };
        match (method, address.operation(method)) {
            ("OPTIONS", _) => options(exchange),
            (_, None) => one_of(exchange, "method not in the document", &[405, 401, 429, 406, 414, 400, 503]),
            (_, Some(operation)) => {
                record(operation, exchange.status);
                self.judge_operation(operation, exchange).map_err(|fault| format!("{}: {fault}", operation.id))
            }
        }
    }

    fn judge_problem(&self, exchange: &Exchange) -> Result<(), String> {
        expect_media("application/problem+json", exchange)?;
        if exchange.method == "HEAD" {
            return Ok(());
        }
        let problem: Value = serde_json::from_slice(&exchange.plain_body()).map_err(|error| error.to_string())?;
        self.schemas.check_component("Problem", &problem)?;
        let kind = problem["type"].as_str().unwrap_or_default();
        let slug = kind.rsplit_once("/problems/").map_or("", |(_, slug)| slug);
        let known = guildhall::http::problem::all().find(|known| known.slug == slug);
        let known = known.ok_or_else(|| format!("problem type {kind} is not one of ours"))?;
        let said = (problem["status"].as_u64(), problem["title"].as_str());
        if said != (Some(u64::from(exchange.status)), Some(known.title)) || known.status != exchange.status {
            return Err(format!("problem says {said:?}, its kind {} {}", known.status, known.title));
        }
        if exchange.status == 409 && !problem["detail"].is_string() {
            return Err(format!("a 409 has a `detail`, and this {slug} has none"));
        }
        let id = exchange.header("x-request-id").unwrap_or_default();
        if problem["request_id"] != id || problem["instance"] != format!("/requests/{id}") {
            return Err("the problem does not name the request".into());
        }
        Ok(())
    }

    fn judge_operation(&self, operation: &Operation, exchange: &Exchange) -> Result<(), String> {
        let status = exchange.status;
        let response = self.document.response(operation, status);
        let response = response.ok_or_else(|| format!("status {status} is not documented"))?;
        headers::of_response(exchange, response, operation)?;
        if exchange.method == "HEAD" {
            return if exchange.body.is_empty() { Ok(()) } else { Err("HEAD was answered with a body".into()) };
        }
        let Some(content) = response["content"].as_object() else {
            let silent = exchange.body.is_empty() && exchange.header("content-type").is_none();
            return if silent { Ok(()) } else { Err(format!("{status} is documented without a body")) };
        };
        let media = exchange.header("content-type").unwrap_or_default();
        let essence = media.split(';').next().unwrap_or_default();
        let declared =
            content.get(essence).ok_or_else(|| format!("{status}: media type `{media}` is not documented"))?;
        if essence == "application/json" || essence == "application/problem+json" {
            let body: Value = serde_json::from_slice(&exchange.plain_body()).map_err(|error| error.to_string())?;
            let place = format!("{} {status} {essence}", operation.id);
            self.schemas.check(&place, &declared["schema"], &body).map_err(|fault| format!("{status}: {fault}"))?;
            headers::of_page(exchange, &body)?;
        }
        if essence == "application/problem+json" {
            self.judge_cause(response, exchange)?;
        }
        Ok(())
    }

    /// The cause of a refusal is one of those that the operation names for the status.
    fn judge_cause(&self, response: &Value, exchange: &Exchange) -> Result<(), String> {
        let problem: Value = serde_json::from_slice(&exchange.plain_body()).map_err(|error| error.to_string())?;
        let slug = problem["type"].as_str().and_then(|kind| kind.rsplit('/').next()).unwrap_or_default();
        let named = response.pointer("/content/application~1problem+json/examples").and_then(Value::as_object);
        match named {
            Some(named) if !named.contains_key(slug) => {
                let known: Vec<&String> = named.keys().collect();
                Err(format!("cause `{slug}` is not documented for {}; documented are {known:?}", exchange.status))
            }
            _ => Ok(()),
        }
    }
}

fn undocumented_address(path: &str, exchange: &Exchange) -> Result<(), String> {
    let page = ["/docs", "/docs/", "/problems/"].iter().any(|start| path.starts_with(start));
    if page || exchange.method == "OPTIONS" && exchange.status < 300 {
        return Ok(());
    }
    one_of(exchange, "address not in the document", &[404, 401, 406, 414, 429])
}

fn one_of(exchange: &Exchange, what: &str, statuses: &[u16]) -> Result<(), String> {
    let allow = exchange.header("allow").is_some();
    match exchange.status {
        405 if !allow => Err("405 without Allow".into()),
        status if statuses.contains(&status) => Ok(()),
        status => Err(format!("{what}, yet {status}")),
    }
}

fn options(exchange: &Exchange) -> Result<(), String> {
    let preflight = exchange.header("access-control-allow-methods").is_some();
    match exchange.status {
        204 if exchange.header("allow").is_some() && exchange.body.is_empty() => Ok(()),
        200 | 204 if preflight => Ok(()),
        400..=499 => Ok(()),
        status => Err(format!("OPTIONS answered {status} without Allow")),
    }
}

fn expect_media(wanted: &str, exchange: &Exchange) -> Result<(), String> {
    match exchange.header("content-type") {
        Some(given) if given == wanted => Ok(()),
        given => Err(format!("media type {given:?} where {wanted} is promised")),
    }
}

/// Operations and statuses met so far in this run.
static MET: Mutex<BTreeSet<(String, u16)>> = Mutex::new(BTreeSet::new());

/// Remembers the answer; one met for the first time becomes a line of the file
/// that `EXERCISED_ANSWERS` names.
fn record(operation: &Operation, status: u16) {
    let mut met = MET.lock().unwrap_or_else(PoisonError::into_inner);
    if met.insert((operation.id.clone(), status))
        && let Some(path) = std::env::var_os("EXERCISED_ANSWERS")
    {
        let mut file = File::options().create(true).append(true).open(path).expect("the file of EXERCISED_ANSWERS");
        writeln!(file, "{} {status}", operation.id).expect("a line is written");
    }
}

/// Which statuses of an operation were met so far.
pub fn met(operation_id: &str) -> Vec<u16> {
    let met = MET.lock().unwrap_or_else(PoisonError::into_inner);
    met.iter().filter(|(id, _)| id == operation_id).map(|(_, status)| *status).collect()
}
