//! Proofs are verified with the public key, by the library's own verification.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::time::Duration;

use base64::Engine as _;

use super::*;

/// The published example of RFC 9500, section 2.3, with its public key.
const SEC1: &str = "-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIObLW92AqkWunJXowVR2Z5/+yVPBaFHnEedDk5WJxk/BoAoGCCqGSM49
AwEHoUQDQgAEQiVI+I+3gv+17KN0RFLHKh5Vj71vc75eSOkyMsxFxbFsTNEMTLjV
uKFxOelIgsiZJXKZNCX0FBmrfpCkKklCcg==
-----END EC PRIVATE KEY-----
";

#[test]
fn a_proof_is_verified_by_the_key_that_it_carries() {
    let key = PrivateKey::parse(SEC1).unwrap();
    let time = UNIX_EPOCH + Duration::from_secs(1_763_510_400);
    let url = "https://us-east-1.signin.aws.amazon.com/v1/token";
    let proof = key.proof(url, time).unwrap();
    assert!(proof.is_sensitive());
    let proof = proof.to_str().unwrap();
    let [header, claims, signature] = proof.split('.').collect::<Vec<_>>()[..] else {
        panic!("three parts: {proof}");
    };
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let json = |text: &str| serde_json::from_slice::<serde_json::Value>(&decode(text)).unwrap();
    let (head, body) = (json(header), json(claims));
    assert_eq!((&head["typ"], &head["alg"]), (&"dpop+jwt".into(), &"ES256".into()));
    assert_eq!((&body["htm"], &body["htu"]), (&"POST".into(), &url.into()));
    assert_eq!(body["iat"], 1_763_510_400);
    assert_eq!(body["jti"].as_str().unwrap().len(), 32);
    let mut point = vec![4];
    point.extend(decode(head["jwk"]["x"].as_str().unwrap()));
    point.extend(decode(head["jwk"]["y"].as_str().unwrap()));
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
    let signed = format!("{header}.{claims}");
    public.verify(signed.as_bytes(), &decode(signature)).unwrap();
}

#[test]
fn numbers_of_a_signature_are_padded() {
    let short = [&[0x30, 0x08, 0x02, 0x02, 0x00, 0x80, 0x02, 0x02, 0x01, 0x02][..], &[]].concat();
    let signature = der::signature(&short).unwrap();
    assert_eq!(
        (signature.len(), signature[31], &signature[62..]),
        (64, 0x80, &[1, 2][..])
    );
    assert_eq!(der::signature(&short[..6]), None);
}

#[test]
fn what_is_no_key_is_refused_without_being_shown() {
    for pem in [
        "",
        "SECRET",
        "-----BEGIN EC PRIVATE KEY-----\nU0VDUkVU\n-----END EC PRIVATE KEY-----",
    ] {
        let error = PrivateKey::parse(pem).err().unwrap();
        assert_eq!(error.to_string(), NOT_A_KEY);
    }
    let cut: String = SEC1.chars().take(120).collect();
    assert!(PrivateKey::parse(&cut).is_err());
}
