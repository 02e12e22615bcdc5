//! `tunnelsmith identity`: who others seal keys for, and where the secret half is kept.

use serde_json::json;

use crate::drafts::{Identity, IdentityError};

use super::args::{IdentityArgs, IdentityVerb};
use super::exit::{Exit, ExitResult};
use super::output::Output;

pub fn run(args: &IdentityArgs, output: &Output) -> ExitResult {
    let told = match args.verb {
        IdentityVerb::Show => show(output),
        IdentityVerb::Path => place().map(|path| output.path(&path)),
    };
    told.map(|()| Exit::Done).map_err(|error| output.fail(error))
}

fn show(output: &Output) -> Result<(), IdentityError> {
    let identity = load_or_create(output)?;
    let recipient = identity.recipient().to_string();
    if output.is_json() {
        output.json(&json!({"recipient": recipient, "path": place()?.display().to_string()}));
    } else {
        output.line(&recipient);
    }
    Ok(())
}

fn place() -> Result<std::path::PathBuf, IdentityError> {
    Identity::default_path(|name| std::env::var_os(name))
}

/// The identity, made if there is none yet.
///
/// # Errors
/// When it can be neither read nor written.
pub fn load_or_create(output: &Output) -> Result<Identity, IdentityError> {
    let identity = Identity::load_or_make(&place()?)?;
    warn_if_open(&identity, output);
    Ok(identity)
}

/// Warns of an identity that others can read.
pub fn warn_if_open(identity: &Identity, output: &Output) {
    if identity.is_open_to_others()
        && let Ok(path) = place()
    {
        let args = [("path", path.display().to_string().into())];
        output.print_error(&output.texts.format("identity-open", &args));
    }
}
