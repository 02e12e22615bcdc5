//! What stands on the page, and the page as Markdown.

use std::fmt::Write as _;

/// The page.
pub(super) struct Page {
    pub(super) title: String,
    /// The connection's name.
    pub(super) name: String,
    pub(super) intro: String,
    /// How the key is handed over.
    pub(super) handover: String,
    pub(super) notes: Vec<String>,
    /// The heads of the three columns.
    pub(super) columns: [String; 3],
    pub(super) tunnels: Vec<PageTunnel>,
}

/// The part about a tunnel.
pub(super) struct PageTunnel {
    pub(super) number: u16,
    pub(super) title: String,
    pub(super) lines: Vec<PageLine>,
}

/// A line of the table.
pub(super) struct PageLine {
    /// The parameter.
    pub(super) field: &'static str,
    pub(super) label: String,
    /// The value as the API has it.
    pub(super) value: Option<String>,
    /// The value in the words of devices, or why there is none yet.
    pub(super) shown: String,
}

impl Page {
    pub(super) fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}\n", plain(&self.title), self.intro);
        for tunnel in &self.tunnels {
            let [setting, value, yours] = &self.columns;
            let _ = write!(
                text,
                "\n## {}\n\n| {setting} | {value} | {yours} |\n| --- | --- | --- |\n",
                tunnel.title
            );
            for line in &tunnel.lines {
                let _ = writeln!(text, "| {} | {} | |", line.label, cell(&line.shown));
            }
        }
        let _ = write!(text, "\n{}\n", self.handover);
        for note in &self.notes {
            let _ = write!(text, "\n- {note}");
        }
        text + "\n"
    }
}

/// A text in which nothing is Markdown.
fn plain(text: &str) -> String {
    let mut all = String::new();
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if "\\`*_[]<>#|".contains(letter) {
            all.push('\\');
        }
        all.push(letter);
    }
    all
}

/// A value inside a table.
fn cell(text: &str) -> String {
    plain(text)
}

/// A value in the words that devices have for it.
pub(super) fn in_their_words(field: &str, value: &str) -> String {
    match field {
        "IkeVersion" => value.replace("ikev", "IKEv"),
        "IkeEncAlg" | "IpsecEncAlg" => match value {
            "aes" => "AES-128 (CBC)".to_owned(),
            "aes192" => "AES-192 (CBC)".to_owned(),
            "aes256" => "AES-256 (CBC)".to_owned(),
            other => other.to_uppercase(),
        },
        "IkeAuthAlg" | "IpsecAuthAlg" => match value {
            "sha256" => "SHA2-256".to_owned(),
            "sha384" => "SHA2-384".to_owned(),
            "sha512" => "SHA2-512".to_owned(),
            "sha1" => "SHA-1".to_owned(),
            other => other.to_uppercase(),
        },
        "IkePfs" | "IpsecPfs" => match value {
            "group1" => "DH group 1 (MODP 768)".to_owned(),
            "group2" => "DH group 2 (MODP 1024)".to_owned(),
            "group5" => "DH group 5 (MODP 1536)".to_owned(),
            "group14" => "DH group 14 (MODP 2048)".to_owned(),
            other => other.to_owned(),
        },
        "IkeLifetime" | "IpsecLifetime" => match value.parse::<u64>() {
            Ok(seconds) if seconds > 0 && seconds.is_multiple_of(3600) => {
                format!("{seconds} s ({} h)", seconds / 3600)
            }
            Ok(seconds) => format!("{seconds} s"),
            Err(_) => value.to_owned(),
        },
        "EnableDpd" | "EnableNatTraversal" => {
            if value.eq_ignore_ascii_case("true") {
                "on".to_owned()
            } else {
                "off".to_owned()
            }
        }
        _ => value.to_owned(),
    }
}
