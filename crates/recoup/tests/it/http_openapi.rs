//! The document that describes the API: checked in, complete, and true to the answers.

use std::collections::BTreeSet;
use std::path::PathBuf;

use recoup::http::openapi;
use serde_json::Value;

/// One operation of the document.
pub struct Operation {
    pub id: String,
    pub method: &'static str,
    pub path: String,
    pub value: Value,
}

pub fn document() -> Value {
    serde_json::from_str(&openapi::document()).expect("the document is JSON")
}

pub fn operations() -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in document()["paths"].as_object().expect("paths") {
        for (method, value) in item.as_object().expect("operations") {
            let method = match method.as_str() {
                "get" => "GET",
                "post" => "POST",
                other => panic!("{other} {path}: add the method to the tests"),
            };
            let id = value["operationId"].as_str().unwrap_or("").to_owned();
            found.push(Operation { id, method, path: path.clone(), value: value.clone() });
        }
    }
    found
}

/// The schema that a reference points to, or the schema itself.
pub fn resolved(document: &Value, schema: &Value) -> Value {
    match schema["$ref"].as_str() {
        Some(pointer) => {
            let found = document.pointer(pointer.trim_start_matches('#'));
            found.unwrap_or_else(|| panic!("{pointer} points nowhere")).clone()
        }
        None => schema.clone(),
    }
}

#[test]
fn the_document_that_is_checked_in_is_the_one_that_is_served() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let now = openapi::document();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == now, "docs/openapi.json is stale; run the tests once with UPDATE_GOLDEN=1 and read the difference");
}

#[test]
fn every_operation_says_what_a_caller_must_know() {
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    assert_eq!(document["components"]["securitySchemes"]["key"]["scheme"], "bearer");
    let mut ids = BTreeSet::new();
    for Operation { id, method, path, value } in operations() {
        let place = format!("{method} {path}");
        assert!(!id.is_empty() && ids.insert(id), "{place}: an operation id of its own");
        assert!(value["summary"].as_str().is_some_and(|s| s.len() > 5), "{place}: a summary");
        let problem = &value["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(problem, "#/components/schemas/Problem", "{place}");
        for (status, response) in value["responses"].as_object().unwrap() {
            assert!(response["description"].as_str().is_some_and(|d| !d.is_empty()), "{place} {status}: in words");
        }
        let security = value["security"].as_array().unwrap_or_else(|| panic!("{place}: security"));
        if path.starts_with("/v1/hooks/") {
            assert!(security.iter().all(|s| s.as_object().is_some_and(serde_json::Map::is_empty)), "{place}");
        } else {
            assert!(security[0]["key"].as_array().is_some_and(|scopes| !scopes.is_empty()), "{place}");
        }
        for name in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            let described =
                value["parameters"].as_array().unwrap().iter().any(|p| p["name"] == name && p["in"] == "path");
            assert!(described, "{place}: {name}");
        }
    }
    assert!(ids.len() > 40, "the walk saw {} operations", ids.len());
}

#[test]
fn references_lead_somewhere_and_no_two_schemas_share_a_name() {
    fn walk(document: &Value, value: &Value) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("$ref") {
                    resolved(document, value);
                }
                fields.values().for_each(|field| walk(document, field));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(document, item)),
            _ => {}
        }
    }
    let document = document();
    walk(&document, &document);
    let schemas = &document["components"]["schemas"];
    let lines = |of: &str| {
        let items = resolved(&document, &schemas[of]["properties"]["lines"]["items"]);
        items["properties"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert!(lines("OrderView").contains(&"sku".to_owned()));
    assert!(lines("EntryDetail").contains(&"subkey".to_owned()));
}

#[test]
fn lists_are_pages() {
    let document = document();
    let mut lists = 0;
    for Operation { id, value, .. } in operations() {
        let lists_things = id.starts_with("list_") || id == "find_references";
        if !lists_things || id == "list_refund_retry_workflows" {
            continue;
        }
        lists += 1;
        let page = resolved(&document, &value["responses"]["200"]["content"]["application/json"]["schema"]);
        assert_eq!(page["properties"]["data"]["type"], "array", "{id}: {page}");
        assert_eq!(page["properties"]["has_more"]["type"], "boolean", "{id}: {page}");
    }
    assert!(lists >= 11, "{lists} lists");
}
