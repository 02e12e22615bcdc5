//! The blanks around values in a sentence of a language whose words are not parted by blanks.
//!
//! A text is written once, its values are words of that language in one sentence and names of parameters
//! in the next. So what stands between the text and a value is decided here, where both are known: a blank
//! between an ideograph and a Latin letter or a digit, none between two ideographs, and none beside a mark
//! that brings its own room. Blanks inside a value are the value's own.

/// What Fluent puts before a value.
const OPEN: char = '\u{2068}';

/// What Fluent puts behind a value.
const CLOSE: char = '\u{2069}';

/// The sentence without the marks around its values, and with blanks where its script wants them.
pub(super) fn spaced(marked: &str) -> String {
    let mut sentence = String::with_capacity(marked.len());
    let mut rest = marked;
    while let Some(start) = rest.find([OPEN, CLOSE]) {
        let text = rest[..start].trim_end_matches(' ');
        sentence.push_str(text);
        let seam = &rest[text.len()..];
        let end = seam.find(|one| !matches!(one, OPEN | CLOSE | ' ')).unwrap_or(seam.len());
        let (seam, after) = seam.split_at(end);
        if has_own_blanks(seam) {
            sentence.extend(seam.chars().filter(|one| *one == ' '));
        } else if seam.contains("  ") {
            // Columns, or parts of a line that are set apart.
            sentence.extend(seam.chars().filter(|one| *one == ' '));
        } else if is_parted(sentence.chars().last(), after.chars().next(), seam.contains(' ')) {
            sentence.push(' ');
        }
        rest = after;
    }
    sentence.push_str(rest);
    sentence
}

/// Whether a blank in what lies between text and value is inside the value.
fn has_own_blanks(seam: &str) -> bool {
    seam.split(' ')
        .zip(seam.split(' ').skip(1))
        .any(|(before, after)| before.ends_with(OPEN) || after.starts_with(CLOSE))
}

/// Whether a blank stands between two characters, of which the author wrote one or none there.
fn is_parted(before: Option<char>, after: Option<char>, is_written: bool) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return is_written };
    if brings_room(before) || brings_room(after) || (is_han(before) && is_han(after)) {
        return false;
    }
    let meets = |one: char, other: char| is_han(one) && !is_han(other) && other.is_alphanumeric();
    is_written || meets(before, after) || meets(after, before)
}

/// Parts in a row, with what the language puts between two.
pub(super) fn joined(parts: &[String], gap: &str) -> String {
    let marked: Vec<String> = parts.iter().map(|part| format!("{OPEN}{part}{CLOSE}")).collect();
    spaced(&marked.join(gap))
}

/// What stands between a text and what follows on the same line: a blank, unless its last mark has room of
/// its own.
pub fn space_after(text: &str) -> &'static str {
    if text.chars().last().is_some_and(brings_room) { "" } else { " " }
}

/// Whether it is an ideograph.
pub(super) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
}

/// Whether a mark takes two columns, of which one is empty.
fn brings_room(mark: char) -> bool {
    "，。、；：？！（）【】《》“”‘’".contains(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_stands_between_scripts_alone() {
        for (marked, sentence) in [
            ("为 <预共享密钥（隧道 1）> 生成密钥", "为预共享密钥（隧道 1）生成密钥"),
            ("为 <Psk> 生成密钥", "为 Psk 生成密钥"),
            ("为<Psk>生成密钥", "为 Psk 生成密钥"),
            ("为<密钥>生成", "为密钥生成"),
            ("共 <3> 个", "共 3 个"),
            ("隧道 <<1>>：<>", "隧道 1："),
            ("把 <本端网段> 设为 <10.0.0.0/16>。", "把本端网段设为 10.0.0.0/16。"),
            ("<错误>： <missing.json>", "错误：missing.json"),
            ("“<abc>”", "“abc”"),
            ("<a> <b>，<c>", "a b，c"),
            ("文件 <~/x>", "文件 ~/x"),
            ("文件<~/x>", "文件~/x"),
            ("没有 <> 名称", "没有名称"),
            ("阿里云：<sha256>   对端：<sha1>", "阿里云：sha256   对端：sha1"),
            // What a person typed stays as it was typed.
            ("值“< a >”", "值“ a ”"),
            ("空格 < > 不可", "空格   不可"),
        ] {
            let marked = marked.replace('<', "\u{2068}").replace('>', "\u{2069}");
            assert_eq!(spaced(&marked), sentence);
        }
    }
}
