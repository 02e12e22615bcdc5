//! The program that a profile names, which prints an access key. It is started directly and never through
//! a shell, as the official command line tool does; and only where whoever runs this program said so,
//! because a file of profiles is not where one expects commands to stand.

use std::ffi::OsStr;
use std::process::Stdio;
use std::time::Duration;

use jiff::Timestamp;
use serde::Deserialize;
use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, Command};
use zeroize::Zeroizing;

use crate::connection::{Message, Secret, is_access_key_variable, message};

use super::error::CredentialsError;
use super::key::Credentials;
use super::lenient::Trimmed;
use super::provider::printable_name;

/// How long the program may take; the limit of the SDKs.
const LIMIT: Duration = Duration::from_secs(60);

/// No access key is longer, in bytes.
const LARGEST: u64 = 64 * 1024;

/// A command of a profile. Its words may hold a password, so that only the first is ever shown.
#[derive(Clone, Debug)]
pub(super) struct ProcessCommand(Vec<Secret>);

/// What the program prints: what a profile would hold.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ProcessOutput {
    mode: Trimmed<String>,
    access_key_id: Trimmed<String>,
    access_key_secret: Trimmed<Secret>,
    sts_token: Trimmed<Secret>,
    expiration: Trimmed<String>,
}

impl ProcessCommand {
    /// Splits a command into words by the quoting of a POSIX shell; none where a quote is left open or
    /// there is no word.
    pub(super) fn split(command: &Secret) -> Option<Self> {
        // To the official tool this sign is one like others; to the library it begins a comment.
        const HASH: &str = "\u{e000}";
        // A path of Windows is full of these; the official tool takes them as they stand there.
        const BACKSLASH: &str = "\u{e001}";
        let mut protected = Zeroizing::new(command.expose().replace('#', HASH));
        if cfg!(windows) {
            protected = Zeroizing::new(protected.replace('\\', BACKSLASH));
        }
        let words = shlex::split(&protected).filter(|words| !words.is_empty())?;
        let restored = |word: String| {
            let word = Zeroizing::new(word);
            Secret::new(word.replace(HASH, "#").replace(BACKSLASH, "\\"))
        };
        Some(Self(words.into_iter().map(restored).collect()))
    }

    /// The program, as it may be shown.
    pub(super) fn program(&self) -> String {
        self.0.first().map(|word| printable_name(word.expose())).unwrap_or_default()
    }

    /// Runs the program and reads the access key that it prints.
    pub(super) async fn obtain(&self, place: &str) -> Result<Credentials, CredentialsError> {
        let failed = |why: Message| CredentialsError::NoAnswer {
            place: place.to_owned(),
            asked: Box::new(message!("asked-program", program = self.program())),
            why: Box::new(why),
            source: None,
        };
        let child = self.start().map_err(|error| {
            failed(message!("program-not-started", reason = error.kind().to_string()))
        })?;
        // Dropped at the end of its time, the program is ended too.
        let printed = match tokio::time::timeout(LIMIT, printed(child)).await {
            Err(_) => return Err(failed(message!("program-timeout", seconds = LIMIT.as_secs()))),
            Ok(printed) => printed.map_err(failed)?,
        };
        read(&printed, place).map_err(failed)?
    }

    fn start(&self) -> std::io::Result<Child> {
        let mut words = self.0.iter().map(Secret::expose);
        let mut command = Command::new(words.next().unwrap_or_default());
        // What it says beside the key would be written over the wizard.
        command.args(words).stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::piped());
        // It is to find the access key itself.
        let is_key = |name: &OsStr| name.to_str().is_some_and(is_access_key_variable);
        for (name, _) in std::env::vars_os().filter(|(name, _)| is_key(name)) {
            command.env_remove(name);
        }
        command.kill_on_drop(true).spawn()
    }
}

/// What the program prints, once it has ended well.
async fn printed(mut child: Child) -> Result<Zeroizing<Vec<u8>>, Message> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(LARGEST as usize + 1));
    if let Some(out) = child.stdout.take() {
        let read = out.take(LARGEST + 1).read_to_end(&mut bytes).await;
        read.map_err(|error| broke_off(&error))?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(message!("program-too-long"));
    }
    match child.wait().await {
        Ok(status) if status.success() => Ok(bytes),
        Ok(status) => Err(message!("program-failed", status = status.to_string())),
        Err(error) => Err(broke_off(&error)),
    }
}

fn broke_off(error: &std::io::Error) -> Message {
    message!("program-broke-off", reason = error.kind().to_string())
}

/// Reads the key; the outer error is what is wrong with the shape, in words.
fn read(printed: &[u8], place: &str) -> Result<Result<Credentials, CredentialsError>, Message> {
    let lacks = |what: &'static str| message!("program-lacks", what);
    let Ok(printed) = serde_json::from_slice::<ProcessOutput>(printed) else {
        return Err(message!("program-lacks-json"));
    };
    if !matches!(printed.mode.as_str(), "" | "AK" | "StsToken") {
        return Err(message!("program-mode", mode = printable_name(&printed.mode)));
    }
    if printed.access_key_id.is_empty() {
        return Err(lacks("access_key_id"));
    }
    if printed.access_key_secret.is_empty() {
        return Err(lacks("access_key_secret"));
    }
    let token = Some(printed.sts_token.0).filter(|token| !token.is_empty());
    if *printed.mode == "StsToken" && token.is_none() {
        return Err(lacks("sts_token"));
    }
    let expires = match printed.expiration.as_str() {
        "" => None,
        time => Some(time.parse::<Timestamp>().map_err(|_| message!("program-bad-expiration"))?),
    };
    // To the official tool a key of mode AK is one without token, whatever else is printed.
    let token = token.filter(|_| *printed.mode != "AK");
    let (id, secret) = (printed.access_key_id.0, printed.access_key_secret.0);
    Ok(Credentials { id, secret, token, expires }.checked(&place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &str) -> Option<Vec<String>> {
        let split = ProcessCommand::split(&Secret::new(command))?;
        Some(split.0.iter().map(|word| word.expose().to_owned()).collect())
    }

    #[test]
    #[cfg(unix)]
    fn a_command_is_split_by_quotes_and_nothing_in_it_is_expanded() {
        let split = |command: &str, parts: &[&str]| {
            assert_eq!(words(command).unwrap(), parts, "{command}");
        };
        split("my-tool get-credentials", &["my-tool", "get-credentials"]);
        split(
            r#""/opt/my tool/bin" --as 'net ops' """#,
            &["/opt/my tool/bin", "--as", "net ops", ""],
        );
        split(r"a\ b $HOME `id` ; rm *", &["a b", "$HOME", "`id`", ";", "rm", "*"]);
        split("tool #1 'a #b'", &["tool", "#1", "a #b"]);
        for command in ["", "  ", "tool 'open", "tool \"open"] {
            assert_eq!(words(command), None, "{command}");
        }
    }
}
