//! Misspelled names on the command line: one error, which lists the known names.

use super::place::Place;

#[test]
fn names_that_no_model_has_are_one_error() {
    let place = Place::new();
    for (arguments, told) in [
        (
            &["codegen", "--service", "AWSPartnerCentralSeling", "--check"][..],
            &[
                "there is no service `AWSPartnerCentralSeling`",
                "did you mean `com.amazonaws.partnercentralselling#AWSPartnerCentralSelling`?",
                "`com.amazonaws.s3#AmazonS3`",
            ][..],
        ),
        (
            &["codegen", "--operations", "GetOpportunty", "--check"],
            &[
                "no service has an operation `GetOpportunty`",
                "did you mean `GetOpportunity`?",
            ],
        ),
        (
            &["codegen", "--protocol", "restJson2", "--check"],
            &[
                "there is no protocol `restJson2`",
                "did you mean `aws.protocols#restJson1`?",
            ],
        ),
        (
            &["iam", "--condition", "partnercentral:Catlog=AWS"],
            &["did you mean `partnercentral:Catalog`?"],
        ),
    ] {
        let run = place.run(arguments);
        run.ends_with_code(2).tells(told);
        assert_eq!(run.err.matches("error").count(), 1, "{}", run.err);
    }
    place
        .run(&["codegen", "--service", "AmazonS3", "--check"])
        .ends_with_code(0);
}
