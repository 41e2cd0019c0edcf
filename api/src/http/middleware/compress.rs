//! Compression of large answers. Only answers: request bodies are never
//! decompressed (a small one could fill the memory).

use std::io::Write;

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, AcceptEncoding, ContentEncoding, Encoding, Header, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};

use crate::app::App;

/// The middleware: brotli or gzip for bodies from the configured size on.
///
/// # Errors
/// Those of the inner service.
pub async fn compress(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let from = request.app_data::<Data<App>>().map_or(0, |app| app.config.compress_from_bytes);
    let wanted = AcceptEncoding::parse(&request).ok();
    let response = next.call(request).await?.map_into_boxed_body();
    let large = matches!(response.response().body().size(), actix_web::body::BodySize::Sized(size) if from > 0 && size >= from as u64);
    if !large || response.headers().contains_key(header::CONTENT_ENCODING) {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let (mut response, body) = response.into_parts();
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    let chosen =
        wanted.and_then(|wanted| wanted.negotiate([Encoding::brotli(), Encoding::gzip(), Encoding::identity()].iter()));
    let plain = match body.try_into_bytes() {
        Ok(plain) => plain,
        Err(body) => return Ok(ServiceResponse::new(request, response.set_body(body))),
    };
    let (coding, bytes) = match chosen {
        Some(Encoding::Known(ContentEncoding::Brotli)) => (Some("br"), brotli(&plain)),
        Some(Encoding::Known(ContentEncoding::Gzip)) => (Some("gzip"), gzip(&plain)),
        _ => (None, None),
    };
    if let (Some(coding), Some(_)) = (coding, &bytes) {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Ok(ServiceResponse::new(request, response.set_body(BoxBody::new(bytes.unwrap_or(plain)))))
}

fn gzip(plain: &Bytes) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 4), flate2::Compression::fast());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn brotli(plain: &Bytes) -> Option<Bytes> {
    let mut out = Vec::with_capacity(plain.len() / 4);
    let parameters = brotli::enc::BrotliEncoderParams { quality: 4, ..Default::default() };
    brotli::BrotliCompress(&mut plain.as_ref(), &mut out, &parameters).ok()?;
    Some(out.into())
}
