//! A handler that panics: 500 with a problem document, and the process goes on (PROMISES E10).

use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, test as actix, web};
use guildhall::http::middleware::frame::frame;
use serde_json::Value;

use crate::support::{TestServer, one_engine};

async fn panics() -> HttpResponse {
    panic!("on purpose")
}

one_engine! {
    async fn a_hundred_panics_are_a_hundred_answers(server: TestServer) {
        let app = App::new().app_data(server.app_data()).route("/panic", web::get().to(panics)).wrap(from_fn(frame));
        let service = actix::init_service(app).await;
        std::panic::set_hook(quiet(std::panic::take_hook()));
        for round in 0..100 {
            let request = actix::TestRequest::get().uri("/panic").insert_header(("x-request-id", format!("panic-{round}")));
            let error = actix::try_call_service(&service, request.to_request()).await.expect_err("a finished answer");
            let response = error.error_response();
            assert_eq!(response.status(), 500);
            assert_eq!(response.headers().get("content-type").map(|value| value.as_bytes()), Some(&b"application/problem+json"[..]));
            assert_eq!(response.headers().get("x-request-id").map(|value| value.as_bytes()), Some(format!("panic-{round}").as_bytes()));
            let body = actix_web::body::to_bytes(response.into_body()).await.expect("a body");
            let problem: Value = serde_json::from_slice(&body).expect("JSON");
            assert_eq!((&problem["status"], &problem["request_id"]), (&Value::from(500), &Value::from(format!("panic-{round}"))));
            assert!(!problem.to_string().contains("on purpose"), "{problem}");
        }
        server.get("/health/live").send().await.expect(200);
    }
}

/// Keeps the hundred expected messages out of the run's output.
fn quiet(
    others: Box<dyn Fn(&std::panic::PanicHookInfo<'_>) + Sync + Send>,
) -> Box<dyn Fn(&std::panic::PanicHookInfo<'_>) + Sync + Send> {
    Box::new(move |info| {
        if info.payload().downcast_ref::<&str>() != Some(&"on purpose") {
            others(info);
        }
    })
}
