//! The bodies of responses, with the members that the services send.

use ciborium::Value;

/// The keys of a page of S3.
pub(crate) const OBJECTS: usize = 1_000;

/// The instances of a page of EC2.
pub(crate) const INSTANCES: usize = 100;

/// The functions of a page of Lambda.
pub(crate) const FUNCTIONS: usize = 50;

/// The results of a page of CloudWatch.
pub(crate) const RESULTS: usize = 20;

/// The points of a result.
pub(crate) const POINTS: usize = 100;

/// Returns a page of `ListObjectsV2`.
pub(crate) fn objects() -> Vec<u8> {
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bench-bucket</Name>\
         <Prefix></Prefix><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>",
    );
    for at in 0..OBJECTS {
        body += &format!(
            "<Contents><Key>exports/2026/01/{:02}/part-{at:05}.parquet</Key>\
             <LastModified>2026-01-{:02}T08:{:02}:41.000Z</LastModified>\
             <ETag>&quot;{:032x}&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>\
             <ChecksumType>FULL_OBJECT</ChecksumType><Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
            at % 28 + 1,
            at % 28 + 1,
            at % 60,
            at * 0x9E37_79B9,
            1_048_576 + at * 37,
        );
    }
    (body + "</ListBucketResult>").into_bytes()
}

/// Returns a page of `DescribeInstances`.
pub(crate) fn instances() -> Vec<u8> {
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\n    \
         <requestId>8f7724cf-496f-496e-8fe3-example</requestId>\n    <reservationSet>",
    );
    for at in 0..INSTANCES {
        body += &RESERVATION.replace("NUMBER", &format!("{at:03}"));
    }
    (body + "\n    </reservationSet>\n</DescribeInstancesResponse>").into_bytes()
}

const RESERVATION: &str = "
        <item>
            <reservationId>r-1234567890abcNUMBER</reservationId>
            <ownerId>123456789012</ownerId>
            <groupSet/>
            <instancesSet>
                <item>
                    <instanceId>i-1234567890abcNUMBER</instanceId>
                    <imageId>ami-bff32ccc</imageId>
                    <instanceState><code>16</code><name>running</name></instanceState>
                    <privateDnsName>ip-10-0-0-NUMBER.ec2.internal</privateDnsName>
                    <dnsName>ec2-54-194-252-NUMBER.compute-1.amazonaws.com</dnsName>
                    <reason/>
                    <keyName>my_keypair</keyName>
                    <amiLaunchIndex>0</amiLaunchIndex>
                    <productCodes/>
                    <instanceType>m7g.large</instanceType>
                    <launchTime>2026-05-08T16:46:19.000Z</launchTime>
                    <placement>
                        <availabilityZone>us-east-1a</availabilityZone>
                        <groupName/>
                        <tenancy>default</tenancy>
                    </placement>
                    <monitoring><state>disabled</state></monitoring>
                    <subnetId>subnet-56f5f633</subnetId>
                    <vpcId>vpc-11112222</vpcId>
                    <privateIpAddress>10.0.0.12</privateIpAddress>
                    <ipAddress>54.194.252.215</ipAddress>
                    <sourceDestCheck>true</sourceDestCheck>
                    <groupSet>
                        <item><groupId>sg-e4076980</groupId><groupName>SecurityGroup1</groupName></item>
                    </groupSet>
                    <architecture>arm64</architecture>
                    <rootDeviceType>ebs</rootDeviceType>
                    <rootDeviceName>/dev/xvda</rootDeviceName>
                    <blockDeviceMapping>
                        <item>
                            <deviceName>/dev/xvda</deviceName>
                            <ebs>
                                <volumeId>vol-1234567890abcNUMBER</volumeId>
                                <status>attached</status>
                                <attachTime>2026-05-08T16:46:19.000Z</attachTime>
                                <deleteOnTermination>true</deleteOnTermination>
                            </ebs>
                        </item>
                    </blockDeviceMapping>
                    <virtualizationType>hvm</virtualizationType>
                    <clientToken>xMcwG14507example-NUMBER</clientToken>
                    <tagSet>
                        <item><key>Name</key><value>Server_NUMBER</value></item>
                        <item><key>team</key><value>platform &amp; data</value></item>
                        <item><key>aws:autoscaling:groupName</key><value>workers</value></item>
                    </tagSet>
                    <hypervisor>xen</hypervisor>
                    <networkInterfaceSet>
                        <item>
                            <networkInterfaceId>eni-551baNUMBER</networkInterfaceId>
                            <subnetId>subnet-56f5f633</subnetId>
                            <vpcId>vpc-11112222</vpcId>
                            <description>Primary network interface</description>
                            <ownerId>123456789012</ownerId>
                            <status>in-use</status>
                            <macAddress>02:dd:2c:5e:01:69</macAddress>
                            <privateIpAddress>10.0.0.12</privateIpAddress>
                            <privateDnsName>ip-10-0-0-NUMBER.ec2.internal</privateDnsName>
                            <sourceDestCheck>true</sourceDestCheck>
                            <groupSet>
                                <item><groupId>sg-e4076980</groupId><groupName>SecurityGroup1</groupName></item>
                            </groupSet>
                            <attachment>
                                <attachmentId>eni-attach-39697adc</attachmentId>
                                <deviceIndex>0</deviceIndex>
                                <status>attached</status>
                                <attachTime>2026-05-08T16:46:19.000Z</attachTime>
                                <deleteOnTermination>true</deleteOnTermination>
                            </attachment>
                            <association>
                                <publicIp>54.194.252.215</publicIp>
                                <publicDnsName>ec2-54-194-252-NUMBER.compute-1.amazonaws.com</publicDnsName>
                                <ipOwnerId>amazon</ipOwnerId>
                            </association>
                            <privateIpAddressesSet>
                                <item>
                                    <privateIpAddress>10.0.0.12</privateIpAddress>
                                    <privateDnsName>ip-10-0-0-NUMBER.ec2.internal</privateDnsName>
                                    <primary>true</primary>
                                </item>
                            </privateIpAddressesSet>
                        </item>
                    </networkInterfaceSet>
                    <ebsOptimized>true</ebsOptimized>
                    <enaSupport>true</enaSupport>
                    <cpuOptions><coreCount>2</coreCount><threadsPerCore>1</threadsPerCore></cpuOptions>
                    <metadataOptions>
                        <state>applied</state>
                        <httpTokens>required</httpTokens>
                        <httpPutResponseHopLimit>2</httpPutResponseHopLimit>
                        <httpEndpoint>enabled</httpEndpoint>
                    </metadataOptions>
                </item>
            </instancesSet>
        </item>";

