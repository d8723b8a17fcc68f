"""Lists as text: encodings, separators, quotes, headings and cells gone wrong."""

from tests.sessions_events.corpus import PEOPLE, gives, says, table

HEADER = "GOC number,Surname\n"
GOOD = table().removeprefix(HEADER)


@gives()
def utf_8_with_mark():
    return table().encode("utf-8-sig")


@gives()
def utf_16_of_a_spreadsheet():
    return table("\t", "\r\n").encode("utf-16")


@gives()
def utf_16_without_mark():
    return table().encode("utf-16-be")


@gives()
def utf_32_without_mark():
    return table().encode("utf-32-le")


@gives()
def windows_1252():
    return table(";").encode("cp1252")


@gives()
def mac_roman_with_old_line_ends():
    return table(newline="\r").encode("mac_roman")


@gives()
def two_encodings_in_one_file():
    return (
        (HEADER + "01-20001,Müller\n").encode()
        + "01-20009,Böhm\n".encode("cp1252")
        + GOOD.partition("\n")[2].encode()
    )


@gives("01-4567", "01-20003", "01-31234")
def utf_8_read_as_windows_and_saved_again():
    return table().encode().decode("cp1252").encode()


@gives()
def cut_off_in_the_middle_of_a_sign():
    return table().encode() + "01-2,Ü".encode()[:-1]


@gives()
def utf_16_cut_off_in_the_middle_of_a_sign():
    return table().encode("utf-16") + b"0"


@gives()
def nul_bytes_at_the_end():
    return table().encode() + b"\x00" * 4096


@gives("01-4567", "01-20003", "01-31234")
def nul_byte_inside_a_name():
    return table().replace("Müller", "Mül\x00ler").encode()


@gives()
def semicolons():
    return table(";").encode()


@gives()
def tabs_and_windows_line_ends():
    return table("\t", "\r\n").encode()


@gives()
def bars():
    return table("|").encode()


@gives()
def a_hint_at_the_separator():
    return ("sep=;\r\n" + table(";", "\r\n")).encode()


@gives()
def a_hint_at_tabs():
    return ("sep=\t\n" + table("\t")).encode()


@gives()
def columns_made_of_spaces():
    return "".join(f"{number}    {surname}\n" for number, surname in PEOPLE.items()).encode()


@gives()
def lines_ending_in_all_ways():
    return table().replace("\n", "\r\n", 2).replace("Marsh\n", "Marsh\r").encode()


@gives()
def every_cell_in_quotes():
    return "".join(f'"{a}","{b}"\n' for a, b in [("GOC no.", "Surname"), *PEOPLE.items()]).encode()


@gives()
def a_quote_that_never_closes():
    return table().replace("01-20003", '01-99999,"Never\n01-20003').encode()


@gives()
def a_quote_inside_a_name():
    return (table() + '01-99999,Smi"th\n01-99998,Jo"n"es"\n').encode()


@gives()
def quotes_over_several_lines():
    rows = "".join(f'{a},{b},"High Street\nLeeds\n"\n' for a, b in PEOPLE.items())
    return ("GOC number,Surname,Address\n" + rows).encode()


@gives()
def quotes_of_a_word_processor():
    return (HEADER + "".join(f"{a},\u00a0{b}\u00a0\n" for a, b in PEOPLE.items())).encode()


@gives()
def titles_above_the_header():
    return ("Dry eye in practice\nLeeds,4 March\n,,\nAttendance list\n\n" + table()).encode()


@gives()
def no_header():
    return GOOD.encode()


@gives()
def no_header_and_columns_swapped():
    return "".join(f"{surname};{number}\n" for number, surname in PEOPLE.items()).encode()


@gives()
def header_again_on_every_page():
    return table().replace("01-20003", HEADER + "01-20003").encode()


@gives()
def second_list_with_columns_swapped():
    return (
        HEADER + "01-20001,Müller\n01-4567,Marsh\n\nLast name,Reg no\n"
        "O'Neil,01-20003\nSmith,01-31234\n"
    ).encode()


