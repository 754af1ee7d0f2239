"""Legal forms of firms in many countries, as they stand before or after a name. Own, because no library knows ours.

A form is folded as names are: Latin small letters, no dots, one space between words."""

from __future__ import annotations

from typing import Final

AFTER: Final = {
    "GB": "ltd|limited|plc|public limited company|llp|lp|cic|co ltd|company limited|company ltd",
    "US": "llc|limited liability company|inc|incorporated|corp|corporation|co|company|pc|pllc|lllp|na",
    "DE": "gmbh|mbh|gmbh & co kg|gmbh co kg|gmbh und co kg|ag|kg|ohg|ug|ug haftungsbeschrankt|gbr|ev|eg|kgaa|ek|ek m|"
    "gesellschaft mit beschrankter haftung|aktiengesellschaft|kommanditgesellschaft|ag co kg|se co kg|ggmbh|partg",
    "AT": "gesmbh|ges mbh|gesmbh co kg",
    "CH": "sarl|sagl",
    "FR": "sa|sas|sasu|eurl|snc|sci|scop|societe anonyme|sarl",
    "ES": "sl|slu|sociedad limitada|sociedad anonima|s coop|sau|sll",
    "PT": "lda|unipessoal lda|limitada",
    "IT": "srl|srls|spa|sas di|soc coop|scarl|societa a responsabilita limitata",
    "PL": "sp z oo|sp z o o|spz oo|spolka z oo|spolka z o o|spzoo|z oo|z o o|sp zoo|sp j|spj|sp k|spk|sp p|sc|s c|s a|"
    "s k a|ska|psa|p s a|spolka akcyjna|spolka jawna|spolka komandytowa|spolka cywilna|sp z oo sp k|sp z o o sp k|"
    "sp z oo spk|spolka z ograniczona odpowiedzialnoscia|spolka z ograniczona odpowiedzialnoscia spolka komandytowa|"
    "prosta spolka akcyjna|sp z oo ska|sp z ograniczona odpowiedzialnoscia",
    "CZ": "sro|s r o|spol s r o|spol sro|as|a s|vos|ks|zs|zapsana spolecnost",
    "SK": "s r o|akciova spolocnost",
    "HU": "kft|zrt|nyrt|bt|kkt|rt",
    "RO": "srl|sca|pfa",
    "BG": "ood|eood|ad|ead|et",
    "RS": "doo|d o o|ad",
    "HR": "jdoo|dd",
    "SI": "d d",
    "NL": "bv|b v|nv|n v|vof|cv|besloten vennootschap",
    "BE": "bvba|sprl|asbl|vzw|srl",
    "LU": "scsp|sarl",
    "DK": "aps|a s|as|i s|ivs",
    "NO": "as|asa|ans|da|nuf",
    "SE": "ab|aktiebolag|hb|ab publ|publ",
    "FI": "oy|oyj|ky|tmi|osakeyhtio|oy ab",
    "EE": "ou|as|osauhing",
    "LV": "sia|as|ik",
    "LT": "uab|ab|mb|ii",
    "RU": "ooo|oao|zao|pao|ao|nko|ano|tszh|tsn|snt|kfkh|tk|ip|gk|tpk|npo|nao|odo|up|chup|fgup|gup|mup",
    "UA": "tov|prat|pat|fop|dp|at|tdv",
    "BY": "odo|chup|up|ooo|chtup",
    "KZ": "too|ao|tdo",
    "TR": "as|a s|ltd sti|limited sirketi|anonim sirketi|san ve tic ltd sti|sti",
    "IN": "pvt ltd|private limited|pvt|p ltd",
    "SG": "pte ltd|pte",
    "MY": "sdn bhd|bhd",
    "AU": "pty ltd|pty",
    "ZA": "pty ltd|cc",
    "JP": "kk|gk|kabushiki kaisha|co ltd",
    "CN": "co ltd",
    "BR": "ltda|eireli|me|epp",
    "MX": "sa de cv|s de rl de cv|s de rl",
    "AE": "fze|fzco|fz llc|dmcc|wll|psc",
    "EU": "se|societas europaea|eeig",
}
"""Country → forms that stand behind the name, parted by a bar."""

