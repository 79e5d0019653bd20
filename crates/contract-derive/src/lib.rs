//! `#[derive(Read)]`: the trait of that name in `contract`, by the attributes that serde's `Deserialize` reads.
//!
//! Of serde's attributes it knows those that the contract uses: `rename_all`, `rename`, `default`, `deserialize_with` one of
//! the contract's tolerant decoders, and `other` on the last variant of an enum.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Attribute, Data, DataEnum, DeriveInput, Fields, Ident, LitStr, Result, parse_macro_input};

#[proc_macro_derive(Read, attributes(serde))]
pub fn read(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    implementation(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn implementation(input: &DeriveInput) -> Result<Tokens> {
    let name = &input.ident;
    let renaming = Words::of(&input.attrs)?;
    if renaming.is_default || renaming.rename_all.as_deref().is_some_and(|style| !matches!(style, "camelCase" | "lowercase")) {
        return Err(syn::Error::new_spanned(name, "derive(Read) knows rename_all camelCase and lowercase, and no default of a whole"));
    }
    let body = match &input.data {
        Data::Struct(data) => of_fields(&data.fields, &renaming)?,
        Data::Enum(data) => of_variants(data, &renaming)?,
        Data::Union(_) => return Err(syn::Error::new_spanned(name, "a union has no form on the wire")),
    };
    Ok(quote! {
        impl ::contract::read::Read for #name {
            fn read(value: ::contract::read::Value) -> ::core::option::Option<Self> {
                #body
            }
        }
    })
}

/// What serde's attributes say of a type, a field or a variant.
#[derive(Default)]
struct Words {
    rename_all: Option<String>,
    rename: Option<String>,
    decoder: Option<String>,
    is_default: bool,
    is_other: bool,
}

impl Words {
    fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut words = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| {
                let text = || -> Result<Option<String>> { Ok(Some(meta.value()?.parse::<LitStr>()?.value())) };
                if meta.path.is_ident("rename_all") {
                    words.rename_all = text()?;
                } else if meta.path.is_ident("rename") {
                    words.rename = text()?;
                } else if meta.path.is_ident("deserialize_with") {
                    words.decoder = text()?;
                } else if meta.path.is_ident("skip_serializing_if") {
                    text()?;
                } else if meta.path.is_ident("other") {
                    words.is_other = true;
                } else if meta.path.is_ident("default") {
                    words.is_default = true;
                } else {
                    return Err(meta.error("derive(Read) does not know this attribute"));
                }
                Ok(())
            })?;
        }
        Ok(words)
    }

    /// The name on the wire of something called `name`, in a type with the words `of`.
    fn name_of(&self, name: &str, of: &Self) -> String {
        self.rename.clone().unwrap_or_else(|| match of.rename_all.as_deref() {
            Some("camelCase") => camel_case(name),
            Some("lowercase") => name.to_lowercase(),
            _ => name.to_owned(),
        })
    }
}

/// `time_zone` and `TimeZone` are both `timeZone`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_').filter(|word| !word.is_empty());
    let first = words.next().map(|word| capital(word, false)).unwrap_or_default();
    words.fold(first, |before, word| before + &capital(word, true))
}

fn capital(word: &str, is_capital: bool) -> String {
    let mut letters = word.chars();
    let first: String = match letters.next() {
        Some(letter) if is_capital => letter.to_uppercase().collect(),
        Some(letter) => letter.to_lowercase().collect(),
        None => String::new(),
    };
    first + letters.as_str()
}

fn of_fields(fields: &Fields, renaming: &Words) -> Result<Tokens> {
    let Fields::Named(fields) = fields else { return Err(syn::Error::new_spanned(fields, "fields have names on the wire")) };
    let read = fields.named.iter().map(|field| {
        let words = Words::of(&field.attrs)?;
        let ident = field.ident.as_ref();
        let name = words.name_of(&ident.map(Ident::to_string).unwrap_or_default(), renaming);
        let decoder = match words.decoder.as_deref().map(|path| path.rsplit("::").next().unwrap_or(path)) {
            None if !words.is_default => quote! { required },
            None | Some("or_default") => quote! { or_default },
            Some("list") => quote! { list },
            Some("understood") => quote! { understood },
            Some(_) => return Err(syn::Error::new_spanned(field, "derive(Read) does not know this decoder")),
        };
        Ok(quote! { #ident: fields.#decoder(#name) })
    });
    let read = read.collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        let mut fields = ::contract::read::Fields::of(value);
        let whole = Self { #(#read),* };
        fields.whole(whole)
    })
}

fn of_variants(data: &DataEnum, renaming: &Words) -> Result<Tokens> {
    let mut known = Vec::new();
    let mut other = quote! { return ::core::option::Option::None };
    for variant in &data.variants {
        let words = Words::of(&variant.attrs)?;
        let ident = &variant.ident;
        if !variant.fields.is_empty() {
            return Err(syn::Error::new_spanned(variant, "a variant is a word on the wire"));
        }
        if words.is_other {
            other = quote! { Self::#ident };
        } else {
            let name = words.name_of(&ident.to_string(), renaming);
            known.push(quote! { #name => Self::#ident });
        }
    }
    Ok(quote! {
        ::core::option::Option::Some(match value.as_str()? {
            #(#known,)*
            _ => #other,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_wire() {
        assert_eq!(camel_case("opening_hours_specification"), "openingHoursSpecification");
        assert_eq!(camel_case("OperatorChat"), "operatorChat");
        assert_eq!(camel_case("id"), "id");
    }

    #[test]
    fn what_it_does_not_know_is_refused() {
        let refused = |text: &str| implementation(&syn::parse_str(text).unwrap()).is_err();
        assert!(refused("struct A { #[serde(flatten)] b: C }"));
        assert!(refused("struct A { #[serde(deserialize_with = \"elsewhere\")] b: C }"));
        assert!(refused("#[serde(default)] struct A { b: C }"));
        assert!(refused("#[serde(rename_all = \"kebab-case\")] struct A { b: C }"));
        assert!(refused("struct A(u8);"));
        assert!(refused("enum A { B(u8) }"));
        assert!(!refused("#[serde(rename_all = \"camelCase\")] struct A { #[serde(default)] b_c: Option<u8> }"));
    }
}
