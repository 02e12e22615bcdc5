//! Encryption: whom to trust, and nobody where nothing is encrypted.

use std::sync::Arc;

use reqwest::ClientBuilder;
use rustls::crypto::ring;

/// For encrypted requests, what the system trusts. For plain ones nobody: no certificate will be
/// seen, and to gather the system's roots would take longer than the request.
pub(super) fn with_tls(builder: ClientBuilder, encrypted: bool) -> ClientBuilder {
    if encrypted {
        // Another part of the process may have chosen a provider already; that one is as good.
        let _ = ring::default_provider().install_default();
        return builder.https_only(true);
    }
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        // The provider is the one rustls builds its own defaults on.
        .expect("ring speaks every version rustls does")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    builder.tls_backend_preconfigured(tls)
}
