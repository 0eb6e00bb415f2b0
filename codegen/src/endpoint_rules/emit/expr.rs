//! Emits expressions in the form that the context needs: by value, by reference, or owned.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::endpoint_rules::ir::{
    Argument, Expr, Function, Home, Ownership, RuleField, RuleIndex, RuleType, RuleValueKind, RuleVariable,
    TemplatePart,
};

/// Returns the expression as it is, for comparisons, formatting and method calls.
pub(super) fn plain(expr: &Expr) -> TokenStream {
    match expr {
        Expr::Text(text) => quote!(#text),
        Expr::Bool(value) => quote!(#value),
        Expr::List(elements) => {
            let elements = elements.iter().map(owned);
            quote!(vec![#(#elements),*])
        }
        Expr::Variable(variable) => place(variable),
        Expr::Template(pieces) => template(pieces),
        Expr::Field(record, field) => {
            let (record, field) = (operand(record), format_ident!("{}", field_name(*field)));
            quote!(#record.#field)
        }
        Expr::Item(list, index) => item(list, *index),
        Expr::IsSet(value) => {
            let value = operand(value);
            quote!(#value.is_some())
        }
        Expr::Not(value) => not(value),
        Expr::Equal(left, right) => equal(left, right),
        Expr::Coalesce(first, rest) => coalesce(expr, first, rest),
        Expr::IfElse(parts) => {
            let [condition, then, otherwise] = &**parts;
            let (condition, then, otherwise) = (plain(condition), branch(expr, then), branch(expr, otherwise));
            quote!(if #condition { #then } else { #otherwise })
        }
        Expr::Call(function, arguments) => {
            let function = format_ident!("{}", function_name(*function));
            let arguments = arguments.iter().map(argument);
            quote!(endpoint::#function(#(#arguments),*))
        }
    }
}

/// Returns a reference of exactly the type that a local variable has.
pub(super) fn lent(expr: &Expr) -> TokenStream {
    let code = operand(expr);
    let RuleType { kind, optional } = expr.ty();
    match (expr.ownership(), optional, kind) {
        (Ownership::Copied | Ownership::Lent, _, _) => plain(expr),
        (_, true, RuleValueKind::String | RuleValueKind::Strings) => quote!(#code.as_deref()),
        (_, true, _) => quote!(#code.as_ref()),
        (_, false, RuleValueKind::String) => quote!(#code.as_str()),
        (_, false, RuleValueKind::Strings) => quote!(#code.as_slice()),
        (_, false, _) => quote!(&#code),
    }
}

/// Returns an owned value.
pub(super) fn owned(expr: &Expr) -> TokenStream {
    let code = operand(expr);
    let RuleType { kind, optional } = expr.ty();
    match (expr.ownership(), optional, kind) {
        (Ownership::Copied | Ownership::Made, _, _) => plain(expr),
        (Ownership::Place, _, _) => quote!(#code.clone()),
        (Ownership::Lent, false, RuleValueKind::String) => quote!(#code.to_owned()),
        (Ownership::Lent, false, RuleValueKind::Strings) => quote!(#code.to_vec()),
        (Ownership::Lent, false, _) => quote!(#code.clone()),
        (Ownership::Lent, true, RuleValueKind::String) => quote!(#code.map(str::to_owned)),
        (Ownership::Lent, true, RuleValueKind::Strings) => quote!(#code.map(<[String]>::to_vec)),
        (Ownership::Lent, true, _) => quote!(#code.cloned()),
    }
}

/// Returns a value for parameters that take `impl Into<String>`.
pub(super) fn into_string(expr: &Expr) -> TokenStream {
    match expr.ownership() {
        Ownership::Lent => plain(expr),
        Ownership::Copied | Ownership::Place | Ownership::Made => owned(expr),
    }
}

/// Returns a value for parameters that take `impl Into<Cow<'static, str>>`.
pub(super) fn into_static(expr: &Expr) -> TokenStream {
    match expr {
        Expr::Text(_) => plain(expr),
        _ => owned(expr),
    }
}

/// Returns the expression for the storage of a variable.
pub(super) fn place(variable: &RuleVariable) -> TokenStream {
    let name = format_ident!("{}", variable.name);
    match variable.home {
        Home::Local => quote!(#name),
        Home::Parameter | Home::Found => quote!(self.#name),
    }
}

/// Returns an expression as the receiver of a method or the operand of an operator.
pub(super) fn operand(expr: &Expr) -> TokenStream {
    let code = plain(expr);
    match expr {
        Expr::IfElse(_) | Expr::Equal(..) | Expr::Not(_) => quote!((#code)),
        _ => code,
    }
}

fn argument(argument: &Argument) -> TokenStream {
    match argument {
        Argument::Number(number) => {
            let number = Literal::usize_unsuffixed(*number);
            quote!(#number)
        }
        Argument::Partitions => quote!(super::partitions::PARTITIONS),
        Argument::Value(value) => match value.ownership() {
            Ownership::Copied | Ownership::Lent => plain(value),
            Ownership::Place | Ownership::Made => {
                let value = operand(value);
                quote!(&#value)
            }
        },
    }
}

fn not(value: &Expr) -> TokenStream {
    match value {
        Expr::IsSet(value) => {
            let value = operand(value);
            quote!(#value.is_none())
        }
        Expr::Equal(left, right) if !is_nothing(right) => {
            let (left, right) = (operand(left), operand(right));
            quote!(#left != #right)
        }
        Expr::Equal(left, right) => {
            let equal = equal(left, right);
            quote!(!#equal)
        }
        value => {
            let value = operand(value);
            quote!(!#value)
        }
    }
}

fn equal(left: &Expr, right: &Expr) -> TokenStream {
    let code = operand(left);
    if is_nothing(right) {
        quote!(#code.is_empty())
    } else {
        let right = operand(right);
        quote!(#code == #right)
    }
}

fn is_nothing(expr: &Expr) -> bool {
    matches!(expr, Expr::Text(text) if text.is_empty())
}

fn template(pieces: &[TemplatePart]) -> TokenStream {
    let mut format = String::new();
    let mut values = Vec::new();
    for piece in pieces {
        match piece {
            TemplatePart::Text(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
            TemplatePart::Value(Expr::Variable(RuleVariable {
                name,
                home: Home::Local,
                ..
            })) => {
                format.push('{');
                format.push_str(name);
                format.push('}');
            }
            TemplatePart::Value(value) => {
                format.push_str("{}");
                values.push(plain(value));
            }
        }
    }
    quote!(format!(#format #(, #values)*))
}

fn item(list: &Expr, index: RuleIndex) -> TokenStream {
    let code = operand(list);
    let element = match index {
        RuleIndex::FromStart(0) => quote!(#code.first()),
        RuleIndex::FromEnd(0) => quote!(#code.last()),
        RuleIndex::FromStart(index) => {
            let index = Literal::usize_unsuffixed(index);
            quote!(#code.get(#index))
        }
        RuleIndex::FromEnd(index) => {
            let index = Literal::usize_unsuffixed(index);
            quote!(#code.iter().rev().nth(#index))
        }
    };
    match list.ownership() {
        Ownership::Made => quote!(#element.cloned()),
        Ownership::Copied | Ownership::Lent | Ownership::Place => quote!(#element.map(String::as_str)),
    }
}

fn coalesce(whole: &Expr, first: &Expr, rest: &Expr) -> TokenStream {
    let (value, fallback) = match whole.ownership() {
        Ownership::Made => (owned(first), owned(rest)),
        Ownership::Copied | Ownership::Lent | Ownership::Place => (lent(first), lent(rest)),
    };
    let value = if matches!(first, Expr::IfElse(_)) {
        quote!((#value))
    } else {
        value
    };
    let cheap = whole.ownership() != Ownership::Made
        && matches!(
            rest,
            Expr::Text(_) | Expr::Bool(_) | Expr::Variable(_) | Expr::Field(..)
        );
    match (rest.ty().optional, cheap) {
        (true, true) => quote!(#value.or(#fallback)),
        (true, false) => quote!(#value.or_else(|| #fallback)),
        (false, true) => quote!(#value.unwrap_or(#fallback)),
        (false, false) => quote!(#value.unwrap_or_else(|| #fallback)),
    }
}

fn branch(whole: &Expr, value: &Expr) -> TokenStream {
    let code = match whole.ownership() {
        Ownership::Made => owned(value),
        Ownership::Copied | Ownership::Lent | Ownership::Place => lent(value),
    };
    if whole.ty().optional && !value.ty().optional {
        quote!(Some(#code))
    } else {
        code
    }
}

fn function_name(function: Function) -> &'static str {
    match function {
        Function::IsValidHostLabel => "is_valid_host_label",
        Function::ParseUrl => "parse_url",
        Function::Substring => "substring",
        Function::UriEncode => "uri_encode",
        Function::Split => "split",
        Function::Partition => "partition",
        Function::ParseArn => "parse_arn",
        Function::IsVirtualHostableS3Bucket => "is_virtual_hostable_s3_bucket",
    }
}

fn field_name(field: RuleField) -> &'static str {
    match field {
        RuleField::PartitionName => "name",
        RuleField::DnsSuffix => "dns_suffix",
        RuleField::DualStackDnsSuffix => "dual_stack_dns_suffix",
        RuleField::SupportsFips => "supports_fips",
        RuleField::SupportsDualStack => "supports_dual_stack",
        RuleField::ImplicitGlobalRegion => "implicit_global_region",
        RuleField::ArnPartition => "partition",
        RuleField::ArnService => "service",
        RuleField::ArnRegion => "region",
        RuleField::ArnAccountId => "account_id",
        RuleField::ArnResourceId => "resource_id",
        RuleField::UrlScheme => "scheme",
        RuleField::UrlAuthority => "authority",
        RuleField::UrlPath => "path",
        RuleField::UrlNormalizedPath => "normalized_path",
        RuleField::UrlIsIp => "is_ip",
    }
}

/// Returns the type of a local variable or of a function's parameter.
pub(super) fn type_of(ty: RuleType) -> TokenStream {
    let plain = match ty.kind {
        RuleValueKind::Bool => quote!(bool),
        RuleValueKind::String => quote!(&str),
        RuleValueKind::Strings => quote!(&[String]),
        RuleValueKind::Partition => quote!(&'static endpoint::Partition),
        RuleValueKind::Arn => quote!(&endpoint::Arn),
        RuleValueKind::Url => quote!(&endpoint::Url),
    };
    if ty.optional { quote!(Option<#plain>) } else { plain }
}
