//! Style, scripts and sign, compiled in. Their addresses hold a hash, so browsers may keep them for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::trouble::Trouble;
use crate::engine::request::hex_sha256;

/// Name, media type, content.
type Asset = (&'static str, &'static str, &'static str);

const ALL: [Asset; 4] = [
    ("recoup.css", "text/css; charset=utf-8", include_str!("assets/recoup.css")),
    ("recoup.js", "text/javascript; charset=utf-8", include_str!("assets/recoup.js")),
    ("live.js", "text/javascript; charset=utf-8", include_str!("assets/live.js")),
    ("recoup.svg", "image/svg+xml", include_str!("assets/recoup.svg")),
];

/// Addresses by name.
static ADDRESSES: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    let address = |(name, _, content): &Asset| {
        let hash = hex_sha256(content.as_bytes());
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
        (*name, format!("/assets/{stem}-{}.{end}", hash.get(..12).unwrap_or_default()))
    };
    ALL.iter().map(address).collect()
});

/// Where an asset is.
#[must_use]
pub fn address(name: &str) -> &'static str {
    ADDRESSES.iter().find(|(known, _)| *known == name).map_or("/", |(_, address)| address.as_str())
}

/// Serves one.
///
/// # Errors
/// 404.
pub async fn serve(Path(name): Path<String>) -> Result<Response, Trouble> {
    let wanted = format!("/assets/{name}");
    let found = ADDRESSES.iter().find(|(_, address)| *address == wanted);
    let asset = found.and_then(|(name, _)| ALL.iter().find(|(known, ..)| known == name));
    let (_, kind, content) = asset.ok_or_else(Trouble::nowhere)?;
    let headers = [(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((StatusCode::OK, headers, *content).into_response())
}
