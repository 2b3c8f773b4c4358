//! Keeps the deciding and the translating crate pure: the crates they pull in are a list somebody looked at.
//! A new one fails here until it is added below; a crate with a clock, a network, a database, a runtime or dice
//! cannot be added at all.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

use crate::{no_options, process};

/// A pure crate and everything it may depend on, its dependencies' dependencies included.
struct Pure {
    package: &'static str,
    allowed: &'static [&'static [&'static str]],
    /// What is denied to all and excused here, because what needs it is used without it.
    excused: &'static [&'static str],
}

const PURE: [Pure; 2] = [
    Pure { package: "recoup-core", allowed: &[OURS, DATA, HASHES, CONDITIONS, PLATFORM, MACROS], excused: &[] },
    Pure {
        package: "recoup-gateways",
        allowed: &[OURS, DATA, HASHES, SIGNATURES, FORMATS, KEYS, CONDITIONS, PLATFORM, WINDOWS, MACROS],
        // Below `ring`, which draws keys by it; verifying a signature draws nothing. The two others read certificates: no
        // connection is made by them, whatever their name says.
        excused: &["getrandom", "rustls-pki-types", "rustls-webpki"],
    },
];

const OURS: &[&str] = &["recoup-core"];

/// Values, documents, dates, currencies, errors.
const DATA: &[&str] = &[
    "iso_country",
    "iso_currency",
    "itoa",
    "jiff",
    "jiff-core",
    "memchr",
    "serde",
    "serde_core",
    "serde_json",
    "thiserror",
    "zmij",
];

const HASHES: &[&str] = &[
    "block-buffer",
    "cfg-if",
    "const-oid",
    "cpufeatures",
    "crypto-common",
    "digest",
    "hybrid-array",
    "sha2",
    "typenum",
];

/// What `hmac` needs beyond the hashes: comparing in constant time.
const SIGNATURES: &[&str] = &["cmov", "ctutils", "hmac"];

/// What gateways write: XML, CSV, base64, and SHA-1 where one still signs with it.
const FORMATS: &[&str] = &["base64", "csv", "csv-core", "quick-xml", "ryu", "sha1"];

/// Public keys: the signatures of PayPal are verified with `ring`, the chain of its certificate with `rustls-webpki`.
const KEYS: &[&str] = &["ring", "untrusted", "wasi", "zeroize"];

/// Below `ring` on Windows.
const WINDOWS: &[&str] = &[
    "windows-sys",
    "windows-targets",
    "windows_aarch64_gnullvm",
    "windows_aarch64_msvc",
    "windows_i686_gnu",
    "windows_i686_gnullvm",
    "windows_i686_msvc",
    "windows_x86_64_gnu",
    "windows_x86_64_gnullvm",
    "windows_x86_64_msvc",
];

/// `cel`, the condition language, and its parser.
const CONDITIONS: &[&str] = &[
    "antlr4rust",
    "bit-set",
    "bit-vec",
    "byteorder",
    "cel",
    "lazy_static",
    "lock_api",
    "minimal-lexical",
    "murmur3",
    "nom",
    "once_cell",
    "parking_lot",
    "parking_lot_core",
    "scopeguard",
    "smallvec",
    "typed-arena",
    "uuid",
];

/// Only on some systems, below `parking_lot`, `cpufeatures` and `jiff`.
const PLATFORM: &[&str] =
    &["bitflags", "libc", "portable-atomic", "portable-atomic-util", "redox_syscall", "windows-link"];

/// They run in the compiler, not in us.
const MACROS: &[&str] =
    &["jiff-static", "pastey", "proc-macro2", "quote", "serde_derive", "syn", "thiserror-impl", "unicode-ident"];

/// Never, whoever asks; a name that ends with `*` stands for all that begin like it.
const DENIED: &[&str] = &[
    // async runtimes
    "async-std",
    "async-global-executor",
    "futures-executor",
    "smol",
    "tokio*",
    // databases
    "deadpool*",
    "diesel*",
    "libsqlite3-sys",
    "postgres*",
    "refinery*",
    "rusqlite",
    "sqlx*",
    // network
    "axum*",
    "curl*",
    "h2",
    "hyper*",
    "mio",
    "native-tls",
    "openssl*",
    "reqwest*",
    "rustls*",
    "socket2",
    "tower*",
    "ureq*",
    // clock
    "chrono*",
    "iana-time-zone",
    "quanta",
    "time",
    // randomness
    "fastrand",
    "getrandom",
    "nanoid",
    "oorandom",
    "rand*",
    "ulid",
];

