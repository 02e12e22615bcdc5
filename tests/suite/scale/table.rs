//! Tables as spreadsheets save them, and what is said of those that are not.

use proptest::prelude::*;
use tunnelsmith::connection::{Draft, FieldPath, Key, KeyStorage, Mode};
use tunnelsmith::drafts::{Table, TableProblem};

use super::super::support::{run, sample, scratch};
use super::Workspace;

fn template() -> Draft {
    let mut draft = Draft::new(Mode::Dual);
    draft.set(FieldPath::connection(Key::Name), "from-the-template");
    draft.set(FieldPath::connection(Key::LocalSubnet), "10.0.0.0/16");
    draft.set_key(FieldPath::tunnel(1, Key::Psk), "k".into(), KeyStorage::Elsewhere);
    draft
}

fn names(text: &str) -> Vec<Option<String>> {
    let table =
        Table::read(text, &template()).unwrap_or_else(|errors| panic!("{text:?}: {errors:?}"));
    let drafts = table.rows.iter().map(|row| row.apply(&template()).draft);
    drafts.map(|draft| draft.text(FieldPath::connection(Key::Name)).map(str::to_owned)).collect()
}

fn told(text: &str) -> Vec<String> {
    let errors = Table::read(text, &template()).expect_err(text);
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn the_same_table_in_the_forms_that_spreadsheets_save() {
    for (text, lines) in [
        ("Name,LocalSubnet\na,10.1.0.0/16\nb,10.2.0.0/16\n", [2, 3]),
        ("Name,LocalSubnet\r\na,10.1.0.0/16\r\nb,10.2.0.0/16", [2, 3]),
        ("\u{feff}Name;LocalSubnet\r\na;10.1.0.0/16\r\nb;10.2.0.0/16\r\n", [2, 3]),
        ("Name\tLocalSubnet\na\t10.1.0.0/16\nb\t10.2.0.0/16\n", [2, 3]),
        ("\"Name\";\"LocalSubnet\"\n\"a\";\"10.1.0.0/16\"\n\"b\";\"10.2.0.0/16\"\n", [2, 3]),
        ("Name,LocalSubnet\ra,10.1.0.0/16\rb,10.2.0.0/16\r", [2, 3]),
        (" NAME , localsubnet \na,10.1.0.0/16\nb,10.2.0.0/16\n", [2, 3]),
        ("\n\nName,LocalSubnet,,\na,10.1.0.0/16,,\n\n,,,\nb,10.2.0.0/16\n,,,,,,\n", [4, 7]),
        ("\r\nName,LocalSubnet\r\n\r\n\r\na,10.1.0.0/16\r\n,\r\nb,10.2.0.0/16\r\n", [5, 7]),
        (
            "Name,LocalSubnet,RemoteCaCert\r\na,10.1.0.0/16,\"BEGIN\r\n\r\nEND\"\r\nb,10.2.0.0/16,\r\n",
            [2, 5],
        ),
    ] {
        assert_eq!(names(text), [Some("a".to_owned()), Some("b".to_owned())], "{text:?}");
        let table = Table::read(text, &template()).unwrap();
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), lines, "{text:?}");
    }
}

