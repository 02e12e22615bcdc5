//! What an IPsec-VPN connection is and when one is sound.
//!
//! A [`Draft`] holds what a person typed, [`check`] names everything a rule has to say about it, and
//! a [`Connection`] is what the service may be asked for. [`catalogue`] lists every field once.
//!
//! Uses std, ipnet, strsim (for "did you mean"), serde_json (for the list of
//! regions), sha2, thiserror, uuid (only its numbers) and zeroize.
//! Every other room uses it. Knows of no terminal, file, clock or network and of no sentence, so
//! that a rule holds alike in the form, in a replay and in the sandbox.

mod allocator;
pub mod catalogue;
pub mod characters;
mod closest;
mod convert;
mod copy;
pub mod digest;
mod draft;
mod draft_peer;
mod field;
mod finding;
pub mod key;
mod message;
mod named_enum;
mod nested_json;
mod new_gateway;
pub mod notation;
mod origin;
pub mod presets;
mod realm;
pub mod regions;
mod rules;
mod secret;
mod session;
mod suggest;
mod token;
mod validated;
pub mod value;
mod wire;

pub use allocator::free_blocks;
pub use closest::closest;
pub use convert::{Conversion, conversion, conversion_notes, convert_to_dual, convert_to_single};
pub use copy::copy_tunnel;
pub use draft::{Draft, KeyStorage, is_false, is_true};
pub use draft_peer::{DraftPeer, Initiator};
pub use field::{FieldOwner, FieldPath, Key, Mode, TAGS, TUNNELS};
pub use finding::{Edit, Finding, Repair, Rule, Severity};
pub(crate) use message::message;
pub use message::{Arg, ListStyle, Message, ToMessage};
pub(crate) use named_enum::named_enum;
pub use nested_json::to_nested_json;
pub use new_gateway::{GatewayField, GatewayFieldError, check_gateway_field};
pub use origin::Origin;
pub use realm::{AccessKeyFingerprint, Account, Realm, RealmMatch};
pub use rules::{
    Collision, CollisionKind, ConnectionFacts, GatewayFacts, RegionFacts, canonical_value, check,
    check_gateways, check_region, find_collisions, missing_gateways, normalize_list,
};
pub use secret::{MASK, Secret, is_access_key_variable, is_key_variable};
pub use session::{replace_block, tunnel_cidrs_of};
pub use suggest::suggest;
pub use token::{Token, TokenError};
pub use validated::{Connection, ConnectionPreview, FieldValue, InvalidDraft};
