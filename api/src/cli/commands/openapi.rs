//! `guildhall openapi`: the document, sandbox operations included, as committed.

use crate::cli::{Outcome, Refused, print};
use crate::http::document::{api_document, to_yaml};

pub(in crate::cli) fn run(json: bool) -> Outcome {
    let document = api_document(true);
    let text = if json {
        serde_json::to_string_pretty(&document).map(|text| text + "\n").map_err(anyhow::Error::from)
    } else {
        to_yaml(&document)
    };
    print(&text.map_err(|error| Refused::because(error.to_string()))?);
    Ok(())
}
