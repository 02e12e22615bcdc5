//! The wizard told as stories: keys and answers in, effects and screens out. No terminal, no network,
//! and no disk but a place for the identity that seals keys.

pub mod harness;
mod keeping;
mod late;
mod secrets;
mod state;
mod timing;
mod typing;
mod walks;
pub mod world;

/// Where the sample drafts lie.
fn samples() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/drafts")
}
