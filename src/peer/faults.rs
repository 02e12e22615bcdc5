//! What is to be said about keys and, later, what is risky in a configuration by itself.

use super::contract::KeyForm;
use super::note::Note;
use super::read::Reading;

/// Says of each tunnel's key what keeps it from being compared.
pub fn key_notes(reading: &mut Reading) {
    for tunnel in &reading.tunnels {
        let id = match tunnel.key.form {
            KeyForm::Clear | KeyForm::Encoded => continue,
            KeyForm::Hashed => "key-encrypted",
            KeyForm::Masked => "key-masked",
            KeyForm::Missing => "key-missing",
        };
        reading.notes.add(Note::new(id).with("tunnel", tunnel.name.clone()));
    }
}
