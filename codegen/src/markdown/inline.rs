//! A paragraph as runs of styled text, without the styles that Markdown cannot show.

use std::rc::Rc;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) code: bool,
    /// The address that the text links to.
    pub(super) link: Option<Rc<str>>,
}

impl Style {
    fn both(&self, other: &Self) -> Self {
        Self {
            strong: self.strong && other.strong,
            emphasis: self.emphasis && other.emphasis,
            code: self.code && other.code,
            link: self.link.clone().filter(|_| self.link == other.link),
        }
    }

    pub(super) fn has(&self, mark: &Mark) -> bool {
        match mark {
            Mark::Strong => self.strong,
            Mark::Emphasis => self.emphasis,
            Mark::Link(address) => self.link.as_ref() == Some(address),
        }
    }
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Link(Rc<str>),
}

/// A run of text with one style.
pub(super) struct TextRun {
    pub(super) text: String,
    pub(super) style: Style,
}

impl TextRun {
    pub(super) fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            style: Style::default(),
        }
    }
}

/// A paragraph under construction.
#[derive(Default)]
pub(super) struct Inline {
    runs: Vec<TextRun>,
}

impl Inline {
    pub(super) fn text(&mut self, text: &str, style: Style) {
        push(&mut self.runs, text, style);
    }

    /// Adds a line break; returns whether it is the second in a row, which ends the paragraph.
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

    /// Returns the runs of the paragraph. All have visible text.
    pub(super) fn runs(self) -> Vec<TextRun> {
        let mut runs = release_punctuation(collapse(&self.runs));
        for mark in [Mark::Strong, Mark::Emphasis] {
            drop_unreadable(&mut runs, &mark);
        }
        let mut merged = Vec::new();
        for run in runs {
            push(&mut merged, &run.text, run.style);
        }
        merged
    }
}

/// The character for a line break within text, in which all other whitespace is spaces.
const BREAK: &str = "\u{b}";

fn push(runs: &mut Vec<TextRun>, text: &str, style: Style) {
    match runs.last_mut() {
        Some(last) if last.style == style => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => runs.push(TextRun {
            text: text.to_owned(),
            style,
        }),
    }
}

/// Reduces whitespace to one space between words, and none next to line breaks. A space only has
/// the styles of both adjacent words, so that no mark has a space on its inner side.
fn collapse(runs: &[TextRun]) -> Vec<TextRun> {
    let mut out: Vec<TextRun> = Vec::new();
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
                let space = out
                    .last()
                    .and_then(|last| Some(between(&last.style, gap.as_ref()?, &run.style)));
                match space {
                    Some(_) if breaks => push(&mut out, "\n", Style::default()),
                    Some(space) => push(&mut out, " ", space),
                    None => {}
                }
                push(&mut out, word, run.style.clone());
                (gap, breaks) = (None, false);
            }
            breaks |= separator == BREAK;
            if !separator.is_empty() {
                gap = Some(gap.map_or_else(|| run.style.clone(), |gap| gap.both(&run.style)));
            }
            start = at + separator.len();
        }
    }
    out
}

fn between(previous: &Style, own: &Style, next: &Style) -> Style {
    let common = previous.both(own).both(next);
    Style {
        code: common.code && previous == next,
        ..common
    }
}

/// Removes the marks from the punctuation in `<b>Note:</b>This`, where CommonMark does not
/// recognize their end.
fn release_punctuation(runs: Vec<TextRun>) -> Vec<TextRun> {
    let mut out: Vec<TextRun> = Vec::new();
    for run in runs {
        if let Some(last) = out.last_mut().filter(|last| !last.style.code) {
            let plain = last.style.both(&run.style);
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
    out
}

/// Removes `mark` where CommonMark does not recognize it: its delimiters need a word on the inner
/// side, or whitespace or punctuation on the outer side. Those of emphasis always need the latter.
fn drop_unreadable(runs: &mut [TextRun], mark: &Mark) {
    let mut start = 0;
    while start < runs.len() {
        let length = runs[start..].iter().take_while(|run| run.style.has(mark)).count();
        let end = start + length;
        if length > 0 {
            let before = start
                .checked_sub(1)
                .map_or(' ', |at| edge(&runs[at], runs[start].style.link.as_ref(), true));
            let after = runs
                .get(end)
                .map_or(' ', |run| edge(run, runs[end - 1].style.link.as_ref(), false));
            let first = inner_edge(&runs[start], false);
            let last = inner_edge(&runs[end - 1], true);
            let reads =
                |outer: char, inner: char| !is_word(outer) || (*mark == Mark::Strong && inner.is_alphanumeric());
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

/// Returns the character of `run` beside its own delimiter. A bare address gets brackets.
fn inner_edge(run: &TextRun, at_end: bool) -> char {
    let mut words = run.text.split(' ');
    let word = if at_end { words.next_back() } else { words.next() };
    if word.is_some_and(|word| word.contains("://")) {
        '<'
    } else {
        edge(run, run.style.link.as_ref(), at_end)
    }
}

/// Returns the character of `run` beside a run that links to `link`.
fn edge(run: &TextRun, link: Option<&Rc<str>>, at_end: bool) -> char {
    let mut characters = run.text.chars();
    if run.style.code {
        '`'
    } else if run.style.link.is_some() && run.style.link.as_ref() != link {
        ']'
    } else if at_end {
        characters.next_back().unwrap_or(' ')
    } else {
        characters.next().unwrap_or(' ')
    }
}

/// Returns whether CommonMark treats `character` as part of a word.
fn is_word(character: char) -> bool {
    !(character.is_whitespace() || character.is_ascii_punctuation() || ('\u{2010}'..='\u{205e}').contains(&character))
}
