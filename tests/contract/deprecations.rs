//! What is going to go away says so, in the document and on every answer (RFC 9745, RFC 8594). Nothing of ours is
//! deprecated yet: the operations here are the test's own.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::{App as ActixApp, HttpResponse, get, test as actix, web};
use guildhall::app::App;
use guildhall::http::document::{Document, document_of};
use guildhall::http::middleware::frame::frame;
use guildhall::http::page::{PageOut, Paged};
use guildhall::http::problem::{NOT_FOUND, Problem};
use guildhall::http::reply::Reply;
use guildhall::page_of;
use serde_json::json;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};

use crate::support::contract::Contract;
use crate::support::parts::{config, parts};
use crate::support::{TestServer, one_engine};

/// Read something old
///
/// It was good once.
#[utoipa::path(tag = "Discovery", operation_id = "getOld", security(()),
    extensions(("x-deprecation" = json!({ "deprecated_at": "2027-01-01T00:00:00Z", "sunset_at": "2027-07-01T00:00:00Z", "successor": "/v1/test/new" }))),
    responses((status = 200, description = "Old.", body = serde_json::Value), (status = 404, description = "`not-found`")))]
#[get("/old/{wanted}")]
async fn get_old(wanted: web::Path<String>) -> Result<Reply, Problem> {
    if wanted.as_str() == "nothing" { Err(Problem::new(&NOT_FOUND)) } else { Reply::ok(&json!({})) }
}

/// Read something new
///
/// It is better.
#[utoipa::path(tag = "Discovery", operation_id = "getNew", security(()), responses((status = 200, description = "New.", body = serde_json::Value)))]
#[get("/new")]
async fn get_new() -> HttpResponse {
    HttpResponse::Ok().json(json!({}))
}

page_of!(OldPage, i32);

/// List something old
///
/// It was long once.
#[utoipa::path(tag = "Discovery", operation_id = "listOld", security(()),
    extensions(("x-deprecation" = json!({ "deprecated_at": "2027-01-01T00:00:00Z", "sunset_at": "2027-07-01T00:00:00Z", "successor": "/v1/test/new" }))),
    responses((status = 200, description = "One page.", body = OldPage)))]
#[get("/old")]
async fn list_old() -> Result<Reply, Problem> {
    let page = OldPage::new(vec![1], PageOut { limit: 1, has_more: true, next: Some("abc".into()) });
    Ok(Reply::ok(&page)?.header(header::LINK, "</v1/test/old?after=abc>; rel=\"next\""))
}

/// Read something marked badly
///
/// Nobody knows until when.
#[utoipa::path(tag = "Discovery", operation_id = "getBad", security(()),
    extensions(("x-deprecation" = json!({ "deprecated_at": "2027-01-01", "successor": "/v1/test/new" }))),
    responses((status = 200, description = "Bad.", body = serde_json::Value)))]
#[get("/bad")]
async fn get_bad() -> HttpResponse {
    HttpResponse::Ok().json(json!({}))
}

fn routes(config: &mut ServiceConfig<'_>) {
    config.service(scope("/v1/test").service(get_old).service(list_old).service(get_new));
}

#[test]
fn the_document_marks_what_is_deprecated_and_declares_the_headers() {
    let document = document_of(routes);
    let before = &document["paths"]["/v1/test/old/{wanted}"]["get"];
    assert_eq!(before["deprecated"], true);
    let said = before["description"].as_str().expect("a description");
    assert!(said.contains("2027-01-01") && said.contains("2027-07-01") && said.contains("`/v1/test/new`"), "{said}");
    for (status, response) in before["responses"].as_object().expect("responses") {
        for name in ["Deprecation", "Sunset", "Link"] {
            let target = response["headers"][name]["$ref"].as_str().expect(status).trim_start_matches('#');
            assert!(document.pointer(target).is_some(), "{status}: {target}");
        }
    }
    let after = &document["paths"]["/v1/test/new"]["get"];
    assert_eq!(after.get("deprecated"), None);
    assert_eq!(after["responses"]["200"]["headers"].get("Deprecation"), None);
}

#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "\"getBad\" is marked x-deprecation")]
fn a_mark_that_cannot_be_read_stops_the_build_of_the_document() {
    document_of(|config: &mut ServiceConfig<'_>| {
        config.service(scope("/v1/test").service(get_bad));
    });
}

#[test]
fn nothing_is_deprecated_for_show() {
    let contract = Contract::of(true);
    let marked: Vec<&str> = contract
        .document()
        .operations()
        .filter(|one| one.value.get("deprecated").is_some())
        .map(|one| one.id.as_str())
        .collect();
    assert!(marked.is_empty(), "{marked:?}");
}

one_engine! {
    async fn every_answer_of_a_deprecated_operation_says_so_and_no_other_does(server: TestServer) {
        let mut app = App::new(parts(config(), server.db().clone(), server.clock().clone(), 9));
        app.document = Arc::new(Document::of(&document_of(routes)));
        let service = ActixApp::new().app_data(web::Data::new(app)).into_utoipa_app().configure(routes);
        let service = actix::init_service(service.map(|actix| actix.wrap(from_fn(frame))).into_app()).await;
        let ask = |method: actix_web::http::Method, path: &str| actix::TestRequest::with_uri(path).method(method).to_request();
        for (method, path, status) in [("GET", "/v1/test/old/thing", 200), ("GET", "/v1/test/old/nothing", 404), ("HEAD", "/v1/test/old/thing", 200)] {
            let answer = actix::call_service(&service, ask(method.parse().expect("a method"), path)).await;
            assert_eq!(answer.status(), status, "{method} {path}");
            let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
            assert_eq!(header("deprecation"), Some("@1798761600"));
            assert_eq!(header("sunset"), Some("Thu, 01 Jul 2027 00:00:00 GMT"));
            assert_eq!(header("link"), Some("</v1/test/new>; rel=\"successor-version\""));
        }
        let page = actix::call_service(&service, ask(actix_web::http::Method::GET, "/v1/test/old")).await;
        let links: Vec<&str> = page.headers().get_all("link").filter_map(|value| value.to_str().ok()).collect();
        assert_eq!(links, ["</v1/test/old?after=abc>; rel=\"next\"", "</v1/test/new>; rel=\"successor-version\""]);
        let document = document_of(routes);
        let declared = &document["paths"]["/v1/test/old"]["get"]["responses"]["200"]["headers"]["Link"]["$ref"];
        let schema = &document.pointer(declared.as_str().expect("a reference").trim_start_matches('#')).expect("the header")["schema"];
        let validator = jsonschema::validator_for(schema).expect("a schema");
        for said in [links.join(", "), links[0].to_owned(), links[1].to_owned()] {
            assert!(validator.is_valid(&json!(said)), "{said} is not {schema}");
        }
        let answer = actix::call_service(&service, ask(actix_web::http::Method::GET, "/v1/test/new")).await;
        assert!(["deprecation", "sunset", "link"].iter().all(|name| !answer.headers().contains_key(*name)));
    }
}
