//! What becomes a draft: pasted commands, requests, Terraform's output, answers about connections.

use serde_json::Value as Json;
use tunnelsmith::connection::key::is_masked;
use tunnelsmith::drafts::import::{
    ImportError, Imported, KeyPolicy, LiveKeys, aliyun, draft_from_answer, draft_text, request,
    snapshot, terraform,
};
use tunnelsmith::drafts::read;
use tunnelsmith::text::Texts;

use super::super::support::root;
use super::own::{is_key, stays_the_same};
use super::{Outcome, fuzz, promise, said};

/// More than this is summed up, but for the keys of a thousand tunnels.
const MOST_LEFT: usize = 1300;

const POLICIES: [KeyPolicy; 2] = [KeyPolicy::LeaveOut, KeyPolicy::CarryOver];

#[test]
fn a_command_line() {
    fuzz!("aliyun", &[], |bytes| each(bytes, aliyun));
}

#[test]
fn a_request() {
    fuzz!("request", &[root().join("assets/drafts")], |bytes| {
        each(bytes, |text, keys| request(text, None, keys))
    });
}

#[test]
fn what_terraform_shows() {
    fuzz!("terraform", &[], |bytes| {
        let address = "alicloud_vpn_gateway_vpn_attachment.b";
        each(bytes, |text, keys| terraform(text, Some(address), keys))?;
        each(bytes, |text, keys| terraform(text, None, keys))
    });
}

#[test]
fn a_connection_that_exists() {
    fuzz!("connection", &[], |bytes| {
        let Ok(answer) = serde_json::from_slice::<Json>(bytes) else {
            return Ok("not JSON".to_owned());
        };
        let keys = LiveKeys {
            own: Some("kT7mPq2v".into()),
            tunnels: [(1, "***".into()), (2, "kT7mPq2v".into())].into(),
        };
        sound(snapshot(&answer, "eu-central-1", &keys), KeyPolicy::CarryOver)?;
        sound(draft_from_answer(&answer, "", &keys, KeyPolicy::CarryOver), KeyPolicy::CarryOver)?;
        sound(draft_from_answer(&answer, "", &keys, KeyPolicy::LeaveOut), KeyPolicy::LeaveOut)
    });
}

/// What a person is told.
fn sentence(error: &ImportError) -> String {
    Texts::default().format_message(error)
}

fn each(
    bytes: &[u8],
    import: impl Fn(&str, KeyPolicy) -> Result<Imported, ImportError>,
) -> Outcome {
    let text = String::from_utf8_lossy(bytes);
    let mut kinds = String::new();
    for policy in POLICIES {
        kinds += &match import(&text, policy) {
            Ok(imported) => sound(imported, policy)?,
            Err(error) => said(&sentence(&error))?,
        };
    }
    Ok(kinds)
}

/// What was imported is a draft, without keys unless they were asked for, and never with a mask.
fn sound(imported: Imported, policy: KeyPolicy) -> Outcome {
    promise!(imported.omitted.len() <= MOST_LEFT, "{} things left", imported.omitted.len());
    for left in &imported.omitted {
        promise!(left.name.chars().count() <= 101, "a long name: {:?}", left.name);
    }
    for path in imported.draft.present_paths().filter(|path| is_key(*path)) {
        let Some((key, _)) = imported.draft.key(path) else { continue };
        promise!(policy == KeyPolicy::CarryOver, "{path} came along unasked");
        promise!(!is_masked(key), "{path} is a mask");
    }
    imported.carried();
    let text = draft_text(&imported);
    let file = read(&text).map_err(|errors| format!("no draft: {}", errors[0]))?;
    promise!(file.draft == imported.draft, "written, it is another draft");
    promise!(file.references.len() == imported.references.len(), "references are lost");
    let kinds = stays_the_same(&file)?;
    let mut why: Vec<String> =
        imported.omitted.iter().map(|omission| format!("{:?}", omission.reason)).collect();
    why.sort();
    why.dedup();
    Ok(format!("{kinds} {}", why.len()))
}
