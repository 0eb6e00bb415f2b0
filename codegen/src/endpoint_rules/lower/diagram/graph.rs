//! The nodes of a decision diagram, which are decoded, checked, and numbered from the root, with
//! resolved complement edges.

use std::collections::BTreeMap;

use crate::endpoint_rules::ir::{DiagramNode, Next};

/// References from this number on are results.
const FIRST_RESULT: i64 = 100_000_000;

/// The nodes of a diagram that can be reached from the root.
pub(super) struct DiagramGraph {
    pub(super) nodes: Vec<DiagramNode>,
    pub(super) root: Next,
}

/// Decodes nodes: Base64 of triples of big-endian 32-bit numbers (condition, high, low). Returns
/// the problem if they are invalid.
pub(super) fn read(
    text: &str,
    root: i64,
    count: Option<i64>,
    conditions: usize,
    results: usize,
) -> Result<DiagramGraph, String> {
    let bytes = base64(text).ok_or("this is not Base64")?;
    let (words, rest) = bytes.as_chunks::<4>();
    let numbers: Vec<i64> = words.iter().map(|word| i64::from(i32::from_be_bytes(*word))).collect();
    let (triples, incomplete) = numbers.as_chunks::<3>();
    if !rest.is_empty() || !incomplete.is_empty() {
        return Err("a node is three numbers of four bytes; the last one is cut off".to_owned());
    }
    if count.is_some_and(|count| usize::try_from(count) != Ok(triples.len())) {
        return Err(format!(
            "there are {} nodes, but `nodeCount` is another number",
            triples.len()
        ));
    }
    if root < -1 {
        return Err("the root is a complement".to_owned());
    }
    let mut walk = Traversal {
        triples,
        results,
        seen: BTreeMap::new(),
        queue: Vec::new(),
    };
    let root = walk.next(root)?;
    let mut nodes = Vec::new();
    while let Some(reference) = walk.queue.get(nodes.len()).copied() {
        let node = walk.node(reference, conditions)?;
        nodes.push(node);
    }
    if has_cycle(&nodes) {
        return Err("a node leads back to itself".to_owned());
    }
    Ok(DiagramGraph { nodes, root })
}

struct Traversal<'n> {
    triples: &'n [[i64; 3]],
    results: usize,
    /// The number of each reference to a node, which may be a complement.
    seen: BTreeMap<i64, usize>,
    queue: Vec<i64>,
}

impl Traversal<'_> {
    fn next(&mut self, reference: i64) -> Result<Next, String> {
        match reference {
            1 | -1 => Ok(Next::NoMatch),
            0 => Err("a reference is 0".to_owned()),
            FIRST_RESULT.. => match usize::try_from(reference - FIRST_RESULT) {
                Ok(index) if index < self.results => Ok(Next::Result(index)),
                _ => Err(format!("there is no result {}", reference - FIRST_RESULT)),
            },
            _ => {
                let number = self.seen.len();
                Ok(Next::Node(*self.seen.entry(reference).or_insert_with(|| {
                    self.queue.push(reference);
                    number
                })))
            }
        }
    }

    fn node(&mut self, reference: i64, conditions: usize) -> Result<DiagramNode, String> {
        let index = usize::try_from(reference.abs() - 1).ok();
        let [condition, high, low] = index
            .and_then(|index| self.triples.get(index).copied())
            .ok_or_else(|| format!("there is no node {reference}"))?;
        let condition = usize::try_from(condition)
            .ok()
            .filter(|condition| *condition < conditions);
        let condition =
            condition.ok_or_else(|| format!("node {reference} asks for a condition that does not exist"))?;
        let (holds, fails) = if reference < 0 { (low, high) } else { (high, low) };
        Ok(DiagramNode {
            condition,
            holds: self.next(holds)?,
            fails: self.next(fails)?,
        })
    }
}

/// Returns whether the nodes contain a cycle: some node cannot be removed after all nodes that lead
/// to it.
fn has_cycle(nodes: &[DiagramNode]) -> bool {
    let targets = |node: &DiagramNode| {
        [node.holds, node.fails].into_iter().filter_map(|next| match next {
            Next::Node(target) => Some(target),
            Next::Result(_) | Next::NoMatch => None,
        })
    };
    let mut incoming = vec![0_usize; nodes.len()];
    for target in nodes.iter().flat_map(targets) {
        incoming[target] += 1;
    }
    let mut ready: Vec<usize> = (0..nodes.len()).filter(|node| incoming[*node] == 0).collect();
    let mut removed = 0;
    while let Some(node) = ready.pop() {
        removed += 1;
        for target in targets(&nodes[node]) {
            incoming[target] -= 1;
            if incoming[target] == 0 {
                ready.push(target);
            }
        }
    }
    removed < nodes.len()
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 3);
    let (mut buffer, mut bits) = (0_u32, 0);
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits & 0xff) as u8);
        }
    }
    (digits.len() % 4 != 1).then_some(bytes)
}
