//! Any body as CBOR: it is read or refused, and what is read comes back the same after it was
//! written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithy_client_runtime::codec::cbor::CborCodec;
use smithy_fuzz::round_trip;

fuzz_target!(|data: &[u8]| round_trip(&CborCodec, data));
