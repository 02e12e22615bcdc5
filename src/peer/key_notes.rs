//! What is to be said about the keys of a configuration.

use super::device_tunnel::PeerKeyForm;
use super::note::Note;
use super::reading::ParsedConfig;

/// Says of each tunnel's key what keeps it from being compared.
pub fn key_notes(reading: &mut ParsedConfig) {
    for tunnel in &reading.tunnels {
        let id = match tunnel.key.form {
            PeerKeyForm::Clear | PeerKeyForm::Encoded => continue,
            PeerKeyForm::Hashed => "key-encrypted",
            PeerKeyForm::Masked => "key-masked",
            PeerKeyForm::Missing => "key-missing",
        };
        reading.notes.add(Note::new(id).with("tunnel", tunnel.name.clone()));
    }
}
