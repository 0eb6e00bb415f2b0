//! Parses the part of JMESPath that Smithy allows in paths: members, `[*]`, `[]`, `[a, b]` and
//! `keys(…)`.

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathSegment {
    /// A member of a structure.
    Member(String),
    /// `[*]`: every element of a list.
    Wildcard,
    /// `[]`: every element of a list, and of the lists in it.
    Flatten,
    /// `keys(…)`: the keys of the map that the segments before lead to.
    Keys,
    /// `[a, b]`: the values of several paths.
    MultiSelect(Vec<Vec<PathSegment>>),
}

/// The maximum depth of paths within paths. No service needs more.
const MAX_DEPTH: usize = 16;

/// Parses a path. Returns `None` if it uses another part of JMESPath.
pub(crate) fn parse(text: &str) -> Option<Vec<PathSegment>> {
    let mut parser = PathParser { rest: text.trim() };
    let segments = parser.path(0)?;
    parser.rest.is_empty().then_some(segments)
}

/// A parser of one path.
struct PathParser<'t> {
    rest: &'t str,
}

impl PathParser<'_> {
    fn path(&mut self, depth: usize) -> Option<Vec<PathSegment>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut segments = self.first(depth)?;
        loop {
            if self.eat(".") {
                segments.extend(self.first(depth)?);
            } else if self.eat("[*]") {
                segments.push(PathSegment::Wildcard);
            } else if self.eat("[]") {
                segments.push(PathSegment::Flatten);
            } else {
                return Some(segments);
            }
        }
    }

    /// Parses the start of a path, or the part after a dot.
    fn first(&mut self, depth: usize) -> Option<Vec<PathSegment>> {
        if self.eat("keys(") {
            let mut segments = if self.eat("@") {
                Vec::new()
            } else {
                self.path(depth + 1)?
            };
            segments.push(PathSegment::Keys);
            return self.eat(")").then_some(segments);
        }
        if self.eat("[") {
            let mut paths = vec![self.path(depth + 1)?];
            while self.eat(",") {
                paths.push(self.path(depth + 1)?);
            }
            return self.eat("]").then(|| vec![PathSegment::MultiSelect(paths)]);
        }
        self.name().map(|name| vec![PathSegment::Member(name)])
    }

    fn name(&mut self) -> Option<String> {
        let (name, rest) = match self.rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').filter(|(name, _)| !name.contains('\\'))?,
            None => {
                let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                self.rest
                    .split_at(self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len()))
            }
        };
        self.rest = rest.trim_start();
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn eat(&mut self, token: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(token) else {
            return false;
        };
        self.rest = rest.trim_start();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PathSegment {
        PathSegment::Member(text.to_owned())
    }

    #[test]
    fn paths() {
        let many =
            |paths: &[&[PathSegment]]| PathSegment::MultiSelect(paths.iter().map(|path| path.to_vec()).collect());
        for (text, segments) in [
            ("A", Some(vec![name("A")])),
            (" A . B ", Some(vec![name("A"), name("B")])),
            ("\"a-b\"", Some(vec![name("a-b")])),
            ("A[*].B", Some(vec![name("A"), PathSegment::Wildcard, name("B")])),
            ("keys(A.B)", Some(vec![name("A"), name("B"), PathSegment::Keys])),
            ("A.keys(@)", Some(vec![name("A"), PathSegment::Keys])),
            (
                "A[*].[B.C, D][]",
                Some(vec![
                    name("A"),
                    PathSegment::Wildcard,
                    many(&[&[name("B"), name("C")], &[name("D")]]),
                    PathSegment::Flatten,
                ]),
            ),
            ("", None),
            ("A.", None),
            ("A[0]", None),
            ("length(A)", None),
            ("A || B", None),
            ("[A", None),
        ] {
            assert_eq!(parse(text), segments, "{text}");
        }
        assert_eq!(parse(&"[".repeat(10_000)), None);
    }
}
