//! `server CERTIFICATE`: serves calls on loopback, with TLS and without, until its input ends.
//!
//! Prints the two URLs, and writes the certificate to trust into the file.

#[path = "../../programs/body.rs"]
mod body;

use std::convert::Infallible;
use std::error::Error;
use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os()
        .nth(1)
        .ok_or("name the file that gets the certificate")?;
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    std::fs::write(file, certified.cert.pem())?;
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der()));
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)?;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let plain = TcpListener::bind("127.0.0.1:0").await?;
        let secure = TcpListener::bind("127.0.0.1:0").await?;
        println!("http://127.0.0.1:{}", plain.local_addr()?.port());
        println!("https://localhost:{}", secure.local_addr()?.port());
        tokio::spawn(accept(plain, None));
        tokio::spawn(accept(secure, Some(acceptor)));
        tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
        Ok(())
    })
}

async fn accept(listener: TcpListener, acceptor: Option<TlsAcceptor>) {
    // The same for every call, so that both clients wait for the network and not for the server.
    let list = Bytes::from(body::opportunities());
    while let Ok((stream, _)) = listener.accept().await {
        let (list, acceptor) = (list.clone(), acceptor.clone());
        tokio::spawn(async move {
            // Without it a response may wait for an acknowledgement, which would hide the time of
            // the clients.
            let _ = stream.set_nodelay(true);
            match acceptor {
                None => serve(stream, list).await,
                Some(acceptor) => {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serve(stream, list).await;
                    }
                }
            }
        });
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, list: Bytes) {
    let service = service_fn(|request| answer(request, list.clone()));
    // A client that closes the connection is not an error of the server.
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(request: Request<Incoming>, list: Bytes) -> Result<Response<Full<Bytes>>, Infallible> {
    let target = request.headers().get("x-amz-target");
    let asks = |operation: &[u8]| target.is_some_and(|target| target.as_bytes().ends_with(operation));
    let (lists, gets) = (asks(b".ListOpportunities"), asks(b".GetOpportunity"));
    // Read to its end, so that the connection can be used again.
    let _ = request.into_body().collect().await;
    let body = if lists {
        list
    } else if gets {
        Bytes::from_static(body::OPPORTUNITY.as_bytes())
    } else {
        Bytes::from_static(body::INVITATION.as_bytes())
    };
    Ok(Response::new(Full::new(body)))
}
