//! What the service answered instead of doing what it was asked.

use std::fmt;

use crate::rpc::ServiceError;

/// What the service answered instead of doing what it was asked, as it came.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The error code; empty if there was none.
    pub code: String,
    /// The service's own message. It may repeat secrets; only [`explain`](super::explain) makes it fit to be shown.
    pub message: Option<String>,
    /// What support asks for.
    pub request_id: Option<String>,
    /// The page the service points to.
    pub recommend: Option<String>,
    /// The HTTP status.
    pub http: Option<u16>,
}

impl From<&ServiceError> for Refusal {
    fn from(error: &ServiceError) -> Self {
        Self {
            code: error.code.clone(),
            message: Some(error.message.clone()),
            request_id: error.request_id.clone(),
            recommend: error.recommend.clone(),
            http: Some(error.http),
        }
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Refusal")
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}
