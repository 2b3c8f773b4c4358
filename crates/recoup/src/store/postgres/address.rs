//! The address of a server: what tokio-postgres reads, and `sslrootcert`, which it does not.
//!
//! TLS is verified or not used: `sslmode=require` without a certificate to verify against is refused, because an
//! unverified connection protects from nobody who can reach it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::store::error::{Place, Result, StoreError};

/// A server, how to reach it, and what to call it in messages.
pub(super) struct Address {
    pub(super) config: Config,
    pub(super) tls: Option<MakeRustlsConnect>,
    pub(super) place: Place,
}

/// Reads an address.
pub(super) fn parse(url: &str) -> Result<Address> {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let mut root = None;
    let mut kept = Vec::new();
    for part in query.split('&').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("sslrootcert", path)) => root = Some(path),
            // rustls verifies certificate and name always, so all three mean the same here.
            Some(("sslmode", "verify-full" | "verify-ca")) => kept.push("sslmode=require"),
            _ => kept.push(part),
        }
    }
    let rest = if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) };
    let mut config: Config = rest.parse().map_err(|error: tokio_postgres::Error| bad(error.to_string()))?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    // A server that is gone without a word is found out within a minute and not within hours.
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(30));
    }
    config.keepalives_idle(config.get_keepalives_idle().min(Duration::from_secs(30)));
    config.application_name("recoup");
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        return Err(bad("it names no host".to_owned()));
    }
    let tls = match (config.get_ssl_mode(), root) {
        (SslMode::Disable, _) | (SslMode::Prefer, None) => None,
        (_, Some(path)) => {
            config.ssl_mode(SslMode::Require);
            Some(verified(Path::new(path))?)
        }
        (_, None) => {
            return Err(bad(
                "sslmode=require needs sslrootcert=PATH of the authority that signed the server".to_owned()
            ));
        }
    };
    let place = Place(name(&config));
    Ok(Address { config, tls, place })
}

fn bad(what: String) -> StoreError {
    StoreError::BadAddress { what }
}

/// Host and database, never user or password.
fn name(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        Some(Host::Unix(path)) => path.display().to_string(),
        None => config.get_hostaddrs().first().map_or_else(String::new, ToString::to_string),
    };
    format!("{} on {host}", config.get_dbname().or_else(|| config.get_user()).unwrap_or("postgres"))
}

/// TLS that trusts exactly the authorities of one file.
fn verified(path: &Path) -> Result<MakeRustlsConnect> {
    let unreadable = |error: &dyn std::fmt::Display| bad(format!("sslrootcert {}: {error}", path.display()));
    let mut roots = RootCertStore::empty();
    let certificates = CertificateDer::pem_file_iter(path).map_err(|e| unreadable(&e))?;
    for certificate in certificates {
        roots.add(certificate.map_err(|e| unreadable(&e))?).map_err(|e| unreadable(&e))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = builder.map_err(|e| unreadable(&e))?.with_root_certificates(roots).with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_directory_is_a_host() {
        let address = parse("postgresql:///books?host=/run/postgresql&user=recoup").unwrap();
        assert_eq!(address.place.0, "books on /run/postgresql");
        assert!(address.tls.is_none());
    }

    #[test]
    fn messages_never_show_the_password() {
        let address = parse("postgres://me:secret@db.example/books").unwrap();
        assert_eq!(address.place.0, "books on db.example");
    }

    #[test]
    fn tls_that_cannot_be_verified_is_refused() {
        let refused = parse("postgres://me@db.example/books?sslmode=require");
        assert!(matches!(refused, Err(StoreError::BadAddress { .. })));
        let missing = parse("postgres://me@db.example/books?sslmode=verify-full&sslrootcert=/nowhere.pem");
        assert!(matches!(missing, Err(StoreError::BadAddress { .. })));
    }
}