/// Features that bring a clock or dice into a crate that is pure without them.
const DENIED_FEATURES: &[(&str, &[&str])] = &[
    ("jiff", &["default", "std", "js", "tz-system"]),
    ("uuid", &["v1", "v4", "v6", "v7", "rng", "rng-rand", "rng-getrandom", "fast-rng", "js"]),
];

/// `cargo xtask purity`
pub fn run(arguments: &[String]) -> Result<()> {
    no_options("purity", arguments)?;
    let mut faults = Vec::new();
    for pure in &PURE {
        let found = dependencies(pure.package)?;
        let names: Vec<&str> = found.keys().map(String::as_str).collect();
        println!("    {}, {} crates: {}", pure.package, names.len(), names.join(" "));
        faults.extend(judge(pure, &found));
    }
    if !faults.is_empty() {
        bail!("the pure crates are not pure:\n  {}", faults.join("\n  "));
    }
    let mut check = process::cargo(&["check", "--locked"])?;
    for pure in &PURE {
        check.args(["-p", pure.package]);
    }
    process::run(&mut check)
}

/// Every crate below the package with the features it has there, on whatever system it is built for.
fn dependencies(package: &str) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let options = ["tree", "--locked", "-e", "normal", "--prefix", "none", "--target", "all", "--format", "{p}|{f}"];
    let tree = process::output(process::cargo(&options)?.args(["-p", package]))?;
    let mut found = read(&tree);
    found.remove(package);
    Ok(found)
}

/// Reads lines like `jiff v0.2.43|alloc,serde (*)`.
fn read(tree: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in tree.lines().filter(|line| !line.trim().is_empty()) {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let name = package.split_whitespace().next().unwrap_or(package);
        let features = features.trim_end_matches("(*)").trim().split(',').filter(|feature| !feature.is_empty());
        found.entry(name.to_owned()).or_default().extend(features.map(str::to_owned));
    }
    found
}

fn judge(pure: &Pure, found: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let allowed: BTreeSet<&str> = pure.allowed.iter().copied().flatten().copied().collect();
    let package = pure.package;
    let mut faults = Vec::new();
    for (name, features) in found {
        if pure.excused.contains(&name.as_str()) {
            continue;
        }
        if is_denied(name) {
            faults.push(format!("{package} depends on {name}, which no pure crate may"));
        } else if !allowed.contains(name.as_str()) {
            faults.push(format!("{package} depends on {name}, which is new: look at it, then list it in purity.rs"));
        }
        let denied = DENIED_FEATURES.iter().filter(|(of, _)| of == name).flat_map(|(_, denied)| *denied);
        for feature in denied.filter(|feature| features.contains(**feature)) {
            faults.push(format!("{package} has {name} with the feature {feature}, which is not pure"));
        }
    }
    let gone = allowed.iter().filter(|name| **name != package && !found.contains_key(**name));
    faults.extend(gone.map(|name| format!("{package} no longer depends on {name}: take it off the list in purity.rs")));
    faults
}

fn is_denied(name: &str) -> bool {
    DENIED.iter().any(|denied| match denied.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *denied,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Pure = Pure { package: "small", allowed: &[&["jiff", "uuid", "serde"]], excused: &[] };

    #[test]
    fn what_is_listed_passes() {
        let tree = "small v0.1.0 (/x)|\njiff v0.2.0|alloc,serde\n\nuuid v1.0.0|std (*)\nserde v1.0.0|\n";
        let mut found = read(tree);
        found.remove("small");
        assert_eq!(judge(&SMALL, &found), Vec::<String>::new());
    }

    #[test]
    fn impure_new_and_gone_crates_and_features_are_named() {
        let faults =
            judge(&SMALL, &read("jiff v0.2.0|alloc,std\nuuid v1.0.0|std,v4\ntokio-util v0.7.0|\nbase64 v1.0.0|\n"));
        let wanted =
            ["depends on base64, which is new", "jiff with the feature std", "depends on tokio-util, which no"];
        for words in wanted.iter().chain(&["uuid with the feature v4", "no longer depends on serde"]) {
            assert!(faults.iter().any(|fault| fault.contains(words)), "{words} not in {faults:?}");
        }
        assert_eq!(faults.len(), 5);
    }

    #[test]
    fn nothing_is_both_allowed_and_denied() {
        let allowed = PURE.iter().flat_map(|pure| pure.allowed).copied().flatten();
        assert_eq!(allowed.filter(|name| is_denied(name)).collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
