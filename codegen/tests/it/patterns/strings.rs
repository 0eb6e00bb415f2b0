//! Strings that patterns match or nearly match.

use smithy_codegen::patterns::ir::Pattern;

/// The strings per pattern.
const STRINGS: usize = 30;

/// The length of a string beyond which optional parts are not added.
const LONG: usize = 200;

/// A generator of pseudo-random numbers that are the same in each run.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit.max(1)
    }

    /// Appends a text that the pattern is likely to match.
    fn append(&mut self, pattern: &Pattern, string: &mut String) {
        match pattern {
            Pattern::Class(ranges) => {
                let Some((start, end)) = ranges.get(self.below(ranges.len())) else {
                    return;
                };
                let (start, end) = (u32::from(*start), u32::from(*end));
                let code = start + u32::try_from(self.below((end - start + 1) as usize)).unwrap();
                string.extend(char::from_u32(code));
            }
            Pattern::Sequence(parts) => parts.iter().for_each(|part| self.append(part, string)),
            Pattern::Alternatives(parts) => {
                let at = self.below(parts.len());
                self.append(&parts[at], string);
            }
            Pattern::Repeat { pattern, min, max } => {
                let least = (*min).min(300) as usize;
                let more = (*max).min(300) as usize - least.min((*max).min(300) as usize);
                let count = match self.below(4) {
                    0 => least,
                    1 => least + more.min(80),
                    _ => least + self.below(more.min(6) + 1),
                };
                for at in 0..count {
                    if at >= least && string.len() >= LONG {
                        break;
                    }
                    self.append(pattern, string);
                }
            }
            _ => {}
        }
    }

    /// Returns a string with a character added, removed or replaced.
    fn changed(&mut self, string: &str) -> String {
        const OTHERS: [char; 16] = [
            'a', 'Z', '0', '-', ' ', '\n', '\u{2028}', 'é', 'ſ', 'K', '٣', '\u{a0}', '\u{feff}', '漢', '😀', '/',
        ];
        let mut characters: Vec<char> = string.chars().collect();
        let at = self.below(characters.len() + 1);
        let other = OTHERS[self.below(OTHERS.len())];
        match self.below(3) {
            0 => characters.insert(at, other),
            1 if at < characters.len() => characters[at] = other,
            _ if at < characters.len() => {
                characters.remove(at);
            }
            _ => characters.push(other),
        }
        characters.into_iter().collect()
    }

    /// Returns strings that the pattern matches, and such that it nearly matches.
    pub(super) fn strings(&mut self, pattern: &Pattern) -> Vec<String> {
        let mut strings = vec![String::new(), "a".to_owned(), "A-1 é漢".to_owned()];
        while strings.len() < STRINGS {
            let mut string = String::new();
            self.append(pattern, &mut string);
            let once = self.changed(&string);
            let twice = self.changed(&once);
            strings.extend([string, once, twice]);
        }
        strings
    }
}
