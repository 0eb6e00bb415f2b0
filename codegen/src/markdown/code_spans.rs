//! The positions of code spans in a text.

use std::collections::HashMap;
use std::ops::Range;

/// Returns the code spans of `text` in order, with their backticks.
pub(super) fn code_spans(text: &str) -> Vec<Range<usize>> {
    let runs = backtick_runs(text);
    let mut closers: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, run) in runs.iter().enumerate() {
        closers.entry(run.len()).or_default().push(index);
    }
    let mut spans = Vec::new();
    let mut next = 0;
    while let Some(run) = runs.get(next) {
        let start = run.start + usize::from(is_escaped(text, run.start));
        let closer = closers
            .get(&(run.end - start))
            .and_then(|same| same.get(same.partition_point(|index| *index <= next)));
        next += 1;
        if let Some(closer) = closer.filter(|_| start < run.end) {
            spans.push(start..runs[*closer].end);
            next = closer + 1;
        }
    }
    spans
}

fn backtick_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Returns whether an odd number of backslashes precedes `at`.
fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at]
        .iter()
        .rev()
        .take_while(|byte| **byte == b'\\')
        .count()
        % 2
        == 1
}
