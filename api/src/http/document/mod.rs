//! The OpenAPI document: collected from the handlers, then completed with what
//! is true of every operation (its refusals, headers, examples), in one pass.

mod complete;
mod examples;
pub mod patterns;
mod refusals;
mod schemas;
mod secrets;
mod visible;

use std::sync::{Arc, OnceLock};

use actix_web::App as ActixApp;
use actix_web::web::Bytes;
use serde_json::Value;
use utoipa::OpenApi;
use utoipa::openapi::tag::TagBuilder;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

use super::deprecation::Deprecations;
use super::fallback::AllowedMethods;
use super::{etag, server};
use crate::assembly::SLICES;
use crate::config::{Config, Environment};

pub use schemas::{bound, bound_request};
pub use secrets::{SECRET, Secrets};
pub use visible::{LAYOUT, LINE, LINES, mark};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Guildhall",
        description = "The backend of a professional association of local-government managers: accounts, membership, \
            dues that depend on salary and date, invoices and payments, Life membership, the Cybersecurity Leadership \
            Program and its hours of credit, employers and regions. Every price and every assessment names the rule it \
            follows and where that rule comes from; every refusal by a rule of the association names it in `rule`, and every \
            409 has a `detail`; figures that are our own provisional defaults say so. Send JSON in UTF-8; unknown members and parameters are refused; where nothing is to be sent, what is sent is ignored. Lists are read with \
            cursors, records carry an ETag, and a POST may be repeated safely under an Idempotency-Key. [Guides](/docs/guides/) \
            get frontend teams, partners and QA started; [every kind of refusal](/problems/) is explained.",
        contact(name = "Guildhall engineering", url = "https://guildhall.example/support", email = "engineering@guildhall.example"),
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/", description = "The environment that serves this document (production, test, demo or sandbox).")),
    tags(
        (name = "Health", description = "Whether the process lives and can serve."),
        (name = "Discovery", description = "Documents for machines: this one, its changes release by release, what of it the tests exercised, and the keys that verify tokens."),
        (name = "Sandbox", description = "Only in a sandbox: its clock, its people, its outbox, its jobs, its scenarios.")
    ),
    components(schemas(super::problem::ProblemOut, super::perform::WriteMode)),
    modifiers(&BearerScheme, &SliceTags)
)]
struct Base;

struct BearerScheme;

impl utoipa::Modify for BearerScheme {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
        let mut scheme = Http::new(HttpAuthScheme::Bearer);
        scheme.bearer_format = Some("JWT".into());
        scheme.description = Some(
            "Access token of a session (RFC9068, at+jwt, EdDSA), verified as RFC8725 asks. Where an operation names \
             roles instead, the same token is sent: the roles of its account are looked up in the store, one of those \
             named suffices, and an admin has them all."
                .into(),
        );
        document.components.get_or_insert_default().add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// What the slices call themselves, before what is of the server.
struct SliceTags;

impl utoipa::Modify for SliceTags {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let tags = SLICES
            .iter()
            .map(|slice| TagBuilder::new().name(slice.tag.name).description(Some(slice.tag.description)).build());
        let of_server = document.tags.take().unwrap_or_default();
        document.tags = Some(tags.chain(of_server).collect());
    }
}

/// The document as this process serves it.
pub struct Document {
    /// As JSON.
    pub json: Bytes,
    /// As YAML.
    pub yaml: Bytes,
    /// Strong tag of both.
    pub etag: String,
    /// Which methods each address takes.
    pub allowed: AllowedMethods,
    /// What deprecated operations say with each answer.
    pub deprecations: Deprecations,
    /// What no rehearsal gives away.
    pub secrets: Secrets,
}

impl Document {
    /// The document for this configuration: sandbox operations only in a sandbox.
    /// Made once per process, however many servers run in it.
    pub fn served(config: &Config) -> Arc<Document> {
        static SERVED: [OnceLock<Arc<Document>>; 2] = [OnceLock::new(), OnceLock::new()];
        let sandbox = config.env == Environment::Sandbox;
        SERVED[usize::from(sandbox)].get_or_init(|| Arc::new(Document::of(&api_document(sandbox)))).clone()
    }

    /// A document made ready to be served.
    pub fn of(value: &Value) -> Document {
        let json = serde_json::to_vec(value).unwrap_or_default();
        let yaml = to_yaml(value).unwrap_or_default().into_bytes();
        Document {
            etag: etag::tag(1, &json),
            json: json.into(),
            yaml: yaml.into(),
            allowed: AllowedMethods::of(value),
            deprecations: Deprecations::of(value),
            secrets: Secrets::of(value),
        }
    }
}

/// The OpenAPI document, with or without the operations of the sandbox.
pub fn api_document(sandbox: bool) -> Value {
    document_of(server::routes(sandbox))
}

