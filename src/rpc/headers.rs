//! The headers by which the sandbox is known, so that it never passes for the cloud.

/// Every answer of a sandbox has it.
pub const SANDBOX_HEADER: &str = "x-tunnelsmith-sandbox";

/// Which sandbox answered: another text after each start, since it forgets everything with its end.
pub const INSTANCE_HEADER: &str = "x-tunnelsmith-instance";