/// Returns a page of `ListFunctions`.
pub(crate) fn functions() -> Vec<u8> {
    let functions: Vec<_> = (0..FUNCTIONS)
        .map(|at| FUNCTION.replace('\n', "").replace("NUMBER", &format!("{at:03}")))
        .collect();
    format!("{{\"Functions\":[{}],\"NextMarker\":null}}", functions.join(",")).into_bytes()
}

const FUNCTION: &str = r#"{"FunctionName":"worker-NUMBER",
"FunctionArn":"arn:aws:lambda:us-east-1:123456789012:function:worker-NUMBER","Runtime":"nodejs22.x",
"Role":"arn:aws:iam::123456789012:role/service-role/worker-role-NUMBER","Handler":"index.handler","CodeSize":5242880,
"Description":"Reads the queue \"orders\" and writes to the table","Timeout":30,"MemorySize":512,
"LastModified":"2026-03-04T05:06:07.000+0000","CodeSha256":"PFn4S+er27qk+UuZSTKEQfNKG/XNn7QJs90mJgq6oH8=",
"Version":"$LATEST","VpcConfig":{"SubnetIds":["subnet-56f5f633","subnet-56f5f634"],
"SecurityGroupIds":["sg-e4076980"],"VpcId":"vpc-11112222","Ipv6AllowedForDualStack":false},
"Environment":{"Variables":{"QUEUE":"https://sqs.us-east-1.amazonaws.com/123456789012/orders","TABLE":"orders",
"STAGE":"production"}},"TracingConfig":{"Mode":"Active"},"RevisionId":"873282ed-4cd3-4dc8-a069-d0c647e4NUMBER",
"Layers":[{"Arn":"arn:aws:lambda:us-east-1:123456789012:layer:common:7","CodeSize":1048576}],"PackageType":"Zip",
"Architectures":["arm64"],"EphemeralStorage":{"Size":512},
"SnapStart":{"ApplyOn":"None","OptimizationStatus":"Off"},
"LoggingConfig":{"LogFormat":"Text","LogGroup":"/aws/lambda/worker-NUMBER"}}"#;

/// Returns a page of `GetMetricData` in CBOR.
pub(crate) fn metrics() -> Vec<u8> {
    let text = |text: &str| Value::Text(text.to_owned());
    let entry = |name: &str, value: Value| (Value::Text(name.to_owned()), value);
    let timestamp = |at: usize| Value::Tag(1, Box::new(Value::Float(1_767_225_600.0 + 300.0 * at as f64)));
    let result = |at: usize| {
        Value::Map(vec![
            entry("Id", Value::Text(format!("m{at}"))),
            entry("Label", Value::Text(format!("AWS/Lambda Duration worker-{at:03}"))),
            entry("Timestamps", Value::Array((0..POINTS).map(timestamp).collect())),
            entry(
                "Values",
                Value::Array((0..POINTS).map(|point| Value::Float(0.37 * point as f64)).collect()),
            ),
            entry("StatusCode", text("Complete")),
        ])
    };
    let page = Value::Map(vec![
        entry("Messages", Value::Array(Vec::new())),
        entry("MetricDataResults", Value::Array((0..RESULTS).map(result).collect())),
    ]);
    let mut body = Vec::new();
    match ciborium::into_writer(&page, &mut body) {
        Ok(()) => body,
        Err(_) => Vec::new(),
    }
}
