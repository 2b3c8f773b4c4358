//! The first place where two JSON texts differ, so that an operator need not read two whole states.

use serde_json::Value;

/// What both texts have at the first place where they differ, each with its path.
#[must_use]
pub fn of(want: &str, found: &str) -> (String, String) {
    let (Ok(want_value), Ok(found_value)) = (serde_json::from_str::<Value>(want), serde_json::from_str::<Value>(found))
    else {
        return (shown(want), shown(found));
    };
    let (path, want, found) = first("", Some(&want_value), Some(&found_value))
        .unwrap_or_else(|| (String::new(), "the same".to_owned(), "the same in another form".to_owned()));
    (format!("{}: {want}", path.trim_start_matches('.')), found)
}

fn first(path: &str, want: Option<&Value>, found: Option<&Value>) -> Option<(String, String, String)> {
    match (want, found) {
        (Some(Value::Object(want)), Some(Value::Object(found))) => {
            let keys = want.keys().chain(found.keys().filter(|key| !want.contains_key(*key)));
            keys.into_iter().find_map(|key| first(&format!("{path}.{key}"), want.get(key), found.get(key)))
        }
        (Some(Value::Array(want)), Some(Value::Array(found))) => {
            let most = want.len().max(found.len());
            (0..most).find_map(|place| first(&format!("{path}[{place}]"), want.get(place), found.get(place)))
        }
        (want, found) if want == found => None,
        (want, found) => Some((path.to_owned(), value(want), value(found))),
    }
}

fn value(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| shown(&value.to_string()))
}

/// Cut, because a state may be long.
fn shown(text: &str) -> String {
    const MOST: usize = 120;
    let cut: String = text.chars().take(MOST).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_is_named() {
        let (want, found) = of(r#"{"a":1,"lines":[{"x":1},{"x":2}]}"#, r#"{"a":1,"lines":[{"x":1},{"x":3}]}"#);
        assert_eq!((want.as_str(), found.as_str()), ("lines[1].x: 2", "3"));
        let (want, found) = of(r#"{"a":1}"#, r#"{"a":1,"b":[]}"#);
        assert_eq!((want.as_str(), found.as_str()), ("b: nothing", "[]"));
        assert_eq!(of("{", "}").0, "{");
    }
}
