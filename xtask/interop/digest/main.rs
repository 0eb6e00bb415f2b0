//! Calls httpbin and Flask-HTTPAuth with digest authentication.

use notes::config::Login;
use notes::{Client, Config};

/// The result of calls.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const USER: &str = "a user, \u{fc}";
const PASSWORD: &str = "open: \u{e4} sesame";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let url = std::env::var("AWS_ENDPOINT_URL")?;
    let client = |user: &str, password: &str| {
        let login = Login::new(user, password, None);
        Client::from_conf(Config::builder().endpoint_url(&url).digest_auth_login(login).build())
    };
    for algorithm in ["MD5", "SHA-256"] {
        let client = client("user", "passwd");
        for _ in 0..2 {
            let output = get_user(&client, algorithm).send().await?;
            assert_eq!((output.authenticated(), output.user()), (Some(true), Some("user")));
        }
        println!("httpbin accepted {algorithm}");
    }
    let error = get_user(&client("user", "wrong"), "MD5").send().await.unwrap_err();
    assert_eq!(error.raw_response().map(|response| response.status().as_u16()), Some(401));
    println!("httpbin refused a wrong password");
    let stale = get_user(&client("user", "passwd"), "MD5").cookie("stale_after=0");
    let error = stale.send().await.unwrap_err();
    assert_eq!(error.raw_response().map(|response| response.status().as_u16()), Some(401));
    println!("the call ended when each nonce was stale");
    let error = get_user(&client("user", "passwd"), "MD5").qop("auth-int").send().await.unwrap_err();
    assert!(error.to_string().contains("only `auth` is"), "{error}");
    println!("auth-int is an error");
    for algorithm in ["MD5", "MD5-Sess"] {
        notes(&client(USER, PASSWORD), algorithm).await?;
    }
    Ok(())
}

fn get_user(client: &Client, algorithm: &str) -> notes::operation::get_user::builders::GetUserFluentBuilder {
    let call = client.get_user().qop("auth").user("user");
    call.password("passwd").algorithm(algorithm)
}

/// Sends notes, which are refused once, and once more when the server forgets its nonces.
async fn notes(client: &Client, algorithm: &str) -> Result<()> {
    for (text, refused) in [("one", 1), ("two", 1), ("forget the nonces", 1), ("three", 2), ("four", 2)] {
        let output = client.put_note().algorithm(algorithm).text(text).send().await?;
        assert_eq!((output.user(), output.text()), (Some(USER), Some(text)));
        assert_eq!(output.refused(), Some(refused), "{algorithm} {text}");
    }
    println!("Flask-HTTPAuth accepted {algorithm}");
    Ok(())
}
