//! The wizard told as stories: keys and answers in, effects and screens out. No terminal, no network,
//! and no disk but a place for the identity that seals keys.

mod agreed;
pub mod backend;
mod beside;
mod connections;
mod copying;
mod device;
pub mod harness;
mod keeping;
mod late;
mod palette;
mod screens;
mod secrets;
mod seen;
mod service;
mod state;
mod timing;
mod typing;
mod walks;

/// A sample draft by the name of its file.
fn sample(name: &str) -> tunnelsmith::drafts::DraftFile {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/drafts").join(name);
    let text = std::fs::read_to_string(path).expect("a sample");
    tunnelsmith::drafts::read(&text).expect("a sample is sound")
}
