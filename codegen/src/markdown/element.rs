//! The elements of HTML and DocBook that documentation uses.

pub(super) enum Element {
    Paragraph,
    Heading,
    List {
        is_ordered: bool,
    },
    /// An item of a list, a row of a table, or a term, followed by its definitions.
    Item(Item),
    Definition,
    Cell {
        is_heading: bool,
    },
    Quote(&'static str),
    Listing,
    Break,
    Code,
    Strong,
    Emphasis,
    Link,
    /// An element without an equivalent in Markdown. Its content remains.
    Plain,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Item {
    Plain,
    Term,
    Row,
}

impl Element {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "p" | "para" | "simpara" | "div" | "section" | "hr" | "caption" => Self::Paragraph,
            "fullname" | "shortname" | "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "ul" | "dl" | "table" | "itemizedlist" => Self::List { is_ordered: false },
            "ol" | "orderedlist" => Self::List { is_ordered: true },
            "li" | "listitem" => Self::Item(Item::Plain),
            "dt" => Self::Item(Item::Term),
            "tr" => Self::Item(Item::Row),
            "dd" => Self::Definition,
            "td" => Self::Cell { is_heading: false },
            "th" => Self::Cell { is_heading: true },
            "blockquote" => Self::Quote(""),
            "note" => Self::Quote("Note"),
            "important" => Self::Quote("Important"),
            "caution" => Self::Quote("Caution"),
            "warning" => Self::Quote("Warning"),
            "tip" => Self::Quote("Tip"),
            "pre" | "programlisting" | "screen" => Self::Listing,
            "br" => Self::Break,
            "code" | "tt" | "kbd" | "samp" => Self::Code,
            "b" | "strong" => Self::Strong,
            "i" | "em" | "var" | "cite" | "replaceable" => Self::Emphasis,
            "a" => Self::Link,
            "span" | "font" | "small" | "big" | "u" | "s" | "sup" | "sub" | "img" | "thead" | "tbody" | "tfoot"
            | "col" => Self::Plain,
            _ => return None,
        })
    }
}
