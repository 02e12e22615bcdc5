//! The wizard told as stories: keys and answers in, effects and screens out. No terminal, no network,
//! and no disk but a place for the identity that seals keys.

mod harness;
mod keeping;
mod late;
mod secrets;
mod typing;
mod walks;
mod world;
