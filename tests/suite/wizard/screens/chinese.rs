//! The same screens in Chinese, at the two sizes that everything is built for: pictures to be read, and
//! what can be said of every one of them.

use tunnelsmith::text::Language;
use unicode_width::UnicodeWidthStr as _;

use super::super::harness::{Wizard, speaking};
use super::super::{connections, screens};

macro_rules! in_chinese {
    ($($module:ident: $($story:ident)*;)*) => {
        $($(#[test]
        fn $story() {
            speaking(Language::Chinese, $module::$story);
        })*)*
    };
}

in_chinese! {
    screens:
        home
        what_an_earlier_version_has_different
        home_without_an_account
        mode
        gateways
        gateways_that_cannot_be_had
        the_device
        forms_of_two_tunnels
        forms_of_one_tunnel
        review
        what_lies_over_a_screen
        a_word_to_tell
        sending
        result
        keys_that_are_asked_for
        too_small;
    connections:
        connections_are_listed_found_and_refreshed
        what_keeps_the_list_away_is_told_with_a_way_on
        a_connection_is_bound_from_its_result_and_watched_until_up
        a_product_that_may_not_be_asked_is_named_with_what_it_takes
        a_fault_opens_the_diagnosis_and_is_repaired_there
        nothing_found_says_what_that_means
        a_tunnel_that_is_lost_at_its_rekey_says_so
        a_deletion_wants_the_name_and_what_is_bound_stays
        the_palette_knows_what_can_be_done;
}

fn is_han(letter: &str) -> bool {
    letter.chars().all(|one| ('\u{4E00}'..='\u{9FFF}').contains(&one)) && !letter.is_empty()
}

fn is_full_width(mark: &str) -> bool {
    "，。、；：？！（）【】“”".contains(mark)
}

/// No wide letter is cut by what is drawn beside it or by the edge, and no mark or blank is set as in
/// English.
#[track_caller]
pub fn is_well_set(wizard: &Wizard) {
    let picture = wizard.picture();
    let area = picture.area;
    for y in area.top()..area.bottom() {
        let cells: Vec<&str> =
            (area.left()..area.right()).map(|x| picture[(x, y)].symbol()).collect();
        let mut letters = Vec::new();
        let mut at = 0;
        while at < cells.len() {
            if cells[at].width() == 2 {
                let second = cells.get(at + 1);
                assert_eq!(second, Some(&" "), "{} is cut in\n{}", cells[at], wizard.screen());
                letters.push(cells[at]);
                at += 2;
            } else {
                letters.push(cells[at]);
                at += 1;
            }
        }
        // The bottom line has keys in a row, each with its word.
        let is_foot = y + 1 == area.bottom();
        for three in letters.windows(3).filter(|_| !is_foot) {
            let is_apart = |before: &str, after: &str| match is_full_width(before) {
                // An edge or a bar may stand behind a sentence.
                true => after != " " && !"│█┘┐─".contains(after),
                false => is_han(before) && (is_han(after) || is_full_width(after)),
            };
            let is_gap = three[1] == " " && is_apart(three[0], three[2]);
            assert!(!is_gap, "{three:?} in\n{}", wizard.screen());
        }
        for two in letters.windows(2) {
            let is_mark = |mark: &str| [",", ";", "?", "!", "(", ")"].contains(&mark);
            let is_half =
                (is_han(two[0]) && is_mark(two[1])) || (is_mark(two[0]) && is_han(two[1]));
            assert!(!is_half, "{two:?} in\n{}", wizard.screen());
        }
    }
}
