//! The parser, by binding powers of operators.

mod brackets;

use super::lexer::{Token, tokens};
use super::{Expression, SyntaxError};

/// The deepest nesting of expressions. A deeper text is malformed or hostile.
const MAX_DEPTH: usize = 128;

/// The binding power below which a projection ends.
const PROJECTION_STOP: u8 = 10;

type Parsed<T> = Result<T, SyntaxError>;

/// Parses an expression.
///
/// # Errors
/// The text is not an expression.
pub fn parse(text: &str) -> Parsed<Expression> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let expression = parser.expression(0)?;
    match parser.peek() {
        Token::End => Ok(expression),
        _ => Err(parser.error("expected the end of the expression")),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> &Token {
        let last = self.tokens.len() - 1;
        &self.tokens[(self.at + ahead).min(last)].0
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn take(&mut self, symbol: &'static str) -> bool {
        let is_next = *self.peek() == Token::Symbol(symbol);
        if is_next {
            self.next();
        }
        is_next
    }

    fn expect(&mut self, symbol: &'static str) -> Parsed<()> {
        if self.take(symbol) {
            Ok(())
        } else {
            Err(self.error(&format!("expected `{symbol}`")))
        }
    }

    fn error(&self, problem: &str) -> SyntaxError {
        let (token, at) = &self.tokens[self.at];
        let found = match token {
            Token::End => "the end".to_owned(),
            Token::Symbol(symbol) => format!("`{symbol}`"),
            Token::Identifier(name) | Token::QuotedIdentifier(name) => format!("`{name}`"),
            Token::Number(number) => format!("`{number}`"),
            Token::Literal(_) => "a literal".to_owned(),
            Token::Compare(_) => "a comparison".to_owned(),
        };
        SyntaxError {
            problem: format!("{problem}, found {found}"),
            at: *at,
        }
    }

    /// Returns the binding power of the next token to the expression on its left.
    fn power(&self) -> u8 {
        match self.peek() {
            Token::Symbol("|") => 1,
            Token::Symbol("||") => 2,
            Token::Symbol("&&") => 3,
            Token::Compare(_) => 5,
            Token::Symbol("[]") => 9,
            Token::Symbol("[?") => 21,
            Token::Symbol(".") => 40,
            Token::Symbol("[") => 55,
            _ => 0,
        }
    }

    fn expression(&mut self, power: u8) -> Parsed<Expression> {
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

    fn prefix(&mut self) -> Parsed<Expression> {
        let problem = self.error("expected an expression");
        Ok(match self.next() {
            Token::Identifier(name) if self.take("(") => self.function(name)?,
            Token::Identifier(name) | Token::QuotedIdentifier(name) => Expression::Field(name),
            Token::Literal(value) => Expression::Literal(value),
            Token::Symbol("@") => Expression::Current,
            Token::Symbol("*") => self.object_projection(Expression::Current)?,
            Token::Symbol("[]") => self.flatten(Expression::Current)?,
            Token::Symbol("[?") => self.filter(Expression::Current)?,
            Token::Symbol("[") => match self.bracket(Expression::Current)? {
                Some(expression) => expression,
                None => self.multi_select_list()?,
            },
            Token::Symbol("{") => self.multi_select_hash()?,
            Token::Symbol("&") => Expression::Reference(Box::new(self.expression(0)?)),
            Token::Symbol("!") => Expression::Not(Box::new(self.expression(45)?)),
            Token::Symbol("(") => {
                let inner = self.expression(0)?;
                self.expect(")")?;
                inner
            }
            _ => return Err(problem),
        })
    }

    fn infix(&mut self, left: Expression) -> Parsed<Expression> {
        let boxed = Box::new;
        let power = self.power();
        Ok(match self.next() {
            Token::Symbol("|") => Expression::Then(boxed(left), boxed(self.expression(power)?)),
            Token::Symbol("||") => Expression::Or(boxed(left), boxed(self.expression(power)?)),
            Token::Symbol("&&") => Expression::And(boxed(left), boxed(self.expression(power)?)),
            Token::Compare(comparator) => {
                let right = self.expression(power)?;
                Expression::Compare(comparator, boxed(left), boxed(right))
            }
            Token::Symbol("[]") => self.flatten(left)?,
            Token::Symbol("[?") => self.filter(left)?,
            Token::Symbol(".") if self.take("*") => self.object_projection(left)?,
            Token::Symbol(".") => {
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
    fn after_dot(&mut self, power: u8) -> Parsed<Expression> {
        match self.peek() {
            Token::Identifier(_) | Token::QuotedIdentifier(_) | Token::Symbol("{" | "*") => self.expression(power),
            Token::Symbol("[") => {
                self.next();
                self.multi_select_list()
            }
            _ => Err(self.error("expected a member, `*`, `[` or `{`")),
        }
    }

    /// Parses the right side of a projection.
    fn projected(&mut self, power: u8) -> Parsed<Expression> {
        if self.power() < PROJECTION_STOP {
            return Ok(Expression::Current);
        }
        match self.peek() {
            Token::Symbol(".") => {
                self.next();
                self.after_dot(power)
            }
            Token::Symbol("[" | "[?") => self.expression(power),
            _ => Err(self.error("expected `.` or `[`")),
        }
    }

    fn object_projection(&mut self, left: Expression) -> Parsed<Expression> {
        let right = self.projected(20)?;
        Ok(Expression::ObjectProjection(Box::new(left), Box::new(right)))
    }

    fn flatten(&mut self, left: Expression) -> Parsed<Expression> {
        let right = self.projected(9)?;
        let left = Expression::Flatten(Box::new(left));
        Ok(Expression::ListProjection(Box::new(left), Box::new(right)))
    }

    fn filter(&mut self, left: Expression) -> Parsed<Expression> {
        let condition = self.expression(0)?;
        self.expect("]")?;
        let then = self.projected(21)?;
        Ok(Expression::Filter {
            list: Box::new(left),
            condition: Box::new(condition),
            then: Box::new(then),
        })
    }

    fn function(&mut self, name: String) -> Parsed<Expression> {
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
