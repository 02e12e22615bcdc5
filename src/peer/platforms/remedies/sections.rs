//! Settings of `swanctl.conf` that are told by their paths, written as the sections of the file.

/// Settings of `swanctl.conf` as their sections: `connections.a.version = 2` is written in braces. What is
/// said of a section twice is merged by the daemon.
pub(super) fn nested(lines: Vec<String>) -> Vec<String> {
    let mut all = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for line in lines {
        let parts = line
            .split_once(" = ")
            .filter(|_| line.starts_with("connections.") || line.starts_with("secrets."));
        let Some((path, value)) = parts else {
            close(&mut all, &mut open, 0);
            all.push(line);
            continue;
        };
        let mut sections: Vec<&str> = path.split('.').collect();
        let setting = sections.pop().unwrap_or_default();
        let same = open.iter().zip(&sections).take_while(|(one, other)| one == *other).count();
        close(&mut all, &mut open, same);
        for section in &sections[same..] {
            all.push(format!("{}{section} {{", "  ".repeat(open.len())));
            open.push((*section).to_owned());
        }
        all.push(format!("{}{setting} = {value}", "  ".repeat(open.len())));
    }
    close(&mut all, &mut open, 0);
    all
}

fn close(all: &mut Vec<String>, open: &mut Vec<String>, until: usize) {
    while open.len() > until {
        open.pop();
        all.push(format!("{}}}", "  ".repeat(open.len())));
    }
}
