//! Passwords: argon2id, and the same time for a login that does not exist.

use crate::problem::Fatal;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// OWASP's smallest argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Each one takes memory and a core: so many at a time, the others wait.
const AT_ONCE: usize = 2;

#[derive(Clone)]
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    /// The hash of nothing that anybody can type: checked where there is no account.
    nobody: String,
    places: Arc<Semaphore>,
}

impl Passwords {
    /// # Errors
    /// When the system has no randomness to give.
    pub(crate) fn new() -> Result<Self, Fatal> {
        let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(fatal)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash(&argon2, &crate::secrets::token()?)?;
        Ok(Self { argon2, nobody, places: Arc::new(Semaphore::new(AT_ONCE)) })
    }

    /// # Errors
    /// When the work could not be done.
    pub(crate) async fn hash(&self, password: String) -> Result<String, Fatal> {
        self.work(move |this| hash(&this.argon2, &password)).await?
    }

    /// Whether it is the password of the hash; takes as long, and is never so, without a hash.
    ///
    /// # Errors
    /// When the work could not be done.
    pub(crate) async fn check(&self, password: String, kept: Option<String>) -> Result<bool, Fatal> {
        let known = kept.is_some();
        let right = move |this: &Self| {
            let kept = kept.unwrap_or_else(|| this.nobody.clone());
            PasswordHash::new(&kept).is_ok_and(|kept| this.argon2.verify_password(password.as_bytes(), &kept).is_ok())
        };
        Ok(self.work(right).await? && known)
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce(&Self) -> T + Send + 'static) -> Result<T, Fatal> {
        let _place = self.places.acquire().await.map_err(fatal)?;
        let this = self.clone();
        tokio::task::spawn_blocking(move || work(&this)).await.map_err(fatal)
    }
}

fn hash(argon2: &Argon2<'_>, password: &str) -> Result<String, Fatal> {
    Ok(argon2.hash_password(password.as_bytes()).map_err(fatal)?.to_string())
}

fn fatal(error: impl std::fmt::Display) -> Fatal {
    Fatal(format!("password: {error}"))
}
