"""The contract on assessing a person, sentence by sentence and day by day, as slow as it likes.

Written from the text alone, with nothing of the product: what both say is what was meant.
"""

from datetime import date, timedelta

SPECIALTIES = (
    "CONTACT_LENS",
    "ADDITIONAL_SUPPLY",
    "SUPPLEMENTARY_PRESCRIBING",
    "INDEPENDENT_PRESCRIBING",
)
BEFORE = date(2005, 6, 30)
UNITS = {letter: [f"{letter}{n}" for n in range(1, most + 1)] for letter, most in
         (("O", 8), ("D", 8), ("C", 8), ("T", 7))}  # fmt: skip


def day_of(text):
    return date.fromisoformat(text)


def days_of(dated, last):
    """Every day of an entry; without an end it lasts to the cycle's end."""
    end = day_of(dated["end"]) if dated["end"] else last
    start = day_of(dated["start"])
    return {start + timedelta(days=n) for n in range((end - start).days + 1)}


def cycle_days(name):
    first, last = (int(year) for year in name.split("-"))
    return date(first, 7 if first == 2005 else 1, 1), date(last, 12, 31)


def months_of(first, last):
    """Each calendar month of the cycle with its days."""
    found, day = {}, first
    while day <= last:
        found.setdefault((day.year, day.month), set()).add(day)
        day += timedelta(days=1)
    return found


def run_of(line, first, last):
    """The days, the entries of the last run that touches the cycle; or nothing."""
    runs = []
    for entry in sorted(line["entries"], key=lambda each: each["start"]):
        days = days_of(entry, last)
        if not days:
            continue
        if runs and min(days) - timedelta(days=1) in runs[-1][0]:
            runs[-1] = (runs[-1][0] | days, [*runs[-1][1], entry])
        else:
            runs.append((days, [entry]))
    touching = [run for run in runs if any(first <= day <= last for day in run[0])]
    return touching[-1] if touching else (set(), [])


