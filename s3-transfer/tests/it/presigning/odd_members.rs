//! Keys, queries and headers with characters that are escaped, or that signatures treat specially.

use s3::primitives::DateTime;
use s3::types::ObjectCannedAcl;

use super::{cases, client, config, parts};

#[tokio::test]
async fn presigned_requests_with_odd_members_are_those_of_botocore() {
    let client = client();
    let get = |key: &str| client.get_object().bucket("bucket").key(key);
    let put = || client.put_object().bucket("bucket").key("key");
    let cases = cases![
        (
            get("key").response_content_disposition("attachment; filename=\"ü +&=?#~*%41.txt\""),
            "GET bucket.s3.eu-west-1.amazonaws.com/key",
            "response-content-disposition=attachment%3B%20filename%3D%22%C3%BC%20%2B%26%3D%3F%23~%2A%2541.txt%22&x-id=GetObject",
            "host",
            "a36ed6abcffe63d2bcb23857205e6ad09a0f4944abd4102f01611d980fb0eebe"
        ),
        (
            get("key").version_id(""),
            "GET bucket.s3.eu-west-1.amazonaws.com/key",
            "versionId=&x-id=GetObject",
            "host",
            "74895321adc08635eb4a94302736f942872b5b11d93660c3a2518bd044cce594"
        ),
        (
            get("a b+c~*!'()/日本/%41?#&=;@:$,"),
            "GET bucket.s3.eu-west-1.amazonaws.com/a%20b%2Bc~%2A%21%27%28%29/%E6%97%A5%E6%9C%AC/%2541%3F%23%26%3D%3B%40%3A%24%2C",
            "x-id=GetObject",
            "host",
            "7e5d0e8254cb8c0e477e6d93e6f572f16ef8047de1a07bb0e6adbbaf8d9966dc"
        ),
        (
            get("key").range("bytes=0-9").if_match("\"a  b\""),
            "GET bucket.s3.eu-west-1.amazonaws.com/key",
            "x-id=GetObject",
            "host%3Bif-match%3Brange",
            "1b965d28d9675c028828d6d7395cd957e67e4cc2519c5de2343509524aa1671a"
        ),
        (
            put()
                .metadata("b-key", "two  words")
                .metadata("A", "1")
                .cache_control("no-cache,  no-store"),
            "PUT bucket.s3.eu-west-1.amazonaws.com/key",
            "x-id=PutObject",
            "cache-control%3Bhost%3Bx-amz-meta-a%3Bx-amz-meta-b-key",
            "32b9f136116cc493f5c02d60e0b8c5f684cd15be20e29c6044f61600b6929bf3"
        ),
        (
            put()
                .tagging("a=b%20c&d=")
                .acl(ObjectCannedAcl::Private)
                .content_language("de, en"),
            "PUT bucket.s3.eu-west-1.amazonaws.com/key",
            "x-id=PutObject",
            "content-language%3Bhost%3Bx-amz-acl%3Bx-amz-tagging",
            "345c92a700987372265af91e294fd521864dd57e597efb2ee86e63d8777dde15"
        ),
        (
            client.delete_object().bucket("bucket").key("😀").version_id("ü v"),
            "DELETE bucket.s3.eu-west-1.amazonaws.com/%F0%9F%98%80",
            "versionId=%C3%BC%20v&x-id=DeleteObject",
            "host",
            "7b7b63e80ed5df0ac31ed7de6885811bd2aad6b64a0e390b94651928bd7218a6"
        ),
        (
            client
                .copy_object()
                .bucket("bucket")
                .key("key")
                .copy_source("bucket/a%20b%2B%C3%BC"),
            "PUT bucket.s3.eu-west-1.amazonaws.com/key",
            "x-id=CopyObject",
            "host%3Bx-amz-copy-source",
            "4328ff9277a49d1f2dd8af58d498bbf1e7b2d41d76498a55d2ea7ceb8e300fde"
        ),
        (
            get("key")
                .part_number(1)
                .response_expires(DateTime::from_secs(784_111_777)),
            "GET bucket.s3.eu-west-1.amazonaws.com/key",
            "partNumber=1&response-expires=Sun%2C%2006%20Nov%201994%2008%3A49%3A37%20GMT&x-id=GetObject",
            "host",
            "d5f46d0e73369418615d717abf8f5a47961bdff6949b5778b223b88fddc95550"
        ),
    ];
    for (request, expected) in cases {
        assert_eq!(parts(&request), expected);
    }
}