#[test]
fn a_cell_changes_leaves_or_takes_away() {
    let table = "Name,LocalSubnet,T1.Psk,T2.Psk\nx,\"10.1.0.0/16,10.2.0.0/16\",,env:KEY\n,-,-,file:k.txt\n\"a \"\"b\"\"\", ,plain,\n";
    let table = Table::read(table, &template()).unwrap();
    let [one, two, three] = [0, 1, 2].map(|row| table.rows[row].apply(&template()));
    let text = |draft: &Draft, key| draft.text(FieldPath::connection(key)).map(str::to_owned);
    let psk = |draft: &Draft, tunnel| {
        draft.key(FieldPath::tunnel(tunnel, Key::Psk)).map(|(_, kept)| kept)
    };
    assert_eq!(text(&one.draft, Key::LocalSubnet).unwrap(), "10.1.0.0/16,10.2.0.0/16");
    assert_eq!(psk(&one.draft, 1), Some(KeyStorage::Elsewhere));
    assert_eq!(one.references.len(), 1);
    assert_eq!(text(&two.draft, Key::Name).unwrap(), "from-the-template");
    assert_eq!((text(&two.draft, Key::LocalSubnet), psk(&two.draft, 1)), (None, None));
    assert_eq!(text(&three.draft, Key::Name).unwrap(), "a \"b\"");
    assert_eq!(text(&three.draft, Key::LocalSubnet).unwrap(), "10.0.0.0/16");
    assert_eq!(psk(&three.draft, 1), Some(KeyStorage::InDraft));
    assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
fn the_template_may_be_a_kept_draft() {
    let folder = scratch();
    let here = folder.path().to_str().unwrap();
    let table = folder.path().join("sites.csv");
    std::fs::write(&table, "Name\nfrom-the-table\n").unwrap();
    let kept =
        ["drafts", "save", &sample("singapore-static.json"), "--name", "sgp", "--drafts-dir", here];
    run(&kept).expect(0);
    let table = table.to_str().unwrap();
    let ran = run(&["preview", "--values", table, "@sgp", "--drafts-dir", here]).expect(0);
    assert!(ran.out.contains("Name=from-the-table"), "{}", ran.out);
    let ran = run(&["preview", "--values", table, "@fra", "--drafts-dir", here]).expect(2);
    assert!(ran.err.contains("@fra"), "{}", ran.err);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (text, expected) in [
        ("", "the table is empty"),
        ("Name\n", "the table is empty"),
        ("N\0a\0m\0e\0", "UTF-16"),
        ("Nmae\na\n", "line 1, column 1 (\"Nmae\"): the field does not exist; did you mean Name?"),
        (
            "Name,T1.TunelCidr\na,b\n",
            "line 1, column 2 (\"T1.TunelCidr\"): the field does not exist; did you mean T1.TunnelCidr?",
        ),
        ("Name,Wibble\na,b\n", "start the name of a comment with #"),
        (
            "Name,Psk\na,b\n",
            "line 1, column 2 (\"Psk\"): several fields have this name; use T1.Psk or T2.Psk",
        ),
        ("Name,RegionId,name\na,b,c\n", "line 1, column 3 (\"name\"): column 1 is the same field"),
        (
            "T1.Psk,TunnelOptionsSpecification.1.TunnelIkeConfig.Psk\na,b\n",
            "column 1 is the same field",
        ),
        ("Name,\na,b\n", "line 2, column 2: this column has a value but no name"),
        ("Name\na\nb,c\n", "line 3: 2 cells under 1 columns"),
        ("\nNmae\na\n", "line 2, column 1 (\"Nmae\")"),
        (
            "Name,RegionId\na,\"b\nc,d\n",
            "line 2, column 2 (\"RegionId\"): a line break inside a cell",
        ),
    ] {
        // The line is the one that an editor shows, whatever ends the lines before it.
        for text in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
            let told = told(&text);
            assert!(told.iter().any(|line| line.contains(expected)), "{text:?}: {told:?}");
        }
    }
}

#[test]
fn a_certificate_may_have_several_lines() {
    let table =
        Table::read("Name,RemoteCaCert\na,\"-----BEGIN\nEND\"\nb,-\n", &template()).unwrap();
    assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn too_many_rows_and_too_many_errors_have_an_end() {
    let rows = |count| "Name\n".to_owned() + &"a\n".repeat(count);
    assert_eq!(names(&rows(10_000)).len(), 10_000);
    assert!(told(&rows(10_001))[0].contains("10000 rows"));
    let wrong = "Name\n".to_owned() + &"a,b\n".repeat(500);
    let errors = Table::read(&wrong, &template()).unwrap_err();
    assert_eq!(errors.last().unwrap().problem, TableProblem::More(480));
    assert_eq!(errors.len(), 21);
}

#[test]
fn a_bad_table_sends_nothing_and_names_its_lines() {
    let workspace = Workspace::new();
    let (table, template) = (workspace.text("sites.csv"), workspace.text("template.json"));
    let check = |text: &[u8]| {
        workspace.write("sites.csv", text);
        run(&["replay", "--sandbox", "--yes", "--output", "json", "--values", &table, &template])
            .expect(3)
            .line()
    };
    let utf16: Vec<u8> = "\u{feff}Name\na\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (text, expected) in [
        (&utf16[..], "UTF-16"),
        (b"Name\nM\xfcnchen\n", "not UTF-8"),
        (&vec![b'a'; 1024 * 1024 + 1], "1 MiB"),
        (b"Nmae\na\n", "did you mean Name?"),
    ] {
        let line = check(text);
        assert!(line["message"].as_str().unwrap().contains(expected), "{line}");
        assert_eq!(line["file"].as_str().unwrap(), table);
    }
}