/// The OpenAPI document of these operations.
pub fn document_of(routes: impl FnOnce(&mut ServiceConfig<'_>)) -> Value {
    let (_, collected) = ActixApp::new().into_utoipa_app().openapi(Base::openapi()).configure(routes).split_for_parts();
    let mut document = serde_json::to_value(&collected).unwrap_or_default();
    complete::complete(&mut document);
    document
}

/// The document in YAML, as committed in `openapi.yaml`.
///
/// # Errors
/// When it cannot be written, which would be a fault of ours.
pub fn to_yaml(document: &Value) -> anyhow::Result<String> {
    let text = yaml_serde::to_string(document)?;
    Ok(text.lines().map(|line| quote_for_old_readers(line) + "\n").collect())
}

/// YAML 1.1 readers take a plain `2025-03-01` for a timestamp and a plain `on`
/// for a boolean, as a value and as a name; quoted they are the text they were.
fn quote_for_old_readers(line: &str) -> String {
    let begins = line.len() - line.trim_start_matches([' ', '-']).len();
    let (indent, rest) = line.split_at(begins);
    let (name, value) = match rest.split_once(':') {
        Some((name, value)) if value.is_empty() || value.starts_with(' ') => (Some(name), value.trim_start()),
        _ => (None, rest),
    };
    let quoted = |text: &str| if misread(text) { format!("'{text}'") } else { text.to_owned() };
    match name {
        Some(name) if misread(name) || misread(value) => {
            let value = if value.is_empty() { String::new() } else { format!(" {}", quoted(value)) };
            format!("{indent}{}:{value}", quoted(name))
        }
        Some(_) => line.to_owned(),
        None => format!("{indent}{}", quoted(rest)),
    }
}

/// Whether a plain scalar means something else to a reader of YAML 1.1.
fn misread(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let word = ["on", "off", "yes", "no", "y", "n"].iter().any(|word| text.eq_ignore_ascii_case(word));
    // A time of day is a number to base 60.
    let parts: Vec<&str> = text.split(':').collect();
    let is_number = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let base_60 = parts.len() > 1 && parts.iter().all(is_number);
    word || base_60
        || digits(0..4) && digits(5..7) && digits(8..10) && text.get(4..5) == Some("-") && text.get(7..8) == Some("-")
}

/// Gives a domain code list a named schema: `code_schema!(CategoryCode, "Category", Category::ALL, "…")`.
/// Fields keep the domain's type and say `#[schema(value_type = CategoryCode)]`.
#[macro_export]
macro_rules! code_schema {
    ($name:ident, $schema:literal, $all:expr, $description:literal) => {
        #[doc = $description]
        pub struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                let codes: Vec<String> = $all.iter().map(|code| code.as_str().to_owned()).collect();
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some($description))
                    .examples(codes.first().map(|code| serde_json::Value::from(code.as_str())))
                    .enum_values(Some(codes))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                $schema.into()
            }
        }
    };
}

/// Gives the whole numbers of a list a named schema with bounds, which no attribute says inside of a list:
/// `number_schema!(WeekNumber, "WeekNumber", 1, 104, "…")`, and `#[schema(value_type = Vec<WeekNumber>)]`.
#[macro_export]
macro_rules! number_schema {
    ($name:ident, $schema:literal, $least:literal, $most:literal, $description:literal) => {
        #[doc = $description]
        pub struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
                ObjectBuilder::new()
                    .schema_type(Type::Integer)
                    .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
                    .description(Some($description))
                    .minimum(Some($least))
                    .maximum(Some($most))
                    .examples([serde_json::Value::from($least)])
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                $schema.into()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_yaml_says_what_the_json_says() {
        let document = api_document(true);
        let read: Value = yaml_serde::from_str(&to_yaml(&document).unwrap()).unwrap();
        assert_eq!(read, document);
    }

    #[test]
    fn what_old_readers_of_yaml_would_misread_is_quoted() {
        for (plain, quoted) in [
            ("  example: 2025-03-01", "  example: '2025-03-01'"),
            ("      on:", "      'on':"),
            ("  on: 2025-03-01", "  'on': '2025-03-01'"),
            ("  - on", "  - 'on'"),
            ("  at: 13:00", "  at: '13:00'"),
            ("  - 13:00", "  - '13:00'"),
            ("  - on: no", "  - 'on': 'no'"),
        ] {
            assert_eq!(quote_for_old_readers(plain), quoted);
        }
        for same in ["  description: on a day", "- one", "  a: 'on'", "  when: true", "  at: noon", "  a: 1:one"] {
            assert_eq!(quote_for_old_readers(same), same);
        }
    }

    #[test]
    fn every_operation_says_who_may_call_it_and_what_it_answers() {
        let document = api_document(true);
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                for member in ["operationId", "summary", "description", "security", "responses"] {
                    assert!(operation.get(member).is_some(), "{method} {path} lacks {member}");
                }
                let tags = operation["tags"].as_array().map_or(0, Vec::len);
                assert_eq!(tags, 1, "{method} {path} has {tags} tags");
            }
        }
    }
}
