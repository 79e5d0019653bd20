//! From where somebody calls.

/// One line is one country, in the order of their codes:
///
/// - its ISO 3166-1 alpha-2 code;
/// - its calling code (ITU-T E.164, list of assigned country codes);
/// - its international prefix on a landline (ITU-T E.164, list of dialling procedures); `~` is a dial tone to wait for; where a
///   carrier has to be chosen, with the code of the oldest one (Brazil, Korea, Thailand);
/// - its national trunk prefix, from the same list; `-` is none;
/// - the languages that are spoken there more than elsewhere (CLDR, likely subtags), after ISO 639; `-` is none. English is of no
///   country;
/// - parts of the names of its time zones (IANA, `zone.tab` and `zone1970.tab`, and the older names that browsers still use), none of
///   which is part of another country's zone. `Europe/Simferopol`, which the tables give to two countries, is left to the languages.
///
/// Small zones of large countries are left out. Prefixes are as of 2025: Lithuania's trunk prefix is 0, Uzbekistan has none.
const TABLE: &str = "\
AE 971 00 0 - Dubai
AM 374 00 0 hy Yerevan
AR 54 00 0 - Argentina Buenos_Aires Catamarca Cordoba Jujuy Mendoza
AT 43 00 0 - Vienna
AU 61 0011 0 - Australia
AZ 994 00 0 az Baku
BE 32 00 0 - Brussels
BG 359 00 0 bg Sofia
BR 55 0021 0 pt Sao_Paulo Bahia Fortaleza Recife Belem Manaus Cuiaba Campo_Grande Maceio Porto_Velho Rio_Branco Boa_Vista Santarem Araguaina
BY 375 8~10 80 be Minsk
CA 1 011 1 - Toronto Montreal Vancouver Edmonton Winnipeg Halifax Moncton Regina St_Johns Whitehorse
CH 41 00 0 gsw,rm Zurich
CN 86 00 0 zh Shanghai Chongqing Harbin Urumqi
CY 357 00 - - Nicosia Famagusta
CZ 420 00 - cs Prague
DE 49 00 0 de Berlin Busingen
DK 45 00 - da Copenhagen
EE 372 00 - et Tallinn
EG 20 00 0 ar Cairo
ES 34 00 - es,ca,eu,gl Madrid Ceuta Canary
FI 358 00 0 fi Helsinki
FR 33 00 0 fr Paris
GB 44 00 0 cy,gd London Belfast
GE 995 00 0 ka Tbilisi
GR 30 00 - el Athens
HR 385 00 0 hr Zagreb
HU 36 00 06 hu Budapest
IE 353 00 0 ga Dublin
IL 972 00 0 he,iw Jerusalem Tel_Aviv
IN 91 00 0 hi,mr,ta,te Kolkata Calcutta
IS 354 00 - is Reykjavik
IT 39 00 - it Rome
JP 81 010 0 ja Tokyo
KG 996 00 0 ky Bishkek
KR 82 001 0 ko Seoul
KZ 7 8~10 8 kk Almaty Aqtau Aqtobe Atyrau Oral Qostanay Qyzylorda
LI 423 00 - - Vaduz
LT 370 00 0 lt Vilnius
LU 352 00 - lb Luxembourg
LV 371 00 - lv Riga
MD 373 00 0 mo Chisinau Tiraspol
MT 356 00 - mt Malta
MX 52 00 - - Mexico_City Monterrey Tijuana Cancun Merida Chihuahua Ciudad_Juarez Hermosillo Mazatlan Matamoros
NL 31 00 0 nl Amsterdam
NO 47 00 - nb,nn,no Oslo
NZ 64 00 0 mi Auckland Chatham
PL 48 00 - pl Warsaw
PT 351 00 - - Lisbon Azores Madeira
RO 40 00 0 ro Bucharest
RS 381 00 0 sr Belgrade
RU 7 8~10 8 ru,ba,ce,cv,sah,tt Moscow Kaliningrad Kirov Volgograd Astrakhan Saratov Ulyanovsk Samara Yekaterinburg Omsk Novosibirsk Barnaul Tomsk Novokuznetsk Krasnoyarsk Irkutsk Chita Yakutsk Khandyga Vladivostok Ust-Nera Magadan Sakhalin Srednekolymsk Kamchatka Anadyr
SE 46 00 0 sv Stockholm
SI 386 00 0 sl Ljubljana
SK 421 00 0 sk Bratislava
TH 66 001 0 th Bangkok
TJ 992 8~10 - tg Dushanbe
TM 993 8~10 8 tk Ashgabat
TR 90 00 0 tr Istanbul
UA 380 0~0 0 uk Kyiv Kiev Uzhgorod Zaporozhye
US 1 011 1 - New_York Detroit Indiana Indianapolis Kentucky Louisville Chicago North_Dakota Denver Boise Phoenix Los_Angeles Anchorage Juneau Honolulu
UZ 998 00 - uz Tashkent Samarkand
VN 84 00 0 vi Ho_Chi_Minh Saigon
ZA 27 00 0 af,xh,zu Johannesburg";

