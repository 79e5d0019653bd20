//! Pictures in a conversation: those that were sent, fetched by whoever may see them; and those on their way.

use super::outgoing;
use super::shown::Talking;
use crate::browser::file::Shown as Address;
use crate::browser::page;
use crate::files::{self, Kept};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::portal::{Failure, words as failures};
use crate::ui::{Button, ButtonKind, link_class};
use contract::{Attachment, AttachmentLimits, Message};
use js_sys::ArrayBuffer;
use leptos::ev::Event;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, FileList, HtmlInputElement};

const CONTROL: &str = "picture";

/// The only kinds that are shown: none of them can hold a script.
fn is_picture(mime: &str) -> bool {
    matches!(mime, "image/png" | "image/jpeg" | "image/webp" | "image/gif")
}

/// By the id of the attachment; `None`: asked for, not there yet.
type Fetched = Vec<(String, Option<Rc<Address>>)>;

#[derive(Clone)]
struct Upload {
    kept: Kept,
    failure: Option<Failure>,
}

#[derive(Clone, Copy)]
pub(super) struct Pictures {
    there: RwSignal<Fetched, LocalStorage>,
    going: RwSignal<Vec<Upload>, LocalStorage>,
    /// What could not be added, and why.
    refused: RwSignal<Vec<String>>,
}

impl Pictures {
    pub(super) fn new() -> Self {
        Self { there: RwSignal::new_local(Vec::new()), going: RwSignal::new_local(Vec::new()), refused: RwSignal::default() }
    }

    fn fail(self, id: &str, failure: Option<Failure>) {
        self.going.try_update(|all| {
            if let Some(upload) = all.iter_mut().find(|upload| upload.kept.meta.id == id) {
                upload.failure = failure;
            }
        });
    }

    fn drop_out(self, id: &str) {
        self.going.try_update(|all| all.retain(|upload| upload.kept.meta.id != id));
    }
}

/// The picture of a message, by its own bytes, which only this visitor's right to them gives. Any other file is named.
pub(super) fn of(talking: Talking, message: &Message) -> AnyView {
    let Some(file) = &message.attachment else { return ().into_child() };
    let name = file.name.clone();
    if !is_picture(&file.mime_type) {
        return view! { <p class="talk__text">{name}" "<span class="small muted">{files::size(file.size)}</span></p> };
    }
    want(talking, file);
    let id = file.id.clone();
    let content = move || {
        let find = |all: &Fetched| all.iter().find(|(other, _)| *other == id).and_then(|(_, there)| Some(there.as_ref()?.0.clone()));
        match talking.pictures.there.with(find) {
            Some(address) => view! {
                <a href=address.clone() download=name.clone() aria-label=t::operator_picture_save(&name)>
                    <img class="talk__picture" src=address alt="" />
                </a>
            },
            None => view! { <p class="talk__picture talk__picture--awaited small muted">{name.clone()}</p> },
        }
    };
    content.into_child()
}

fn want(talking: Talking, file: &Attachment) {
    let (there, id, mime) = (talking.pictures.there, file.id.clone(), file.mime_type.clone());
    if there.with_untracked(|all| all.iter().any(|(other, _)| *other == id)) {
        return;
    }
    // Nobody shows it yet: who does looks at it when it is there.
    there.update_untracked(|all| all.push((id.clone(), None)));
    let path = [&super::path(&talking.number()), "/attachments/", &page::encode(&id)].concat();
    let (client, credential) = (talking.context.client(), talking.credential());
    leptos::task::spawn_local(async move {
        let address = client.bytes(&path, &credential).await.ok().and_then(|content| Address::new(&content, &mime)).map(Rc::new);
        there.try_update(|all| {
            // What could not be had is asked for again when it is looked at again.
            all.retain(|(other, _)| *other != id);
            all.extend(address.map(|address| (id, Some(address))));
        });
    });
}

