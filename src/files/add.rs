//! Adding files: chosen, pasted or dropped; each with a preview, and a way to take it out again.

use super::store::{self, Kept, Meta};
use crate::browser::{file::Shown, intl, uuid};
use crate::context::{Context, context};
use crate::i18n::t;
use crate::markup::{Child, view};
use crate::ui::{ButtonKind, link_class};
use contract::AttachmentLimits;
use js_sys::ArrayBuffer;
use leptos::ev::Event;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DragEvent, FileList, HtmlInputElement};

const CONTROL: &str = "files";

/// A file on the screen.
#[derive(Clone)]
struct Item {
    meta: Meta,
    /// Of pictures.
    preview: Option<Rc<Shown>>,
}

/// The list of files that wait, kept up to date by whoever changes it.
#[derive(Clone, Copy)]
struct Waiting {
    context: Context,
    items: RwSignal<Vec<Item>, LocalStorage>,
    /// What could not be added, and why.
    refused: RwSignal<Vec<String>>,
    /// They are not kept when the page is left.
    is_fleeting: RwSignal<bool>,
}

impl Waiting {
    fn start() -> Self {
        let waiting = Self {
            context: context(),
            items: RwSignal::new_local(Vec::new()),
            refused: RwSignal::default(),
            is_fleeting: RwSignal::new(false),
        };
        leptos::task::spawn_local(waiting.read());
        waiting
    }

    async fn read(self) {
        let files = store::waiting(self.context).await;
        let item = |kept: Kept| {
            let is_picture = kept.meta.mime.starts_with("image/");
            let preview = is_picture.then(|| Shown::new(&kept.content, &kept.meta.mime)).flatten().map(Rc::new);
            Item { meta: kept.meta, preview }
        };
        self.items.try_set(files.into_iter().map(item).collect());
    }

    fn add(self, files: &FileList, limits: &AttachmentLimits) {
        let files: Vec<web_sys::File> = (0..files.length()).filter_map(|index| files.get(index)).collect();
        if files.is_empty() {
            return;
        }
        let limits = limits.clone();
        leptos::task::spawn_local(async move {
            let (mut refused, mut added) = (Vec::new(), 0_u32);
            let mut count = store::waiting(self.context).await.len();
            for file in files {
                let name = file.name();
                let size = file.size();
                if !limits.types.contains(&file.type_()) {
                    refused.push(t::files_wrong_type(&name));
                } else if size > f64::from(limits.max_size) {
                    refused.push(t::files_too_large(&name, &super::size(limits.max_size)));
                } else if u32::try_from(count).unwrap_or(u32::MAX) >= limits.max_count {
                    refused.push(t::files_too_many(&name, &limits.max_count.to_string()));
                } else if size < 1.0 {
                    refused.push(t::files_unreadable(&name));
                } else if let Ok(content) = JsFuture::from(file.array_buffer()).await
                    && let Ok(content) = content.dyn_into::<ArrayBuffer>()
                {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not above the limit, which fits")]
                    let size = size as u32;
                    let owner = untrack(|| self.context.account()).map(|account| account.id);
                    let since = intl::device_now().timestamp_millis();
                    let meta = Meta { id: uuid(), name, mime: file.type_(), size, owner, since, ..Meta::default() };
                    if !store::put(&Kept { meta, content }).await {
                        self.is_fleeting.try_set(true);
                    }
                    count = count.saturating_add(1);
                    added = added.saturating_add(1);
                } else {
                    refused.push(t::files_unreadable(&name));
                }
            }
            self.refused.try_set(refused);
            self.read().await;
            if added > 0 {
                self.context.announcer.announce(&t::files_added(added));
            }
        });
    }

    fn remove(self, id: String) {
        leptos::task::spawn_local(async move {
            store::remove(&id).await;
            self.read().await;
            crate::browser::page::focus(CONTROL);
        });
    }
}

/// Where files are added. Nothing where the portal takes none.
#[component]
pub(crate) fn Files() -> AnyView {
    let Some(limits) = context().desk().wire.attachments.clone() else { return ().into_child() };
    let waiting = Waiting::start();
    let (of_pick, of_drop, of_paste) = (limits.clone(), limits.clone(), limits.clone());
    let picked = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(files) = input.files() {
            waiting.add(&files, &of_pick);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    let dropped = move |event: Event| {
        event.prevent_default();
        let event: DragEvent = event.unchecked_into();
        if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
            waiting.add(&files, &of_drop);
        }
    };
    let paste = crate::browser::page::on_paste(move |event: ClipboardEvent| {
        // An office's table comes as text and as a picture of it: it is meant as text.
        let data = event.clipboard_data().filter(|data| data.get_data("text/plain").is_ok_and(|text| text.is_empty()));
        if let Some(files) = data.and_then(|data| data.files()) {
            waiting.add(&files, &of_paste);
        }
    });
    on_cleanup(move || drop(paste));
    let rows = move || {
        let rows: Vec<AnyView> = waiting.items.get().into_iter().map(|item| row(waiting, item)).collect();
        (!rows.is_empty()).then(|| view! { <ul class="rows files">{rows}</ul> })
    };
    let refused = move || {
        let refused = waiting.refused.get();
        (!refused.is_empty()).then(|| refused.join(" "))
    };
    let limit = t::files_limit(&limits.max_count.to_string(), &super::size(limits.max_size));
    view! {
        <div class="field" on:dragover=|event: Event| event.prevent_default() on:drop=dropped>
            <label class="field__label" for=CONTROL>{t::files_label()}<span class="field__mark">" "{t::form_optional()}</span></label>
            <p class="field__hint" id="files-hint">{limit}</p>
            <input class="files__control" type="file" multiple="" id=CONTROL accept=limits.types.join(",") aria-describedby="files-hint files-error" on:change=picked />
            {rows}
            <p class="field__error" id="files-error" role="alert">{refused}</p>
            {move || waiting.is_fleeting.get().then(|| view! { <p class="small">{t::files_fleeting()}</p> })}
        </div>
    }
}

fn row(waiting: Waiting, item: Item) -> AnyView {
    let Meta { id, name, size, .. } = item.meta;
    let preview = item.preview.map(|shown| {
        let shown = SendWrapper::new(shown);
        let address = shown.0.clone();
        // The address lives as long as the picture.
        on_cleanup(move || drop(shown));
        view! { <img class="files__preview" src=address alt="" /> }
    });
    // Said with the name, which stands beside it for the eye.
    let label = t::files_remove(&name);
    let remove = move |_| waiting.remove(id.clone());
    view! {
        <li class="files__item">
            {preview}
            <span class="files__name">{name}" "<span class="muted small">{super::size(size)}</span></span>
            <button type="button" class=link_class(ButtonKind::Quiet) aria-label=label on:click=remove>{t::files_take_out()}</button>
        </li>
    }
}

/// The names of the files that wait, for a sheet or a check of the answers.
#[component]
pub(crate) fn FileNames() -> AnyView {
    let context = context();
    let names = RwSignal::new(Vec::<String>::new());
    leptos::task::spawn_local(async move {
        let files = store::waiting(context).await;
        names.try_set(files.into_iter().map(|kept| kept.meta.name).collect());
    });
    let content = move || {
        (!names.read().is_empty()).then(|| {
            let rows = vec![crate::ui::SummaryRow::new(t::files_label(), names.read().join(", "))];
            view! { <crate::ui::SummaryList rows /> }
        })
    };
    content.into_child()
}
