//! The OpenAPI document by address, method and status.

use serde_json::Value;

/// The document.
pub struct Document {
    value: Value,
    addresses: Vec<Address>,
}

/// One path of the document.
pub struct Address {
    /// The path with its parameters in braces.
    pub path: String,
    /// What can be done there.
    pub operations: Vec<Operation>,
}

/// One operation.
pub struct Operation {
    /// Its `operationId`.
    pub id: String,
    /// Method in capitals.
    pub method: String,
    /// The path with its parameters in braces.
    pub path: String,
    /// Everything the document says of it, with its parameters written out.
    pub value: Value,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl Document {
    /// Sorts a document by address; fixed addresses come before patterns.
    pub fn of(value: Value) -> Document {
        let paths = value["paths"].as_object().expect("paths");
        let mut addresses: Vec<Address> = paths.iter().map(|(path, item)| Address::of(path, item, &value)).collect();
        addresses.sort_by_key(|address| address.path.matches('{').count());
        Document { value, addresses }
    }

    /// Every operation.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.addresses.iter().flat_map(|address| &address.operations)
    }

    /// The operation with this id.
    pub fn operation(&self, id: &str) -> &Operation {
        self.operations().find(|operation| operation.id == id).unwrap_or_else(|| panic!("no operation {id}"))
    }

    /// Every address.
    pub fn addresses(&self) -> &[Address] {
        &self.addresses
    }

    /// The address that `path` (without query) is one of.
    pub fn address(&self, path: &str) -> Option<&Address> {
        self.addresses.iter().find(|address| address.takes(path))
    }

    /// What the document says of `status` of `operation`; `default` does not count.
    pub fn response<'a>(&'a self, operation: &'a Operation, status: u16) -> Option<&'a Value> {
        operation.value["responses"].get(status.to_string()).map(|response| self.resolved(response))
    }

    /// The thing itself, or what its `$ref` names.
    pub fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        resolved(value, &self.value)
    }
}

fn resolved<'a>(value: &'a Value, document: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(target) => document.pointer(target.trim_start_matches('#')).expect("a reference that resolves"),
        None => value,
    }
}

impl Address {
    fn of(path: &str, item: &Value, document: &Value) -> Address {
        let operation = |method: &&str| -> Option<Operation> {
            let mut value = item.get(*method)?.clone();
            for parameter in value.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
                *parameter = resolved(parameter, document).clone();
            }
            let id = value["operationId"].as_str().expect("an operationId").to_owned();
            Some(Operation { id, method: method.to_ascii_uppercase(), path: path.to_owned(), value })
        };
        Address { path: path.to_owned(), operations: METHODS.iter().filter_map(operation).collect() }
    }

    fn takes(&self, path: &str) -> bool {
        let (mine, theirs) = (self.path.split('/'), path.split('/'));
        mine.clone().count() == theirs.clone().count()
            && mine.zip(theirs).all(|(mine, theirs)| mine == theirs || mine.starts_with('{') && !theirs.is_empty())
    }

    /// What `method` does here.
    pub fn operation(&self, method: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.method == method)
    }
}

impl Operation {
    /// The roles that the document says may call it: `None` for everybody, empty for anybody signed in.
    pub fn scopes(&self) -> Option<Vec<&str>> {
        let alternatives = self.value["security"].as_array().filter(|all| !all.is_empty())?;
        let schemes = alternatives.iter().filter_map(Value::as_object).flat_map(|one| one.keys());
        Some(schemes.map(String::as_str).filter(|scheme| *scheme != "bearer").collect())
    }

    /// Whether it has a header parameter of this name that must be sent.
    pub fn requires_header(&self, name: &str) -> bool {
        let parameters = self.value["parameters"].as_array().into_iter().flatten();
        parameters.clone().any(|one| one["in"] == "header" && one["name"] == name && one["required"] == true)
    }
}
