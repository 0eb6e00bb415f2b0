//! Classes of characters.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

/// The characters of a class, as ranges.
pub(super) type Ranges = Vec<(char, char)>;

/// The names of general categories that ECMA-262 has.
const CATEGORIES: &str = "
    C Cc Cf Cn Co Cs Other Control cntrl Format Unassigned Private_Use Surrogate
    L LC Ll Lm Lo Lt Lu Letter Cased_Letter Lowercase_Letter Modifier_Letter Other_Letter
    Titlecase_Letter Uppercase_Letter
    M Mc Me Mn Mark Combining_Mark Spacing_Mark Enclosing_Mark Nonspacing_Mark
    N Nd Nl No Number Decimal_Number digit Letter_Number Other_Number
    P Pc Pd Pe Pf Pi Po Ps Punctuation punct Connector_Punctuation Dash_Punctuation
    Close_Punctuation Final_Punctuation Initial_Punctuation Other_Punctuation Open_Punctuation
    S Sc Sk Sm So Symbol Currency_Symbol Modifier_Symbol Math_Symbol Other_Symbol
    Z Zl Zp Zs Separator Line_Separator Paragraph_Separator Space_Separator";

/// The names of binary properties that ECMA-262 has, without `Changes_When_NFKC_Casefolded`, for
/// which there is no table.
const BINARY: &str = "
    ASCII ASCII_Hex_Digit AHex Alphabetic Alpha Any Assigned Bidi_Control Bidi_C Bidi_Mirrored
    Bidi_M Case_Ignorable CI Cased Changes_When_Casefolded CWCF Changes_When_Casemapped CWCM
    Changes_When_Lowercased CWL Changes_When_Titlecased CWT
    Changes_When_Uppercased CWU Dash Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia
    Emoji Emoji_Component EComp Emoji_Modifier EMod Emoji_Modifier_Base EBase Emoji_Presentation
    EPres Extended_Pictographic ExtPict Extender Ext Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext
    Hex_Digit Hex IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC ID_Start IDS
    Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase Lower Math
    Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn Pattern_White_Space Pat_WS Quotation_Mark
    QMark Radical Regional_Indicator RI Sentence_Terminal STerm Soft_Dotted SD
    Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper Variation_Selector VS
    White_Space space XID_Continue XIDC XID_Start XIDS";

fn is_category(name: &str) -> bool {
    CATEGORIES.split_whitespace().any(|known| known == name)
}

/// Returns whether a name has the form of scripts' names: `Greek`, `Grek`, `Old_Italic`.
fn is_script(name: &str) -> bool {
    let is_word = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|first| first.is_ascii_uppercase()) && letters.all(|c| c.is_ascii_lowercase())
    };
    name == "SignWriting" || name.split('_').all(is_word)
}

/// Returns the characters of a class escape, without its backslash, if it is one.
pub(super) fn escape(letter: char) -> Option<Ranges> {
    let digits = || vec![('0', '9')];
    let word = || vec![('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    let space = || {
        let spaces = [
            ('\t', '\r'),
            (' ', ' '),
            ('\u{a0}', '\u{a0}'),
            ('\u{1680}', '\u{1680}'),
            ('\u{2000}', '\u{200a}'),
            ('\u{2028}', '\u{2029}'),
            ('\u{202f}', '\u{202f}'),
            ('\u{205f}', '\u{205f}'),
            ('\u{3000}', '\u{3000}'),
            ('\u{feff}', '\u{feff}'),
        ];
        spaces.to_vec()
    };
    Some(match letter {
        'd' => digits(),
        'D' => negated(digits()),
        'w' => word(),
        'W' => negated(word()),
        's' => space(),
        'S' => negated(space()),
        _ => return None,
    })
}

/// Returns the characters that a dot stands for.
pub(super) fn dot(with_line_ends: bool) -> Ranges {
    match with_line_ends {
        true => vec![('\0', char::MAX)],
        false => negated(vec![('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')]),
    }
}

/// Returns the characters of a Unicode property, by its name in the braces of `\p{}`.
///
/// ECMA-262 has no loose matching: `\p{digit}` is a property, and `\p{Digit}` is not.
pub(super) fn property(name: &str) -> Option<Ranges> {
    let is_known = match name.split_once('=') {
        None => is_category(name) || BINARY.split_whitespace().any(|known| known == name),
        Some(("gc" | "General_Category", category)) => is_category(category),
        Some(("sc" | "Script" | "scx" | "Script_Extensions", script)) => is_script(script),
        Some(_) => false,
    };
    if matches!(
        name.trim_start_matches("gc=").trim_start_matches("General_Category="),
        "Cs" | "Surrogate"
    ) {
        // A text has no surrogates.
        return Some(Ranges::new());
    }
    let parsed = regex_syntax::parse(&format!("\\p{{{name}}}"));
    let parsed = parsed.ok().filter(|_| is_known)?;
    match parsed.kind() {
        HirKind::Class(Class::Unicode(class)) => Some(ranges(class)),
        HirKind::Literal(literal) => {
            let character = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
            Some(vec![(character, character)])
        }
        _ => None,
    }
}

/// Returns all characters that are not in the ranges.
pub(super) fn negated(ranges: Ranges) -> Ranges {
    let mut class = class(ranges);
    class.negate();
    self::ranges(&class)
}

/// Returns the ranges in order, without overlap; with both cases of each letter if case is ignored.
pub(super) fn normalized(ranges: Ranges, ignores_case: bool) -> Ranges {
    let mut class = class(ranges);
    if ignores_case {
        class.case_fold_simple();
    }
    self::ranges(&class)
}

fn class(ranges: Ranges) -> ClassUnicode {
    ClassUnicode::new(
        ranges
            .into_iter()
            .map(|(start, end)| ClassUnicodeRange::new(start, end)),
    )
}

fn ranges(class: &ClassUnicode) -> Ranges {
    let ranges = class.ranges().iter();
    ranges.map(|range| (range.start(), range.end())).collect()
}
