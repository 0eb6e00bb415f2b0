//! Customizations of single services that their models do not express, each with its reason.

/// Operations whose request goes to the URL in a member of the input, by operation and member.
pub(super) const ENDPOINT_MEMBERS: [(&str, &str); 1] = [
    // The service makes an endpoint for each model; its protocol test asks clients to call that
    // one.
    ("com.amazonaws.machinelearning#Predict", "PredictEndpoint"),
];
