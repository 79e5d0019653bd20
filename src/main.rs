//! The application: telephone support of a portal, in the visitor's browser.

mod account;
mod app;
mod browser;
mod call;
mod callback;
mod clock;
mod consent;
mod contact;
mod contacts;
mod context;
mod desk;
mod files;
mod guest;
mod help;
mod home;
mod hours;
mod i18n;
mod incidents;
mod json;
mod keeping;
mod language;
mod live;
mod markup;
mod numbers;
mod operator;
mod page;
mod part;
mod portal;
mod prepare;
mod qr;
mod questions;
mod route;
mod secrets;
mod sending;
mod settings;
mod tickets;
mod ui;
mod unsent;

fn main() {
    // A release's panic is a trap, which the page's own script hears: it shows the numbers and offers Reload.
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|info| browser::page::report_fatal(&info.to_string())));
    let Some(root) = browser::page::by_id("app").and_then(|element| wasm_bindgen::JsCast::dyn_into(element).ok()) else {
        browser::page::report_fatal("the page has no #app");
        return;
    };
    leptos::mount::mount_to(root, app::App).forget();
}
