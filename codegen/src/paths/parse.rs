//! The part of JMESPath that `operationContextParams` may use: members, `[*]`, `[]`, `[a, b]` and `keys(…)`.

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To a member of a structure.
    Name(String),
    /// `[*]`: to every element of a list.
    Each,
    /// `[]`: to every element, lists within lists included.
    Flatten,
    /// `keys(…)`: to the keys of what the steps before lead to.
    Keys,
    /// `[a, b]`: to what each of these paths leads to.
    Many(Vec<Vec<Step>>),
}

/// Paths within paths beyond this depth are none that a service has.
const DEEPEST: usize = 16;

/// The steps of a path, or nothing where it has something else in it.
pub(crate) fn parse(text: &str) -> Option<Vec<Step>> {
    let mut parser = Parser { rest: text.trim() };
    let steps = parser.path(0)?;
    parser.rest.is_empty().then_some(steps)
}

struct Parser<'t> {
    rest: &'t str,
}

impl Parser<'_> {
    fn path(&mut self, depth: usize) -> Option<Vec<Step>> {
        if depth > DEEPEST {
            return None;
        }
        let mut steps = self.first(depth)?;
        loop {
            if self.takes(".") {
                steps.extend(self.first(depth)?);
            } else if self.takes("[*]") {
                steps.push(Step::Each);
            } else if self.takes("[]") {
                steps.push(Step::Flatten);
            } else {
                return Some(steps);
            }
        }
    }

    /// What a path starts with and what follows a dot.
    fn first(&mut self, depth: usize) -> Option<Vec<Step>> {
        if self.takes("keys(") {
            let mut steps = if self.takes("@") {
                Vec::new()
            } else {
                self.path(depth + 1)?
            };
            steps.push(Step::Keys);
            return self.takes(")").then_some(steps);
        }
        if self.takes("[") {
            let mut ways = vec![self.path(depth + 1)?];
            while self.takes(",") {
                ways.push(self.path(depth + 1)?);
            }
            return self.takes("]").then(|| vec![Step::Many(ways)]);
        }
        self.name().map(|name| vec![Step::Name(name)])
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

    fn takes(&mut self, token: &str) -> bool {
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

    fn name(text: &str) -> Step {
        Step::Name(text.to_owned())
    }

    #[test]
    fn paths() {
        let many = |ways: &[&[Step]]| Step::Many(ways.iter().map(|way| way.to_vec()).collect());
        for (text, steps) in [
            ("A", Some(vec![name("A")])),
            (" A . B ", Some(vec![name("A"), name("B")])),
            ("\"a-b\"", Some(vec![name("a-b")])),
            ("A[*].B", Some(vec![name("A"), Step::Each, name("B")])),
            ("keys(A.B)", Some(vec![name("A"), name("B"), Step::Keys])),
            ("A.keys(@)", Some(vec![name("A"), Step::Keys])),
            (
                "A[*].[B.C, D][]",
                Some(vec![
                    name("A"),
                    Step::Each,
                    many(&[&[name("B"), name("C")], &[name("D")]]),
                    Step::Flatten,
                ]),
            ),
            ("", None),
            ("A.", None),
            ("A[0]", None),
            ("length(A)", None),
            ("A || B", None),
            ("[A", None),
        ] {
            assert_eq!(parse(text), steps, "{text}");
        }
        assert_eq!(parse(&"[".repeat(10_000)), None);
    }
}
