//! Pictures of the pages, as the documentation shows them: whole pages in light and dark, one on a phone. They are
//! taken at every run, and kept only by `cargo xtask screens`, which says where.

use std::path::PathBuf;

use serde_json::json;

use crate::browser::{Browser, DESK, PHONE, Size};
use crate::places::{EMPTY, FILLED, Place};
use crate::shop::Shop;
use crate::things::Things;

/// Names the directory in which pictures are kept.
const VARIABLE: &str = "RECOUP_SCREENS";

impl Browser {
    /// The page from top to bottom, as PNG.
    async fn picture(&self, size: Size) -> Vec<u8> {
        self.size(size).await;
        let script = "return Math.ceil(document.documentElement.scrollHeight)";
        let tall = self.driver.run(script, json!([])).await.as_u64().unwrap();
        let height = u32::try_from(tall).unwrap().clamp(size.height, 4_000);
        self.size(Size { height, ..size }).await;
        let taken = self.driver.get("/screenshot").await;
        self.size(size).await;
        bytes(taken.as_str().unwrap())
    }
}

/// Places whose pictures are kept in the dark and on a phone too.
const IN_EVERY_LIGHT: [&str; 4] = ["today", "order", "refund", "approval"];

/// Takes a picture of every place that is to have one, and keeps it if that is wanted.
async fn take(shop: &Shop, things: &Things, places: &[Place]) {
    let browser = Browser::open(&shop.base).await;
    let directory = std::env::var_os(VARIABLE).map(PathBuf::from);
    for place in places.iter().filter(|place| place.pictured) {
        browser.visit_place(shop, things, place).await;
        for (kind, dark, size) in [("light", false, DESK), ("dark", true, DESK), ("phone", false, PHONE)] {
            browser.colours(dark).await;
            let png = browser.picture(size).await;
            assert_eq!(width(&png), size.width, "{} in {kind}", place.name);
            let kept = kind == "light" || IN_EVERY_LIGHT.contains(&place.name);
            if let Some(directory) = directory.as_ref().filter(|_| kept) {
                std::fs::create_dir_all(directory).unwrap();
                let name = place.name.replace('\'', "").replace([' ', ','], "-");
                std::fs::write(directory.join(format!("{name}-{kind}.png")), png).unwrap();
            }
        }
        browser.size(DESK).await;
    }
}

/// The width that a PNG says it has.
fn width(png: &[u8]) -> u32 {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "this is no PNG");
    u32::from_be_bytes(png[16..20].try_into().unwrap())
}

/// Reads base 64.
fn bytes(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |byte: u8| DIGITS.iter().position(|known| *known == byte).unwrap_or_else(|| panic!("no digit: {byte}"));
    let (mut bytes, mut held, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        held = (held << 6 | digit(byte)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).unwrap());
        }
    }
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_has_its_picture() {
    let empty = Shop::open().await;
    take(&empty, &Things::few(&empty).await, EMPTY).await;
    empty.close().await;
    let busy = Shop::open().await;
    take(&busy, &Things::of(&busy).await, FILLED).await;
    busy.close().await;
}

#[test]
fn base_64_is_read_as_it_is_written() {
    // RFC 4648, section 10.
    for (text, read) in [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmFy", "foobar")] {
        assert_eq!(bytes(text), read.as_bytes());
    }
}
