//! An answer and what came with it.

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiResponse<T> {
    /// What was asked for.
    pub value: T,
    /// To be quoted to the vendor's support.
    pub request_id: Option<String>,
    /// Whether a sandbox gave the answer, not the cloud.
    pub sandbox: bool,
    /// How many requests were made for it.
    pub attempts: u32,
}

impl<T> ApiResponse<T> {
    /// The same answer, read further.
    pub fn map<U>(self, read: impl FnOnce(T) -> U) -> ApiResponse<U> {
        let Self { value, request_id, sandbox, attempts } = self;
        ApiResponse { value: read(value), request_id, sandbox, attempts }
    }

    pub(super) fn with_earlier_attempts(self, attempts: u32) -> Self {
        Self { attempts: self.attempts + attempts, ..self }
    }
}
