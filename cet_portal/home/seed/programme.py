"""What was given where and when: the events of the demonstration, counted from today."""

from datetime import date, timedelta

from cet_portal.home.seed.days import Days
from cet_portal.home.seed.events import Fate, Plan

DEMO_REGISTRANTS = ("Aoife O'Donnell", "Bethan Lloyd-Hughes", "Zoë Fraser-Müller")

# Have points under two numbers.
RESTORED = ("Graham Tuttle", "Maxine Tolley")

# CET, days ago, town. Given, declared and uploaded in time.
GIVEN = (
    ("records", 655, "Leeds"),
    ("myopia", 640, ""),
    ("uveitis", 630, "Edinburgh"),
    ("lens-complications", 618, "Bristol"),
    ("glaucoma", 604, "Leeds"),
    ("squint", 590, "Cambridge"),
    ("progressives", 575, "Edinburgh"),
    ("hydroxychloroquine", 560, ""),
    ("oct", 548, "Leeds"),
    ("low-vision", 530, "Bristol"),
    ("paediatric", 515, "Leeds"),
    ("daily-lenses", 500, ""),
    ("red-eye", 486, "Edinburgh"),
    ("sports", 470, ""),
    ("glaucoma-drops", 455, ""),
    ("flashes", 440, ""),
    ("scleral", 425, ""),
    ("glaucoma", 408, "York"),
    ("progressives", 392, "Glasgow"),
    ("safeguarding", 377, "Leeds"),
    ("lens-complications", 360, "Exeter"),
    ("uveitis", 345, "Edinburgh"),
    ("oct", 330, "Sheffield"),
    ("progressives", 322, "Carlisle"),
    ("low-vision", 314, "Bath"),
    ("myopia", 300, ""),
    ("paediatric", 284, "Hull"),
    ("low-vision", 276, "Swindon"),
    ("red-eye", 268, "Dundee"),
    ("dry-eye", 252, "Sheffield"),
    ("glaucoma-drops", 236, ""),
    ("daily-lenses", 222, ""),
    ("glaucoma", 206, "Leeds"),
    ("progressives", 190, "Edinburgh"),
    ("scleral", 176, ""),
    ("paediatric", 168, "Derby"),
    ("low-vision", 160, "Bristol"),
    ("red-eye", 145, "Edinburgh"),
    ("flashes", 130, ""),
    ("lens-complications", 116, "Bristol"),
    ("progressives", 108, "Inverness"),
    ("oct", 100, "Leeds"),
    ("paediatric", 86, "Leeds"),
    ("uveitis", 72, "Edinburgh"),
    ("squint", 58, "Cambridge"),
    ("myopia", 46, ""),
)

# CET, days before the running cycle began, working days until the upload.
CYCLE_BEFORE = (
    ("low-vision", 640, 5),
    ("records", 300, 4),
    ("glaucoma", 210, 5),
    ("progressives", 190, 5),
    ("lens-complications", 150, 6),
    ("dry-eye", 96, 3),
    ("oct", 40, 5),
    # Uploaded when the cycle was over: these points are late.
    ("paediatric", 13, 10),
)

# 19 of 22 accept, and 14 of them rate: 4.6 on average.
MAIN_SCORES = (5, 5, None, 4, 5, 5, None, 4, 5, 5, None, 3, 5, 4, None, 5, 4, None, 5)
SCORES = (5, None, 4, 5, None, 4, None, 5)
# Have not looked at their statement lately, so that a visitor can accept for them.
MAIN_LATER = ("Aoife O'Donnell", "Niamh Ní Bhriain", "Joseph Amankwah")
NOT_YET = DEMO_REGISTRANTS


def given(days: Days) -> list[Plan]:
    """What lies behind: this cycle's events, and some of the one before."""
    first_day = days.cycle(days.today).first_day
    plans = [
        Plan(cet, days.working_day(days.today - timedelta(days=ago)), town=town)
        for cet, ago, town in GIVEN
    ]
    before = [
        Plan(
            cet,
            days.working_day(first_day - timedelta(days=ago)),
            town="Leeds",
            uploaded=uploaded,
            with_=RESTORED,
        )
        for cet, ago, uploaded in CYCLE_BEFORE
    ]
    return [*before, *plans]


