//! The Chinese texts: the terms of the service's own console, and how Chinese is set.

use tunnelsmith::text::Language;

use super::patterns::GAP;
use super::{assert_none, texts};

/// A word of English, and what has to stand in the Chinese text for it: one of several.
const TERMS: &[(&str, &[&str])] = &[
    ("customer gateway", &["用户网关"]),
    ("transit router", &["转发路由器"]),
    ("pre-shared key", &["预共享密钥"]),
    ("client token", &["客户端 Token"]),
    ("tunnel cidr block", &["隧道网段"]),
    ("resource group", &["资源组"]),
    ("nat traversal", &["NAT 穿越"]),
    ("health check", &["健康检查"]),
    ("main mode", &["主模式", "main"]),
    ("aggressive mode", &["野蛮模式", "aggressive"]),
    ("dh group", &["DH 分组", "DH 组"]),
    ("security token", &["安全令牌"]),
    ("request id", &["请求 ID"]),
    ("sandbox", &["沙箱", "sandbox"]),
    ("journal", &["提交日志"]),
    ("trash", &["回收站"]),
    ("draft", &["草稿", "draft", "DRAFT", "签名不正确", "旧草案"]),
    ("wizard", &["向导"]),
    ("firewall", &["防火墙"]),
    ("proxy", &["代理"]),
    ("default", &["默认", "default"]),
    ("higher quota", &["配额"]),
];

/// What the console never says, and what it says in its place. What stands behind is where it may stand
/// all the same.
const NOT_SAID: &[(&str, &str, &[&str])] = &[
    ("客户网关", "用户网关", &[]),
    ("中转路由器", "转发路由器", &[]),
    ("通道", "隧道", &["高速通道"]),
    ("区域", "地域", &["安全区域", "区域设置", "区域之间"]),
    ("自治域", "自治系统号", &[]),
    ("AS 编号", "自治系统号", &[]),
    ("哈希算法", "认证算法", &[]),
    ("积极模式", "野蛮模式", &[]),
    ("主动模式", "野蛮模式", &[]),
    ("子网", "网段", &[]),
    ("数据包", "报文", &[]),
    ("主隧道", "隧道 1", &[]),
    ("备隧道", "隧道 2", &[]),
    ("帐号", "账号", &[]),
    ("登陆", "登录", &[]),
    ("其它", "其他", &[]),
    ("阀值", "阈值", &[]),
    ("缺省", "默认", &[]),
    ("文件夹", "目录", &[]),
    ("密封", "加密", &[]),
    ("完美前向", "完美向前", &[]),
    ("转寄", "转发", &[]),
    ("使用者", "用户", &[]),
    ("你", "您", &[]),
    ("请", "", &["请求", "申请"]),
];

/// Texts with a value that brings its own blank, or is a Chinese word itself.
const OWN_BLANKS: &[&str] =
    &["obstacle-still-bound", "obstacle-still-bound-wizard", "plain-switch", "repair-either"];

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

fn is_full_width(letter: char) -> bool {
    "，。；：？！（）【】、“”".contains(letter)
}

#[test]
fn the_terms_are_those_of_the_console() {
    let chinese = texts(Language::Chinese);
    let mut found = Vec::new();
    for (id, (_, said)) in texts(Language::English) {
        let Some((_, own)) = chinese.get(&id) else { continue };
        let english = said.spoken.join(" ").to_lowercase();
        let own = own.spoken.join(" ");
        for (term, known) in TERMS {
            if english.contains(term) && !known.iter().any(|word| own.contains(word)) {
                found.push(format!("{id}: {term} is {}: {own}", known[0]));
            }
        }
    }
    assert_none(found);
}

#[test]
fn no_text_says_what_the_console_never_says() {
    let mut found = Vec::new();
    for (id, (_, said)) in texts(Language::Chinese) {
        for text in &said.spoken {
            for (wrong, right, allowed) in NOT_SAID {
                let rest =
                    allowed.iter().fold(text.clone(), |rest, allowed| rest.replace(allowed, ""));
                if rest.contains(wrong) {
                    found.push(format!("{id}: {wrong}, better {right}: {text}"));
                }
            }
        }
    }
    assert_none(found);
}

#[test]
fn marks_beside_ideographs_are_full_width() {
    let mut found = Vec::new();
    for (id, (_, said)) in texts(Language::Chinese) {
        for text in &said.spoken {
            let letters: Vec<char> = text.chars().collect();
            let wrong = letters.windows(2).any(|pair| match pair {
                [before, mark] if ",;:?!()".contains(*mark) => is_han(*before),
                [mark, after] if ",;:?!()".contains(*mark) => is_han(*after),
                // A full stop behind a word is one; a dot inside a name is none.
                [before, '.'] => is_han(*before),
                _ => false,
            });
            if wrong {
                found.push(format!("{id}: {text}"));
            }
        }
    }
    assert_none(found);
}

#[test]
fn blanks_stand_between_scripts_and_nowhere_else() {
    let mut found = Vec::new();
    let chinese = texts(Language::Chinese);
    for (id, (_, said)) in chinese.iter().filter(|(id, _)| !OWN_BLANKS.contains(&id.as_str())) {
        for text in &said.spoken {
            let letters: Vec<char> = text.chars().collect();
            let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == GAP;
            let wrong = letters.windows(2).any(|pair| {
                let [before, after] = [pair[0], pair[1]];
                let touches =
                    (is_han(before) && is_word(after)) || (is_word(before) && is_han(after));
                let apart = (is_full_width(before) && after == ' ')
                    || (before == ' ' && is_full_width(after));
                touches || apart
            });
            let between = letters.windows(3).any(|three| match three {
                [before, ' ', after] => is_han(*before) && is_han(*after),
                _ => false,
            });
            if wrong || between {
                found.push(format!("{id}: {text}"));
            }
        }
    }
    assert_none(found);
}

#[test]
fn a_sentence_ends_where_the_english_one_does() {
    let chinese = texts(Language::Chinese);
    let mut found = Vec::new();
    for (id, (_, said)) in texts(Language::English) {
        let Some((_, own)) = chinese.get(&id) else { continue };
        let ends = |said: &[String], marks: &[char]| said.iter().all(|text| text.ends_with(marks));
        let english = ends(&said.spoken, &['.', '?']);
        let own_ends = ends(&own.spoken, &['。', '？']);
        let is_open = own.spoken.iter().any(|text| text.ends_with(['。']));
        if english && !own_ends && !own.spoken.iter().all(|text| text.ends_with("[y/N]")) {
            found.push(format!("{id} has no full stop: {}", own.spoken.join(" / ")));
        }
        if !said.spoken.iter().any(|text| text.ends_with(['.', '?', GAP, '!'])) && is_open {
            found.push(format!("{id} has a full stop: {}", own.spoken.join(" / ")));
        }
    }
    assert_none(found);
}
