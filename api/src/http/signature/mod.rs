//! The signature of a handler is its contract: what its arguments ask of a request and what its result answers is
//! written into the document by their types, so that code and document cannot disagree.
//!
//! By hand an operation says its tag, its summary and description (the comment), and what it refuses. ADR 0020.

mod arguments;

use std::marker::PhantomData;

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::http::Method;
use actix_web::{FromRequest, Handler, Resource, Responder, guard};
use serde_json::{Value, json};
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::{HttpMethod, Operation as Described, Parameter, ParameterIn, PathItem, Paths};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::OpenApiFactory;

use super::problem::Problem;

/// Members that only the completing pass reads, and takes away again.
pub mod marks {
    /// The operation was described by its signature.
    pub const SIGNED: &str = "x-signed";
    /// It takes `Write`: it changes records, and can be rehearsed and repeated.
    pub const WRITES: &str = "x-writes";
    /// The problem kinds it refuses with, by slug.
    pub const REFUSES: &str = "x-refuses";
    /// Headers of one response, by name of their component.
    pub const HEADERS: &str = "x-headers";
}

/// A type in the signature of a handler, which says what it means to the document.
pub trait Describe {
    /// Writes it down.
    fn describe(signature: &mut Signature);
}

impl<T: Describe> Describe for Result<T, Problem> {
    fn describe(signature: &mut Signature) {
        T::describe(signature);
    }
}

/// An operation while its signature is written down.
pub struct Signature {
    operation: Described,
    schemas: Vec<(String, RefOr<Schema>)>,
    reads: bool,
}

impl Signature {
    /// The account that asks must hold one of `roles`; with none of them named, it must be signed in.
    pub fn secured(&mut self, roles: impl IntoIterator<Item = &'static str>) {
        self.operation.security = Some(vec![SecurityRequirement::new("bearer", roles)]);
    }

    /// The relation between the caller and the record, in one word and in a sentence, and which roles stand so to
    /// every record.
    pub fn related(&mut self, relation: &str, meaning: &str, held_by: impl Iterator<Item = &'static str>) {
        let held_by: Vec<&str> = held_by.collect();
        self.mark("x-access", json!({ "relation": relation, "meaning": meaning, "held_by": held_by }));
    }

    /// Parameters of the request.
    pub fn parameters<T: IntoParams>(&mut self, place: ParameterIn) {
        let more = T::into_params(|| Some(place.clone())).into_iter().map(RefOr::<Parameter>::from);
        self.operation.parameters.get_or_insert_default().extend(more);
    }

    /// The body of the request.
    pub fn body<T: ToSchema>(&mut self) {
        let content = ContentBuilder::new().schema(Some(self.schema::<T>())).build();
        let body = RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True));
        self.operation.request_body = Some(body.build().into());
    }

    /// It changes records.
    pub fn writes(&mut self) {
        self.mark(marks::WRITES, json!(true));
    }

    /// What is answered when all goes well, and under which headers beside those of every answer.
    pub fn answers(&mut self, status: u16, description: &str, content: Option<(&str, Ref)>, headers: &[&str]) {
        let mut response = ResponseBuilder::new().description(description);
        if let Some((media, schema)) = content {
            response = response.content(media, ContentBuilder::new().schema(Some(schema)).build());
        }
        let mut response: Response = response.build();
        response.extensions.get_or_insert_default().insert(marks::HEADERS.into(), json!(headers));
        self.operation.responses.responses.insert(status.to_string(), response.into());
    }

    /// 304, where a copy that the client holds is still right: reads alone.
    pub fn unchanged(&mut self) {
        if self.reads {
            self.answers(304, "Not changed.", None, &["ETag"]);
        }
    }

    /// A reference to the schema of `T`, which comes into the document with all that it refers to.
    pub fn schema<T: ToSchema>(&mut self) -> Ref {
        self.schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(&mut self.schemas);
        Ref::from_schema_name(T::name())
    }

    fn mark(&mut self, name: &str, value: Value) {
        self.operation.extensions.get_or_insert_with(Extensions::default).insert(name.to_owned(), value);
    }
}

