//! The clock: the only one who knows what time it is.

use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};

/// Now, RFC 3339 in the author's zone, to the second.
#[must_use]
pub fn now() -> String {
    written(&ZonedDateTime::now())
}

/// A file's time, written the same way.
#[must_use]
pub fn of(time: std::time::SystemTime) -> Option<String> {
    let stamp = Timestamp::try_from(time).ok()?;
    Some(written(&stamp.to_zoned_datetime(TimeZone::system())))
}

fn written(time: &ZonedDateTime) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_back() {
        let written = now();
        assert_eq!(
            written
                .parse::<Timestamp>()
                .unwrap()
                .to_zoned_datetime(TimeZone::system())
                .strftime("%Y-%m-%dT%H:%M:%S%:z")
                .to_string(),
            written
        );
        assert!(of(std::time::SystemTime::UNIX_EPOCH).unwrap().contains("19"));
    }
}
