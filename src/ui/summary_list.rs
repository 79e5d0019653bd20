use crate::markup::view;
use leptos::prelude::*;

pub(crate) struct SummaryRow {
    pub(crate) label: String,
    pub(crate) value: String,
    /// Usually a link that leads to where the value can be changed.
    pub(crate) action: Option<AnyView>,
}

impl SummaryRow {
    pub(crate) fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        SummaryRow { label: label.into(), value: value.into(), action: None }
    }
}

/// What was entered or is known, line by line: the answers to check, the facts of a ticket.
#[component]
pub(crate) fn SummaryList(rows: Vec<SummaryRow>) -> AnyView {
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|row| {
            view! {
                <div class="summary-list__row">
                    <dt class="summary-list__label">{row.label}</dt>
                    <dd class="summary-list__value">{row.value}</dd>
                    {row.action.map(|action| view! { <dd class="summary-list__action">{action}</dd> })}
                </div>
            }
        })
        .collect();
    view! { <dl class="summary-list">{rows}</dl> }
}
