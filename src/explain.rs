//! A service's refusal: what it means, what to do, the field to go to, whether to try again.
//!
//! The facts come from `rpc::codes`, the words from `text`; also uses `connection`, to find the field
//! in the draft that was sent. Pure: no network, no terminal.

mod code_names;
mod diagnosis;
mod explanation;
mod field;
mod gateway;
mod log_line;
mod message;
mod pasted;
mod refusal;
mod rule_text;

pub use code_names::{codes, nearest_code};
pub use diagnosis::{DiagnosisCode, diagnosis_code, diagnosis_codes, normalize_daemon_value};
pub use explanation::{Explanation, explain};
pub use gateway::explain_gateway;
pub use log_line::{LogKind, LogLine, LogPhrase, PhraseRelation, log_phrases, parse_log_line};
pub use pasted::{PastedRefusal, parse_pasted};
pub use refusal::Refusal;
pub use rule_text::rule_text;
