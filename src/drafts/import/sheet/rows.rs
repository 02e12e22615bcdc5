//! The rows of a sheet, whatever it is made of: a label and the cells behind it.

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetRow {
    /// Its line, from 1.
    pub(super) line: usize,
    /// What the value is called.
    pub(super) label: String,
    /// Whether something told the label from the value.
    pub(super) is_labelled: bool,
    /// The cells behind the label.
    pub(super) cells: Vec<String>,
}

impl SheetRow {
    /// The one value of the row; `None` when its cells say different things.
    pub(super) fn value(&self) -> Option<&str> {
        let mut filled = self.cells.iter().filter(|cell| !cell.is_empty());
        let first = filled.next()?;
        filled.all(|cell| cell.eq_ignore_ascii_case(first)).then_some(first)
    }

    /// What it says, in one line.
    pub(super) fn text(&self) -> String {
        let cells: Vec<&str> =
            self.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        if cells.is_empty() {
            self.label.clone()
        } else {
            format!("{}: {}", self.label, cells.join(" | "))
        }
    }
}

/// More lines than any sheet has; what follows is not read.
const MOST: usize = 2000;

/// The rows of a text.
pub(super) fn rows(text: &str) -> Vec<SheetRow> {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().take(MOST).collect();
    let separator = separator(&lines);
    let mut all = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim().trim_start_matches('>').trim();
        let line = line.trim_start_matches(['-', '*', '•', '#']).trim();
        if line.is_empty() || line.chars().all(|sign| "|-:=+ _".contains(sign)) {
            continue;
        }
        let line = without_number(line);
        for part in several(line, separator) {
            let (is_labelled, mut cells) = cells(part, separator);
            let label = cells.remove(0).trim_end_matches(['.', ' ', '…', '·']).to_owned();
            all.push(SheetRow { line: at + 1, label, is_labelled, cells });
        }
    }
    all
}

/// A line without its number in a list: `3、`, `3)`, `3. `.
fn without_number(line: &str) -> &str {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    let item = match digits {
        1 | 2 => ["、", "）", ") ", ". ", "．"].iter().find_map(|sign| rest.strip_prefix(sign)),
        _ => None,
    };
    item.map_or(line, str::trim_start)
}

/// The parts of a line that has several labels with their values: `DPD: on; NAT-T: on`.
fn several(line: &str, separator: Option<char>) -> Vec<&str> {
    let parts: Vec<&str> = line.split(['；', ';']).map(str::trim).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let is_several = separator.is_none() && parts.len() > 1;
    if is_several && parts.iter().all(|part| has_label(part)) { parts } else { vec![line] }
}

/// What stands between the columns of a spreadsheet, where most lines have as many of it.
fn separator(lines: &[&str]) -> Option<char> {
    let filled: Vec<&&str> = lines.iter().filter(|line| !line.trim().is_empty()).collect();
    ['\t', ';', ','].into_iter().find(|sign| {
        let with = filled.iter().filter(|line| line.contains(*sign) && !has_label(line)).count();
        with * 3 > filled.len() * 2 && with > 1
    })
}

/// Whether a colon or an equals sign tells the label from the value.
fn has_label(line: &str) -> bool {
    line.find([':', '：', '=']).is_some_and(|at| {
        let label = &line[..at];
        label.chars().count() < 60 && !label.contains(['\t', '|', ';', ',', '"'])
    })
}

fn cells(line: &str, separator: Option<char>) -> (bool, Vec<String>) {
    let clean = |text: &str| text.trim().trim_matches(['*', '`']).trim().to_owned();
    if line.contains('|') {
        let inner = line.trim_matches('|');
        return (true, inner.split('|').map(clean).collect());
    }
    if let Some(sign) = separator.filter(|sign| line.contains(*sign)) {
        return (true, quoted(line, sign).iter().map(|cell| clean(cell)).collect());
    }
    if has_label(line)
        && let Some(at) = line.find([':', '：', '='])
    {
        let width = line[at..].chars().next().map_or(1, char::len_utf8);
        return (true, vec![clean(&line[..at]), clean(&line[at + width..])]);
    }
    // Columns that blanks hold apart.
    let wide = line.split("  ").map(clean).filter(|cell| !cell.is_empty());
    let columns: Vec<String> = if line.contains('\t') {
        line.split('\t').map(clean).filter(|cell| !cell.is_empty()).collect()
    } else {
        wide.collect()
    };
    match columns.len() {
        0 | 1 => (false, vec![clean(line)]),
        _ => (true, columns),
    }
}

/// The cells of a line of CSV, whose quotation marks may hold the separator.
fn quoted(line: &str, sign: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let (mut inside, mut letters) = (false, line.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '"' if inside && letters.peek() == Some(&'"') => {
                letters.next();
                if let Some(cell) = cells.last_mut() {
                    cell.push('"');
                }
            }
            '"' => inside = !inside,
            letter if letter == sign && !inside => cells.push(String::new()),
            letter => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(letter);
                }
            }
        }
    }
    cells
}

/// What the first column is called where it holds the labels.
const LABELS: [&str; 9] =
    ["parameter", "item", "field", "setting", "name", "参数", "项目", "字段", "配置项"];

/// Whether a label names the column that the labels stand in.
pub(super) fn names_columns(label: &str) -> bool {
    let label = label.to_lowercase();
    label.is_empty() || LABELS.contains(&label.trim_end_matches('s'))
}

/// Whether it only names the columns.
pub(super) fn is_header(row: &SheetRow) -> bool {
    let label = row.label.to_lowercase();
    let is_label = LABELS.contains(&label.as_str());
    row.cells.len() > 1
        && (label.is_empty() || is_label || ["value", "description"].contains(&label.as_str()))
        || is_label
            && row.cells.first().is_some_and(|cell| {
                let cell = cell.to_lowercase();
                ["value", "values", "setting", "值", "参数值", "内容"].contains(&cell.as_str())
            })
}
