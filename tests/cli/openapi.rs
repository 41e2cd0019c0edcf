//! `guildhall openapi` prints the document.

use guildhall::http::document::{api_document, to_yaml};

use super::program::Program;

#[test]
fn the_document_is_printed_in_yaml_and_in_json() {
    let document = api_document(true);
    let program = Program::new();
    assert_eq!(program.run(&["openapi"]).output(), to_yaml(&document).unwrap());
    let printed: serde_json::Value = serde_json::from_str(&program.run(&["openapi", "--json"]).output()).unwrap();
    assert_eq!(printed, document);
    assert!(printed["paths"].get("/v1/sandbox/clock").is_some());
}
