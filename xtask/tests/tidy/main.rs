//! The rules of the source tree that the compiler does not know, one test each.
//! A failure names the rule and each place; an exception is a line in the list of the rule, with its reason.

mod arrows;
mod source;
mod text;
mod words;

use source::Place;

/// Where a rule does not hold, and why not.
struct Exception {
    /// The start of the paths it is for.
    path: &'static str,
    reason: &'static str,
}

fn excepted(path: &str, exceptions: &[Exception]) -> bool {
    exceptions.iter().any(|exception| path.starts_with(exception.path))
}

/// Fails with the rule, its exceptions and every place that breaks it.
fn hold(rule: &str, exceptions: &[Exception], broken: &[Place]) {
    let list: Vec<String> = broken.iter().map(ToString::to_string).collect();
    let except: Vec<String> =
        exceptions.iter().map(|exception| format!("except {}: {}\n", exception.path, exception.reason)).collect();
    assert!(broken.is_empty(), "{rule}\n{}  {}", except.concat(), list.join("\n  "));
}