def lately(days: Days) -> list[Plan]:
    """The last weeks: uploads whose points are still pending, and what was held."""
    return [
        Plan(
            "dry-eye",
            back(days, 16),
            town="Leeds",
            name="Leeds, dry eye evening",
            scores=MAIN_SCORES,
            certificates=6,
            later=MAIN_LATER,
            exactly=22,
            unusable=2,
            with_=MAIN_LATER,
        ),
        Plan(
            "glaucoma",
            back(days, 12),
            scores=SCORES,
            later=NOT_YET,
            town="Leeds",
            session="autumn",
            one_twice=True,
            name="Leeds autumn day",
            hour=9,
            exactly=14,
            unusable=1,
            with_=("Aoife O'Donnell",),
            uploaded=5,
        ),
        Plan(
            "safeguarding",
            back(days, 12),
            scores=SCORES,
            later=NOT_YET,
            town="Leeds",
            session="autumn",
            hour=12,
            exactly=18,
            with_=("Aoife O'Donnell",),
            uploaded=5,
        ),
        Plan(
            "lens-complications",
            back(days, 9),
            scores=SCORES[:4],
            later=NOT_YET,
            town="Bristol",
            exactly=12,
            unusable=1,
            with_=("Bethan Lloyd-Hughes", "Aoife O'Donnell"),
        ),
        Plan("uveitis", back(days, 8), town="Edinburgh", with_=("Zoë Fraser-Müller",)),
        Plan("daily-lenses", back(days, 6), uploaded=2, with_=("Bethan Lloyd-Hughes",)),
        Plan("glaucoma-drops", back(days, 5), uploaded=2, with_=DEMO_REGISTRANTS),
        Plan(
            "red-eye",
            back(days, 30),
            Fate.RELEASED,
            town="Perth",
            differed="Dr Reid spoke in the place of Ms Moncrieff.",
            declared=3,
            uploaded=7,
        ),
        Plan(
            "progressives",
            back(days, 28),
            Fate.REFUSED,
            town="Stirling",
            differed="The workshop took 90 minutes and not 150, as the train was late.",
        ),
    ]


def owed(days: Days) -> list[Plan]:
    """Delivered, and something is still to be done."""
    return [
        # Due in the next days.
        Plan("oct", back(days, 3), Fate.DELIVERED, town="Leeds"),
        Plan("paediatric", days.trigger(1), Fate.DELIVERED, town="Leeds"),
        Plan("records", back(days, 6), Fate.DECLARED, town="Wakefield"),
        Plan("low-vision", back(days, 4), Fate.DELIVERED, town="Bristol"),
        Plan("squint", back(days, 5), Fate.DELIVERED, town="Cambridge"),
        Plan("red-eye", back(days, 7), Fate.DECLARED, town="Edinburgh"),
        # Overdue: one that beat will tell of, the others told long ago.
        Plan("safeguarding", back(days, 11), Fate.DELIVERED, town="Bradford"),
        Plan("glaucoma", back(days, 14), Fate.DECLARED, town="Halifax", told=True),
        Plan("flashes", back(days, 19), Fate.DELIVERED, told=True),
        Plan("myopia", back(days, 18), Fate.DELIVERED, told=True),
        Plan("sports", back(days, 24), Fate.DELIVERED, told=True),
        # Nothing is owed for what did not take place.
        Plan("low-vision", back(days, 9), Fate.NOT_HELD, town="Hereford"),
        # Held for the CET manager.
        Plan(
            "uveitis",
            back(days, 4),
            Fate.HELD,
            town="Edinburgh",
            differed="The second film could not be played; we handed out its text.",
        ),
        Plan(
            "oct",
            back(days, 8),
            Fate.HELD,
            town="Harrogate",
            differed="One of the two instruments failed, so the tables had nine people.",
        ),
    ]


def to_come(days: Days) -> list[Plan]:
    """Planned, for the directory; one of them cancelled."""
    planned = (
        ("dry-eye", 4, "Leeds"),
        ("oct", 9, "Manchester"),
        ("glaucoma", 13, "Leeds"),
        ("paediatric", 18, "Sheffield"),
        ("records", 24, "York"),
        ("dry-eye", 31, "Newcastle"),
        ("safeguarding", 6, "Hull"),
        ("myopia", 8, ""),
        ("lens-complications", 15, "Bristol"),
        ("low-vision", 21, "Cardiff"),
        ("daily-lenses", 12, ""),
        ("flashes", 75, ""),
        ("uveitis", 11, "Edinburgh"),
        ("glaucoma-drops", 17, ""),
        ("red-eye", 26, "Aberdeen"),
        ("progressives", 33, "Edinburgh"),
        # Nobody has been there yet: what the planner can suggest.
        ("two-eyes", 14, "Leeds"),
        ("lens-cases", 19, "York"),
    )
    return [
        *(
            Plan(cet, days.ahead(number), Fate.PLANNED, town=town, price=price(place))
            for place, (cet, number, town) in enumerate(planned)
        ),
        Plan("safeguarding", days.ahead(7), Fate.CANCELLED, town="Lincoln"),
        Plan("flashes", days.ahead(12), Fate.OPEN),
        Plan("scleral", days.ahead(24), Fate.OPEN),
        Plan("hydroxychloroquine", days.ahead(32), Fate.OPEN),
    ]


def price(place: int) -> str:
    """Some cost nothing, some a little."""
    return ("Free of charge", "£15", "£40 with supper")[place % 3]


def back(days: Days, working_days: int) -> date:
    """The working day so many before today."""
    return days.before(days.today, working_days)