#[test]
fn keys_stand_elsewhere_or_are_warned_of() {
    let workspace = Workspace::new();
    workspace.write("one.key", "Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a\n");
    workspace.write("sites.csv", "Name,T1.Psk,T2.Psk\na,file:one.key,Gm5tRx8kWd3yNh7qZc4vBs9fJp2uEa6L\nb,env:NOT_SET_ANYWHERE,\nc,file:none.key,\n");
    let (table, template) = (workspace.text("sites.csv"), workspace.text("template.json"));
    let ran = run(&["check", "--output", "json", "--values", &table, &template]).expect(3);
    let lines = ran.lines();
    let of = |row: u8| {
        let file = format!("{table}:{row}");
        lines.iter().filter(move |line| line["file"] == file.as_str()).collect::<Vec<_>>()
    };
    let plain: Vec<_> = of(2).into_iter().filter(|line| line["rule"] == "P-14").collect();
    assert_eq!(plain.len(), 1, "{plain:?}");
    assert!(plain[0]["field"].as_str().unwrap().contains(".2."), "{plain:?}");
    for (row, expected) in [
        (
            3,
            "3:2: TunnelOptionsSpecification.1.TunnelIkeConfig.Psk refers to the environment variable NOT_SET_ANYWHERE",
        ),
        (4, "none.key"),
    ] {
        let [line] = of(row)[..] else { panic!("{lines:?}") };
        assert!(line["message"].as_str().unwrap().contains(expected), "{line}");
    }
    assert!(!ran.out.contains("Gm5tRx8k") && !ran.out.contains("Vb7cYq4m"));
}

#[test]
fn a_key_of_the_template_that_every_row_replaces_is_not_fetched() {
    let workspace = Workspace::new();
    let text = std::fs::read_to_string(workspace.path("template.json")).unwrap();
    let text =
        text.replace("\"i7sjSVVJDXvbhv4xQTA5d9fsi2kuVyMN\"", "{\"env\": \"NOT_SET_ANYWHERE\"}");
    workspace.write("template.json", text);
    let (table, template) = (workspace.text("sites.csv"), workspace.text("template.json"));
    workspace.write(
        "sites.csv",
        "Name,T1.Psk\na,Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a\nb,Gm5tRx8kWd3yNh7qZc4vBs9fJp2uEa6L\n",
    );
    run(&["check", "--values", &table, &template]).expect(0);
    workspace.write("sites.csv", "Name,T1.Psk\na,Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a\nb,\n");
    assert!(
        run(&["check", "--values", &table, &template]).expect(3).err.contains("NOT_SET_ANYWHERE")
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_told_of(text in "\\PC*|[NameT12.Psk,;\t\"\r\n#-]*|(Name|T1\\.Psk|,|;|\"|\n|\r|a|-|env:|\u{feff}|\0)*") {
        let template = template();
        if let Ok(table) = Table::read(&text, &template) {
            for row in &table.rows {
                row.apply(&template);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_told_of(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        if let Err(errors) = Table::read(&text, &template()) {
            prop_assert!(errors.iter().all(|error| !error.to_string().is_empty()));
        }
    }

    #[test]
    fn any_values_come_through_quoted(values in prop::collection::vec("[^\r\n\0]{1,20}", 1..20), semicolon in any::<bool>()) {
        let separator = if semicolon { ';' } else { ',' };
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut table = format!("Name{separator}LocalSubnet\n");
        for value in &values {
            table.push_str(&format!("{}{separator}10.0.0.0/8\n", quoted(value)));
        }
        let expected: Vec<Option<String>> = values.iter().map(|value| match value.trim() {
            "" => Some("from-the-template".to_owned()),
            "-" => None,
            _ => Some(value.clone()),
        }).collect();
        prop_assert_eq!(names(&table), expected);
    }
}
