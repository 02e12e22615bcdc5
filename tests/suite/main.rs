//! Everything a user would see, through public seams: one binary, a module a subject.

mod bad_input;
mod canary;
mod cli;
mod client;
mod credentials;
mod drafts_any;
mod explain;
mod filling;
mod import;
mod journal;
mod official;
mod prompt;
mod rooms;
mod rules_gateway;
mod rules_request;
mod rules_tunnel;
mod sandbox;
mod scale;
mod scripted;
mod seal;
mod sequences;
mod signing;
mod store;
mod submit;
mod support;
mod texts;
