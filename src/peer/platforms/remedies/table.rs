//! The tables of `assets/remedies`: which statements give a field the value it has at the cloud.
//!
//! Uses toml_edit. The tables are part of the program, and a test reads them all, so reading one does not
//! fail.

use toml_edit::{Document, Item, TableLike};

/// What must be so for lines to be the right ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum If {
    /// The tunnel speaks IKEv1.
    V1,
    /// The tunnel speaks IKEv2.
    V2,
    /// A tunnel interface carries it.
    Routed,
    /// Selectors decide.
    Policy,
    /// The text holds an object of this kind.
    Has(String),
    /// It holds none.
    Lacks(String),
    /// The cloud's value is this.
    Is(String),
    /// The name an end is to go by is no address.
    Named,
    /// It has an at sign.
    Mail,
    /// The name is an address that the device does not have, which not every device can say.
    Foreign,
    /// The tunnel is one of GRE.
    Gre,
}

/// The lines for some fields.
pub(super) struct Remedy {
    pub(super) fields: Vec<String>,
    pub(super) when: Vec<If>,
    pub(super) lines: Vec<String>,
}

/// What is said about a platform.
pub(super) struct RemedyTable {
    /// In the order in which they are tried: the first that fits is the one.
    pub(super) remedies: Vec<Remedy>,
    /// Places that stand for one of several texts: that of the first condition that holds.
    pub(super) choices: Vec<(String, Vec<(If, String)>)>,
    words: Document<&'static str>,
}

impl RemedyTable {
    /// Reads the text of a file.
    ///
    /// # Panics
    ///
    /// If the text is not as assets/remedies/README.md has it.
    pub(super) fn read(text: &'static str) -> Self {
        let document = Document::parse(text).expect("a table of remedies is TOML");
        let remedies = document["remedy"].as_array_of_tables().expect("a table has remedies");
        let remedies = remedies.iter().map(|remedy| read_remedy(remedy, &document)).collect();
        let choices = document.get("choices").and_then(|all| all.as_table_like());
        let choices = choices.into_iter().flat_map(TableLike::iter).map(read_choice).collect();
        Self { remedies, choices, words: document }
    }

    /// The device's word for an algorithm, in phase 1 or 2; the API's where it has no other.
    pub(super) fn word(&self, phase: &str, algorithm: &str) -> String {
        let words = self.words.get("words");
        let of_phase = words.and_then(|words| words.get(phase)?.get(algorithm));
        let word = of_phase.or_else(|| words?.get(algorithm)).and_then(|word| word.as_str());
        word.unwrap_or(algorithm).to_owned()
    }

    /// A lifetime, as the device writes it.
    pub(super) fn lifetime(&self, seconds: u64) -> String {
        match self.words.get("words").and_then(|words| words.get("lifetime")?.as_str()) {
            // `hours 24`: at most 65535 can be said in seconds.
            Some("with unit") => match seconds {
                0..=65_535 => format!("seconds {seconds}"),
                _ if seconds.is_multiple_of(3600) => format!("hours {}", seconds / 3600),
                _ => format!("minutes {}", seconds / 60),
            },
            Some(pattern) => pattern.replace("{}", &seconds.to_string()),
            None => seconds.to_string(),
        }
    }
}

const ENTRIES: [&str; 4] = ["fields", "when", "objects", "lines"];

fn read_remedy(remedy: &dyn TableLike, document: &Document<&str>) -> Remedy {
    // A condition that is misspelled or of another form must not be lost: its lines would always fit.
    for (entry, _) in remedy.iter() {
        assert!(ENTRIES.contains(&entry), "no such entry of a remedy: {entry}");
    }
    let text = |name: &str| {
        remedy.get(name).map(|item| item.as_str().expect("the entry of a remedy is a text"))
    };
    let list = |name: &str| -> Vec<&str> {
        let items = remedy.get(name).map(|item| item.as_array().expect("the entry is a list"));
        let items = items.into_iter().flatten();
        items.map(|item| item.as_str().expect("the list is one of texts")).collect()
    };
    let objects = text("objects").map(|version| {
        document["objects"][version].as_str().expect("the objects of a version are known")
    });
    let lines = text("lines").expect("a remedy has lines");
    Remedy {
        fields: list("fields").into_iter().map(str::to_owned).collect(),
        when: list("when").into_iter().map(read_condition).collect(),
        lines: objects.into_iter().chain([lines]).flat_map(str::lines).map(str::to_owned).collect(),
    }
}

fn read_choice((name, texts): (&str, &Item)) -> (String, Vec<(If, String)>) {
    let texts = texts.as_table_like().expect("a choice is a table").iter();
    let text = |text: &Item| text.as_str().expect("a choice is a text").to_owned();
    let texts = texts.map(|(condition, item)| (read_condition(condition), text(item)));
    (format!("{{{name}}}"), texts.collect())
}

fn read_condition(text: &str) -> If {
    match text.split_once(' ') {
        None => match text {
            "ikev1" => If::V1,
            "ikev2" => If::V2,
            "routed" => If::Routed,
            "policy" => If::Policy,
            "name" => If::Named,
            "email" => If::Mail,
            "foreign-address" => If::Foreign,
            "gre" => If::Gre,
            _ => panic!("no such condition: {text}"),
        },
        Some(("has", kind)) => If::Has(kind.to_owned()),
        Some(("lacks", kind)) => If::Lacks(kind.to_owned()),
        Some(("is", value)) => If::Is(value.to_owned()),
        Some(_) => panic!("no such condition: {text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::RemedyTable;

    #[test]
    #[should_panic(expected = "no such entry of a remedy: whem")]
    fn a_misspelled_entry_is_refused() {
        RemedyTable::read("[[remedy]]\nfields = [\"mtu\"]\nwhem = [\"routed\"]\nlines = \"\"");
    }

    #[test]
    #[should_panic(expected = "the entry is a list")]
    fn a_condition_that_is_no_list_is_refused() {
        RemedyTable::read("[[remedy]]\nfields = [\"mtu\"]\nwhen = \"routed\"\nlines = \"\"");
    }
}