/// A handler with its documentation: what [`operations!`](crate::operations) registers.
pub struct Operation<H, A, D> {
    handler: H,
    documented: D,
    arguments: PhantomData<fn() -> A>,
}

/// Joins a handler and what `#[utoipa::path]` made of its attribute and comment.
pub fn operation<H, A, D>(handler: H, documented: D) -> Operation<H, A, D> {
    Operation { handler, documented, arguments: PhantomData }
}

/// Registers handlers, in this order: fixed addresses before those with an id.
/// `operations!(config; organizations::list_organizations, organizations::get_organization);`
#[macro_export]
macro_rules! operations {
    (@one $config:expr, [$($module:ident)*] $handler:ident) => {
        pastey::paste! {
            $config.service($crate::http::signature::operation($($module::)* $handler, $($module::)* [<__path_ $handler>]));
        }
    };
    (@one $config:expr, [$($module:ident)*] $next:ident :: $($rest:tt)+) => {
        $crate::operations!(@one $config, [$($module)* $next] $($rest)+);
    };
    ($config:expr; $($($part:ident)::+),+ $(,)?) => {
        $($crate::operations!(@one $config, [] $($part)::+);)+
    };
}

impl<H, A, D> HttpServiceFactory for Operation<H, A, D>
where
    H: Handler<A>,
    H::Output: Responder + 'static,
    A: FromRequest + 'static,
    D: utoipa::Path,
{
    fn register(self, config: &mut AppService) {
        let method = D::methods().first().map_or(Method::GET, method_of);
        Resource::new(D::path()).guard(guard::Method(method)).to(self.handler).register(config);
    }
}

fn method_of(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Options => Method::OPTIONS,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Trace => Method::TRACE,
    }
}

impl<H, A, D> Operation<H, A, D>
where
    H: Handler<A>,
    H::Output: Describe,
    A: Describe,
{
    fn signature(operation: Described, reads: bool) -> Signature {
        let mut signature = Signature { operation, schemas: Vec::new(), reads };
        let named = signature.operation.operation_id.take();
        signature.operation.operation_id = named.map(|name| camel_case(&name));
        signature.operation.security.get_or_insert_default();
        signature.mark(marks::SIGNED, json!(true));
        A::describe(&mut signature);
        H::Output::describe(&mut signature);
        signature
    }
}

impl<H, A, D> OpenApiFactory for Operation<H, A, D>
where
    H: Handler<A>,
    H::Output: Describe,
    A: Describe,
    D: OpenApiFactory,
{
    fn paths(&self) -> Paths {
        let mut paths = self.documented.paths();
        for item in paths.paths.values_mut() {
            for (operation, reads) in operations_of(item) {
                *operation = Self::signature(operation.clone(), reads).operation;
            }
        }
        paths
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        self.documented.schemas(schemas);
        schemas.extend(Self::signature(Described::new(), false).schemas);
    }
}

/// The operations of an address, and whether each only reads.
fn operations_of(item: &mut PathItem) -> impl Iterator<Item = (&mut Described, bool)> {
    let writing = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    let writing = writing.into_iter().flatten().map(|operation| (operation, false));
    item.get.as_mut().map(|operation| (operation, true)).into_iter().chain(writing)
}

/// `list_organizations` as the document names it: `listOrganizations`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    let capitalized = |word: &str| {
        let (head, rest) = word.split_at(word.len().min(1));
        head.to_ascii_uppercase() + rest
    };
    words.fold(first, |name, word| name + &capitalized(word))
}

#[cfg(test)]
mod tests {
    use super::camel_case;

    #[test]
    fn an_operation_is_named_as_its_handler_and_a_name_given_by_hand_stays() {
        assert_eq!(camel_case("list_credit_entries"), "listCreditEntries");
        assert_eq!(camel_case("getOpenApiJson"), "getOpenApiJson");
    }
}
