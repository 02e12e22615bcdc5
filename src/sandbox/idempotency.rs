//! What was answered to each client token.

use std::collections::{HashMap, VecDeque};

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::rpc::Params;

use super::codes::{ErrorReply, refuse};

/// Most tokens kept; older ones make room. The service forgets them with time, too.
const TOKENS_MAX: usize = 100_000;

/// Operation and token.
type Name = (&'static str, String);

/// The answers to come back to.
#[derive(Debug, Default)]
pub(super) struct IdempotencyCache {
    answers: HashMap<Name, ([u8; 32], Json)>,
    order: VecDeque<Name>,
}

impl IdempotencyCache {
    /// The answer given before to the same operation, token and parameters.
    ///
    /// # Errors
    /// When the parameters differ.
    pub(super) fn cached_answer(
        &self,
        action: &'static str,
        token: &str,
        params: &Params,
    ) -> Result<Option<Json>, ErrorReply> {
        match self.answers.get(&(action, token.to_owned())) {
            Some((digest, answer)) if *digest == digest_of(params) => Ok(Some(answer.clone())),
            Some(_) => Err(refuse("IdempotentParameterMismatch")),
            None => Ok(None),
        }
    }

    /// Keeps an answer for the next time.
    pub(super) fn remember(
        &mut self,
        action: &'static str,
        token: &str,
        params: &Params,
        answer: Json,
    ) {
        if self.order.len() == TOKENS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.answers.remove(&oldest);
        }
        let name = (action, token.to_owned());
        self.order.push_back(name.clone());
        self.answers.insert(name, (digest_of(params), answer));
    }
}

fn digest_of(params: &Params) -> [u8; 32] {
    Sha256::digest(params.canonical().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_do_not_fill_the_memory() {
        let mut tokens = IdempotencyCache::default();
        let none = Params::default();
        for number in 0..=TOKENS_MAX {
            tokens.remember("Create", &number.to_string(), &none, Json::Null);
        }
        assert_eq!((tokens.answers.len(), tokens.order.len()), (TOKENS_MAX, TOKENS_MAX));
        assert_eq!(tokens.cached_answer("Create", "0", &none), Ok(None));
        assert_eq!(tokens.cached_answer("Create", "1", &none), Ok(Some(Json::Null)));
    }
}
