//! Members that a client sets in every input that has them.

/// The values of the members that a client sets (`smithy.codegen#boundMembers`).
#[derive(Clone, Debug, Default)]
pub struct BoundMembers {
    values: Vec<(&'static str, String)>,
}

impl BoundMembers {
    /// Sets the value of a member.
    #[inline]
    pub fn set(&mut self, member: &'static str, value: String) {
        self.values.retain(|(name, _)| *name != member);
        self.values.push((member, value));
    }

    /// Sets a member that is unset. If it is set already, its value becomes the one that the
    /// response must have.
    pub fn bind(&mut self, member: &'static str, field: &mut Option<String>) {
        match (self.values.iter_mut().find(|(name, _)| *name == member), &field) {
            (Some((_, value)), Some(explicit)) => value.clone_from(explicit),
            (Some((_, value)), None) => *field = Some(value.clone()),
            (None, _) => {}
        }
    }

    /// Checks a member of the response.
    ///
    /// # Errors
    /// The request had a different value.
    pub fn check<'v>(&self, member: &'static str, value: impl Into<Option<&'v String>>) -> Result<(), String> {
        let expected = self.values.iter().find(|(name, _)| *name == member);
        match (expected, value.into()) {
            (Some((_, expected)), Some(value)) if value != expected => Err(format!(
                "expected `{expected}` as the member `{member}` of the response, as in the request, found `{value}`"
            )),
            _ => Ok(()),
        }
    }
}
