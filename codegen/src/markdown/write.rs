//! Writes the runs of a paragraph as Markdown.

use super::escape;
use super::inline::{Mark, TextRun};

/// The replacement for the spaces of code and links, at which a line must not break. Texts do not
/// contain it.
pub(super) const SPACE_INSIDE: char = '\u{a0}';

/// Returns the Markdown of a paragraph, in which `SPACE_INSIDE` replaces the spaces of code and
/// links.
pub(super) fn markdown(runs: &[TextRun]) -> String {
    Writer {
        runs,
        out: String::new(),
        open: Vec::new(),
    }
    .write()
}

/// Returns `markdown` with all its spaces.
pub(super) fn with_spaces(markdown: &str) -> String {
    markdown.replace(SPACE_INSIDE, " ")
}

/// Returns `markdown` with the spaces of its inline code marked, so that no line ends there.
pub(super) fn with_code_whole(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(start) = rest.find('`') {
        let ticks = rest[start..].bytes().take_while(|byte| *byte == b'`').count();
        let end = code_end(rest, start + ticks, ticks);
        out.push_str(&rest[..start]);
        out.push_str(&rest[start..end].replace(' ', SPACE_INSIDE.encode_utf8(&mut [0; 4])));
        rest = &rest[end..];
    }
    out + rest
}

/// Returns the end of the inline code that a run of `ticks` backticks opens before `from`; `from`
/// if it is not closed.
fn code_end(markdown: &str, from: usize, ticks: usize) -> usize {
    let mut at = from;
    while let Some(start) = markdown[at..].find('`').map(|start| at + start) {
        let run = markdown[start..].bytes().take_while(|byte| *byte == b'`').count();
        at = start + run;
        if run == ticks {
            return at;
        }
    }
    from
}

struct Writer<'a> {
    runs: &'a [TextRun],
    out: String,
    open: Vec<Mark>,
}

impl Writer<'_> {
    fn write(mut self) -> String {
        let reach = self.reach();
        let runs = self.runs;
        for (index, run) in runs.iter().enumerate() {
            let kept = self.open.iter().take_while(|mark| run.style.has(mark)).count();
            self.close(kept);
            let automatic = self.automatic(index);
            let link = run.style.link.clone().filter(|_| automatic.is_none()).map(Mark::Link);
            let mut wanted: Vec<(usize, Mark)> = [Some(Mark::Strong), Some(Mark::Emphasis), link]
                .into_iter()
                .zip(reach[index])
                .filter_map(|(mark, reach)| mark.map(|mark| (reach, mark)))
                .filter(|(_, mark)| run.style.has(mark) && !self.open.contains(mark))
                .collect();
            // The mark that ends last is the outermost.
            wanted.sort_by_key(|(reach, _)| std::cmp::Reverse(*reach));
            // A mark that is reopened because another one ends must not have a space after it.
            let text = run.text.strip_prefix(' ').filter(|_| !wanted.is_empty());
            self.out.push_str(if text.is_some() { " " } else { "" });
            match text.unwrap_or(&run.text) {
                "" => {}
                text => {
                    wanted.into_iter().for_each(|(_, mark)| self.start(mark));
                    let start = self.out.len();
                    if let Some(address) = automatic {
                        self.out.push_str(&address);
                    } else if run.style.code {
                        escape::code(&mut self.out, text);
                    } else {
                        escape::text(&mut self.out, text, run.style.link.is_some());
                    }
                    if run.style.code || run.style.link.is_some() {
                        self.join(start);
                    }
                }
            }
        }
        self.close(0);
        self.out
    }

    /// Keeps the text from `start` on in one line.
    fn join(&mut self, start: usize) {
        if self.out[start..].contains(' ') {
            let joined = self.out[start..].replace(' ', SPACE_INSIDE.encode_utf8(&mut [0; 4]));
            self.out.truncate(start);
            self.out.push_str(&joined);
        }
    }

    /// Returns the end indices of the strong text, the emphasis and the link of each run.
    fn reach(&self) -> Vec<[usize; 3]> {
        let mut reach = vec![[0; 3]; self.runs.len()];
        let mut ends = [self.runs.len(); 3];
        for (index, run) in self.runs.iter().enumerate().rev() {
            let goes_on = self.runs.get(index + 1).map(|next| {
                [
                    next.style.strong && run.style.strong,
                    next.style.emphasis && run.style.emphasis,
                    next.style.link == run.style.link,
                ]
            });
            for (end, goes_on) in ends.iter_mut().zip(goes_on.unwrap_or_default()) {
                if !goes_on {
                    *end = index + 1;
                }
            }
            reach[index] = ends;
        }
        reach
    }

    /// Returns the address in angle brackets if the run is a whole link with its address as text.
    fn automatic(&self, index: usize) -> Option<String> {
        let run = &self.runs[index];
        let address = run.style.link.as_deref()?;
        let others = [index.checked_sub(1), Some(index + 1)];
        let is_whole = others
            .into_iter()
            .flatten()
            .filter_map(|at| self.runs.get(at))
            .all(|other| other.style.link != run.style.link);
        (is_whole && !run.style.code && run.text == address && escape::is_address(address))
            .then(|| format!("<{address}>"))
    }

    fn start(&mut self, mark: Mark) {
        match mark {
            Mark::Strong => self.out.push_str("**"),
            Mark::Emphasis => self.out.push('_'),
            Mark::Link(_) => {
                // `![` would be an image.
                if self.out.ends_with('!') {
                    self.out.insert(self.out.len() - 1, '\\');
                }
                self.out.push('[');
            }
        }
        self.open.push(mark);
    }

    /// Closes marks until `kept` are open.
    fn close(&mut self, kept: usize) {
        for mark in self.open.split_off(kept.min(self.open.len())).into_iter().rev() {
            match mark {
                Mark::Strong => self.out.push_str("**"),
                Mark::Emphasis => self.out.push('_'),
                Mark::Link(address) => {
                    let start = self.out.len();
                    escape::address(&mut self.out, &address);
                    self.join(start);
                }
            }
        }
    }
}
