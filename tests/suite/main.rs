//! Everything a user would see, through public seams: one binary, a module a subject.

mod bad_input;
mod cli;
mod client;
mod credentials;
mod drafts_any;
mod explain;
mod official;
mod rooms;
mod rules_request;
mod rules_tunnel;
mod sandbox;
mod scripted;
mod signing;
mod store;
mod submit;
mod support;
mod texts;