BEFORE: Final = {
    "RU": "ooo|oao|zao|pao|ao|ip|nao|nko|ano|gk|tk|td|tpk|npo|odo|kfkh|fgup|gup|mup|torgovyy dom|firma|kompaniya|"
    "obshchestvo s ogranichennoy otvetstvennostyu|aktsionernoe obshchestvo|publichnoe aktsionernoe obshchestvo|"
    "zakrytoe aktsionernoe obshchestvo|otkrytoe aktsionernoe obshchestvo|individualnyy predprinimatel|"
    "gruppa kompanii|neliublichnoe aktsionernoe obshchestvo",
    "UA": "tov|prat|pat|fop|tovaristvo z obmezhenoyu vidpovidalnistyu",
    "BY": "ooo|odo|oao|zao|chup|chtup|up|ip",
    "KZ": "too|ao|ip",
    "PL": "phu|pphu|fhu|ppuh|pp|zpu|przedsiebiorstwo handlowo uslugowe|"
    "przedsiebiorstwo produkcyjno handlowo uslugowe|firma handlowo uslugowa|firma",
    "LT": "uab|ab|mb",
    "LV": "sia|as|ik",
    "EE": "ou|as",
    "SE": "ab",
    "FI": "oy|ab",
    "BG": "et",
    "ID": "pt|cv",
}
"""Country → forms that stand before the name."""


def forms(table: dict[str, str]) -> frozenset[tuple[str, ...]]:
    """All forms of a table as words."""
    return frozenset(tuple(form.split()) for listed in table.values() for form in listed.split("|"))


FORMS_AFTER: Final = forms(AFTER)
FORMS_BEFORE: Final = forms(BEFORE)
LONGEST: Final = max(len(form) for form in FORMS_AFTER | FORMS_BEFORE)

SAME: Final = {
    "ltd": "limited|co ltd|company limited|company ltd|pvt ltd|private limited|pty ltd|pte ltd",
    "plc": "public limited company",
    "llc": "limited liability company",
    "inc": "incorporated",
    "corp": "corporation",
    "gmbh": "mbh|gesmbh|ges mbh|gesellschaft mit beschrankter haftung",
    "gmbh co kg": "gmbh & co kg|gmbh und co kg|gesmbh co kg",
    "ag": "aktiengesellschaft",
    "kg": "kommanditgesellschaft",
    "ug": "ug haftungsbeschrankt",
    "sp z oo": "sp z o o|spz oo|spolka z oo|spolka z o o|spzoo|z oo|z o o|sp zoo|"
    "spolka z ograniczona odpowiedzialnoscia|sp z ograniczona odpowiedzialnoscia",
    "sp z oo sp k": "sp z o o sp k|sp z oo spk|spolka z ograniczona odpowiedzialnoscia spolka komandytowa",
    "sp k": "spk|spolka komandytowa",
    "sp j": "spj|spolka jawna",
    "sc": "s c|spolka cywilna",
    "sa": "s a|spolka akcyjna|societe anonyme|sociedad anonima",
    "ska": "s k a|sp z oo ska",
    "psa": "p s a|prosta spolka akcyjna",
    "sro": "s r o|spol s r o|spol sro",
    "as": "a s",
    "bv": "b v|besloten vennootschap",
    "nv": "n v",
    "ab": "aktiebolag|ab publ",
    "sl": "slu|sociedad limitada",
    "ooo": "obshchestvo s ogranichennoy otvetstvennostyu|tov|tovaristvo z obmezhenoyu vidpovidalnistyu",
    "ao": "aktsionernoe obshchestvo",
    "pao": "publichnoe aktsionernoe obshchestvo",
    "zao": "zakrytoe aktsionernoe obshchestvo",
    "oao": "otkrytoe aktsionernoe obshchestvo",
    "nao": "neliublichnoe aktsionernoe obshchestvo",
    "ip": "individualnyy predprinimatel|fop",
    "gk": "gruppa kompanii",
    "td": "torgovyy dom",
    "fhu": "firma handlowo uslugowa",
    "phu": "przedsiebiorstwo handlowo uslugowe",
    "pphu": "ppuh|przedsiebiorstwo produkcyjno handlowo uslugowe",
}
"""One spelling of a form → its other ones; what is missing here is spelt in one way."""

ONE_SPELLING: Final = {other: form for form, others in SAME.items() for other in others.split("|")}


def same_form(form: str) -> str:
    """Return the one spelling of a form, so that "Sp. z o.o." and "spółka z o.o." are equal."""
    return ONE_SPELLING.get(form, form)
