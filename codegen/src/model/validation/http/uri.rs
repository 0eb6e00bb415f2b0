//! The patterns of URIs.

/// A pattern of a URI: segments and the literal part of the query.
pub(super) struct Uri {
    pub(super) segments: Vec<UriSegment>,
    pub(super) query: Vec<(String, String)>,
}

/// A segment of a path.
pub(super) enum UriSegment {
    Literal(String),
    Label { name: String, is_greedy: bool },
}

impl Uri {
    /// Parses a pattern. Returns the problem if it is invalid.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let Some(path) = path.strip_prefix('/') else {
            return Err("a URI pattern must begin with `/`".to_owned());
        };
        if text.contains('#') {
            return Err("a URI pattern cannot have a fragment".to_owned());
        }
        if let Some(wrong) = text
            .chars()
            .find(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`|".contains(*c))
        {
            return Err(format!("a URI pattern cannot have the character {wrong:?}"));
        }
        if path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err("a URI pattern cannot have the segments `.` and `..`".to_owned());
        }
        if query.contains(['{', '}']) {
            return Err("the query of a URI pattern cannot have labels".to_owned());
        }
        let mut uri = Self {
            segments: Vec::new(),
            query: Vec::new(),
        };
        let last = path.matches('/').count();
        for (index, segment) in path.split('/').enumerate() {
            if segment.is_empty() {
                // Only the root and a trailing slash have an empty segment.
                if index < last {
                    return Err("a URI pattern cannot have an empty segment".to_owned());
                }
                continue;
            }
            let segment = UriSegment::parse(segment)?;
            uri.add(segment)?;
        }
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            if uri.query.iter().any(|(known, _)| known == key) {
                return Err(format!("the query of the URI pattern has `{key}` twice"));
            }
            uri.query.push((key.to_owned(), value.to_owned()));
        }
        Ok(uri)
    }

    fn add(&mut self, segment: UriSegment) -> Result<(), String> {
        if let UriSegment::Label { name, .. } = &segment {
            if self.labels().any(|(known, _)| known == name) {
                return Err(format!("the URI pattern has the label `{{{name}}}` twice"));
            }
            if self.labels().any(|(_, is_greedy)| is_greedy) {
                return Err("a greedy label must be the last label of the URI pattern".to_owned());
            }
        }
        self.segments.push(segment);
        Ok(())
    }

    /// Returns the labels, and whether each is greedy.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&str, bool)> {
        self.segments.iter().filter_map(|segment| match segment {
            UriSegment::Label { name, is_greedy } => Some((name.as_str(), *is_greedy)),
            UriSegment::Literal(_) => None,
        })
    }
}

impl UriSegment {
    fn parse(text: &str) -> Result<Self, String> {
        let Some(label) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            return if text.contains(['{', '}']) {
                Err(format!(
                    "the label in `{text}` must be a whole segment of the URI pattern"
                ))
            } else {
                Ok(Self::Literal(text.to_owned()))
            };
        };
        let (name, is_greedy) = label.strip_suffix('+').map_or((label, false), |name| (name, true));
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !is_name {
            return Err(format!("`{{{label}}}` is not a label with the name of a member"));
        }
        Ok(Self::Label {
            name: name.to_owned(),
            is_greedy,
        })
    }
}
