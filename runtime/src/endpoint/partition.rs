//! The partition that a region belongs to.

/// A group of regions with DNS names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The name, for example `aws`.
    pub name: &'static str,
    /// The DNS suffix of IPv4 endpoints.
    pub dns_suffix: &'static str,
    /// The DNS suffix of dual-stack endpoints.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether there are FIPS endpoints.
    pub supports_fips: bool,
    /// Whether there are dual-stack endpoints.
    pub supports_dual_stack: bool,
    /// The region that services without regions sign for.
    pub implicit_global_region: &'static str,
    /// The names of the known regions.
    pub regions: &'static [&'static str],
    /// The pattern of the names of regions that are not known yet.
    pub pattern: RegionPattern,
}

/// Returns the partition of a region: the one that lists it, else the first whose pattern it
/// matches, else `aws` (`aws.partition`); `None` if there is no `aws`.
///
/// It is not inlined: rules call it a dozen times in one function.
#[inline(never)]
pub fn partition(region: &str, partitions: &'static [Partition]) -> Option<&'static Partition> {
    let find = |holds: &dyn Fn(&Partition) -> bool| partitions.iter().find(|partition| holds(partition));
    find(&|partition| partition.regions.contains(&region))
        .or_else(|| find(&|partition| partition.pattern.matches(region)))
        .or_else(|| find(&|partition| partition.name == "aws"))
}

/// A `regionRegex`, compiled when the code was generated: the pieces that a name consists of, in
/// order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionPattern(pub &'static [Piece]);

/// A piece of a [`RegionPattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This text.
    Literal(&'static str),
    /// One of these texts: `(us|eu)`.
    OneOf(&'static [&'static str]),
    /// Letters, digits and underscores: `\w+`.
    Word,
    /// Digits: `\d+`.
    Digits,
}

impl RegionPattern {
    /// Returns whether the whole name has this form.
    pub fn matches(&self, region: &str) -> bool {
        matches(self.0, region.as_bytes())
    }
}

fn matches(pieces: &[Piece], text: &[u8]) -> bool {
    let Some((piece, pieces)) = pieces.split_first() else {
        return text.is_empty();
    };
    let after = |literal: &str| {
        text.strip_prefix(literal.as_bytes())
            .is_some_and(|rest| matches(pieces, rest))
    };
    let run = |allowed: fn(u8) -> bool| {
        let mut length = 0;
        while text.get(length).is_some_and(|byte| allowed(*byte)) {
            length += 1;
        }
        while length > 0 {
            if text.get(length..).is_some_and(|rest| matches(pieces, rest)) {
                return true;
            }
            length -= 1;
        }
        false
    };
    match piece {
        Piece::Literal(literal) => after(literal),
        Piece::OneOf(literals) => literals.iter().any(|literal| after(literal)),
        Piece::Word => run(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
        Piece::Digits => run(|byte| byte.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn a_partition(name: &'static str, regions: &'static [&'static str], pattern: RegionPattern) -> Partition {
        Partition {
            name,
            dns_suffix: "amazonaws.com",
            dual_stack_dns_suffix: "api.aws",
            supports_fips: true,
            supports_dual_stack: true,
            implicit_global_region: "us-east-1",
            regions,
            pattern,
        }
    }

    /// `^(us|eu|ap)\-\w+\-\d+$`, `^cn\-\w+\-\d+$`, `^eusc\-(de)\-\w+\-\d+$`, `^us\-iso\-\w+\-\d+$`
    static PARTITIONS: [Partition; 4] = {
        use Piece::{Digits, Literal, OneOf, Word};
        [
            a_partition(
                "aws",
                &["us-east-1", "aws-global"],
                RegionPattern(&[OneOf(&["us", "eu", "ap"]), Literal("-"), Word, Literal("-"), Digits]),
            ),
            a_partition(
                "aws-cn",
                &["cn-north-1"],
                RegionPattern(&[Literal("cn-"), Word, Literal("-"), Digits]),
            ),
            a_partition(
                "aws-eusc",
                &[],
                RegionPattern(&[
                    Literal("eusc-"),
                    OneOf(&["de"]),
                    Literal("-"),
                    Word,
                    Literal("-"),
                    Digits,
                ]),
            ),
            a_partition(
                "aws-iso",
                &["us-odd"],
                RegionPattern(&[Literal("us-iso-"), Word, Literal("-"), Digits]),
            ),
        ]
    };

    #[test]
    fn a_region_has_a_partition() {
        for (region, expected) in [
            ("us-east-1", "aws"),
            ("aws-global", "aws"),
            ("eu-somewhere-12", "aws"),
            ("ap-a_b9-1", "aws"),
            ("cn-north-1", "aws-cn"),
            ("cn-new-7", "aws-cn"),
            ("eusc-de-east-1", "aws-eusc"),
            ("us-iso-east-1", "aws-iso"),
            ("us-odd", "aws-iso"),
            // These regions match nothing.
            ("", "aws"),
            ("mars-north-1", "aws"),
            ("us-east-", "aws"),
            ("cn-north-1x", "aws"),
        ] {
            assert_eq!(
                partition(region, &PARTITIONS).map(|found| found.name),
                Some(expected),
                "{region}"
            );
        }
        assert_eq!(partition("us-east-1", &[]), None);
    }

    #[test]
    fn a_pattern_covers_the_whole_name() {
        let pattern = PARTITIONS[0].pattern;
        for (region, expected) in [
            ("us-east-1", true),
            ("us-east1-10", true),
            ("xus-east-1", false),
            ("us-east-1x", false),
            ("us-east-", false),
            ("us--1", false),
            ("us-gov-west-1", false),
            ("us", false),
            ("", false),
        ] {
            assert_eq!(pattern.matches(region), expected, "{region}");
        }
    }
}
