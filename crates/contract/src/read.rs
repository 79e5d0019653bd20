//! Reading the contract's types from a JSON value, by little code.
//!
//! `Deserialize` compiles a visitor for every type: in the application that was 20 KB of brotli. [`Read`] takes a value apart
//! with a few functions that exist once. Both are derived from the same attributes, and a test holds one against the other;
//! the application reads with `Read`, where a megabyte more does not matter `Deserialize` tells what is wrong.

pub use contract_derive::Read;
pub use serde_json::Value;
use serde_json::map::Map;
use std::collections::BTreeMap;

/// What can be made of a JSON value. `None`: it cannot.
///
/// The default only fills the place of a field that could not be read, until its whole is thrown away.
pub trait Read: Default {
    fn read(value: Value) -> Option<Self>;
}

impl Read for String {
    fn read(value: Value) -> Option<Self> {
        if let Value::String(text) = value { Some(text) } else { None }
    }
}

impl Read for bool {
    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Read for i64 {
    fn read(value: Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Read for u32 {
    fn read(value: Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl Read for u16 {
    fn read(value: Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

/// `null`, or a member that is not there, is `None`.
impl<T: Read> Read for Option<T> {
    fn read(value: Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }
}

/// All of its elements or nothing; [`Fields::list`] leaves out what it cannot read.
impl<T: Read> Read for Vec<T> {
    fn read(value: Value) -> Option<Self> {
        elements(value)?.into_iter().map(T::read).collect()
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(value: Value) -> Option<Self> {
        let Value::Object(members) = value else { return None };
        members.into_iter().map(|(name, value)| Some((name, T::read(value)?))).collect()
    }
}

fn elements(value: Value) -> Option<Vec<Value>> {
    if let Value::Array(elements) = value { Some(elements) } else { None }
}

/// The members of an object, each taken once. What cannot be read is noted and looked at in the end: to give up at every field
/// would cost code at every field.
#[derive(Debug)]
pub struct Fields {
    members: Map<String, Value>,
    is_read: bool,
}

impl Fields {
    pub fn of(value: Value) -> Self {
        match value {
            Value::Object(members) => Self { members, is_read: true },
            _ => Self { members: Map::new(), is_read: false },
        }
    }

    /// The whole, if every part of it could be read.
    pub fn whole<T>(&self, whole: T) -> Option<T> {
        self.is_read.then_some(whole)
    }

    /// `null` for a member that is not there.
    fn take(&mut self, name: &str) -> Value {
        self.members.remove(name).unwrap_or(Value::Null)
    }

    fn noted<T: Default>(&mut self, read: Option<T>) -> T {
        self.is_read &= read.is_some();
        read.unwrap_or_default()
    }

    /// What must be there, unless its type says otherwise.
    #[inline(never)]
    pub fn required<T: Read>(&mut self, name: &str) -> T {
        let read = T::read(self.take(name));
        self.noted(read)
    }

    /// What may be absent or `null`.
    #[inline(never)]
    pub fn or_default<T: Read>(&mut self, name: &str) -> T {
        match self.take(name) {
            Value::Null => T::default(),
            value => self.noted(T::read(value)),
        }
    }

    /// A list without the elements that cannot be understood.
    #[inline(never)]
    pub fn list<T: Read>(&mut self, name: &str) -> Vec<T> {
        let value = self.take(name);
        if value.is_null() {
            return Vec::new();
        }
        let elements = elements(value);
        self.noted(elements).into_iter().filter_map(T::read).collect()
    }

    /// A value, or nothing where it cannot be understood.
    #[inline(never)]
    pub fn understood<T: Read>(&mut self, name: &str) -> Option<T> {
        T::read(self.take(name))
    }
}
