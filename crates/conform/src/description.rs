//! What `openapi.yaml` says about an answer.

use crate::client::Answer;
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The schemas that are the body of an answer, or the data of an event.
const BODIES: &[&str] = &[
    "SupportDesk",
    "Availability",
    "Session",
    "TicketPage",
    "CreatedTicket",
    "Ticket",
    "Attachment",
    "IncidentList",
    "Incident",
    "ArticleList",
    "Article",
    "CallbackList",
    "CreatedCallback",
    "Callback",
    "CallbackSlots",
    "ConversationList",
    "CreatedConversation",
    "Conversation",
    "MessageList",
    "Message",
    "ConversationMessage",
    "IdentityCodeSent",
    "Call",
    "Problem",
];

pub(crate) struct Description {
    document: Value,
    /// For each schema that is the body of an answer.
    validators: HashMap<String, Validator>,
}

impl Description {
    pub(crate) fn read() -> Result<Self, String> {
        let document: Value = serde_saphyr::from_str(contract::OPENAPI).map_err(|error| format!("openapi.yaml: {error}"))?;
        let mut validators = HashMap::new();
        for name in BODIES {
            let root = json!({ "$ref": format!("#/components/schemas/{name}"), "components": document.get("components") });
            let validator = jsonschema::options().should_validate_formats(true).build(&root);
            validators.insert((*name).to_owned(), validator.map_err(|error| format!("openapi.yaml, {name}: {error}"))?);
        }
        Ok(Self { document, validators })
    }

    /// What differs between an answer and its description; nothing, if they agree.
    pub(crate) fn differences(&self, answer: &Answer) -> Vec<String> {
        let Some(response) = self.response(answer) else {
            // Not an operation of the contract: all that it promises is that errors are problems.
            return if answer.status >= 400 { self.body("application/problem+json", Some("Problem"), answer) } else { Vec::new() };
        };
        let mut found: Vec<String> = self
            .members(response, "headers")
            .filter(|(name, header)| self.resolve(header).get("required") == Some(&Value::Bool(true)) && answer.header(name).is_none())
            .map(|(name, _)| format!("no {name}"))
            .collect();
        match self.members(response, "content").next() {
            None if !answer.body.is_empty() => found.push("a body where there is none".to_owned()),
            None => (),
            Some((media, content)) => found.extend(self.body(media, content.get("schema").and_then(schema_of), answer)),
        }
        found
    }

    /// What differs between the data of an event and its description. An event that is not described may hold anything.
    pub(crate) fn differences_of_event(&self, name: &str, data: &str) -> Vec<String> {
        let events = "/paths/~1events/get/responses/200/content/text~1event-stream/x-events";
        let Some(described) = self.document.pointer(events).and_then(|events| events.get(name)) else { return Vec::new() };
        match (serde_json::from_str(data), schema_of(described)) {
            (Err(error), _) => vec![format!("the data of {name} are not JSON: {error}")],
            (Ok(data), Some(schema)) => self.violations(schema, &data),
            (Ok(_), None) => Vec::new(),
        }
    }

    fn response(&self, answer: &Answer) -> Option<&Value> {
        let item = self.members(&self.document, "paths").find(|(template, _)| is_at(answer.path, template))?.1;
        let responses = item.get(answer.method.to_ascii_lowercase())?.get("responses")?;
        let response = responses.get(answer.status.to_string()).or_else(|| responses.get("default"))?;
        Some(self.resolve(response))
    }

    /// Without a schema it is a file, text or a stream, whose media type is all that is known of it.
    fn body(&self, media: &str, schema: Option<&str>, answer: &Answer) -> Vec<String> {
        let kind = answer.header("Content-Type").unwrap_or_default();
        if media != "*/*" && !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media) {
            return vec![format!("Content-Type is {kind:?}, not {media}")];
        }
        let Some(schema) = schema else { return Vec::new() };
        let body: Value = match serde_json::from_slice(&answer.body) {
            Ok(body) => body,
            Err(error) => return vec![format!("the body is not JSON: {error}")],
        };
        let mut found = self.violations(schema, &body);
        if schema == "Problem"
            && let Some(status) = body.get("status").and_then(Value::as_u64)
            && status != u64::from(answer.status)
        {
            found.push(format!("the problem says {status}"));
        }
        found
    }

    fn violations(&self, schema: &str, value: &Value) -> Vec<String> {
        let Some(validator) = self.validators.get(schema) else { return vec![format!("openapi.yaml has no body {schema}")] };
        validator.iter_errors(value).take(5).map(|error| format!("{schema}{}: {error}", error.instance_path())).collect()
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let target = value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
        target.and_then(|pointer| self.document.pointer(pointer)).unwrap_or(value)
    }

    fn members<'a>(&self, value: &'a Value, name: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        value.get(name).and_then(Value::as_object).into_iter().flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
    }
}

/// The name of the schema that is referred to.
fn schema_of(reference: &Value) -> Option<&str> {
    reference.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")
}

/// `/tickets/HL-1` is at `/tickets/{number}`.
fn is_at(path: &str, template: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (mut given, mut wanted) = (path.split('/'), template.split('/'));
    loop {
        match (given.next(), wanted.next()) {
            (None, None) => return true,
            (Some(given), Some(wanted)) if given == wanted || (wanted.starts_with('{') && !given.is_empty()) => (),
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_at;

    #[test]
    fn paths_belong_to_their_templates() {
        assert!(is_at("/tickets/HL-1", "/tickets/{number}"));
        assert!(is_at("/tickets?limit=1", "/tickets"));
        assert!(!is_at("/tickets/", "/tickets/{number}"));
        assert!(!is_at("/tickets/1/notes", "/tickets/{number}"));
        assert!(!is_at("/tickets", "/tickets/{number}"));
    }
}
