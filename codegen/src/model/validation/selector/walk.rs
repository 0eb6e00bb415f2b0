//! The relationships between shapes that selectors follow.

use super::evaluate::{Evaluator, Match};

impl Evaluator<'_, '_, '_> {
    /// Calls `visit` with the other ends of the relationships of these names, or of all names
    /// except `trait`.
    pub(super) fn neighbors(&self, number: usize, reverse: bool, names: &[String], visit: &mut dyn FnMut(usize)) {
        let has = |wanted: &str| names.iter().any(|name| name == wanted);
        // A shape has the relationship `bound` to the one that binds it.
        let with_name = |name: &str| names.is_empty() || has(name);
        let inverse = |name: &str| matches!(name, "operation" | "resource") && with_name("bound");
        let reversed = self.reversed[number].iter().copied();
        if reverse {
            reversed
                .filter(|(name, _)| with_name(name))
                .for_each(|(_, other)| visit(other));
            self.graph.neighbors(number, &mut |name, other| {
                if inverse(name) {
                    visit(other);
                }
            });
        } else {
            self.graph.neighbors(number, &mut |name, other| {
                if with_name(name) {
                    visit(other);
                }
            });
            reversed
                .filter(|(name, _)| inverse(name))
                .for_each(|(_, other)| visit(other));
        }
        match (has("trait"), reverse) {
            (true, false) => self.graph.traits(number, visit),
            (true, true) => self.with_trait()[number].iter().for_each(|other| visit(*other)),
            (false, _) => {}
        }
    }

    fn with_trait(&self) -> &[Vec<usize>] {
        self.with_trait.get_or_init(|| {
            let mut with_trait = vec![Vec::new(); self.graph.len()];
            for number in 0..self.graph.len() {
                self.graph
                    .traits(number, &mut |definition| with_trait[definition].push(number));
            }
            with_trait
        })
    }

    /// Returns the items that relationships lead to. An item that only leads to itself is not among
    /// them.
    pub(super) fn closure(&self, rows: &[Match]) -> Vec<usize> {
        // Two starts per item suffice to know whether it is reached from another item than itself.
        let mut starts = vec![[usize::MAX; 2]; self.graph.len()];
        let mut open: Vec<(usize, usize)> = rows.iter().map(|row| (row.number, row.number)).collect();
        while let Some((number, start)) = open.pop() {
            self.graph.neighbors(number, &mut |_, other| {
                let known = &mut starts[other];
                if known.contains(&start) {
                    return;
                }
                if let Some(free) = known.iter_mut().find(|known| **known == usize::MAX) {
                    *free = start;
                    open.push((other, start));
                }
            });
        }
        let is_reached = |number: &usize| {
            let mut starts = starts[*number].iter();
            starts.any(|start| *start != usize::MAX && start != number)
        };
        (0..self.graph.len()).filter(is_reached).collect()
    }
}
