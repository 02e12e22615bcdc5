//! Text in columns: how wide it is, where it is cut, and where its lines break.
//!
//! Ids, addresses and Latin words are whole; between ideographs a line may end anywhere, but a closing mark
//! never begins a line and an opening one never ends it.

use std::borrow::Cow;

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// What becomes of a word that is longer than a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongWords {
    /// It is broken, so that nothing runs over the edge of a screen.
    Broken,
    /// It stays whole, so that it can be copied from what is printed.
    Whole,
}

/// How many columns of a terminal a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A text in at most so many columns, with `ellipsis` where it was cut. No character of two columns is
/// halved, so it may be one column less.
pub fn cut<'a>(text: &'a str, columns: usize, ellipsis: &str) -> Cow<'a, str> {
    // Most texts fit, and a long one need not be measured to its end.
    if text.len() <= columns || text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let room = columns.saturating_sub(ellipsis.width());
    let mut short = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > room {
            break;
        }
        short.push_str(grapheme);
    }
    if columns >= ellipsis.width() {
        short.push_str(ellipsis);
    }
    Cow::Owned(short)
}

/// A text filled up with blanks to so many columns; a longer one stays as it is.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

/// The lines of a paragraph in so many columns.
pub fn wrap(text: &str, columns: usize, long: LongWords) -> Vec<Cow<'_, str>> {
    let options = Options::new(columns)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(long == LongWords::Broken);
    textwrap::wrap(text, options)
}

/// The pieces between which a line may end.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut rest = line;
    Box::new(std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (word, after) = rest.split_at(end_of_word(rest));
        rest = after;
        Some(Word::from(word))
    }))
}

/// Where the first piece of a line ends, with the blanks behind it.
fn end_of_word(line: &str) -> usize {
    let mut letters = line.char_indices();
    let Some((_, mut last)) = letters.next() else { return 0 };
    for (at, letter) in letters {
        if letter != ' ' && (last == ' ' || parts(last, letter)) {
            return at;
        }
        last = letter;
    }
    line.len()
}

/// Whether a line may end between two characters without a blank.
fn parts(last: char, next: char) -> bool {
    (is_wide(last) || is_wide(next)) && !is_opening(last) && !is_closing(next)
}

fn is_wide(letter: char) -> bool {
    letter.width() == Some(2)
}

/// Whether a mark belongs to what follows it.
fn is_opening(letter: char) -> bool {
    "（【《〈「『〔［｛“‘([{<".contains(letter)
}

/// Whether a mark belongs to what is before it.
fn is_closing(letter: char) -> bool {
    "。，、；：？！）】》〉」』〕］｝”’…—·％～々ー)]}>.,;:?!%".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SENTENCE: &str = "隧道 1 用 IKEv2，隧道 2 用 ikev1（野蛮模式）。把 RemoteSubnet 设为“10.1.0.0/16”，或者不填。";

    #[test]
    fn lines_end_between_ideographs_and_not_before_a_mark() {
        for width in 16..40 {
            let lines = wrap(SENTENCE, width, LongWords::Broken);
            for (line, next) in lines.iter().zip(&lines[1..]) {
                assert!(line.width() <= width, "{line}");
                // A line is full: what follows has no place in it any more.
                let first = &next[..end_of_word(next)];
                assert!(line.width() + 1 + first.width() > width, "{width}: {line} / {next}");
                assert!(!next.starts_with(is_closing), "{width}: {next}");
                assert!(!line.ends_with(is_opening), "{width}: {line}");
            }
        }
        let lines = wrap(SENTENCE, 20, LongWords::Whole);
        assert_eq!(lines[0], "隧道 1 用 IKEv2，隧");
        assert!(lines.iter().any(|line| line.contains("RemoteSubnet")), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("“10.1.0.0/16”")), "{lines:?}");
    }

    #[test]
    fn latin_text_breaks_at_blanks_alone() {
        let lines = wrap("see vco-6xlj89qlpdn7gf5df2ax, or 10.1.0.0/16", 12, LongWords::Whole);
        assert_eq!(lines, ["see", "vco-6xlj89qlpdn7gf5df2ax,", "or", "10.1.0.0/16"]);
        assert_eq!(wrap("abcdefgh", 4, LongWords::Broken), ["abcd", "efgh"]);
    }

    #[test]
    fn a_cut_text_has_no_half_characters() {
        assert_eq!(cut("上海总部", 5, "…"), "上海…");
        assert_eq!(cut("上海总部", 6, "…"), "上海…");
        assert_eq!(cut("上海总部", 8, "…"), "上海总部");
        assert_eq!(cut("abcd", 3, "~"), "ab~");
        assert_eq!(cut("abcd", 0, "…"), "");
    }

    #[test]
    fn a_column_is_as_wide_whatever_stands_in_it() {
        for text in ["", "Esc", "空格键", "左右方向键", "a 中"] {
            assert_eq!(columns(&pad(text, 12)), 12, "{text}");
        }
        assert_eq!(pad("CustomerGateway", 4), "CustomerGateway");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_wide(
            text in "[a-z0-9 ，。（）“”中文本端对端]{0,60}", width in 4_usize..30
        ) {
            let lines = wrap(&text, width, LongWords::Broken);
            let without = |text: &str| text.replace(' ', "");
            let all: String = lines.iter().map(|line| without(line)).collect();
            prop_assert_eq!(all, without(&text));
            for line in &lines {
                prop_assert!(line.width() <= width, "{:?}", lines);
            }
        }

        #[test]
        fn a_cut_text_fits(text in "[a中，]{0,20}", width in 0_usize..12) {
            prop_assert!(cut(&text, width, "…").width() <= width);
        }
    }
}
