//! Points in time as parts of file names: sortable, and fit for every file system.

use jiff::Timestamp;

/// Length of a stamp in bytes.
const LENGTH: usize = "20260102T030405678Z".len();

/// `20260102T030405678Z`, to the millisecond.
pub fn stamp(time: Timestamp) -> String {
    time.strftime("%Y%m%dT%H%M%S%3fZ").to_string()
}

/// The stamp at the beginning of a text, and what follows it.
pub fn read(text: &str) -> Option<(Timestamp, &str)> {
    let (head, rest) = text.split_at_checked(LENGTH)?;
    let digits = |from: usize, to: usize| {
        head.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (date, time, thousandths) = (digits(0, 8)?, digits(9, 15)?, digits(15, 18)?);
    let iso = format!(
        "{}-{}-{}T{}:{}:{}.{thousandths}Z",
        &date[..4],
        &date[4..6],
        &date[6..],
        &time[..2],
        &time[2..4],
        &time[4..]
    );
    Some((iso.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_read_back_and_sort() {
        let times = [1_767_323_045_678, 1_767_323_045_679, 1_800_000_000_000];
        let times = times.map(|time| Timestamp::from_millisecond(time).unwrap());
        let stamps = times.map(stamp);
        assert_eq!(stamps[0], "20260102T030405678Z");
        assert!(stamps.is_sorted());
        assert_eq!(read(&format!("{}-ab", stamps[2])), Some((times[2], "-ab")));
        for none in ["", "20260102T030405", "20269902T030405678Z", "２0260102T030405678Z"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
