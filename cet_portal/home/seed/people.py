"""Everybody on the register of the demonstration. All of them are invented."""

import unicodedata
from dataclasses import dataclass

from cet_portal.scheme.enums import Profession, Specialty

DOMAIN = "demo.example.org"
# Registrants who are not offered on the sign-in page.
REGISTER_DOMAIN = "register.demo.example.org"
# People of providers who are not offered there either.
PROVIDER_DOMAIN = "providers.demo.example.org"
# Letters that have no accent to take away.
_SPELLED = str.maketrans({"ø": "o", "ł": "l", "ß": "ss"})

PROFESSIONS = {
    "O": Profession.OPTOMETRIST,
    "T": Profession.OPTOMETRIST,
    "S": Profession.OPTOMETRIST,
    "A": Profession.OPTOMETRIST,
    "D": Profession.DISPENSING_OPTICIAN,
    "C": Profession.DISPENSING_OPTICIAN,
}
SPECIALTIES = {
    "T": Specialty.INDEPENDENT_PRESCRIBING,
    "S": Specialty.SUPPLEMENTARY_PRESCRIBING,
    "A": Specialty.ADDITIONAL_SUPPLY,
    "C": Specialty.CONTACT_LENS,
}


def address(name: str, domain: str = DOMAIN) -> str:
    """An e-mail address of the demonstration: "aoife.odonnell@..." for "Aoife O'Donnell"."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_SPELLED))
    words = "".join(c for c in plain.replace("-", "") if c.isascii() and c != "'").split()
    return f"{words[0]}.{''.join(words[1:])}@{domain}"


@dataclass(frozen=True)
class Person:
    """One person on the register.

    `kind`: O optometrist (T, S, A: may prescribe), D dispensing optician (C: contact lenses).
    `keen`: 3 goes to nearly everything, 0 to little and has no account. `joined`, `left`: so many
    months ago. `restored`: so many months ago under a new number, after two years away.
    """

    forenames: str
    surname: str
    kind: str
    number: str
    born: str
    since: str
    keen: int
    joined: int | None = None
    left: int | None = None
    restored: int | None = None

    @property
    def name(self) -> str:
        return f"{self.forenames} {self.surname}"

    @property
    def profession(self) -> str:
        return PROFESSIONS[self.kind]

    @property
    def specialty(self) -> str | None:
        return SPECIALTIES.get(self.kind)

    @property
    def new_number(self) -> str:
        """The number after restoration: numbers were not kept (domain.md 6.9)."""
        prefix, digits = self.number.split("-")
        return f"{prefix}-{int(digits) + 9000}"


PEOPLE = (
    Person("Aoife", "O'Donnell", "O", "01-20104", "1988-07-21", "2012-07-27", 2),
    Person("Zoë", "Fraser-Müller", "T", "01-20250", "1968-06-19", "1991-08-02", 3),
    Person("Helen", "Ashdown", "O", "01-20281", "1989-07-03", "2013-07-18", 3),
    Person("Owen", "Llewellyn-Price", "O", "01-20398", "1965-10-04", "1989-07-19", 2),
    Person("Fiona", "Kerr", "O", "01-20556", "1987-01-08", "2010-08-10", 2),
    Person("Siân", "Pritchard", "T", "01-20672", "1971-09-04", "1998-09-18", 3),
    Person("Callum", "McIntyre", "T", "01-20727", "1968-10-19", "1992-09-04", 3),
    Person("Harpreet", "Gill", "A", "01-20876", "1966-10-02", "1993-08-16", 2),
    Person("Chloé", "Beaumont", "T", "01-20994", "1982-08-19", "2008-09-10", 2),
    Person("Ngozi", "Eze", "O", "01-21049", "1977-02-19", "2002-10-11", 3),
    Person("Tomasz", "Wiśniewski", "O", "01-21172", "1980-10-03", "2003-10-06", 1),
    Person("Catherine", "St John", "O", "01-21219", "1993-07-02", "2016-09-11", 3),
    Person("Mei-Ling", "Chow", "O", "01-21317", "1993-10-26", "2019-07-27", 3),
    Person("Rhys", "ap Gruffydd", "O", "01-21349", "1979-08-23", "2002-07-24", 1),
    Person("Adaeze", "Nwosu", "O", "01-21505", "1990-05-23", "2016-09-01", 0),
    Person("James", "Thornbury", "O", "01-21604", "1972-10-04", "1998-07-07", 1),
    Person("Shreya", "Kulkarni", "O", "01-21646", "1977-07-13", "2003-07-06", 3),
    Person("Eilidh", "MacSween", "T", "01-21769", "1987-09-09", "2011-10-28", 1),
    Person("Farid", "Haddad", "O", "01-21884", "1984-11-13", "2008-08-03", 2),
    Person("Rosalind", "D'Arcy", "O", "01-21952", "1976-01-16", "2003-08-09", 3),
    Person("Peter", "Vane", "O", "01-22033", "1962-03-14", "1989-09-20", 1, left=4),
    Person("Anneliese", "Große", "O", "01-22074", "1994-10-21", "2017-10-28", 1),
    Person("Kwame", "Boateng", "O", "01-22226", "1987-07-13", "2013-07-16", 1),
    Person("Lucy", "Hartnell", "O", "01-22250", "1974-02-07", "2000-08-04", 2),
    Person("Imran", "Qureshi", "O", "01-22272", "1968-01-19", "1992-07-12", 1),
    Person("Niamh", "Ní Bhriain", "O", "01-22299", "1975-10-13", "1999-09-12", 1),
    Person("Daniel", "Stoker", "O", "01-22429", "1969-02-28", "1995-10-16", 1),
    Person("Yasmin", "El-Masri", "O", "01-22459", "1991-02-24", "", 2, joined=20),
    Person("Graham", "Tuttle", "O", "01-22509", "1963-04-17", "1988-08-23", 2, restored=17),
    Person("Joanna", "Søndergaard", "O", "01-22524", "1981-11-28", "2004-09-17", 2),
    Person("Vikram", "Desai", "O", "01-22575", "1984-04-18", "2011-09-21", 2),
    Person("Abigail", "Frost", "O", "01-22633", "1977-07-24", "2001-08-17", 1),
    Person("Sean", "O'Leary", "S", "01-22649", "1963-05-16", "1988-08-23", 1),
    Person("Ayesha", "Rahman", "O", "01-22746", "1990-12-12", "2015-07-08", 2),
    Person("Martin", "Peel", "O", "01-22875", "1974-06-07", "2000-07-16", 0),
    Person("Katarzyna", "Łukasik", "O", "01-22972", "1997-11-04", "", 2, joined=16),
    Person("Ben", "Ackroyd", "O", "01-23092", "1993-02-26", "", 2, joined=4),
    Person("Olu", "Adebayo", "O", "01-23122", "1992-03-05", "", 3, joined=13),
    Person("Bethan", "Lloyd-Hughes", "C", "D-11253", "1992-11-12", "2016-08-01", 3),
    Person("Marcus", "Oyelaran", "D", "D-11265", "1968-09-24", "1992-10-28", 2),
    Person("Françoise", "Delacroix", "C", "D-11323", "1975-01-09", "1999-09-17", 3),
    Person("Stuart", "Pike", "C", "D-11393", "1982-05-18", "2008-08-02", 0),
    Person("Deborah", "Nunn", "C", "D-11492", "1991-11-19", "2018-10-27", 0),
    Person("Hamish", "Orr", "C", "D-11629", "1970-09-05", "1997-07-28", 2),
    Person("Leanne", "Braithwaite", "D", "D-11684", "1962-03-06", "1986-10-20", 3),
    Person("Joseph", "Amankwah", "D", "D-11723", "1965-06-22", "1992-10-26", 1),
    Person("Tracey", "Lockwood", "D", "D-11875", "1965-04-07", "1990-07-25", 2),
    Person("Gavin", "Rees-Jones", "D", "D-11999", "1963-02-15", "1988-08-23", 3),
    Person("Sunniva", "Åkesson", "C", "D-12078", "1990-09-18", "2016-08-23", 1),
    Person("Paul", "Cartmel", "D", "D-12153", "1974-08-05", "2000-07-13", 2),
    Person("Nicola", "de Souza", "D", "D-12180", "1977-07-03", "2001-09-26", 2),
    Person("Ravi", "Menon", "D", "D-12228", "1985-03-09", "2009-10-08", 1),
    Person("Emma", "Wadsworth", "D", "D-12261", "1987-08-06", "2011-08-23", 2),
    Person("Colm", "O'Shea", "D", "D-12401", "1987-06-14", "2011-09-11", 3),
    Person("Harriet", "Lyle", "C", "D-12433", "1985-01-11", "2012-10-15", 1),
    Person("Jürgen", "Beck", "D", "D-12540", "1983-09-20", "2008-07-04", 0),
    Person("Maxine", "Tolley", "D", "D-12607", "1968-02-09", "1993-07-25", 2, restored=17),
    Person("Anthony", "Crabb", "D", "D-12649", "1989-11-27", "2014-10-05", 1, left=8),
    Person("Gwen", "Morris", "D", "D-12789", "1993-12-11", "", 2, joined=9),
    Person("Dafydd", "Ellis-Rowe", "D", "D-12844", "1989-02-09", "2012-07-26", 2),
)
