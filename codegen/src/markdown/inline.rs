//! A paragraph as runs of styled text, and which of their styles Markdown can show.

use super::code_spans::code_spans;
use super::write;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) code: bool,
    /// Which of the paragraph's links.
    pub(super) link: Option<usize>,
}

impl Style {
    fn both(self, other: Self) -> Self {
        Self {
            strong: self.strong && other.strong,
            emphasis: self.emphasis && other.emphasis,
            code: self.code && other.code,
            link: self.link.filter(|link| other.link == Some(*link)),
        }
    }

    pub(super) fn has(self, mark: Mark) -> bool {
        match mark {
            Mark::Strong => self.strong,
            Mark::Emphasis => self.emphasis,
            Mark::Link(link) => self.link == Some(link),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Link(usize),
}

pub(super) struct Run {
    pub(super) text: String,
    pub(super) style: Style,
}

/// A paragraph as it is read.
#[derive(Default)]
pub(super) struct Inline {
    runs: Vec<Run>,
    links: Vec<String>,
}

impl Inline {
    pub(super) fn text(&mut self, text: &str, style: Style) {
        push(&mut self.runs, text, style);
    }

    pub(super) fn link(&mut self, address: String) -> usize {
        self.links.push(address);
        self.links.len() - 1
    }

    /// A line break. The second in a row says that the paragraph ends here.
    pub(super) fn line_break(&mut self) -> bool {
        if self
            .runs
            .last()
            .is_some_and(|run| run.text.trim_end_matches([' ', '\t', '\n']).ends_with(BREAK))
        {
            return true;
        }
        push(&mut self.runs, BREAK, Style::default());
        false
    }

    /// The Markdown of the paragraph, empty if there is nothing to see.
    pub(super) fn markdown(self) -> String {
        let mut runs = collapse(&self.runs);
        split_code(&mut runs);
        release_punctuation(&mut runs);
        for mark in [Mark::Strong, Mark::Emphasis] {
            drop_unreadable(&mut runs, mark);
        }
        let mut merged = Vec::new();
        for run in &runs {
            push(&mut merged, &run.text, run.style);
        }
        write::markdown(&merged, &self.links)
    }
}

/// A line break among text, where every other space is a plain one.
const BREAK: &str = "\u{b}";

fn push(runs: &mut Vec<Run>, text: &str, style: Style) {
    match runs.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => runs.push(Run {
            text: text.to_owned(),
            style,
        }),
    }
}

/// One space for each stretch of white space, none at the ends and beside line breaks. A space keeps only the style that
/// the words on both sides have, so that no mark has a space on its inner side.
fn collapse(runs: &[Run]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut gap: Option<Style> = None;
    let mut breaks = false;
    for run in runs {
        let mut start = 0;
        for (at, separator) in run
            .text
            .match_indices(char::is_whitespace)
            .chain([(run.text.len(), "")])
        {
            if let Some(word) = run.text.get(start..at).filter(|word| !word.is_empty()) {
                let previous = out.last().map(|last| last.style);
                match (previous, gap) {
                    (Some(_), _) if breaks => push(&mut out, "\n", Style::default()),
                    (Some(previous), Some(own)) => push(&mut out, " ", between(previous, own, run.style)),
                    _ => {}
                }
                push(&mut out, word, run.style);
                (gap, breaks) = (None, false);
            }
            breaks |= separator == BREAK;
            if !separator.is_empty() {
                gap = Some(gap.map_or(run.style, |gap| gap.both(run.style)));
            }
            start = at + separator.len();
        }
    }
    out
}

fn between(previous: Style, own: Style, next: Style) -> Style {
    let common = previous.both(own).both(next);
    Style {
        code: common.code && previous == next,
        ..common
    }
}

/// Text between backticks becomes code: whoever wrote it in HTML meant that too.
fn split_code(runs: &mut Vec<Run>) {
    let mut out = Vec::new();
    for run in runs.drain(..) {
        let spans = if run.style.code {
            Vec::new()
        } else {
            code_spans(&run.text)
        };
        let mut start = 0;
        for span in spans {
            push(&mut out, &run.text[start..span.start], run.style);
            let code = run.text[span.clone()].trim_matches('`').trim();
            let is_code = !code.is_empty() && !code.contains('\n');
            let text = if is_code { code } else { &run.text[span.clone()] };
            push(
                &mut out,
                text,
                Style {
                    code: is_code,
                    ..run.style
                },
            );
            start = span.end;
        }
        push(&mut out, &run.text[start..], run.style);
    }
    *runs = out;
}

/// Takes the marks off the punctuation in `<b>Note:</b>This`, where CommonMark would not see their end.
fn release_punctuation(runs: &mut Vec<Run>) {
    let mut out: Vec<Run> = Vec::new();
    for run in runs.drain(..) {
        if let Some(last) = out.last_mut().filter(|last| !last.style.code) {
            let plain = last.style.both(run.style);
            let kept = last.text.trim_end_matches([':', '.', ',', ';', '!', '?', ' ']).len();
            if plain != last.style
                && plain.link == last.style.link
                && kept > 0
                && run.text.starts_with(char::is_alphanumeric)
            {
                let punctuation = last.text.split_off(kept);
                push(&mut out, &punctuation, plain);
            }
        }
        push(&mut out, &run.text, run.style);
    }
    *runs = out;
}

/// Takes `mark` off where CommonMark would not see it: its delimiters must touch a word on the inner side, or else white
/// space or punctuation on the outer side.
fn drop_unreadable(runs: &mut [Run], mark: Mark) {
    let mut start = 0;
    while start < runs.len() {
        let length = runs[start..].iter().take_while(|run| run.style.has(mark)).count();
        let end = start + length;
        if length > 0 {
            let before = start
                .checked_sub(1)
                .map_or(' ', |at| edge(&runs[at], runs[start].style, true));
            let after = runs.get(end).map_or(' ', |run| edge(run, runs[end - 1].style, false));
            let first = inner_edge(&runs[start], false);
            let last = inner_edge(&runs[end - 1], true);
            let reads = |outer: char, inner: char| !is_word(outer) || (mark == Mark::Strong && inner.is_alphanumeric());
            if !reads(before, first) || !reads(after, last) {
                for run in &mut runs[start..end] {
                    match mark {
                        Mark::Strong => run.style.strong = false,
                        _ => run.style.emphasis = false,
                    }
                }
            }
        }
        start = end.max(start + 1);
    }
}

/// The character of `run` beside its own delimiter. An address gets brackets.
fn inner_edge(run: &Run, at_end: bool) -> char {
    let mut words = run.text.split(' ');
    let word = if at_end { words.next_back() } else { words.next() };
    if word.is_some_and(|word| word.contains("://")) {
        '<'
    } else {
        edge(
            run,
            Style {
                link: None,
                ..run.style
            },
            at_end,
        )
    }
}

/// The character of `run` beside a run of style `other`.
fn edge(run: &Run, other: Style, at_end: bool) -> char {
    let character = if at_end {
        run.text.chars().next_back()
    } else {
        run.text.chars().next()
    };
    if run.style.code {
        '`'
    } else if run.style.link.is_some() && run.style.link != other.link {
        ']'
    } else {
        character.unwrap_or(' ')
    }
}

/// Whether a delimiter must be taken to stand beside a word; what is not known to be punctuation is.
fn is_word(character: char) -> bool {
    !(character.is_whitespace() || character.is_ascii_punctuation() || ('\u{2010}'..='\u{205e}').contains(&character))
}
