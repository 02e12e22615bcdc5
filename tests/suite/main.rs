//! Everything a user would see, through public seams: one binary, a module a subject.

mod accounts;
mod after_creation;
mod bad_input;
mod canary;
mod cli;
mod client;
mod connections;
mod credentials;
mod documents;
mod drafts_any;
mod explain;
mod exports;
mod filling;
mod flow;
mod fuzz;
#[cfg(unix)]
mod held_up;
mod import;
mod import_elsewhere;
mod journal;
mod languages;
mod lives;
#[cfg(unix)]
mod lost_output;
mod official;
mod official_cli;
mod peer;
mod peer_compare;
mod peer_compare_cli;
#[cfg(target_os = "linux")]
mod peer_lab;
mod peer_lab_compare;
mod peer_lines;
mod peer_references;
mod peer_repairs;
mod peer_scale;
mod peer_statements;
mod peer_write;
mod pictures;
mod plain;
mod plain_after;
mod plain_device;
#[cfg(unix)]
mod plain_terminal;
#[cfg(unix)]
mod prompt;
mod rooms;
mod rules_catalogue;
mod rules_gateway;
mod rules_peer;
mod rules_request;
mod rules_tunnel;
mod sandbox;
mod scale;
mod scripted;
mod seal;
mod sequences;
mod settings;
mod sheets;
mod signing;
#[cfg(unix)]
mod spoken_walks;
mod store;
mod submit;
mod suggest;
mod support;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod terminal_given_back;
#[cfg(unix)]
mod terminal_harness;
mod texts;
mod wizard;
mod wizard_terminal;
