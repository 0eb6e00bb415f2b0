//! The blocks of a Markdown text, as far as wrapping has to know them.

/// A part of a text, made of its lines without the marks of what it is in.
pub(super) struct Block<'a> {
    pub(super) is_after_blank: bool,
    pub(super) kind: Kind<'a>,
}

pub(super) enum Kind<'a> {
    Paragraph(Vec<&'a str>),
    /// Code, headings, tables, rules, HTML, link definitions: lines to leave alone.
    Raw(Vec<&'a str>),
    Quote(Vec<Block<'a>>),
    Item {
        marker: &'a str,
        blocks: Vec<Block<'a>>,
    },
}

/// What is nested deeper is left as it is.
const DEEPEST: usize = 16;

pub(super) fn blocks<'a>(lines: &[&'a str], depth: usize) -> Vec<Block<'a>> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut is_after_blank = false;
    while let Some(line) = lines.get(at) {
        if line.trim().is_empty() {
            is_after_blank = true;
            at += 1;
            continue;
        }
        let (kind, end) = if depth >= DEEPEST {
            (Kind::Raw(lines[at..].to_vec()), lines.len())
        } else {
            block(lines, at, depth)
        };
        out.push(Block { is_after_blank, kind });
        is_after_blank = false;
        at = end;
    }
    out
}

/// The block that starts at the line `at`, and the line after it.
fn block<'a>(lines: &[&'a str], at: usize, depth: usize) -> (Kind<'a>, usize) {
    let line = lines[at];
    let raw = |end: usize| (Kind::Raw(lines[at..end].to_vec()), end);
    let first_from = |is_end: &dyn Fn(&str) -> bool| {
        lines[at + 1..]
            .iter()
            .position(|line| is_end(line))
            .map(|found| at + 1 + found)
    };
    if indentation(line) >= 4 {
        let end = first_from(&|line| !line.trim().is_empty() && indentation(line) < 4).unwrap_or(lines.len());
        return raw(at
            + 1
            + lines[at + 1..end]
                .iter()
                .rposition(|line| !line.trim().is_empty())
                .map_or(0, |last| last + 1));
    }
    if let Some(fence) = fence(line) {
        let (lines, end) = fenced(lines, at, fence);
        return (Kind::Raw(lines), end);
    }
    if is_heading(line) || is_rule(line) {
        return (Kind::Raw(vec![line.trim()]), at + 1);
    }
    if quoted(line).is_some() {
        let (inner, end) = gather(lines, at, quoted(line).unwrap_or_default(), quoted);
        return (Kind::Quote(blocks(&inner, depth + 1)), end);
    }
    if let Some((marker, content)) = item(line) {
        let offset = (line.len() - content.len()).max(indentation(line) + marker.len() + 1);
        let (inner, end) = gather(lines, at, content, |line| {
            (indentation(line) >= offset).then(|| &line[offset..])
        });
        return (
            Kind::Item {
                marker,
                blocks: blocks(&inner, depth + 1),
            },
            end,
        );
    }
    if is_table(lines, at) {
        let end = first_from(&|line| line.trim().is_empty() || interrupts(line)).unwrap_or(lines.len());
        return raw(end.max(at + 2));
    }
    if line.trim_start().starts_with('[') && line.contains("]:") {
        return raw(first_from(&|line| line.trim().is_empty() || interrupts(line)).unwrap_or(lines.len()));
    }
    if is_html(line) {
        return raw(first_from(&|line| line.trim().is_empty()).unwrap_or(lines.len()));
    }
    paragraph(lines, at)
}

fn paragraph<'a>(lines: &[&'a str], at: usize) -> (Kind<'a>, usize) {
    let mut end = at + 1;
    while let Some(line) = lines.get(end) {
        let text = line.trim();
        if indentation(line) < 4
            && (text.trim_matches('=').is_empty() || text.trim_matches('-').is_empty())
            && !text.is_empty()
        {
            // An underlined heading.
            return (Kind::Raw(lines[at..=end].to_vec()), end + 1);
        }
        if text.is_empty() || interrupts(line) || is_table(lines, end) {
            break;
        }
        end += 1;
    }
    (Kind::Paragraph(lines[at..end].to_vec()), end)
}

/// The lines of a fenced block, without the indentation of its fence.
fn fenced<'a>(lines: &[&'a str], at: usize, fence: &str) -> (Vec<&'a str>, usize) {
    let indent = indentation(lines[at]);
    let closes = |line: &&str| {
        let text = line.trim();
        indentation(line) < 4 && text.starts_with(fence) && text.trim_start_matches(&fence[..1]).is_empty()
    };
    let end = lines[at + 1..]
        .iter()
        .position(closes)
        .map_or(lines.len(), |found| at + 2 + found);
    (
        lines[at..end]
            .iter()
            .map(|line| &line[indent.min(indentation(line))..])
            .collect(),
        end,
    )
}