fn take(talking: Talking, files: &FileList, limits: &AttachmentLimits) {
    let files: Vec<web_sys::File> = (0..files.length()).filter_map(|index| files.get(index)).collect();
    let (pictures, limits) = (talking.pictures, limits.clone());
    leptos::task::spawn_local(async move {
        let mut refused = Vec::new();
        for file in files {
            let (name, size, mime) = (file.name(), file.size(), file.type_());
            if !is_picture(&mime) || !limits.types.contains(&mime) {
                refused.push(t::files_wrong_type(&name));
            } else if size > f64::from(limits.max_size) {
                refused.push(t::files_too_large(&name, &files::size(limits.max_size)));
            } else if let Ok(content) = JsFuture::from(file.array_buffer()).await
                && let Ok(content) = content.dyn_into::<ArrayBuffer>()
            {
                let meta = files::Meta::of(name, mime, content.byte_length());
                let id = meta.id.clone();
                pictures.going.try_update(|going| going.push(Upload { kept: Kept { meta, content }, failure: None }));
                send(talking, &id);
            } else {
                refused.push(t::files_unreadable(&name));
            }
        }
        pictures.refused.try_set(refused);
    });
}

/// Brings the file to the portal; then it is a message like any other, behind those that wait.
fn send(talking: Talking, id: &str) {
    let pictures = talking.pictures;
    let find = |all: &Vec<Upload>| all.iter().find(|upload| upload.kept.meta.id == id).map(|upload| upload.kept.clone());
    let Some(kept) = pictures.going.with_untracked(find) else { return };
    let (number, id, context) = (talking.number(), id.to_owned(), talking.context);
    let path = [&super::path(&number), "/attachments"].concat();
    let (client, credential) = (context.client(), talking.credential());
    pictures.fail(&id, None);
    leptos::task::spawn_local(async move {
        match client.upload(&path, &credential, &kept, |_| {}).await {
            Ok(attachment) => {
                pictures.drop_out(&id);
                outgoing::add(context, &number, String::new(), Some(attachment.id));
                talking.has_changed();
            }
            Err(failure) => pictures.fail(&id, Some(failure)),
        }
    });
}

/// Where one is added: chosen or pasted; and how those stand that are on their way.
pub(super) fn add(talking: Talking) -> AnyView {
    let Some(limits) = talking.context.desk().wire.attachments.clone() else { return ().into_child() };
    let types: Vec<String> = limits.types.iter().filter(|mime| is_picture(mime)).cloned().collect();
    let hint = t::operator_picture_limit(&files::size(limits.max_size));
    let of_paste = limits.clone();
    let picked = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(files) = input.files() {
            take(talking, &files, &limits);
        }
        // So that the same one can be chosen again.
        input.set_value("");
    };
    let paste = page::on_paste(move |event: ClipboardEvent| {
        // An office's table comes as text and as a picture of it: it is meant as text.
        let data = event.clipboard_data().filter(|data| data.get_data("text/plain").is_ok_and(|text| text.is_empty()));
        if let Some(files) = data.and_then(|data| data.files()) {
            take(talking, &files, &of_paste);
        }
    });
    on_cleanup(move || drop(paste));
    let pictures = talking.pictures;
    let refused = move || {
        let refused = pictures.refused.get();
        (!refused.is_empty()).then(|| refused.join(" "))
    };
    let rows = move || {
        let rows: Vec<AnyView> = pictures.going.with(|all| all.iter().map(|upload| row(talking, upload)).collect());
        (!rows.is_empty()).then(|| view! { <ul class="rows files group">{rows}</ul> })
    };
    view! {
        <div class="talk-form__picture">
            <input
                class="visually-hidden"
                type="file"
                multiple=""
                id=CONTROL
                accept=types.join(",")
                aria-describedby="picture-hint picture-error"
                on:change=picked
            />
            <label class=link_class(ButtonKind::Secondary) for=CONTROL>{t::operator_picture_add()}</label>
            <span class="small muted" id="picture-hint">{hint}</span>
        </div>
        <p class="field__error" id="picture-error" role="alert">{refused}</p>
        {rows}
    }
}

fn row(talking: Talking, upload: &Upload) -> AnyView {
    let (of_again, of_removal) = (upload.kept.meta.id.clone(), upload.kept.meta.id.clone());
    let state = match &upload.failure {
        None => view! { <span class="small muted" role="status">{t::operator_sending()}</span> },
        Some(failure) => {
            let words = failures::of_write(failure, false);
            let again = Some(Callback::new(move |()| send(talking, &of_again)));
            let remove = Some(Callback::new(move |()| talking.pictures.drop_out(&of_removal)));
            view! {
                <span class="small" role="alert">{words.title}". "{t::operator_picture_fleeting()}</span>
                <Button label=t::operator_again() on_click=again />
                <Button label=t::files_take_out() kind=ButtonKind::Quiet on_click=remove />
            }
        }
    };
    view! { <li class="files__item"><span class="files__name">{upload.kept.meta.name.clone()}</span>{state}</li> }
}
