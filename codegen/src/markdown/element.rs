//! The elements of HTML and DocBook that documentation uses.

/// An element of HTML, by its form in Markdown.
pub(super) enum HtmlElement {
    Paragraph,
    Heading,
    List {
        is_ordered: bool,
    },
    /// An item of a list, a row of a table, or a term, followed by its definitions.
    Item(ListItem),
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

/// The kind of an item of a list or table.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum ListItem {
    Plain,
    Term,
    Row,
}

impl HtmlElement {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "p" | "para" | "simpara" | "div" | "section" | "hr" | "caption" => Self::Paragraph,
            "fullname" | "shortname" | "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "ul" | "dl" | "table" | "itemizedlist" => Self::List { is_ordered: false },
            "ol" | "orderedlist" => Self::List { is_ordered: true },
            "li" | "listitem" => Self::Item(ListItem::Plain),
            "dt" => Self::Item(ListItem::Term),
            "tr" => Self::Item(ListItem::Row),
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
