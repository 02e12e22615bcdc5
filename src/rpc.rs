//! The protocol of the VPC API, shared by client and sandbox: flat parameters, percent-encoding,
//! signatures, answers.
//!
//! Names [`crate::connection`] and nothing else of the house. Pure: time, nonce and credentials come
//! in as arguments; no socket, no clock. What it does is pinned by the vectors the vendor publishes
//! and by the official SDK's own signing functions, since the sandbox shares it with the client.

pub mod codes;
mod encode;
mod flat;
mod headers;
mod params;
pub mod products;
mod response;
mod sign;

pub use encode::percent_encode;
pub use flat::{InvalidParam, flatten, modification, unflatten};
pub use headers::{INSTANCE_HEADER, SANDBOX_HEADER};
pub use params::{FormError, Param, Params};
pub use response::{
    AccessDeniedDetail, ParsedResponse, ServiceError, parse_response, strip_string_to_sign,
};
pub use sign::{
    AccessKey, Algorithm, Operation, PreparedRequest, TimeAndNonce, V3Parts, sign_request,
    system_params, unsigned_request, v1_signature, v1_string_to_sign, v3_authorization,
};
