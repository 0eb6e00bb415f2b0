//! Indexes, slices, projections and multi-selects.

use super::{JmesPathParser, JmesPathResult};
use crate::paths::jmespath::Expression;
use crate::paths::jmespath::lexer::JmesPathToken;

impl JmesPathParser {
    /// Parses an index, a slice or `*` after `[`. Returns `None` if anything else follows.
    pub(super) fn bracket(&mut self, left: Expression) -> JmesPathResult<Option<Expression>> {
        let boxed = Box::new;
        match (self.peek(), self.peek_at(1)) {
            (JmesPathToken::Symbol("*"), JmesPathToken::Symbol("]")) => {
                self.next();
                self.next();
                let right = self.projected(20)?;
                Ok(Some(Expression::ListProjection(boxed(left), boxed(right))))
            }
            (JmesPathToken::Number(index), JmesPathToken::Symbol("]")) => {
                let index = Expression::Index(*index);
                self.next();
                self.next();
                Ok(Some(Expression::Then(boxed(left), boxed(index))))
            }
            (JmesPathToken::Number(_) | JmesPathToken::Symbol(":"), _) => {
                let slice = self.slice()?;
                let right = self.projected(20)?;
                let part = Expression::Then(boxed(left), boxed(slice));
                Ok(Some(Expression::ListProjection(boxed(part), boxed(right))))
            }
            _ => Ok(None),
        }
    }

    /// Parses up to three numbers with colons between them, and `]`.
    fn slice(&mut self) -> JmesPathResult<Expression> {
        let mut colons = 0;
        let mut numbers = [None; 3];
        loop {
            if let JmesPathToken::Number(number) = *self.peek() {
                if colons == 2 && number == 0 {
                    return Err(self.error("a slice cannot have the step 0"));
                }
                numbers[colons] = Some(number);
                self.next();
            }
            if self.take("]") {
                let [start, stop, step] = numbers;
                return Ok(Expression::Slice(start, stop, step.unwrap_or(1)));
            }
            if colons == 2 {
                return Err(self.error("expected `]`"));
            }
            self.expect(":")?;
            colons += 1;
        }
    }

    pub(super) fn multi_select_list(&mut self) -> JmesPathResult<Expression> {
        let mut elements = vec![self.expression(0)?];
        while self.take(",") {
            elements.push(self.expression(0)?);
        }
        self.expect("]")?;
        Ok(Expression::MultiSelectList(elements))
    }

    pub(super) fn multi_select_hash(&mut self) -> JmesPathResult<Expression> {
        let mut entries = Vec::new();
        loop {
            let problem = self.error("expected a key");
            let (JmesPathToken::Identifier(key) | JmesPathToken::QuotedIdentifier(key)) = self.next() else {
                return Err(problem);
            };
            self.expect(":")?;
            entries.push((key, self.expression(0)?));
            if !self.take(",") {
                self.expect("}")?;
                return Ok(Expression::MultiSelectHash(entries));
            }
        }
    }
}
