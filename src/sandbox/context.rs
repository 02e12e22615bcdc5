//! What an operation of the API works on, and the readings of parameters that all operations share.

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::connection::{is_false, is_true, regions};
use crate::rpc::{Param, Params};

use super::auth::Caller;
use super::codes::{ErrorReply, invalid, missing, refuse};
use super::settings::Settings;

/// Most tags of one thing.
pub(super) const TAGS_MAX: usize = 20;

/// What an operation answers, without its `RequestId`.
pub(super) type HandlerResult = Result<Json, ErrorReply>;

/// What an operation works on.
pub(super) struct Context<'a> {
    pub params: &'a Params,
    pub settings: &'a Settings,
    pub authority: &'a str,
    pub caller: Caller,
    /// The number of the account that asks.
    pub account: &'a str,
    /// Whether it came by POST, and not by GET.
    pub is_post: bool,
    pub now: Timestamp,
}

impl Context<'_> {
    /// A parameter's text, `None` when absent.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.params.get(name).map(Param::sent)
    }

    /// The time as precisely as the service tells it.
    pub(super) fn reported_time(&self) -> Timestamp {
        match self.settings.traits.whole_seconds {
            true => Timestamp::from_second(self.now.as_second()).unwrap_or(self.now),
            false => self.now,
        }
    }

    /// A parameter that must be there and not empty.
    pub(super) fn required_param(&self, name: &str) -> Result<&str, ErrorReply> {
        self.text(name).filter(|text| !text.is_empty()).ok_or_else(|| missing(name))
    }

    /// The region, which must be a known one.
    pub(super) fn region(&self) -> Result<&str, ErrorReply> {
        let region = self.required_param("RegionId")?;
        match regions::find(region) {
            Some(_) => Ok(region),
            None => Err(refuse("InvalidRegionId.NotFound")),
        }
    }

    /// The client token, at most 64 ASCII characters.
    pub(super) fn client_token(&self) -> Result<Option<&str>, ErrorReply> {
        let token = self.text("ClientToken").filter(|token| !token.is_empty());
        match token {
            Some(token) if !token.is_ascii() || token.len() > 64 => Err(invalid("ClientToken")),
            token => Ok(token),
        }
    }

    /// A switch that is off unless it is on.
    pub(super) fn flag(&self, name: &str) -> Result<bool, ErrorReply> {
        match self.text(name) {
            None => Ok(false),
            Some(text) if is_true(text) => Ok(true),
            Some(text) if is_false(text) => Ok(false),
            Some(_) => Err(invalid(name)),
        }
    }

    /// The business parameters that count when a token comes back.
    pub(super) fn without_token(&self) -> Params {
        let mut params = self.params.clone();
        params.remove("ClientToken");
        params
    }

    /// The tags that a request gives, as far as they are numbered without a gap.
    pub(super) fn tags(&self) -> Vec<(String, String)> {
        (1..=TAGS_MAX)
            .map_while(|number| {
                let text = |part: &str| self.text(&format!("Tag.{number}.{part}"));
                Some((text("Key")?.to_owned(), text("Value").unwrap_or_default().to_owned()))
            })
            .collect()
    }

    /// Whether tags pass the filters `Tag.N.Key` and `Tag.N.Value`.
    pub(super) fn passes_tags<'t>(
        &self,
        tags: impl Iterator<Item = (&'t str, &'t str)> + Clone,
    ) -> bool {
        (1..=TAGS_MAX).all(|number| {
            let wanted = self.text(&format!("Tag.{number}.Key"));
            let value = self.text(&format!("Tag.{number}.Value"));
            wanted.is_none_or(|wanted| {
                tags.clone()
                    .any(|(key, found)| key == wanted && value.is_none_or(|value| value == found))
            })
        })
    }

    /// Whether a value passes a filter parameter; one that is absent lets everything pass.
    pub(super) fn matches_filter(&self, name: &str, value: &str) -> bool {
        self.text(name).is_none_or(|wanted| wanted.is_empty() || wanted == value)
    }

    /// One page of a list, with the fields that every list has.
    pub(super) fn page<T>(
        &self,
        found: &[T],
        show: impl Fn(&T) -> Json,
    ) -> Result<(Json, Vec<Json>), ErrorReply> {
        let number = self.count("PageNumber", 1, usize::MAX)?;
        let size = self.count("PageSize", 10, self.settings.page_limit.max(1))?;
        let shown = found.iter().skip((number - 1).saturating_mul(size)).take(size);
        let head = json!({ "PageNumber": number, "PageSize": size, "TotalCount": found.len() });
        Ok((head, shown.map(show).collect()))
    }

    /// The account's number as CEN tells it.
    pub(super) fn account_number(&self) -> i64 {
        self.account.parse().unwrap_or_default()
    }

    /// One page of a list whose pages are told by tokens, with the fields that every such list has.
    pub(super) fn page_by_token(
        &self,
        rows: Vec<Json>,
        default: usize,
        list: &str,
    ) -> HandlerResult {
        const MARK: &str = "sandbox-";
        let size = self.count("MaxResults", default, 100)?;
        let start = match self.text("NextToken").filter(|token| !token.is_empty()) {
            None => 0,
            Some(token) => token
                .strip_prefix(MARK)
                .and_then(|start| start.parse::<usize>().ok())
                .ok_or_else(|| refuse("IllegalParam.NextToken"))?,
        };
        let total = rows.len();
        let shown: Vec<Json> = rows.into_iter().skip(start).take(size).collect();
        let end = start.saturating_add(shown.len());
        let mut answer = json!({ "MaxResults": size, "TotalCount": total });
        if end < total && !shown.is_empty() {
            answer["NextToken"] = format!("{MARK}{end}").into();
        }
        answer[list] = shown.into();
        Ok(answer)
    }

    fn count(&self, name: &str, default: usize, most: usize) -> Result<usize, ErrorReply> {
        let Some(text) = self.text(name) else { return Ok(default.min(most)) };
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|number| plain && (1..=most).contains(number))
            .ok_or_else(|| invalid(name))
    }
}
