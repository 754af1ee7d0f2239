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
    "PL": "sp z oo|sp z o o|spolka z oo|spolka z o o|spzoo|z oo|z o o|sp zoo|sp j|spj|sp k|spk|sp p|sc|s c|s a|s k a|"
    "ska|psa|p s a|spolka akcyjna|spolka jawna|spolka komandytowa|spolka cywilna|sp z oo sp k|sp z o o sp k|"
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