/// The lines of a container whose first line has the content `first`: those that `strip` takes for its own, and those
/// that go on with its last paragraph without its mark.
fn gather<'a>(
    lines: &[&'a str],
    at: usize,
    first: &'a str,
    strip: impl Fn(&'a str) -> Option<&'a str>,
) -> (Vec<&'a str>, usize) {
    let mut inner = vec![first];
    let mut fences = usize::from(fence(first).is_some());
    let mut end = at + 1;
    let mut is_lazy = false;
    while let Some(line) = lines.get(end) {
        if line.trim().is_empty() {
            let next = lines[end..]
                .iter()
                .position(|line| !line.trim().is_empty())
                .map(|found| end + found);
            // After blank lines an item goes on with what is indented, if it has begun; a quote does not go on.
            let may_pause = quoted(lines[at]).is_none() && (inner.len() > 1 || !first.trim().is_empty());
            let Some(next) =
                next.filter(|next| may_pause && indentation(lines[*next]) > 0 && strip(lines[*next]).is_some())
            else {
                break;
            };
            inner.extend(vec![""; next - end]);
            is_lazy = false;
            end = next;
            continue;
        }
        let own = strip(line);
        let is_open = is_lazy || inner.last().is_some_and(|last| is_open_paragraph(last));
        is_lazy = own.is_none() && is_open && fences % 2 == 0 && !starts_block(line);
        let Some(content) = own.or(is_lazy.then_some(*line)) else {
            break;
        };
        fences += usize::from(fence(content).is_some());
        inner.push(content);
        end += 1;
    }
    (inner, end)
}

/// Whether a line is such that the next one may go on with its paragraph.
fn is_open_paragraph(line: &str) -> bool {
    let mut rest = line;
    for _ in 0..DEEPEST {
        rest = quoted(rest)
            .or_else(|| item(rest).map(|(_, content)| content))
            .unwrap_or(rest);
    }
    !rest.trim().is_empty() && indentation(rest) < 4 && !is_heading(rest) && !is_rule(rest) && fence(rest).is_none()
}

fn starts_block(line: &str) -> bool {
    interrupts(line) || item(line).is_some() || line.trim().trim_matches('=').is_empty()
}

/// Whether a line ends the paragraph before it.
fn interrupts(line: &str) -> bool {
    let is_item = item(line).is_some_and(|(marker, content)| {
        let is_first = marker.len() == 1 || matches!(marker, "1." | "1)");
        is_first && !content.trim().is_empty()
    });
    indentation(line) < 4
        && (is_item
            || is_heading(line)
            || is_rule(line)
            || fence(line).is_some()
            || quoted(line).is_some()
            || is_html(line))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// What follows the `>` of a quote.
fn quoted(line: &str) -> Option<&str> {
    let text = line
        .trim_start_matches(' ')
        .strip_prefix('>')
        .filter(|_| indentation(line) < 4)?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}

/// The marker of a list item, and what follows it and one to four spaces.
fn item(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start_matches(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_marker = match text.as_bytes().get(digits)? {
        b'-' | b'+' | b'*' => digits == 0,
        b'.' | b')' => (1..=9).contains(&digits),
        _ => false,
    };
    let (marker, content) = text.split_at_checked(digits + 1)?;
    if !is_marker || indentation(line) > 3 || is_rule(line) || !(content.is_empty() || content.starts_with(' ')) {
        return None;
    }
    let spaces = if (1..=4).contains(&indentation(content)) && !content.trim().is_empty() {
        indentation(content)
    } else {
        1
    };
    Some((marker, content.get(spaces..).unwrap_or_default()))
}

/// The characters that open a fenced block.
fn fence(line: &str) -> Option<&str> {
    let text = line.trim_start_matches(' ');
    let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let (fence, rest) = text.split_at(text.len() - text.trim_start_matches(sign).len());
    (fence.len() >= 3 && indentation(line) < 4 && !(sign == '`' && rest.contains('`'))).then_some(fence)
}

fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches(' ');
    let rest = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - rest.len())) && indentation(line) < 4 && (rest.is_empty() || rest.starts_with(' '))
}

fn is_rule(line: &str) -> bool {
    let signs: Vec<char> = line.chars().filter(|c| *c != ' ').collect();
    let is_same = |sign: &char| signs.iter().all(|other| other == sign);
    signs.len() >= 3
        && indentation(line) < 4
        && signs.first().is_some_and(|sign| "-*_".contains(*sign) && is_same(sign))
}

fn is_html(line: &str) -> bool {
    let text = line.trim_start_matches(' ');
    let is_tag = text
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)));
    is_tag
        && indentation(line) < 4
        && !text
            .split('>')
            .next()
            .is_some_and(|tag| tag.contains(':') || tag.contains('@'))
}

fn is_table(lines: &[&str], at: usize) -> bool {
    let is_delimiter =
        |line: &&str| line.contains('-') && line.contains('|') && line.trim().chars().all(|c| "|:- ".contains(c));
    lines[at].contains('|') && lines.get(at + 1).is_some_and(is_delimiter)
}
