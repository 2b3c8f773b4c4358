//! Words as a PDF document, for gateways that take evidence as documents only. As plain as can be: one font, lines that
//! are wrapped, pages; the same words are the same bytes.

/// Characters of a line at most, and lines of a page.
const WIDE: usize = 90;
const LONG: usize = 60;

/// A document with these words.
#[must_use]
pub fn of(words: &str) -> Vec<u8> {
    let lines: Vec<String> = words.lines().flat_map(wrapped).collect();
    let mut pages: Vec<&[String]> = lines.chunks(LONG).collect();
    if pages.is_empty() {
        pages.push(&[]);
    }
    // 1 is the catalog, 2 the list of pages, 3 the font; then a page and its content in turn.
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (at, page) in pages.into_iter().enumerate() {
        let content = 5 + 2 * at;
        let head = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>";
        objects.push(format!("{head} /Contents {content} 0 R >>").into_bytes());
        objects.push(stream(page));
    }
    assembled(&objects)
}

/// Cuts a line where it is too long, at a space where there is one.
fn wrapped(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        let mut rest = letters.as_slice();
        loop {
            let last = lines.last().map_or(0, |last| last.chars().count());
            let gap = usize::from(last > 0);
            if last + gap + rest.len() <= WIDE {
                if let Some(line) = lines.last_mut() {
                    line.extend(std::iter::repeat_n(' ', gap).chain(rest.iter().copied()));
                }
                break;
            }
            if last == 0 {
                let (now, later) = rest.split_at(WIDE.min(rest.len()));
                lines.pop();
                lines.push(now.iter().collect());
                rest = later;
            }
            lines.push(String::new());
        }
    }
    lines
}

/// The content of a page.
fn stream(lines: &[String]) -> Vec<u8> {
    let mut content = b"BT /F1 10 Tf 13 TL 50 800 Td\n".to_vec();
    for line in lines {
        content.push(b'(');
        for letter in line.chars() {
            match u8::try_from(u32::from(letter)) {
                Ok(sign @ (b'(' | b')' | b'\\')) => content.extend([b'\\', sign]),
                Ok(plain @ (0x20..=0x7e | 0xa0..=0xff)) => content.push(plain),
                // The font has no other letters by these numbers, but for the euro.
                _ if letter == '€' => content.push(0x80),
                _ => content.push(b'?'),
            }
        }
        content.extend_from_slice(b") Tj T*\n");
    }
    content.extend_from_slice(b"ET");
    let mut object = format!("<< /Length {} >>\nstream\n", content.len()).into_bytes();
    object.extend_from_slice(&content);
    object.extend_from_slice(b"\nendstream");
    object
}

/// Objects with their numbers, and the table that says where each is.
fn assembled(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    file.extend_from_slice(table.as_bytes());
    let size = objects.len() + 1;
    file.extend_from_slice(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(file: &[u8]) -> String {
        // One letter for each byte, so that places are those of the file.
        file.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect()
    }

    #[test]
    fn every_object_is_where_the_table_says() {
        for words in ["", "one line", &"a word ".repeat(2_000), "(brackets) and \\ and €, ł\nnext"] {
            let file = text(&of(words));
            assert!(file.starts_with("%PDF-1.4\n") && file.ends_with("%%EOF\n"));
            let start: usize = file.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
            let table = &file[start..];
            assert!(table.starts_with("xref\n"));
            let places = table.lines().skip(3).take_while(|line| line.ends_with(" n "));
            for (at, place) in places.enumerate() {
                let place: usize = place[..10].parse().unwrap();
                assert!(file[place..].starts_with(&format!("{} 0 obj\n", at + 1)), "{at}");
            }
        }
    }

    #[test]
    fn nothing_is_lost_and_no_line_is_too_long() {
        let words = format!("{}\n{}", "word ".repeat(300).trim(), "x".repeat(1_000));
        let lines: Vec<String> = words.lines().flat_map(wrapped).collect();
        assert!(lines.iter().all(|line| line.chars().count() <= WIDE));
        let joined: String = lines.concat().split(' ').collect();
        assert_eq!(joined, words.replace([' ', '\n'], ""));
        assert_eq!(text(&of(&words)).matches("/Type /Page ").count(), 1);
        assert_eq!(text(&of(&"a\n".repeat(61))).matches("/Type /Page ").count(), 2);
        assert_eq!(of("the same"), of("the same"));
        assert!(text(&of("a (b) \\ c")).contains("(a \\(b\\) \\\\ c) Tj"));
    }
}
