//! From a draft to the configuration of the device at the other end.

use std::collections::BTreeSet;

use crate::connection::digest::sha256_of_parts;

use super::cloud::CloudTunnel;
use super::note::Note;
use super::obstacle::WriteObstacle;
use super::script::{Script, ScriptLine};
use super::version::DeviceRelease;
use super::wanted_tunnel::WantedTunnel;
use super::writer::WritePlan;
use super::writers::WRITERS;

/// The word before the digest of the draft that a configuration was written from.
const DIGEST: &str = "tunnelsmith-draft:";

/// The id of the sheet that fits every device.
pub const GENERIC: &str = "generic";

/// What to write, and how.
pub struct WriteRequest<'a> {
    /// The draft's name.
    pub name: &'a str,
    /// The cloud's side of its tunnels, with the addresses that are known.
    pub tunnels: &'a [CloudTunnel],
    /// Only the tunnel of that number.
    pub only: Option<u16>,
    /// The platform's id.
    pub platform: &'a str,
    /// What the platform is called.
    pub product: &'a str,
    /// The release of the device; the newest without.
    pub release: Option<&'a str>,
    /// Whether keys stand in the text.
    pub with_keys: bool,
}

/// A configuration.
pub struct DeviceScript {
    /// Its lines.
    pub lines: Vec<ScriptLine>,
    /// What begins a comment.
    pub comment: &'static str,
    /// The digest of the draft's values.
    pub digest: String,
    /// What stands in it for something that is not known, in angle brackets.
    pub placeholders: Vec<String>,
}

/// Whether there is a writer for a platform.
pub fn has_writer(platform: &str) -> bool {
    WRITERS.iter().any(|writer| writer.id == platform)
}

/// Writes a configuration; a platform without a writer of its own gets the sheet that fits every device.
///
/// # Errors
/// Each value that the platform cannot do or hold.
pub fn write(request: &WriteRequest<'_>) -> Result<DeviceScript, Vec<WriteObstacle>> {
    let of = |id: &str| WRITERS.iter().find(|writer| writer.id == id);
    let Some(writer) = of(request.platform).or_else(|| of(GENERIC)) else { return Err(Vec::new()) };
    let mut obstacles = Vec::new();
    let mut tunnels = Vec::new();
    let wanted = |tunnel: &&CloudTunnel| request.only.is_none_or(|only| only == tunnel.number);
    for cloud in request.tunnels.iter().filter(wanted) {
        match WantedTunnel::of(cloud) {
            Ok(tunnel) => tunnels.push(tunnel),
            Err(more) => obstacles.extend(more),
        }
    }
    let release = request.release.and_then(DeviceRelease::parse);
    let plan =
        WritePlan { writer, tunnels, name: request.name, release, with_keys: request.with_keys };
    for tunnel in &plan.tunnels {
        obstacles.extend(writer.key.obstacle(tunnel).filter(|_| request.with_keys));
        obstacles.extend(writer.identities.obstacles(tunnel));
    }
    if let Some(first) = plan.first().filter(|_| !plan.is_since(writer.oldest)) {
        let obstacle = WriteObstacle::new(first.number, "IkeVersion", "release");
        obstacles.push(obstacle.with("oldest", writer.oldest));
    }
    (writer.find_obstacles)(&plan, &mut obstacles);
    if !obstacles.is_empty() {
        let mut told: Vec<WriteObstacle> = Vec::new();
        for obstacle in obstacles {
            if !told.contains(&obstacle) {
                told.push(obstacle);
            }
        }
        return Err(told);
    }
    let digest = draft_digest(request.tunnels);
    let mut body = Script::default();
    (writer.write)(&plan, &mut body);
    let body = body.into_lines();
    let placeholders = placeholders(&body);
    let mut script = Script::default();
    head(&mut script, request, &digest, &placeholders);
    let mut lines = script.into_lines();
    lines.extend(body);
    Ok(DeviceScript { lines, comment: writer.comment, digest, placeholders })
}

fn head(script: &mut Script, request: &WriteRequest<'_>, digest: &str, placeholders: &[String]) {
    let release = request.release.map_or(String::new(), |release| format!(" {release}"));
    let product = format!("{}{release}", request.product);
    let head = if request.name.is_empty() { "head-unnamed" } else { "head" };
    script.add_remark(Note::new(head).with("product", product).with("name", request.name));
    script.command(format!("{DIGEST} {digest}"));
    script.remark("stale");
    if !placeholders.is_empty() {
        script.add_remark(Note::new("placeholders").with("list", placeholders.join(", ")));
    }
    script.blank();
}

/// What stands in angle brackets outside comments, in the order in which it comes.
fn placeholders(lines: &[ScriptLine]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for line in lines {
        let text: &str = match line {
            ScriptLine::Code(text) | ScriptLine::Field(_, text) => text,
            ScriptLine::Command(_) | ScriptLine::Remark(_) | ScriptLine::Blank => continue,
        };
        for part in text.split('<').skip(1) {
            let Some((name, _)) = part.split_once('>') else { continue };
            let is_name = name.len() > 2
                && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
            if is_name && seen.insert(name.to_owned()) {
                all.push(format!("<{name}>"));
            }
        }
    }
    all
}

/// The digest of a draft's values that a device must agree with; keys and the addresses that come with
/// the binding are not in it.
pub fn draft_digest(tunnels: &[CloudTunnel]) -> String {
    let mut parts = Vec::new();
    for tunnel in tunnels {
        parts.push(tunnel.number.to_string());
        for (name, value) in tunnel.of_draft() {
            parts.extend([name.to_owned(), value.to_owned()]);
        }
    }
    let mut digest = sha256_of_parts(parts.iter().map(String::as_str));
    digest.truncate(16);
    digest
}

/// The digest that stands in a configuration written earlier.
pub fn written_digest(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(DIGEST)?;
    rest.split_whitespace().next()
}
