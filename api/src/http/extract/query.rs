//! Query parameters: none unknown, none twice, each as its schema says.

use std::any::TypeId;
use std::collections::HashMap;
use std::future::{Ready, ready};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

use super::text;
use crate::http::contract::Checker;
use crate::http::problem::{INTERNAL, INVALID_PARAMETER, INVALID_QUERY, Problem, Violation};
use crate::http::signature::{Describe, Signature};

/// Query parameters that have passed their schemas.
pub struct Params<T>(pub T);

/// For operations without query parameters: refuses any.
#[derive(serde::Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NoParams {}

impl<T: IntoParams> Describe for Params<T> {
    fn describe(signature: &mut Signature) {
        signature.parameters::<T>(ParameterIn::Query);
    }
}

impl<T: DeserializeOwned + IntoParams + 'static> FromRequest for Params<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read::<T>(request.query_string()).map(Params))
    }
}

/// What a set of parameters may look like.
struct Shape {
    /// Name to the JSON type its text stands for.
    types: HashMap<String, &'static str>,
    checker: Checker,
}

/// The parameters in `query`, which must be such as `T` declares.
///
/// # Errors
/// `invalid-parameter` for an unknown, doubled or unreadable one, `invalid-query` for one against its schema.
pub fn read<T: DeserializeOwned + IntoParams + 'static>(query: &str) -> Result<T, Problem> {
    let shape = shape_of::<T>().map_err(|error| {
        tracing::error!(%error, "parameter schemas do not compile");
        Problem::new(&INTERNAL)
    })?;
    let mut given = collect(query, &shape)?;
    let hidden = text::compose(&shape.checker.schema, &mut given);
    let mut violations = shape.checker.violations(&given);
    violations.retain(|one| hidden.iter().all(|named| named.pointer != one.pointer));
    violations.extend(hidden);
    if !violations.is_empty() {
        let errors = violations.into_iter().map(|violation| as_parameter(violation, &given)).collect();
        return Err(Problem::new(&INVALID_QUERY).detail("A query parameter does not match its schema.").errors(errors));
    }
    serde_json::from_value(given).map_err(|error| {
        tracing::error!(%error, "parameters passed their schemas but not their type");
        Problem::new(&INVALID_QUERY)
    })
}

/// The violation at its parameter. A blank where none can be was a plus sign, as in `?email=ana+icma@example.org`.
fn as_parameter(violation: Violation, given: &Value) -> Violation {
    let name = violation.pointer.unwrap_or_default().trim_start_matches('/').to_owned();
    let has_blank = given[&name].as_str().is_some_and(|text| text.trim().contains(' '));
    let detail = if violation.code == "wrong_format" && has_blank {
        format!("{}; a plus sign is written %2B in a query, where a bare one is a blank", violation.detail)
    } else {
        violation.detail
    };
    Violation { pointer: None, parameter: Some(name), detail, ..violation }
}

/// The parameters as a JSON object, text turned into the types of their schemas.
fn collect(query: &str, shape: &Shape) -> Result<Value, Problem> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(query)
        .map_err(|_| Problem::new(&INVALID_PARAMETER).detail("The query string is not readable."))?
        .into_inner();
    let mut given = Map::new();
    let mut refused = Vec::new();
    for (name, text) in pairs {
        if text.contains('\0') || text.contains('\u{fffd}') {
            refused.push(Violation::parameter(&name, "wrong_format", "holds characters that are not text"));
        } else if let Some(kind) = shape.types.get(&name) {
            if given.insert(name.clone(), typed(kind, text)).is_some() {
                refused.push(Violation::parameter(name, "given_twice", "is given more than once"));
            }
        } else {
            let mut known: Vec<_> = shape.types.keys().map(String::as_str).collect();
            known.sort_unstable();
            let hint = if known.is_empty() {
                "this operation has no query parameters".into()
            } else {
                format!("known are {}", known.join(", "))
            };
            refused.push(Violation::parameter(name, "unknown_parameter", hint));
        }
    }
    if refused.is_empty() { Ok(Value::Object(given)) } else { Err(Problem::new(&INVALID_PARAMETER).errors(refused)) }
}

/// What joins a letter to the next one: the beginning of a name, typed letter by letter, may end in it.
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

/// `text` as the JSON that its schema expects, or as a string, which the schema then refuses.
fn typed(kind: &str, text: String) -> Value {
    match kind {
        "integer" => text.parse::<i64>().map_or(Value::String(text), Value::from),
        "boolean" if text == "true" => Value::Bool(true),
        "boolean" if text == "false" => Value::Bool(false),
        _ => Value::String(text.trim_end_matches(JOINERS).to_owned()),
    }
}

fn shape_of<T: IntoParams + 'static>() -> Result<Arc<Shape>, String> {
    static SHAPES: OnceLock<RwLock<HashMap<TypeId, Arc<Shape>>>> = OnceLock::new();
    let shapes = SHAPES.get_or_init(Default::default);
    if let Some(shape) = shapes.read().unwrap_or_else(PoisonError::into_inner).get(&TypeId::of::<T>()) {
        return Ok(shape.clone());
    }
    let shape = Arc::new(compile::<T>()?);
    shapes.write().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<T>(), shape.clone());
    Ok(shape)
}

fn compile<T: IntoParams>() -> Result<Shape, String> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut types = HashMap::new();
    for parameter in T::into_params(|| Some(ParameterIn::Query)) {
        let parameter = serde_json::to_value(&parameter).map_err(|error| error.to_string())?;
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        if parameter["required"].as_bool() == Some(true) {
            required.push(Value::from(name.as_str()));
        }
        let schema = parameter["schema"].clone();
        types.insert(name.clone(), json_type(&schema));
        properties.insert(name, schema);
    }
    let schema =
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    Checker::compile(schema, json!({})).map(|checker| Shape { types, checker })
}

fn json_type(schema: &Value) -> &'static str {
    match schema["type"].as_str() {
        Some("integer") => "integer",
        Some("boolean") => "boolean",
        _ => "string",
    }
}
