//! The whole of JMESPath: the syntax tree of an expression, its parser, and the code of the tree.
//! Waiters use it.

pub(crate) mod emit;
mod lexer;
mod parser;

pub use self::parser::parse;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `@`, the current value, where an expression starts.
    Current,
    /// A member by its name.
    Field(String),
    /// A JSON value or a raw string.
    Literal(serde_json::Value),
    /// `[1]`
    Index(i64),
    /// `[1:2:3]`, a projection of a part of a list: start, stop and step.
    Slice(Option<i64>, Option<i64>, i64),
    /// `a.b` and `a | b`: the second on the result of the first.
    Then(Box<Expression>, Box<Expression>),
    /// `a[]`
    Flatten(Box<Expression>),
    /// The second on every element of the first.
    ListProjection(Box<Expression>, Box<Expression>),
    /// The second on every value of the first.
    ObjectProjection(Box<Expression>, Box<Expression>),
    /// The last on every element of the first for which the condition holds.
    Filter {
        /// The list.
        list: Box<Expression>,
        /// The condition on an element.
        condition: Box<Expression>,
        /// The expression on the remaining elements.
        then: Box<Expression>,
    },
    /// `[a, b]`
    MultiSelectList(Vec<Expression>),
    /// `{a: b}`
    MultiSelectHash(Vec<(String, Expression)>),
    /// A function by its name, and its arguments.
    Function(String, Vec<Expression>),
    /// `&a`, an argument that a function evaluates.
    Reference(Box<Expression>),
    /// A comparison.
    Compare(Comparator, Box<Expression>, Box<Expression>),
    /// `a && b`
    And(Box<Expression>, Box<Expression>),
    /// `a || b`
    Or(Box<Expression>, Box<Expression>),
    /// `!a`
    Not(Box<Expression>),
}

/// An operator that compares two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// The reason why a text is not an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The problem.
    pub problem: String,
    /// The offset of its byte.
    pub at: usize,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::Expression::{self, Compare, Current, Field, Function, Literal, Then};
    use super::{Comparator, parse};

    fn field(name: &str) -> Box<Expression> {
        Box::new(Field(name.to_owned()))
    }

    #[test]
    fn operators_bind_as_the_specification_says() {
        assert_eq!(
            parse("a.b | c").unwrap(),
            Then(Box::new(Then(field("a"), field("b"))), field("c"))
        );
        let compare = |name| {
            let one = Literal(serde_json::Value::from("x"));
            Box::new(Compare(Comparator::Equal, field(name), Box::new(one)))
        };
        assert_eq!(
            parse("a == 'x' || b == `\"x\"` && !c").unwrap(),
            Expression::Or(
                compare("a"),
                Box::new(Expression::And(compare("b"), Box::new(Expression::Not(field("c")))))
            )
        );
        assert_eq!(
            parse("length(a[?b].c)").unwrap(),
            Function(
                "length".to_owned(),
                vec![Expression::Filter {
                    list: field("a"),
                    condition: field("b"),
                    then: field("c")
                }]
            )
        );
        assert_eq!(
            parse("a[*].b[]").unwrap(),
            Expression::ListProjection(
                Box::new(Expression::Flatten(Box::new(Expression::ListProjection(
                    field("a"),
                    field("b")
                )))),
                Box::new(Current)
            )
        );
    }

    #[test]
    fn what_is_no_expression_is_refused_with_its_place() {
        for (text, at) in [
            ("", 0),
            ("||", 0),
            ("foo.", 4),
            ("a b", 2),
            ("a[", 2),
            ("f(a", 3),
            ("'x", 0),
            ("a.@", 2),
            ("#", 0),
        ] {
            assert_eq!(parse(text).unwrap_err().at, at, "{text}");
        }
        assert!(parse(&"!".repeat(5000)).is_err());
        assert!(parse(&"(".repeat(5000)).is_err());
    }

    /// Runs the cases of the JMESPath project, which are beside the checkout.
    #[test]
    fn official_expressions_are_read_or_refused() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/smithy/jmespath");
        let Ok(files) = std::fs::read_dir(&folder) else {
            eprintln!("skipped: there is no {}", folder.display());
            return;
        };
        let mut wrong = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let suites: serde_json::Value = serde_json::from_str(&text).unwrap();
            for case in suites
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|suite| suite["cases"].as_array().unwrap())
            {
                let expression = case["expression"].as_str().unwrap();
                let is_refused = case["error"] == "syntax";
                if parse(expression).is_err() != is_refused {
                    wrong.push(format!("{expression}  {:?}", parse(expression)));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
