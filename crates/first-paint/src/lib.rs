//! Rules of telephone support.
