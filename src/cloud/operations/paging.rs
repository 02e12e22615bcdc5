//! Lists that come in pages: `PageNumber`, `PageSize`, `TotalCount`.

use std::collections::HashSet;
use std::future::ready;

use futures_util::stream::{self, Stream, StreamExt as _};

use crate::rpc::{Operation, Params};

use super::super::client::Client;
use super::super::failure::CallFailure;
use super::super::mask::MaskedJson;
use super::super::response::ApiResponse;
use super::incomplete::missing_field_failure;
use super::json_node::JsonNode;

/// The largest page the service gives.
const PAGE_SIZE: u64 = 50;

/// More pages than any account can fill; whatever total the service names, no more are asked for.
const MOST_PAGES: u64 = 1000;

/// How many pages are asked for at a time, well below the service's 600 calls a minute.
const AT_ONCE: usize = 4;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Its rows; one that stood on an earlier page already is left out.
    pub rows: Vec<T>,
    /// How many rows there are on all pages, if the service tells.
    pub total: Option<u64>,
    /// Its number, from 1.
    pub page: u32,
    /// Whether a sandbox gave the answer, not the cloud.
    pub sandbox: bool,
}

/// A list operation: what to ask and how to read a row.
#[derive(Clone)]
pub(super) struct Listing<T> {
    pub client: Client,
    pub operation: Operation,
    pub params: Params,
    /// The list and, where it stands in a wrapper, the name inside.
    pub list: (&'static str, &'static str),
    pub read: fn(&JsonNode<'_>) -> Option<T>,
    pub id: fn(&T) -> &str,
}

/// A page as it came.
struct FetchedPage<T> {
    page: Page<T>,
    /// How many rows the answer had, readable or not.
    rows: u64,
    /// How many a page holds, which the service may set lower than asked for.
    size: u64,
}

impl<T: Clone + Send + 'static> Listing<T> {
    /// All pages in order, each as soon as it and those before it are there. Where the total is
    /// known from the first page, the others are asked for several at a time.
    ///
    /// It ends with the last page, an empty page, or the first failure.
    pub fn pages(self) -> impl Stream<Item = Result<Page<T>, CallFailure>> + Send + use<T> {
        let id = self.id;
        let first = {
            let listing = self.clone();
            stream::once(async move { listing.fetch(1).await })
        };
        let fetched = first.flat_map(move |first| {
            let rest = self.clone().rest(first.as_ref().ok());
            stream::once(ready(first)).chain(rest)
        });
        let until_end = stream::unfold(Some(Box::pin(fetched)), async |pages| {
            let mut pages = pages?;
            let item = pages.next().await?;
            // Let go of before the item is handed out: nothing further is asked for, not even begun.
            let rest = (!ends(&item)).then_some(pages);
            Some((item, rest))
        });
        until_end.scan(HashSet::new(), move |seen, fetched| {
            let page = fetched.map(|FetchedPage { mut page, .. }| {
                page.rows.retain(|row| seen.insert(id(row).to_owned()));
                page
            });
            ready(Some(page))
        })
    }

    fn rest(
        self,
        first: Option<&FetchedPage<T>>,
    ) -> impl Stream<Item = Result<FetchedPage<T>, CallFailure>> + Send + use<T> {
        let last = first.map_or(1, |first| match first.page.total {
            Some(total) => total.div_ceil(first.size).min(MOST_PAGES),
            None if first.rows < first.size => 1,
            None => MOST_PAGES,
        });
        let known = first.is_some_and(|first| first.page.total.is_some());
        let width = if known { AT_ONCE } else { 1 };
        // At most MOST_PAGES, so the number fits.
        let numbers = (2..=last).map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        stream::iter(numbers)
            .map(move |number| {
                let listing = self.clone();
                async move { listing.fetch(number).await }
            })
            .buffered(width)
    }

    async fn fetch(&self, number: u32) -> Result<FetchedPage<T>, CallFailure> {
        let mut params = self.params.clone();
        params.insert("PageNumber", number.to_string());
        params.insert("PageSize", PAGE_SIZE.to_string());
        let reply = self.client.send_with_retry(self.operation, &params).await?;
        let view = JsonNode::of(&reply.value);
        // An answer that is no list tells of nothing, least of all that there is nothing.
        if view.at(self.list.0).is_none() && view.at("TotalCount").is_none() {
            return Err(missing_field_failure(self.client.endpoint().host(), &reply, self.list.0));
        }
        Ok(self.page(&reply.value, number, reply.sandbox))
    }

    fn page(&self, answer: &MaskedJson, number: u32, sandbox: bool) -> FetchedPage<T> {
        let view = JsonNode::of(answer);
        let rows = view.rows(self.list.0, self.list.1);
        let total = view.whole("TotalCount");
        let size = view.whole("PageSize").filter(|size| (1..=PAGE_SIZE).contains(size));
        FetchedPage {
            rows: rows.len() as u64,
            size: size.unwrap_or(PAGE_SIZE),
            page: Page {
                rows: rows.iter().filter_map(self.read).collect(),
                total,
                page: number,
                sandbox,
            },
        }
    }
}

/// All rows of a list that goes on with a token (`NextToken`) instead of page numbers.
///
/// # Errors
/// What the last attempt for one of the pages met with.
pub(super) async fn fetch_all_pages<T>(
    client: &Client,
    operation: Operation,
    mut params: Params,
    list: (&'static str, &'static str),
    read: fn(&JsonNode<'_>) -> Option<T>,
) -> Result<ApiResponse<Vec<T>>, CallFailure> {
    let mut rows = Vec::new();
    let mut attempts = 0;
    let mut seen = HashSet::new();
    loop {
        let reply =
            client.send_with_retry(operation, &params).await?.with_earlier_attempts(attempts);
        attempts = reply.attempts;
        let view = JsonNode::of(&reply.value);
        rows.extend(view.rows(list.0, list.1).iter().filter_map(read));
        // A token that comes back would lead round in a circle.
        match view.text("NextToken").filter(|token| seen.insert(token.clone())) {
            Some(token) if seen.len() < MOST_PAGES as usize => params.insert("NextToken", token),
            _ => return Ok(reply.map(|_| rows)),
        }
    }
}

/// Whether nothing comes after this: a failure, an empty page, or a short one of a list that does
/// not tell its length.
fn ends<T>(fetched: &Result<FetchedPage<T>, CallFailure>) -> bool {
    match fetched {
        Err(_) => true,
        Ok(fetched) => {
            fetched.rows == 0 || (fetched.page.total.is_none() && fetched.rows < fetched.size)
        }
    }
}
