//! Documents for machines and pages for people: the OpenAPI document, the key
//! set, `/docs`, `/problems/{slug}`. Nothing here asks another host for anything.

use std::sync::Arc;

use actix_web::http::{Method, header};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, ResponseError, get};
use utoipa_swagger_ui::{Config, Url};

use super::etag;
use super::problem::{self, NOT_FOUND, Problem};
use super::query::{NoParams, Params};
use super::reply::{Cache, Reply};
use crate::app::App;

/// Read the OpenAPI document as JSON
///
/// The contract of this very server: what it says is what the server does.
#[utoipa::path(tag = "Discovery", operation_id = "getOpenApiJson", security(()),
    responses((status = 200, description = "The document.", body = serde_json::Value), (status = 304, description = "Not changed.")))]
#[get("/openapi.json")]
pub async fn openapi_json(request: HttpRequest, app: Data<App>, _: Params<NoParams>) -> HttpResponse {
    serve(&request, &app, "application/json", app.document.json.clone())
}

/// Read the OpenAPI document as YAML
///
/// The same document as `/openapi.json`, in the form in which it is committed.
#[utoipa::path(tag = "Discovery", operation_id = "getOpenApiYaml", security(()),
    responses((status = 200, description = "The document.", body = serde_json::Value, content_type = "application/yaml"), (status = 304, description = "Not changed.")))]
#[get("/openapi.yaml")]
pub async fn openapi_yaml(request: HttpRequest, app: Data<App>, _: Params<NoParams>) -> HttpResponse {
    serve(&request, &app, "application/yaml", app.document.yaml.clone())
}

fn serve(request: &HttpRequest, app: &App, media: &'static str, body: actix_web::web::Bytes) -> HttpResponse {
    let tag = &app.document.etag;
    let mut response =
        if etag::none_match_names(request, tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, tag.as_str())).insert_header((header::CACHE_CONTROL, "public, max-age=300"));
    if etag::none_match_names(request, tag) { response.finish() } else { response.content_type(media).body(body) }
}

/// A set of public keys (RFC 7517).
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct JsonWebKeySet {
    /// The keys; the first signs, tokens signed by any of them are accepted.
    #[schema(max_items = 16)]
    pub keys: Vec<JsonWebKey>,
}

/// A public Ed25519 key (RFC 8037).
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct JsonWebKey {
    /// Key type.
    #[schema(max_length = 8, example = "OKP")]
    pub kty: String,
    /// Curve.
    #[schema(max_length = 16, example = "Ed25519")]
    pub crv: String,
    /// Algorithm.
    #[schema(max_length = 8, example = "EdDSA")]
    pub alg: String,
    /// Use: signatures.
    #[serde(rename = "use")]
    #[schema(max_length = 8, example = "sig")]
    pub usage: String,
    /// Key id, named by the header of each token.
    #[schema(max_length = 64, example = "b3Zlcg")]
    pub kid: String,
    /// The public key.
    #[schema(max_length = 64, example = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")]
    pub x: String,
}

/// Read the public keys that verify access tokens
///
/// Keys in rotation are all listed, so that tokens signed before a rotation verify until they expire.
#[utoipa::path(tag = "Discovery", operation_id = "getJsonWebKeySet", security(()),
    responses((status = 200, description = "The keys.", body = JsonWebKeySet)))]
#[get("/.well-known/jwks.json")]
pub async fn jwks(app: Data<App>, _: Params<NoParams>) -> Result<Reply, Problem> {
    Ok(Reply::ok(&app.keys().jwks())?.cached(Cache::Public))
}

/// `/docs` and everything below it: Swagger UI from the binary.
pub async fn docs(path: Path<String>) -> HttpResponse {
    let config = Arc::new(Config::new([Url::from("/openapi.json")]).deep_linking(true).display_request_duration(true));
    match utoipa_swagger_ui::serve(&path, config) {
        Ok(Some(file)) => HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
            .content_type(file.content_type)
            .body(titled(file.bytes.to_vec())),
        _ => Problem::new(&NOT_FOUND).error_response(),
    }
}

/// The page under a title of ours; whatever is no page as it is.
fn titled(file: Vec<u8>) -> Vec<u8> {
    match std::str::from_utf8(&file) {
        Ok(text) if text.contains(UI_TITLE) => {
            text.replace(UI_TITLE, "<title>All operations · Guildhall</title>").into()
        }
        _ => file,
    }
}

/// `/docs` itself: on to the page.
pub async fn docs_entry() -> HttpResponse {
    forward("/docs/")
}

/// To the page at `address`.
pub fn forward(address: &'static str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// Which methods a page takes; `None` where there is no page. One that is read and comes here is none.
pub fn allowed(request: &HttpRequest) -> Option<&'static str> {
    let path = request.path();
    let below = path == "/docs" || path.starts_with("/docs/") || path.starts_with("/problems/");
    (below && request.method() != Method::GET).then_some("GET, HEAD, OPTIONS")
}

/// `/problems/{slug}`: what a problem type means, for people.
pub async fn problem_page(slug: Path<String>) -> HttpResponse {
    let Some(kind) = problem::all().find(|kind| kind.slug == slug.as_str()) else {
        return Problem::new(&NOT_FOUND).error_response();
    };
    let body = format!(
        "<h1>{}</h1><p>Problem type <code>{}</code>, status {}.</p><p>{}</p>",
        html(kind.title),
        kind.slug,
        kind.status,
        html(kind.explanation)
    );
    page(kind.title, &body)
}

/// `/problems/`: every problem type there is.
pub async fn problem_index() -> HttpResponse {
    let rows = problem::all().map(|kind| {
        let (slug, status, title) = (kind.slug, kind.status, html(kind.title));
        format!("<tr><td>{status}</td><td><a href=\"/problems/{slug}\">{slug}</a></td><td>{title}</td></tr>")
    });
    let head = "<tr><th>Status</th><th>Type</th><th>Title</th></tr>";
    page("Problem types", &format!("<h1>Problem types</h1><table>{head}{}</table>", rows.collect::<String>()))
}

/// A page of ours: the way around, a title, a body of our own making.
pub fn page(title: &str, body: &str) -> HttpResponse {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title} · Guildhall</title><style>{STYLE}</style></head><body><nav><a href=\"/docs/\">All operations</a> · \
         <a href=\"/docs/guides/\">Guides</a> · <a href=\"/problems/\">Problem types</a></nav>\n<main>{body}</main></body></html>\n"
    );
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .content_type("text/html; charset=utf-8")
        .body(page)
}

const UI_TITLE: &str = "<title>Swagger UI</title>";
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}\
    pre{background:#f4f4f4;padding:1rem;overflow-x:auto}code{font:14px/1.4 ui-monospace,monospace}\
    table{border-collapse:collapse}td,th{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}";

/// Words of ours for a page: they hold nothing to escape but `&` and `<`, and what stands in backticks is code.
fn html(words: &str) -> String {
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
    let parts = escaped.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() }).collect()
}
