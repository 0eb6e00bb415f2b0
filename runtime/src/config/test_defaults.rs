//! Fixed credentials, clock and region for the tests of programs.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{BehaviorVersion, Builder, Credentials, Region};
use crate::time::TimeSource;

/// The time of tests, in seconds since 1970.
const TEST_TIME: Duration = Duration::from_secs(1_234_567_890);

/// A clock with a fixed time.
#[derive(Debug)]
struct FixedTime(SystemTime);

impl TimeSource for FixedTime {
    fn now(&self) -> SystemTime {
        self.0
    }
}

impl Builder {
    /// Sets credentials and a clock for tests, so that requests are the same in each run.
    pub fn apply_test_defaults(&mut self) -> &mut Self {
        let builder = std::mem::take(self)
            .credentials_provider(Credentials::for_tests())
            .time_source(FixedTime(UNIX_EPOCH + TEST_TIME))
            .behavior_version(BehaviorVersion::latest());
        *self = builder;
        self
    }

    /// Sets credentials and a clock for tests, so that requests are the same in each run.
    #[must_use]
    pub fn with_test_defaults(mut self) -> Self {
        self.apply_test_defaults();
        self
    }

    /// Sets the values of [`apply_test_defaults`](Self::apply_test_defaults), and a region if none
    /// is set.
    pub fn apply_test_defaults_v2(&mut self) -> &mut Self {
        self.apply_test_defaults();
        if self.settings.region.is_none() {
            self.set_region(Some(Region::new("us-east-1")));
        }
        self
    }

    /// Sets the values of [`with_test_defaults`](Self::with_test_defaults), and a region if none is
    /// set.
    #[must_use]
    pub fn with_test_defaults_v2(mut self) -> Self {
        self.apply_test_defaults_v2();
        self
    }
}