/// What is known of a country, as it stands in the table.
#[derive(Clone, Copy)]
pub(super) struct Country {
    pub(super) code: &'static str,
    /// Digits after the `+`.
    pub(super) calling: &'static str,
    /// Digits before another country's calling code, on a landline; `~` stands for a tone to wait for.
    pub(super) prefix: &'static str,
    trunk: &'static str,
    /// Separated by commas.
    languages: &'static str,
    /// Separated by spaces.
    zones: &'static str,
}

impl Country {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        TABLE.split('\n').filter_map(Self::read)
    }

    /// By its code, in capitals or not.
    pub(super) fn find(code: &str) -> Option<Self> {
        Self::all().find(|country| country.code.eq_ignore_ascii_case(code))
    }

    fn read(line: &'static str) -> Option<Self> {
        let mut words = line.splitn(6, ' ');
        let mut word = || words.next().map(|word| if word == "-" { "" } else { word });
        Some(Self { code: word()?, calling: word()?, prefix: word()?, trunk: word()?, languages: word()?, zones: word()? })
    }

    /// What is dialled before a national number inside the country.
    pub(super) fn trunk(&self, national: &str) -> &'static str {
        // Belarus: 8 0 before areas and mobile networks, 8 alone before 801, 820 and 902.
        if self.trunk == "80" && national.starts_with(['8', '9']) { "8" } else { self.trunk }
    }
}

pub(super) fn guess(zone: Option<&str>, languages: &[String]) -> &'static str {
    let by_zone = zone.and_then(|zone| Country::all().find(|country| country.zones.split(' ').any(|part| is_part(part, zone))));
    let country = by_zone
        .or_else(|| languages.iter().filter_map(|tag| region(tag)).find_map(Country::find))
        .or_else(|| languages.iter().find_map(|tag| of_language(tag)));
    country.map_or("RU", |country| country.code)
}

fn is_part(part: &str, zone: &str) -> bool {
    zone.split('/').any(|name| name == part)
}

/// Subtags of BCP 47; as POSIX writes them, too.
fn subtags(tag: &str) -> impl Iterator<Item = &str> {
    tag.split(['-', '_'])
}

/// The two letters behind the language and a script, before extensions, each of which begins with one letter.
fn region(tag: &str) -> Option<&str> {
    subtags(tag).skip(1).take_while(|subtag| subtag.len() > 1).find(|subtag| subtag.len() == 2)
}

fn of_language(tag: &str) -> Option<Country> {
    let language = subtags(tag).next().filter(|language| !language.is_empty())?;
    Country::all().find(|country| country.languages.split(',').any(|spoken| spoken.eq_ignore_ascii_case(language)))
}
