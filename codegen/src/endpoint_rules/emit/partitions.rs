//! The table of partitions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::endpoint_rules::ir::{Partition, PatternPiece, Rules};

/// Returns the items of `src/config/partitions.rs`; none if the rules do not use partitions.
pub(crate) fn partition_items(rules: &Rules) -> Vec<TokenStream> {
    if rules.partitions.is_empty() {
        return Vec::new();
    }
    let partitions = rules.partitions.iter().map(partition);
    vec![quote! {
        #[doc = " The partitions of AWS: groups of regions with common DNS suffixes."]
        pub(crate) static PARTITIONS: &[endpoint::Partition] = &[#(#partitions),*];
    }]
}

fn partition(partition: &Partition) -> TokenStream {
    let Partition {
        name,
        dns_suffix,
        dual_stack_dns_suffix,
        supports_fips,
        supports_dual_stack,
        implicit_global_region,
        regions,
        pattern,
    } = partition;
    let pattern = pattern.iter().map(piece);
    quote! {
        endpoint::Partition {
            name: #name,
            dns_suffix: #dns_suffix,
            dual_stack_dns_suffix: #dual_stack_dns_suffix,
            supports_fips: #supports_fips,
            supports_dual_stack: #supports_dual_stack,
            implicit_global_region: #implicit_global_region,
            regions: &[#(#regions),*],
            pattern: endpoint::RegionPattern(&[#(#pattern),*]),
        }
    }
}

fn piece(piece: &PatternPiece) -> TokenStream {
    match piece {
        PatternPiece::OneOf(texts) => quote!(endpoint::Piece::OneOf(&[#(#texts),*])),
        PatternPiece::Literal(text) => quote!(endpoint::Piece::Literal(#text)),
        PatternPiece::Word => quote!(endpoint::Piece::Word),
        PatternPiece::Digits => quote!(endpoint::Piece::Digits),
    }
}
