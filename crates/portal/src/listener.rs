//! Connections that can be cut: how `/dev/faults` loses an answer.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Where a request came from, and the means to break the connection it came by.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    pub address: SocketAddr,
    cut: Arc<AtomicBool>,
}

impl Peer {
    /// From now on nothing reaches the other side: the next byte written resets the connection.
    pub(crate) fn cut(&self) {
        self.cut.store(true, Ordering::Release);
    }
}

pub(crate) struct Cuttable(pub TcpListener);

pub(crate) struct Connection {
    stream: TcpStream,
    cut: Arc<AtomicBool>,
}

impl Listener for Cuttable {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Answers are small: waiting to fill a packet only makes them late.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!("no delay: {error}");
        }
        (Connection { stream, cut: Arc::default() }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Cuttable>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Cuttable>) -> Self {
        Self { address: *stream.remote_addr(), cut: Arc::clone(&stream.io().cut) }
    }
}

impl Connection {
    fn check(&self) -> io::Result<()> {
        if !self.cut.load(Ordering::Acquire) {
            return Ok(());
        }
        // Closing resets, as a broken line does, instead of saying goodbye.
        self.stream.set_zero_linger()?;
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
