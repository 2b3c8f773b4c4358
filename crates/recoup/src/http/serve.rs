//! Connections: how long a client may take to say what it wants, and how the server stops.
//!
//! A client that sends its headers a letter at a time, or nothing at all, holds a socket for a bounded time
//! only. When the server stops, requests under way end, streams to open pages are told to ([`Stopping`]); those
//! that do not are cut off, because the worker behind them must still stop in order.

use std::future::Future;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceExt;

use super::limit::Peer;

/// How long connections may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the headers of a request, from the end of the one before.
    pub headers: Duration,
    /// For requests under way when the server stops.
    pub stopping: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        // Proxies keep idle connections for a minute; closing one earlier would race with their next request.
        Self { headers: Duration::from_secs(75), stopping: Duration::from_secs(10) }
    }
}

/// Says when the server is asked to stop: for answers that would never end by themselves. It comes with each request.
#[derive(Debug, Clone, Default)]
pub struct Stopping(Option<watch::Receiver<bool>>);

impl Stopping {
    /// Waits until the server is asked to stop; for ever where a request did not come over a connection.
    pub async fn asked(&mut self) {
        match &mut self.0 {
            Some(stopped) => {
                let _gone = stopped.wait_for(|asked| *asked).await;
            }
            None => std::future::pending().await,
        }
    }
}

/// Serves until `stop` is done, then lets what is under way end for as long as patience lasts.
pub async fn serve(listener: TcpListener, router: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let (stopping, stopped) = watch::channel(false);
    let mut open = JoinSet::new();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, address)) => {
                    let peer = Peer(Some(address.ip()));
                    open.spawn(connection(stream, router.clone(), peer, (patience.headers, stopped.clone())));
                }
                Err(error) => {
                    // Out of sockets, mostly; it passes when others close theirs.
                    tracing::warn!(%error, "a connection cannot be taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = open.join_next(), if !open.is_empty() => {}
        }
    }
    drop(listener);
    let _nobody = stopping.send(true);
    let all = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(patience.stopping, all).await.is_err() {
        tracing::warn!(connections = open.len(), "requests that did not end are cut off");
        open.shutdown().await;
    }
}

async fn connection(
    stream: TcpStream,
    router: Router,
    peer: Peer,
    (headers, mut stopped): (Duration, watch::Receiver<bool>),
) {
    // Answers are small and whole; waiting to fill a packet would only delay them.
    let _slower = stream.set_nodelay(true);
    let stopping = Stopping(Some(stopped.clone()));
    let service = service_fn(move |request: Request<Incoming>| {
        let (router, peer, stopping) = (router.clone(), peer.clone(), stopping.clone());
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            request.extensions_mut().insert(stopping);
            router.oneshot(request).await
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(headers);
    let served = builder.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(served);
    let ended = tokio::select! {
        ended = &mut served => ended,
        _ = stopped.changed() => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
