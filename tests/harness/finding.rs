//! Finding by role and name, and what is done with what is found.

use crate::page_with;
use browser_tests::{Key, Name, Setup, Stage, flows};

async fn tells_roles_and_names_apart(stage: Stage) {
    let body = r##"
        <h1>Заявка</h1>
        <a href="#a">Заявка</a>
        <button>Заявка</button>
        <button aria-label="Закрыть">×</button>
        <button hidden>Скрыто</button>
        <p>Отправить</p>
        <div role="alert">Не дошло</div>
        <fieldset><legend>Как ответить?</legend><label><input type="radio" name="r"> Письмом</label></fieldset>
        <label for="e">Электронная почта</label><input id="e" type="email">
        <label for="t">Тема</label><select id="t"><option>Оплата<option>Доступ</select>
        <details><summary>Подробнее</summary>Вот</details>"##;
    let wire = page_with(body).await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    for (role, name) in [
        ("heading", "Заявка"),
        ("link", "Заявка"),
        ("button", "Заявка"),
        ("button", "Закрыть"),
        ("group", "Как ответить?"),
        ("radio", "Письмом"),
        ("textbox", "Электронная почта"),
        ("combobox", "Тема"),
        ("button", "Подробнее"),
    ] {
        assert_eq!(page.role(role, name).count().await, 1, "{role} {name}");
    }
    assert!(!page.button("×").is_there().await, "the name is not what is drawn");
    assert!(!page.button("Скрыто").is_there().await, "what is hidden cannot be found");
    assert!(!page.button("Отправить").is_there().await, "a paragraph is no button");
    assert!(!page.button("Заяв").is_there().await, "half a name is no name");
    assert!(page.button(Name::Has("Заяв".into())).is_there().await);
    assert!(page.alert(Name::Text("Не дошло".into())).is_there().await);
    assert!(!page.alert(Name::Text("Дошло".into())).is_there().await);
    assert!(page.radio("Письмом").within(&page.group("Как ответить?")).is_there().await);
    assert!(!page.link("Заявка").within(&page.group("Как ответить?")).is_there().await);
}

async fn acts_as_a_visitor(stage: Stage) {
    let body = r#"
        <label for="i">Имя</label><input id="i" value="старое">
        <label for="s">Тема</label><select id="s"><option>Оплата<option>Доступ</select>
        <label><input type="checkbox"> Согласен</label>
        <button onclick="r.textContent = `Привет, ${i.value}: ${s.value}`">Отправить</button>
        <output id="r"></output>
        <button id="late" hidden>Позже</button>
        <script>setTimeout(() => { late.hidden = false; }, 300)</script>"#;
    let wire = page_with(body).await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.textbox("Имя").fill("Анна").await;
    page.combobox("Тема").choose("Доступ").await;
    assert!(!page.checkbox("Согласен").is_checked().await);
    page.checkbox("Согласен").click().await;
    assert!(page.checkbox("Согласен").is_checked().await);
    page.button("Отправить").click().await;
    page.shows("Привет, Анна: Доступ").await;
    page.button("Позже").click().await;
    page.textbox("Имя").fill("").await;
    assert_eq!(page.textbox("Имя").value().await, "");
    let hostile = "👩‍👩‍👧 \u{202e}обратно <script>alert(1)</script>";
    page.textbox("Имя").fill(hostile).await;
    assert_eq!(page.textbox("Имя").value().await, hostile);
}

async fn a_double_click_is_two_clicks(stage: Stage) {
    let wire = page_with(r#"<button onclick="n.textContent = +n.textContent + 1">Раз</button><p id="n">0</p>"#).await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    page.button("Раз").double_click().await;
    page.shows("2").await;
}

async fn walks_by_keyboard(stage: Stage) {
    let body = r##"<a href="#x">Первая</a><button>Вторая</button><button disabled>Нет</button><label>Третье <input></label>"##;
    let wire = page_with(body).await;
    let page = stage.visit(&Setup::default(), &wire, "/").await;
    let stops = page.tab_order(10).await;
    let names: Vec<&str> = stops.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Первая", "Вторая", "Третье"]);
    page.reload().await;
    page.tab_to("button", "Вторая").await;
    page.button("Вторая").has_focus().await;
    page.press_with(&[Key::Shift], Key::Tab).await;
    page.link("Первая").has_focus().await;
    page.press(Key::Enter).await;
    page.arrives_at("/#x").await;
}

flows! {
    tells_roles_and_names_apart;
    acts_as_a_visitor;
    a_double_click_is_two_clicks;
    walks_by_keyboard;
}
