//! The page as HTML that needs nothing besides and prints on one sheet.

use std::fmt::Write as _;

use super::page::Page;

const STYLE: &str = "body{font:11pt/1.35 system-ui,'Noto Sans',sans-serif;margin:2em auto;max-width:50em;color:#111}\
h1{font-size:1.4em}h2{font-size:1.1em;margin:1.2em 0 .4em}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.25em .5em;text-align:left;\
vertical-align:top}th{background:#eee}td:last-child,th:last-child{width:30%}td:nth-child(2){font-family:monospace}\
.key{border:1px solid #888;padding:.5em}\
@page{size:A4;margin:12mm}@media print{body{margin:0;max-width:none;font-size:8.5pt}\
th,td{padding:.1em .4em}table,h2{break-inside:avoid}th{background:none}}";

pub(super) fn html(page: &Page) -> String {
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n",
        escaped(&page.intro),
        title = escaped(&page.title),
    );
    for tunnel in &page.tunnels {
        let _ = write!(text, "<h2>{}</h2>\n<table>\n<tr>", escaped(&tunnel.title));
        for column in &page.columns {
            let _ = write!(text, "<th>{}</th>", escaped(column));
        }
        text.push_str("</tr>\n");
        for line in &tunnel.lines {
            let (label, shown) = (escaped(&line.label), escaped(&line.shown));
            let _ = writeln!(text, "<tr><td>{label}</td><td>{shown}</td><td></td></tr>");
        }
        text.push_str("</table>\n");
    }
    let _ = write!(text, "<p class=\"key\">{}</p>\n<ul>\n", escaped(&page.handover));
    for note in &page.notes {
        let _ = writeln!(text, "<li>{}</li>", escaped(note));
    }
    text.push_str("</ul>\n</body>\n</html>\n");
    text
}

fn escaped(text: &str) -> String {
    let mut all = String::new();
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        match letter {
            '&' => all.push_str("&amp;"),
            '<' => all.push_str("&lt;"),
            '>' => all.push_str("&gt;"),
            '"' => all.push_str("&quot;"),
            other => all.push(other),
        }
    }
    all
}