class Literal:
    """One line judged; `requirements` are tuples of code, specialty, year and figures."""

    def __init__(self, line):
        self.line = line
        self.first, self.last = cycle_days(line["cycle"])
        self.enhanced = self.first.year >= 2013
        self.grouped = self.first.year >= 2007
        self.run, entries = run_of(line, self.first, self.last)
        self.numbers = {entry["number"] for entry in entries}
        inside = [each for each in entries if day_of(each["start"]) <= self.last]
        self.profession = (
            max(inside, key=lambda each: each["start"])["profession"] if inside else ""
        )
        self.months = months_of(self.first, self.last)
        self.counted, self.not_counted = [], []
        for point in line["points"]:
            reason = self.reason(point)
            if reason:
                self.not_counted.append((point["reference"], reason))
            else:
                self.counted.append(point)
        self.requirements = self.asked() if self.run else []

    def group(self, specialty):
        lens = specialty == "CONTACT_LENS"
        return specialty if lens or not self.grouped or not specialty else "THERAPEUTIC"

    def days_with(self, group):
        found = set()
        for held in self.line["specialties"]:
            if self.group(held["specialty"]) == group:
                found |= days_of(held, self.last)
        return found

    def reason(self, point):
        day = day_of(point["event_date"])
        as_at = day_of(self.line["as_at"]) if self.line["as_at"] else self.last
        special = point["kind"] == "SPECIALIST"
        checks = (
            (not point["accepted"], "NOT_ACCEPTED"),
            (not self.first <= day <= min(self.last, as_at), "OUTSIDE_CYCLE"),
            (day not in self.run, "OUTSIDE_REGISTRATION"),
            (point["number"] not in self.numbers, "OTHER_NUMBER"),
            (
                special and day not in self.days_with(self.group(point["specialty"])),
                "SPECIALTY_NOT_HELD",
            ),
            (
                self.enhanced and point["peer_review"] and not point["reflection"],
                "NO_REFLECTION",
            ),
        )
        return next((reason for applies, reason in checks if applies), None)

    def whole(self, days, year=None):
        return sum(month <= days for (of, _), month in self.months.items() if year in {None, of})

    def asked(self):
        groups = (*SPECIALTIES, "THERAPEUTIC")
        in_cycle = {day for day in self.run if self.first <= day <= self.last}
        self.held = [group for group in groups if self.days_with(group) & in_cycle]
        self.w = self.whole(self.run)
        if self.first.year == 2005:
            found = self.initial()
        elif not self.enhanced:
            found = self.subsequent()
        else:
            found = self.of_enhanced()
        return found[:1] if self.w == 0 else found

    def sum_of(self, kind, group=None):
        return sum(
            point["total"]
            for point in self.counted
            if point["kind"] == kind and group in {None, self.group(point["specialty"])}
        )

    def with_specialty(self, group):
        return self.whole(self.run & self.days_with(group))

    def initial(self):
        there = BEFORE in self.run
        left, credited = 12, {}
        for specialty, granted in self.line["voluntary"]["specialist"].items():
            if BEFORE in self.days_with(specialty):
                credited[specialty] = min(left, granted)
                left -= credited[specialty]
        general = min(24, self.line["voluntary"]["general"]) if there else 0
        overlap = min(4, self.sum_of("SPECIALIST")) + min(12, sum(credited.values()))
        obtained = self.sum_of("GENERAL") + general + (overlap if self.held else 0)
        found = [("GENERAL_POINTS", None, None, self.w * (2 if there else 1), obtained)]
        for group in self.held:
            months = self.with_specialty(group)
            before = there and BEFORE in self.days_with(group)
            found.append(
                (
                    "SPECIALIST_POINTS",
                    group,
                    None,
                    months if before else months // 2,
                    self.sum_of("SPECIALIST", group) + credited.get(group, 0),
                )
            )
        return found

    def specialist(self, group):
        sums = self.with_specialty(group) // 2, self.sum_of("SPECIALIST", group)
        return ("SPECIALIST_POINTS", group, None, *sums)

    def subsequent(self):
        general = ("GENERAL_POINTS", None, None, self.w, self.sum_of("GENERAL"))
        return [general, *(self.specialist(group) for group in self.held)]

    def of_enhanced(self):
        optometrist = self.profession == "OPTOMETRIST"
        lens = not optometrist and "CONTACT_LENS" in self.held
        therapeutic = optometrist and "THERAPEUTIC" in self.held
        s = self.with_specialty("CONTACT_LENS") // 2 if lens else 0
        found = [("GENERAL_POINTS", None, None, self.w - s, self.sum_of("GENERAL"))]
        if lens or therapeutic:
            found.append(self.specialist("CONTACT_LENS" if lens else "THERAPEUTIC"))
        interactive = sum(
            point["interactive"] for point in self.counted if lens or point["kind"] == "GENERAL"
        )
        found.append(("INTERACTIVE_POINTS", None, None, self.w // 2, interactive))
        lists = UNITS["O" if optometrist else "D"] + UNITS["C"] * lens + UNITS["T"] * therapeutic
        named = {unit for point in self.counted for unit in point["units"]}
        units = sum(unit in named for unit in lists)
        found.append(("COMPETENCY_UNITS", None, None, len(lists), units))
        if optometrist or lens:
            special = lens or (therapeutic and self.first.year >= 2019)
            reviews = [
                point
                for point in self.counted
                if point["peer_review"] and (not special or point["kind"] == "SPECIALIST")
            ]
            found.append(("PEER_REVIEW", None, None, 1, len(reviews)))
        if self.first.year == 2016:
            flags = sum(point["standards_of_practice"] for point in self.counted)
            found.append(("STANDARDS_OF_PRACTICE", None, None, 1, flags))
        for year in range(self.first.year, self.last.year + 1):
            months = self.whole(self.run, year)
            required = 6 if months == 12 else months // 2
            if required:
                there = sum(
                    point["total"]
                    for point in self.counted
                    if day_of(point["event_date"]).year == year
                )
                found.append(("ANNUAL_MINIMUM", None, year, 0 if year == 2020 else required, there))
        return found
