//! Lines of the tables that are compiled in. The reader is our own because the core takes no crate for it and those files
//! need little: one header, one line for each row, fields in quotes where they hold a comma.

/// The fields of a line. Quotes go around a whole field, and none stands inside one.
///
/// # Errors
/// In words, for a line that has not exactly so many fields or cannot be read.
pub(crate) fn fields<const COLUMNS: usize>(line: &'static str) -> Result<[&'static str; COLUMNS], &'static str> {
    let mut found = [""; COLUMNS];
    let mut rest = Some(line);
    for field in &mut found {
        let text = rest.ok_or("a field is missing")?;
        (*field, rest) = match text.strip_prefix('"') {
            Some(quoted) => {
                let (inside, after) = quoted.split_once('"').ok_or("a quote is not closed")?;
                match after.strip_prefix(',') {
                    Some(more) => (inside, Some(more)),
                    None if after.is_empty() => (inside, None),
                    None => return Err("something stands behind a quote"),
                }
            }
            None => text.split_once(',').map_or((text, None), |(bare, more)| (bare, Some(more))),
        };
        if field.contains('"') || field.trim() != *field {
            return Err("a field with a quote inside, or blanks around it");
        }
    }
    if rest.is_some() { Err("a field too many") } else { Ok(found) }
}
