//! The report of a run: its stages with their times, and the traits of the model.

use std::time::Duration;

use crate::trait_support::TraitReport;

/// The report of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// The traits of the model and their support.
    pub traits: TraitReport,
}

/// A stage of a run.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// The unit of its output.
    pub unit: &'static str,
    /// The size of its output in this unit.
    pub count: usize,
    /// The time that it took, by the caller's clock.
    pub time: Duration,
}

/// A clock: returns the time since a fixed moment. The library itself has none.
pub type Clock<'c> = &'c dyn Fn() -> Duration;

/// Measures the times of the stages.
pub(crate) struct StageTimer<'c> {
    clock: Clock<'c>,
    last: Duration,
    stages: Vec<Stage>,
}

impl<'c> StageTimer<'c> {
    /// Starts the first stage.
    pub(crate) fn start(clock: Clock<'c>) -> Self {
        Self {
            clock,
            last: clock(),
            stages: Vec::new(),
        }
    }

    /// Ends a stage and starts the next.
    pub(crate) fn end(&mut self, name: &'static str, unit: &'static str, count: usize) {
        let now = (self.clock)();
        self.stages.push(Stage {
            name,
            unit,
            count,
            time: now.saturating_sub(self.last),
        });
        self.last = now;
    }

    /// Returns the report of all stages.
    pub(crate) fn report(self, traits: TraitReport) -> Report {
        Report {
            stages: self.stages,
            traits,
        }
    }
}
