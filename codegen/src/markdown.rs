//! STUB
pub(crate) fn to_markdown(text: &str) -> String { text.trim().to_owned() }
pub(crate) fn wrap(markdown: &str, width: usize) -> Vec<String> {
    let mut out = Vec::new();
    if markdown.is_empty() { return out; }
    for line in markdown.lines() {
        let mut cur = String::new();
        for w in line.split(' ') {
            if !cur.is_empty() && cur.len() + w.len() + 1 > width { out.push(std::mem::take(&mut cur)); }
            if !cur.is_empty() { cur.push(' '); }
            cur.push_str(w);
        }
        out.push(cur);
    }
    out
}
