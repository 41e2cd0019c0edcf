//! The HTTP server: routes in scopes per slice, the frame around them.

use std::time::Duration;

use actix_cors::Cors;
use actix_web::middleware::{Condition, from_fn};
use actix_web::web::{self, Data, PathConfig, QueryConfig};
use actix_web::{App as ActixApp, HttpServer};
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};

use super::middleware::{compress, early, frame};
use super::problem::Problem;
use super::{auth, fallback, health, pages};
use crate::app::App;
use crate::assembly;
use crate::config::{Config, Environment};
use crate::discovery;
use crate::sandbox::flaky;

/// Every operation of the API. Actix tries routes one after another, so each
/// slice has a scope.
pub fn routes(sandbox: bool) -> impl FnOnce(&mut ServiceConfig<'_>) {
    move |config| {
        for slice in assembly::SLICES {
            let mut operations = scope(slice.address().as_str()).configure(slice.routes);
            for routes in assembly::guests_of(slice.name) {
                operations = operations.configure(routes);
            }
            config.service(operations);
        }
        if sandbox {
            config.service(scope("/v1/sandbox").configure(crate::sandbox::routes));
        }
        config
            .service(scope("/health").service(health::live).service(health::ready))
            .configure(discovery::routes)
            .service(pages::openapi_json)
            .service(pages::openapi_yaml)
            .service(pages::jwks);
    }
}

/// Pages for people: not operations, so not in the document.
fn pages_for_people(config: &mut web::ServiceConfig) {
    config
        .route("/docs", web::get().to(pages::docs_entry))
        .route("/docs/guides", web::get().to(discovery::entry))
        .route("/docs/guides/", web::get().to(discovery::index))
        .route("/docs/guides/{name}", web::get().to(discovery::guide))
        .route("/docs/{file:.*}", web::get().to(pages::docs))
        .route("/problems/", web::get().to(pages::problem_index))
        .route("/problems/{slug}", web::get().to(pages::problem_page));
}

fn cors(config: &Config) -> Cors {
    let allowed = [
        "authorization",
        "content-type",
        "idempotency-key",
        "if-match",
        "if-none-match",
        "traceparent",
        "x-request-id",
    ];
    config
        .origins()
        .fold(Cors::default(), |cors, origin| cors.allowed_origin(origin))
        .allowed_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers(allowed)
        .expose_headers(frame::EXPOSED.split(", "))
        .max_age(600)
}

/// Starts the server. It hears no signals: whoever starts it stops it by its handle.
///
/// # Errors
/// When the address cannot be bound.
pub fn start(app: Data<App>, listener: std::net::TcpListener) -> std::io::Result<actix_web::dev::Server> {
    let (workers, drain) = (app.config.workers, app.config.shutdown_seconds);
    let sandbox = app.config.env == Environment::Sandbox;
    let server = HttpServer::new(move || {
        ActixApp::new()
            .into_utoipa_app()
            .app_data(app.clone())
            .app_data(PathConfig::default().error_handler(|_, request| {
                fallback::unless_fixed(request, Problem::new(&super::problem::NOT_FOUND)).into()
            }))
            .app_data(
                QueryConfig::default().error_handler(|_, _| Problem::new(&super::problem::INVALID_PARAMETER).into()),
            )
            .configure(routes(sandbox))
            .map(|actix| {
                actix
                    .configure(pages_for_people)
                    .default_service(web::route().to(fallback::fallback))
                    .wrap(Condition::new(app.flaky.is_some(), from_fn(flaky::spoil)))
                    .wrap(from_fn(early::refuse))
                    .wrap(from_fn(auth::guard))
                    .wrap(from_fn(compress::compress))
                    .wrap(cors(&app.config))
                    .wrap(from_fn(frame::frame))
            })
            .into_app()
    });
    let server = if workers > 0 { server.workers(workers) } else { server };
    Ok(server
        .keep_alive(Duration::from_secs(75))
        .client_request_timeout(Duration::from_secs(10))
        .client_disconnect_timeout(Duration::from_secs(5))
        .max_connections(8192)
        .shutdown_timeout(drain)
        .disable_signals()
        .listen(listener)?
        .run())
}
