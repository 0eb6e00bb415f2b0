//! The parser, by binding powers of operators.

mod brackets;

use super::lexer::{JmesPathToken, tokens};
use super::{Expression, SyntaxError};

/// The deepest nesting of expressions. A deeper text is malformed or hostile.
const MAX_DEPTH: usize = 128;

/// The binding power below which a projection ends.
const PROJECTION_STOP: u8 = 10;

/// The result of parsing a part of an expression.
type JmesPathResult<T> = Result<T, SyntaxError>;

/// Parses an expression.
///
/// # Errors
/// The text is not an expression.
pub fn parse(text: &str) -> JmesPathResult<Expression> {
    let mut parser = JmesPathParser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let expression = parser.expression(0)?;
    match parser.peek() {
        JmesPathToken::End => Ok(expression),
        _ => Err(parser.error("expected the end of the expression")),
    }
}

/// A parser of one JMESPath expression.
struct JmesPathParser {
    tokens: Vec<(JmesPathToken, usize)>,
    at: usize,
    depth: usize,
}

impl JmesPathParser {
    fn peek(&self) -> &JmesPathToken {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> &JmesPathToken {
        let last = self.tokens.len() - 1;
        &self.tokens[(self.at + ahead).min(last)].0
    }

    fn next(&mut self) -> JmesPathToken {
        let token = self.peek().clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn take(&mut self, symbol: &'static str) -> bool {
        let is_next = *self.peek() == JmesPathToken::Symbol(symbol);
        if is_next {
            self.next();
        }
        is_next
    }

    fn expect(&mut self, symbol: &'static str) -> JmesPathResult<()> {
        if self.take(symbol) {
            Ok(())
        } else {
            Err(self.error(&format!("expected `{symbol}`")))
        }
    }

    fn error(&self, problem: &str) -> SyntaxError {
        let (token, at) = &self.tokens[self.at];
        let found = match token {
            JmesPathToken::End => "the end".to_owned(),
            JmesPathToken::Symbol(symbol) => format!("`{symbol}`"),
            JmesPathToken::Identifier(name) | JmesPathToken::QuotedIdentifier(name) => format!("`{name}`"),
            JmesPathToken::Number(number) => format!("`{number}`"),
            JmesPathToken::Literal(_) => "a literal".to_owned(),
            JmesPathToken::Compare(_) => "a comparison".to_owned(),
        };
        SyntaxError {
            problem: format!("{problem}, found {found}"),
            at: *at,
        }
    }

    /// Returns the binding power of the next token to the expression on its left.
    fn power(&self) -> u8 {
        match self.peek() {
            JmesPathToken::Symbol("|") => 1,
            JmesPathToken::Symbol("||") => 2,
            JmesPathToken::Symbol("&&") => 3,
            JmesPathToken::Compare(_) => 5,
            JmesPathToken::Symbol("[]") => 9,
            JmesPathToken::Symbol("[?") => 21,
            JmesPathToken::Symbol(".") => 40,
            JmesPathToken::Symbol("[") => 55,
            _ => 0,
        }
    }

    fn expression(&mut self, power: u8) -> JmesPathResult<Expression> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(&format!("expressions nest deeper than {MAX_DEPTH} levels")));
        }
        let mut left = self.prefix()?;
        while power < self.power() {
            left = self.infix(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self) -> JmesPathResult<Expression> {
        let problem = self.error("expected an expression");
        Ok(match self.next() {
            JmesPathToken::Identifier(name) if self.take("(") => self.function(name)?,
            JmesPathToken::Identifier(name) | JmesPathToken::QuotedIdentifier(name) => Expression::Field(name),
            JmesPathToken::Literal(value) => Expression::Literal(value),
            JmesPathToken::Symbol("@") => Expression::Current,
            JmesPathToken::Symbol("*") => self.object_projection(Expression::Current)?,
            JmesPathToken::Symbol("[]") => self.flatten(Expression::Current)?,
            JmesPathToken::Symbol("[?") => self.filter(Expression::Current)?,
            JmesPathToken::Symbol("[") => match self.bracket(Expression::Current)? {
                Some(expression) => expression,
                None => self.multi_select_list()?,
            },
            JmesPathToken::Symbol("{") => self.multi_select_hash()?,
            JmesPathToken::Symbol("&") => Expression::Reference(Box::new(self.expression(0)?)),
            JmesPathToken::Symbol("!") => Expression::Not(Box::new(self.expression(45)?)),
            JmesPathToken::Symbol("(") => {
                let inner = self.expression(0)?;
                self.expect(")")?;
                inner
            }
            _ => return Err(problem),
        })
    }

    fn infix(&mut self, left: Expression) -> JmesPathResult<Expression> {
        let boxed = Box::new;
        let power = self.power();
        Ok(match self.next() {
            JmesPathToken::Symbol("|") => Expression::Then(boxed(left), boxed(self.expression(power)?)),
            JmesPathToken::Symbol("||") => Expression::Or(boxed(left), boxed(self.expression(power)?)),
            JmesPathToken::Symbol("&&") => Expression::And(boxed(left), boxed(self.expression(power)?)),
            JmesPathToken::Compare(comparator) => {
                let right = self.expression(power)?;
                Expression::Compare(comparator, boxed(left), boxed(right))
            }
            JmesPathToken::Symbol("[]") => self.flatten(left)?,
            JmesPathToken::Symbol("[?") => self.filter(left)?,
            JmesPathToken::Symbol(".") if self.take("*") => self.object_projection(left)?,
            JmesPathToken::Symbol(".") => {
                let right = self.after_dot(power)?;
                Expression::Then(boxed(left), boxed(right))
            }
            _ => match self.bracket(left)? {
                Some(expression) => expression,
                None => return Err(self.error("expected an index, a slice or `*`")),
            },
        })
    }

    /// Parses what may follow a dot.
    fn after_dot(&mut self, power: u8) -> JmesPathResult<Expression> {
        match self.peek() {
            JmesPathToken::Identifier(_) | JmesPathToken::QuotedIdentifier(_) | JmesPathToken::Symbol("{" | "*") => {
                self.expression(power)
            }
            JmesPathToken::Symbol("[") => {
                self.next();
                self.multi_select_list()
            }
            _ => Err(self.error("expected a member, `*`, `[` or `{`")),
        }
    }

    /// Parses the right side of a projection.
    fn projected(&mut self, power: u8) -> JmesPathResult<Expression> {
        if self.power() < PROJECTION_STOP {
            return Ok(Expression::Current);
        }
        match self.peek() {
            JmesPathToken::Symbol(".") => {
                self.next();
                self.after_dot(power)
            }
            JmesPathToken::Symbol("[" | "[?") => self.expression(power),
            _ => Err(self.error("expected `.` or `[`")),
        }
    }

    fn object_projection(&mut self, left: Expression) -> JmesPathResult<Expression> {
        let right = self.projected(20)?;
        Ok(Expression::ObjectProjection(Box::new(left), Box::new(right)))
    }

    fn flatten(&mut self, left: Expression) -> JmesPathResult<Expression> {
        let right = self.projected(9)?;
        let left = Expression::Flatten(Box::new(left));
        Ok(Expression::ListProjection(Box::new(left), Box::new(right)))
    }

    fn filter(&mut self, left: Expression) -> JmesPathResult<Expression> {
        let condition = self.expression(0)?;
        self.expect("]")?;
        let then = self.projected(21)?;
        Ok(Expression::Filter {
            list: Box::new(left),
            condition: Box::new(condition),
            then: Box::new(then),
        })
    }

    fn function(&mut self, name: String) -> JmesPathResult<Expression> {
        let mut arguments = Vec::new();
        if self.take(")") {
            return Ok(Expression::Function(name, arguments));
        }
        loop {
            arguments.push(self.expression(0)?);
            if !self.take(",") {
                self.expect(")")?;
                return Ok(Expression::Function(name, arguments));
            }
        }
    }
}
