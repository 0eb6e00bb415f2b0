//! Prints the weather of a city: `weather-example CITY ENDPOINT`.

use std::process::ExitCode;

use weather::blocking::Client;
use weather::{Config, Error};

mod weather {
    smithy_client_runtime::include_client!("weather");
}

/// Returns the weather of a city as a sentence.
fn sentence(client: &Client, city: &str) -> Result<String, String> {
    match client.get_city().city_id(city).send() {
        Ok(city) => {
            let sky = city.sky().map_or("unknown", |sky| sky.as_str());
            Ok(format!("The sky of {} is {sky}.", city.name()))
        }
        Err(error) => match error.into_service_error() {
            Error::NoSuchCity(_) => Err(format!("there is no city {city}")),
            other => Err(other.to_string()),
        },
    }
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().collect();
    let [_, city, endpoint] = arguments.as_slice() else {
        eprintln!("weather-example CITY ENDPOINT");
        return ExitCode::from(2);
    };
    let client = Client::from_conf(Config::builder().endpoint_url(endpoint).build());
    match sentence(&client, city) {
        Ok(sentence) => {
            println!("{sentence}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::weather::blocking::Client;
    use super::weather::config::{Config, http_client_fn};

    fn client(status: u16, error: &'static str, body: &'static str) -> Client {
        let config = Config::builder()
            .endpoint_url("http://weather.example")
            .http_client(http_client_fn(move |request| {
                assert_eq!(
                    (request.method().as_str(), request.uri().path()),
                    ("GET", "/cities/berlin")
                );
                let response = http::Response::builder()
                    .status(status)
                    .header("x-amzn-errortype", error);
                response.body(body.into()).unwrap()
            }))
            .build();
        Client::from_conf(config)
    }

    #[test]
    fn the_generated_client_calls_the_service() {
        let client = client(200, "", r#"{"name": "Berlin", "sky": "RAIN"}"#);
        assert_eq!(
            super::sentence(&client, "berlin").unwrap(),
            "The sky of Berlin is RAIN."
        );
    }

    #[test]
    fn exceptions_of_the_model_are_variants() {
        let client = client(404, "NoSuchCity", "{}");
        assert_eq!(
            super::sentence(&client, "berlin").unwrap_err(),
            "there is no city berlin"
        );
    }
}