@gives()
def people_above_the_header():
    return ("01-20001,Müller\n" + table().replace("01-20001,Müller\n", "")).encode()


@gives()
def header_in_capitals_with_signs():
    return table(header="*GOC NUMBER*,SURNAME (AS REGISTERED)").encode()


@gives()
def two_columns_that_could_be_the_number():
    rows = "".join(f"{n},{a},{b}\n" for n, (a, b) in enumerate(PEOPLE.items(), start=10_000))
    return ("Registration ID,GOC number,Surname\n" + rows).encode()


@gives()
def forty_columns_of_a_booking_system():
    extra = "," * 37 + "x"
    lines = table().splitlines()
    return "\n".join(line + extra for line in lines).encode()


@gives()
def rows_shorter_and_longer_than_the_header():
    return (table() + "01-99999\n01-99998,a,b,c,d,e\n").encode()


@gives()
def blank_lines_everywhere():
    return table().replace("\n", "\n\n,\n").encode()


@gives()
def totals_below_the_list():
    return (table() + "\nTotal,4\nPrinted on,22/11/2026\n").encode()


@gives()
def everybody_twice():
    return (table() + GOOD).encode()


@gives("01-20001", "01-20003", "01-31234")
def a_number_turned_into_a_date():
    return table().replace("01-4567", "Jan-67").encode()


@gives("01-4567")
def numbers_without_first_zero_and_hyphen():
    return table().replace("01-2", "12").replace("01-3", "13").encode()


@gives("01-4567")
def numbers_with_an_exponent():
    return (HEADER + "1.20001E+05,Müller\n01-4567,Marsh\n1.20003E+05,O'Neil\n").encode()


@gives("01-4567")
def numbers_with_decimals():
    return (
        table()
        .replace("01-20001", "120001.0")
        .replace("01-20003", "120003.00")
        .replace("01-31234", "131234,0")
        .encode()
    )


@gives("01-20003", "01-31234")
def letters_for_figures():
    return table().replace("01-20001", "O1-2OOO1").replace("01-4567", "0l-4567").encode()


@gives()
def dashes_spaces_and_small_letters():
    return (
        table()
        .replace("01-20001", "01 \u2013 20001")
        .replace("01-4567", " 01\u22124567")
        .replace("01-20003", "0120003")
        .encode()
    )


@gives("01-4567", "01-20003", "01-31234")
def number_and_surname_swapped_in_one_row():
    return table().replace("01-20001,Müller", "Müller,01-20001").encode()


@gives("01-4567", "01-20003", "01-31234")
def surname_of_somebody_else():
    return table().replace("Müller", "Maller").encode()


@gives()
def names_spelled_carelessly():
    return (
        HEADER + "01-20001,MULLER\n01-4567, marsh \n01-20003,O\u2019 NEIL\n01-31234,Smith.\n"
    ).encode()


@gives()
def signs_that_nobody_sees():
    return (
        table().replace("Marsh", "Ma\u200brsh\u202c").replace("01-20003", "\ufeff01-20003").encode()
    )


@gives("01-20003", "01-31234")
def formulas_as_cells():
    rows = '=1+1,Müller\n01-4567,"=HYPERLINK(""http://x"",""Marsh"")"\n'
    return (HEADER + rows + "01-20003,O'Neil\n01-31234,Smith\n@SUM(A1),x\n").encode()


@gives()
def a_cell_of_a_hundred_thousand_signs():
    return (table() + "01-99999," + "x" * 100_000 + "\n").encode()


@says("no column for the surname")
def names_in_full_only():
    return b"GOC number,Name\n01-4567,Ann Marsh\n"


@says("No column with surnames")
def numbers_only():
    return b"01-20001\n01-4567\n"


@says("No column with registration numbers")
def names_only():
    return b"Ann,Marsh\nBob,Smith\n"


@says("no rows below")
def header_only():
    return HEADER.encode()


@says("empty")
def nothing():
    return b" "


@says("empty")
def nothing_but_blank_lines():
    return b"\xef\xbb\xbf\r\n \r\n\t\r\n"
