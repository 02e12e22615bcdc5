//! Which language a person reads, and whether their terminal has its letters.

use super::language::Language;

/// The language of a run, and who chose it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChosenLanguage {
    /// The language.
    pub language: Language,
    /// Whether this very run was asked for it. Settings and locale choose for the reader of a terminal alone:
    /// what other programs read stays English.
    pub is_explicit: bool,
}

/// The variable that asks for a language.
const VARIABLE: &str = "TUNNELSMITH_LANG";

impl ChosenLanguage {
    /// The language that the command line asks for, else the variable of this program, else a person's
    /// settings, else the locale: the first of LC_ALL, LC_MESSAGES and LANG that is not empty, as POSIX has
    /// it. What names no language that is spoken counts as nothing.
    ///
    /// The locale chooses a language beyond ASCII only where its letters can be shown.
    pub fn find(
        option: Option<&str>,
        setting: Option<&str>,
        vars: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let variable = vars(VARIABLE);
        let asked = [option, variable.as_deref()].into_iter().flatten();
        if let Some(language) = asked.filter_map(Language::from_tag).next() {
            return Self { language, is_explicit: true };
        }
        if let Some(language) = setting.and_then(Language::from_tag) {
            return Self { language, is_explicit: false };
        }
        let locale = first(&vars, ["LC_ALL", "LC_MESSAGES", "LANG"]);
        let language = locale.and_then(|locale| Language::from_locale(&locale));
        let shown = shows(&vars, "LC_MESSAGES");
        let language = language.filter(|language| shown || language.is_ascii());
        Self { language: language.unwrap_or_default(), is_explicit: false }
    }
}

/// Whether lines, marks and letters beyond ASCII can be shown.
///
/// They cannot without a locale that says so, nor on the Linux console, whose font has few of them.
pub fn shows_unicode(vars: impl Fn(&str) -> Option<String>) -> bool {
    shows(&vars, "LC_CTYPE")
}

/// The same for what `category` of the locale is about.
fn shows(vars: &impl Fn(&str) -> Option<String>, category: &str) -> bool {
    if vars("TERM").as_deref() == Some("linux") {
        return false;
    }
    match first(vars, ["LC_ALL", category, "LANG"]) {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        // Windows has no such variables, and its terminals show them all.
        None => cfg!(windows),
    }
}

/// The first that is not empty decides, as in the C library.
fn first(vars: &impl Fn(&str) -> Option<String>, names: [&str; 3]) -> Option<String> {
    names.into_iter().find_map(|name| vars(name).filter(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Vars<'a> = &'a [(&'a str, &'a str)];

    fn lookup(vars: Vars) -> impl Fn(&str) -> Option<String> {
        |name| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_option_goes_before_the_variable_and_that_before_the_locale() {
        use Language::{Chinese, English};
        let table: &[(Option<&str>, Vars, Language, bool)] = &[
            (None, &[], English, false),
            (None, &[("LANG", "zh_CN.UTF-8")], Chinese, false),
            (None, &[("LANG", "zh_SG.utf8")], Chinese, false),
            (None, &[("LANG", "zh_CN.UTF-8"), ("LC_MESSAGES", "en_US.UTF-8")], English, false),
            (None, &[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_CN.UTF-8")], Chinese, false),
            (None, &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], English, false),
            (None, &[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")], Chinese, false),
            (None, &[("LANG", "de_DE.UTF-8")], English, false),
            // Other terms are used there.
            (None, &[("LANG", "zh_TW.UTF-8")], English, false),
            // The letters could not be shown.
            (None, &[("LANG", "zh_CN")], English, false),
            (None, &[("LANG", "zh_CN.GB18030")], English, false),
            (None, &[("LANG", "zh_CN.UTF-8"), ("TERM", "linux")], English, false),
            (None, &[("LANG", "C"), ("TUNNELSMITH_LANG", "zh-CN")], Chinese, true),
            (None, &[("LANG", "zh_CN.UTF-8"), ("TUNNELSMITH_LANG", "en")], English, true),
            (None, &[("LANG", "zh_CN.UTF-8"), ("TUNNELSMITH_LANG", "")], Chinese, false),
            (Some("en"), &[("TUNNELSMITH_LANG", "zh")], English, true),
            (Some("ZH_cn"), &[("TERM", "linux")], Chinese, true),
            (Some("zh-Hans-SG"), &[], Chinese, true),
            (Some("zh-TW"), &[], Chinese, true),
        ];
        for (option, vars, language, is_asked_for) in table {
            let chosen = ChosenLanguage { language: *language, is_explicit: *is_asked_for };
            let found = ChosenLanguage::find(*option, None, lookup(vars));
            assert_eq!(found, chosen, "{option:?} {vars:?}");
        }
    }

    #[test]
    fn a_setting_goes_before_the_locale_and_chooses_for_people_alone() {
        let chosen = |language| ChosenLanguage { language, is_explicit: false };
        let found = ChosenLanguage::find(None, Some("zh-CN"), lookup(&[("LANG", "C")]));
        assert_eq!(found, chosen(Language::Chinese));
        let found = ChosenLanguage::find(None, Some("en"), lookup(&[("LANG", "zh_CN.UTF-8")]));
        assert_eq!(found, chosen(Language::English));
        let vars: Vars = &[("TUNNELSMITH_LANG", "en")];
        assert_eq!(
            ChosenLanguage::find(None, Some("zh"), lookup(vars)).language,
            Language::English
        );
    }

    #[test]
    fn what_is_no_tag_names_no_language() {
        for nonsense in ["", "e", "enough", "zh-", "-", "tlh", "C"] {
            assert_eq!(Language::from_tag(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn the_locale_tells_whether_letters_beyond_ascii_can_be_shown() {
        let table: &[(Vars, bool)] = &[
            (&[("LANG", "en_GB.UTF-8")], true),
            (&[("LANG", "de_DE.utf8")], true),
            (&[("LANG", "C.UTF-8")], true),
            (&[("LANG", "C")], false),
            (&[("LANG", "de_DE@euro")], false),
            (&[("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")], false),
            (&[("LC_ALL", ""), ("LC_CTYPE", "UTF-8"), ("LANG", "C")], true),
            (&[("TERM", "linux"), ("LANG", "en_GB.UTF-8")], false),
            (&[], cfg!(windows)),
        ];
        for (vars, expected) in table {
            assert_eq!(shows_unicode(lookup(vars)), *expected, "{vars:?}");
        }
    }
}
