//! WebDriver BiDi, as far as it is needed: one command, one answer, and what happened in between.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// The second connection to a browser, beside WebDriver's own.
#[derive(Debug)]
pub(crate) struct BiDi {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
    events: Vec<Value>,
}

impl BiDi {
    /// Connects to the address that a session's capability `webSocketUrl` names.
    ///
    /// # Panics
    /// When the browser does not answer there.
    pub(crate) async fn connect(address: &str) -> Self {
        let (socket, _) = connect_async(address).await.unwrap_or_else(|error| panic!("no BiDi connection to {address}: {error}"));
        Self { socket, last_id: 0, events: Vec::new() }
    }

    /// Sends a command and returns its result.
    ///
    /// # Errors
    /// What the browser answers instead.
    pub(crate) async fn command(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.last_id += 1;
        let id = self.last_id;
        let command = json!({ "id": id, "method": method, "params": params }).to_string();
        self.socket.send(Message::text(command)).await.map_err(|error| error.to_string())?;
        while let Some(message) = self.socket.next().await {
            let Message::Text(text) = message.map_err(|error| error.to_string())? else { continue };
            let answer: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
            if answer["id"] == json!(id) {
                return if answer["type"] == "error" { Err(format!("{method}: {answer}")) } else { Ok(answer["result"].clone()) };
            }
            if answer["type"] == "event" {
                self.events.push(answer);
            }
        }
        Err(format!("{method}: the browser closed the connection"))
    }

    /// The events that came while answers were waited for, oldest first.
    pub(crate) fn take_events(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.events)
    }
}
