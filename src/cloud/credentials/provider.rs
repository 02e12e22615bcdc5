//! Where credentials come from, in words that hold no secret.

use crate::connection::{Message, ToMessage, message};
use crate::text::print_as_message;

/// Which place gave the credentials; what it prints is for people.
///
/// Names from files stand in it without control characters and cut at 128 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Provider {
    /// `ALIBABA_CLOUD_ACCESS_KEY_ID` and its kin.
    Environment,
    /// The file that `ALIBABA_CLOUD_OIDC_TOKEN_FILE` names.
    OidcVariables,
    /// A profile of the official command line tool.
    Profile {
        /// The profile's name.
        name: String,
        /// The file, with `~` for the home directory.
        file: String,
        /// Its mode, as in `RamRoleArn`.
        mode: String,
    },
    /// A section of the SDKs' ini file.
    Section {
        /// The section's name.
        name: String,
        /// The file, with `~` for the home directory.
        file: String,
        /// Its type, as in `ram_role_arn`.
        kind: String,
    },
    /// The metadata service of ECS, asked because `ALIBABA_CLOUD_ECS_METADATA` is set.
    Metadata {
        /// The RAM role of the machine.
        role: String,
    },
    /// The address in `ALIBABA_CLOUD_CREDENTIALS_URI`, which is not repeated: it may hold a secret.
    Uri,
}

print_as_message!(Provider);

impl ToMessage for Provider {
    fn message(&self) -> Message {
        match self {
            Self::Environment => message!("provider-environment"),
            Self::OidcVariables => message!("provider-oidc"),
            Self::Profile { name, file, mode } if mode.is_empty() => {
                message!("provider-profile", name, file)
            }
            Self::Profile { name, file, mode } => {
                message!("provider-profile-mode", name, file, mode)
            }
            Self::Section { name, file, kind } => message!("provider-section", name, file, kind),
            Self::Metadata { role } => message!("provider-metadata", role),
            Self::Uri => message!("provider-uri"),
        }
    }
}

/// A name from outside as it may be printed: no control characters, and not without end.
pub(super) fn printable_name(text: &str) -> String {
    const LONGEST: usize = 128;
    let mut shown: String = text
        .chars()
        .take(LONGEST)
        .map(|char| if char.is_control() { char::REPLACEMENT_CHARACTER } else { char })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_steer_the_terminal_or_fill_the_screen() {
        assert_eq!(printable_name("a\u{1b}[2Jb\n"), "a\u{fffd}[2Jb\u{fffd}");
        assert_eq!(printable_name(&"x".repeat(5000)).chars().count(), 129);
    }
}
