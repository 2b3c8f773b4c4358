//! Finds the programs of a PostgreSQL server that is new enough, and installs one where there is none.
//! Debian keeps them out of PATH, one directory per version, so both places are searched.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{apt, process};

/// The oldest version Recoup supports.
const OLDEST: u32 = 15;

const PROGRAMS: [&str; 3] = ["initdb", "postgres", "pg_ctl"];

/// Where Debian puts each version: `15/bin`, `17/bin` and so on below it.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The directory with the server programs of one version.
#[derive(Debug, PartialEq)]
pub struct Binaries {
    directory: PathBuf,
}

impl Binaries {
    /// As `find`, and a Debian package when there is none.
    ///
    /// The package also makes a cluster of its own and may start it. That one listens elsewhere, so it is left alone.
    pub fn find_or_install() -> Result<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        let wanted = format!("PostgreSQL {OLDEST} or newer ({}) is needed for the tests", PROGRAMS.join(", "));
        println!("    {wanted}, and is neither in PATH nor under {DEBIAN}");
        apt::install(&["postgresql"]).context(wanted)?;
        Self::find().with_context(|| format!("the installed package is older than PostgreSQL {OLDEST}"))
    }

    /// The full path of one of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    /// The newest version here.
    pub fn find() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        newest(std::env::split_paths(&path).chain(directories_below(Path::new(DEBIAN))))
    }
}

fn directories_below(versions: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(versions) else { return Vec::new() };
    entries.flatten().map(|entry| entry.path().join("bin")).collect()
}

/// The directory with all programs and the highest version that is high enough.
fn newest(directories: impl Iterator<Item = PathBuf>) -> Option<Binaries> {
    directories
        .filter(|directory| PROGRAMS.iter().all(|program| directory.join(program).is_file()))
        .filter_map(|directory| Some((version(&directory)?, directory)))
        .filter(|(version, _)| *version >= OLDEST)
        .max_by_key(|(version, _)| *version)
        .map(|(_, directory)| Binaries { directory })
}

/// What the server says of itself: `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn version(directory: &Path) -> Option<u32> {
    let said = process::output(Command::new(directory.join("postgres")).arg("--version")).ok()?;
    let number = said.split("(PostgreSQL) ").nth(1)?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A tree like Debian's, with servers that only tell their version.
    fn install(root: &Path, versions: &[(&str, &[&str])]) {
        for (version, programs) in versions {
            let bin = root.join(version).join("bin");
            fs::create_dir_all(&bin).unwrap();
            for program in *programs {
                let file = bin.join(program);
                fs::write(&file, format!("#!/bin/sh\necho 'postgres (PostgreSQL) {version}.3 (Debian)'\n")).unwrap();
                fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
            }
        }
    }

    #[test]
    fn the_newest_complete_version_is_taken() {
        let root = tempfile::tempdir().unwrap();
        install(root.path(), &[("9", &PROGRAMS), ("15", &PROGRAMS), ("17", &PROGRAMS), ("18", &["pg_ctl"])]);
        let found = newest(directories_below(root.path()).into_iter());
        assert_eq!(found, Some(Binaries { directory: root.path().join("17/bin") }));
    }

    #[test]
    fn an_old_version_counts_as_none() {
        let root = tempfile::tempdir().unwrap();
        install(root.path(), &[("14", &PROGRAMS)]);
        assert_eq!(newest(directories_below(root.path()).into_iter()), None);
        assert_eq!(newest(directories_below(&root.path().join("nowhere")).into_iter()), None);
    }
}
