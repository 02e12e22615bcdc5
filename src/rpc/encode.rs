//! Percent-encoding by RFC 3986, as the signature wants it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// Letters, digits and `- _ . ~` stay; every other byte of the UTF-8 text becomes `%XX`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Encodes a name or a value: a blank is `%20`, never `+`, and hex digits are upper case.
///
/// ```
/// assert_eq!(tunnelsmith::rpc::percent_encode("a b*~").to_string(), "a%20b%2A~");
/// ```
pub fn percent_encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}
