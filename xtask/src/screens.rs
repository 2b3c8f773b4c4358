//! `cargo xtask screens`: takes the pictures of the pages that README and docs show, in light, in dark and on a phone.
//! The tests take them at every run; this keeps them.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::browser::{self, Browser};
use crate::process;

/// Names the directory to the tests.
const VARIABLE: &str = "RECOUP_SCREENS";

/// The test that takes them.
const TEST: &str = "every_page_has_its_picture";

/// Where they belong, from the root of the repository.
const PLACE: &str = "docs/screens";

/// `cargo xtask screens`
pub fn run(arguments: &[String]) -> Result<()> {
    let place = read(arguments)?;
    let directory = process::repository()?.join(place);
    let browser = Browser::find_or_install()?;
    std::fs::create_dir_all(&directory).with_context(|| format!("cannot make {}", directory.display()))?;
    let mut command = browser::command()?;
    process::run(browser.tell(command.arg(TEST).env(VARIABLE, &directory)))?;
    println!("the pictures are in {}", directory.display());
    Ok(())
}

fn read(arguments: &[String]) -> Result<PathBuf> {
    match arguments {
        [] => Ok(PathBuf::from(PLACE)),
        [option, directory] if option == "--to" => Ok(PathBuf::from(directory)),
        _ => bail!("`screens` takes --to DIRECTORY and nothing else"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_go_to_the_docs_unless_told_otherwise() {
        let words = |line: &str| -> Vec<String> { line.split_whitespace().map(str::to_owned).collect() };
        assert_eq!(read(&[]).unwrap(), PathBuf::from("docs/screens"));
        assert_eq!(read(&words("--to out")).unwrap(), PathBuf::from("out"));
        assert!(read(&words("--to")).is_err() && read(&words("out")).is_err());
    }
}
