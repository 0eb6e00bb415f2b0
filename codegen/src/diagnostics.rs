//! Findings about a model, which are collected over a whole run and rendered in the style of rustc.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::source::{Place, Source, line_and_column};

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Generation continues.
    Warning,
}

/// A finding: the problem, its place and how to fix it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    severity: Severity,
    code: Cow<'static, str>,
    problem: String,
    place: Option<Place>,
    label: String,
    other: Option<(Place, String)>,
    shape: Option<String>,
    help: Option<String>,
    is_danger: bool,
}

impl Diagnostic {
    /// Returns an error of this kind; `code` is a short stable name, for example `unknown-target`.
    pub fn error(code: impl Into<Cow<'static, str>>, problem: impl Into<String>) -> Self {
        Self::new(Severity::Error, code.into(), problem.into())
    }

    /// Returns a warning of this kind.
    pub fn warning(code: impl Into<Cow<'static, str>>, problem: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code.into(), problem.into())
    }

    fn new(severity: Severity, code: Cow<'static, str>, problem: String) -> Self {
        Self {
            severity,
            code,
            problem,
            place: None,
            label: String::new(),
            other: None,
            shape: None,
            help: None,
            is_danger: false,
        }
    }

    /// Sets the place of the finding, and the text under it.
    #[must_use]
    pub fn at(mut self, place: Place, label: impl Into<String>) -> Self {
        self.place = Some(place);
        self.label = label.into();
        self
    }

    /// Adds a related place and the text under it.
    #[must_use]
    pub fn and_at(mut self, place: Place, label: impl Into<String>) -> Self {
        self.other = Some((place, label.into()));
        self
    }

    /// Sets the id of the shape or member that it is about.
    #[must_use]
    pub fn shape(mut self, id: impl ToString) -> Self {
        self.shape = Some(id.to_string());
        self
    }

    /// Sets the text that says how to fix it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Returns the severity.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the finding as one line that starts with its place, such as
    /// `model.smithy:3:9: error[unknown-target]: ..`.
    pub fn one_line(&self, sources: &[Source]) -> String {
        let place = self
            .place
            .and_then(|place| Some((sources.get(place.file)?, place.start)));
        let place = place.map_or_else(String::new, |(source, start)| {
            let (line, column) = line_and_column(&source.text, start);
            format!("{}:{line}:{column}: ", source.name)
        });
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let help = self
            .help
            .as_ref()
            .map_or_else(String::new, |help| format!(" (help: {help})"));
        let line = format!("{place}{severity}[{}]: {}{help}", self.code, self.problem);
        line.replace(char::is_control, " ")
    }

    /// Returns an error that can be suppressed, as Smithy's events of the severity DANGER can.
    pub(crate) fn danger(code: impl Into<Cow<'static, str>>, problem: impl Into<String>) -> Self {
        Self {
            is_danger: true,
            ..Self::error(code, problem)
        }
    }

    /// Returns whether a model or its user can suppress it.
    pub(crate) fn can_be_suppressed(&self) -> bool {
        self.is_danger || !self.is_error()
    }

    /// Returns the id of the shape or member that it is about.
    pub(crate) fn shape_id(&self) -> Option<&str> {
        self.shape.as_deref()
    }

    /// Returns whether it is an error.
    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Returns the short stable name of its kind.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns the problem.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// Returns the finding as text, with the lines of the model that it is about.
    pub fn render(&self, sources: &[Source], color: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group = Group::with_title(level.primary_title(self.problem.as_str()).id(&*self.code));
        let first = self.place.map(|place| (AnnotationKind::Primary, place, &self.label));
        let second = self
            .other
            .iter()
            .map(|(place, label)| (AnnotationKind::Context, *place, label));
        for (kind, place, label) in first.into_iter().chain(second) {
            if let Some(source) = sources.get(place.file) {
                group = show(group, kind, source, place, label);
            }
        }
        if let Some(shape) = &self.shape {
            group = group.element(Level::NOTE.message(format!("in {shape}")));
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

/// Adds the line of a place with a label under it. For a very long line it adds only the position
/// and the label.
fn show<'s>(group: Group<'s>, kind: AnnotationKind, source: &'s Source, place: Place, label: &'s str) -> Group<'s> {
    let excerpt = Excerpt::around(&source.text, place);
    if excerpt.whole_lines {
        let annotation = kind.span(excerpt.start..excerpt.end).label(label);
        let snippet = Snippet::source(excerpt.text)
            .path(source.name.as_str())
            .line_start(excerpt.line);
        group.element(snippet.annotation(annotation))
    } else {
        let origin = Origin::path(source.name.as_str())
            .line(excerpt.line)
            .char_column(excerpt.column);
        group.element(origin).element(Level::NOTE.message(label))
    }
}

/// The lines that a diagnostic shows. They are short even if a model is one line of a megabyte.
struct Excerpt<'a> {
    text: &'a str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    whole_lines: bool,
}

impl<'a> Excerpt<'a> {
    const LONGEST_LINE: usize = 400;

    fn around(text: &'a str, place: Place) -> Self {
        let boundary = |at: usize| {
            let mut within = at.min(text.len())..text.len();
            within.find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
        };
        // The renderer needs the boundaries of characters, and a place is counted in bytes.
        let (start, end) = (boundary(place.start), boundary(place.end));
        let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let last = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let (line, column) = line_and_column(text, start);
        Self {
            text: &text[first..last],
            line,
            column,
            start: start - first,
            end: end.clamp(start, last) - first,
            whole_lines: last - first <= Self::LONGEST_LINE,
        }
    }
}

/// All findings of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    findings: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.findings.contains(&diagnostic) {
            self.findings.push(diagnostic);
        }
    }

    /// Returns the findings in the order in which they were added.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter()
    }

    /// Keeps the findings for which `keep` returns true.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.findings.retain(keep);
    }

    /// Returns the number of errors and of warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.findings.iter().filter(|finding| finding.is_error()).count();
        (errors, self.findings.len() - errors)
    }

    /// Returns whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Returns the findings, errors first, in the order of the files.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.findings.iter().collect();
        sorted.sort_by_key(|finding| (finding.severity, finding.place));
        sorted
    }

    /// Returns all findings as text, one after the other, with a blank line between them.
    pub fn render(&self, sources: &[Source], color: bool) -> String {
        let rendered: Vec<_> = self
            .sorted()
            .iter()
            .map(|finding| finding.render(sources, color))
            .collect();
        rendered.join("\n\n")
    }
}
