//! The clock: the only one who knows what time it is.

use std::sync::LazyLock;

use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};

use super::places;

/// The author's zone. The system's own is read from its file: `jiff` would walk the folders of all zones for its name,
/// which nobody here asks for.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| {
    let file = if places::names_a_zone() { None } else { std::fs::read("/etc/localtime").ok() };
    let zone = file.and_then(|bytes| TimeZone::tzif("", &bytes).ok());
    zone.unwrap_or_else(TimeZone::system)
});

/// Now, RFC 3339 in the author's zone, to the second.
#[must_use]
pub fn now() -> String {
    written(&Timestamp::now().to_zoned_datetime(ZONE.clone()))
}

/// A file's time, written the same way.
#[must_use]
pub fn of(time: std::time::SystemTime) -> Option<String> {
    let stamp = Timestamp::try_from(time).ok()?;
    Some(written(&stamp.to_zoned_datetime(ZONE.clone())))
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
